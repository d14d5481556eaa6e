"""The multiverse: headline numbers over every defensible reading of what is printed.

The runs, planned by `specifications.plan`, are in English for all editions: only numbers are read
from them.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from offshore.book.differences import Differences
from offshore.book.pages import chapters
from offshore.book.pages.missing import readings
from offshore.book.pages.specifications import PAGE
from offshore.display import items
from offshore.display.drawing import charts, theme
from offshore.display.language import Language
from offshore.display.mime import ITEM
from offshore.runs.failed.failure import Failure
from offshore.runs.planning import HEADLINE, Run
from offshore.study.headlines import HEADLINES, Headline, Label


def worded(headline: Headline, words: Language) -> Callable[[float], str]:
    """Return the function that words a headline number; one that is missing is impossible."""
    say = words.percent if headline.percent else words.number
    digits = 1 if headline.percent else 0
    return lambda value: words.text("impossible") if value != value else say(value, digits)


def _labelled(label: Label, words: Language) -> str:
    said = {name: words.text(message) for name, message in label.words.items()}
    shares = {name: words.percent(value, 0) for name, value in label.fractions.items()}
    return words.text(label.message, **label.values, **said, **shares)


def ends(headline: Headline, made: Sequence[Run], words: Language) -> pd.DataFrame:
    """Return rows of label, low, high and published for the runs of a headline's notebook.

    The two ends are NaN where what is printed cannot be read so.
    """
    rows = []
    for run in (run for run in made if run.contract.name == headline.notebook):
        values = json.loads(run.read(HEADLINE))["values"]
        given = run.recipe["parameters"]
        declared = run.contract.parameters.values()
        low, high = (values.get(name, math.nan) for name in headline.values)
        published = all(given[one.name] == one.default for one in declared)
        label = _labelled(headline.label(given), words)
        rows.append({"label": label, "low": low, "high": high, "published": published})
    return pd.DataFrame(rows)


def write(
    source: Path, made: Sequence[Run], differing: Differences, failures: Sequence[Failure] = ()
) -> dict[str, str]:
    """Write what the page includes, with the files of its items; return its named numbers.

    `failures` are those among its runs. A headline number one of whose readings failed is not
    available.
    """
    words, lacking = differing.language, readings.lacking(failures)
    lost = readings.names(PAGE, lacking)
    theme.apply()
    found = {line: ends(line, made, words) for line in HEADLINES if line not in lacking}
    written = _written(found, words) if found else []
    for item in written:
        chapters.write_item(source / chapters.FOLDER, chapters.stem_of(PAGE, item, differing), item)
    told = readings.told(failures, words)
    texts = [chapters.item_text(PAGE, item, differing) for item in written]
    text = "\n\n".join([told, *texts] if told else texts)
    (source / "generated" / f"{PAGE}.md").write_text(text + "\n", encoding="utf-8")
    numbers = _numbers(found, words)
    return {name: text for name, text in numbers.items() if f"{PAGE}.{name}" not in lost}


def items_of(made: Sequence[Run], words: Language) -> list[dict[str, Any]]:
    """Return the page's figure and table as bundles of values, for all its runs."""
    theme.apply()
    return _written({headline: ends(headline, made, words) for headline in HEADLINES}, words)


Found = Mapping[Headline, pd.DataFrame]


def _written(found: Found, words: Language) -> list[dict[str, Any]]:
    return [item.bundle(words)[ITEM] for item in (_figure(found, words), _table(found, words))]


def _figure(found: Found, words: Language) -> items.Item:
    lines = [len(rows) for rows in found.values()]
    drawing = Figure(figsize=(theme.WIDTH, 0.34 * sum(lines) + 0.75 * len(lines)))
    # The constrained layout of many axes varies in the last digits from process to process.
    drawing.set_layout_engine("tight")
    axes = drawing.subplots(len(lines), 1, height_ratios=lines)
    for axis, (headline, rows) in zip(axes, found.items(), strict=True):
        charts.specifications(axis, rows, worded(headline, words))
        axis.set_title(words.text(headline.title), loc="right", fontsize=10)
    return items.figure(
        "readings",
        drawing,
        _data(found),
        caption=words.text("Headline numbers under each reading; the published one has diamonds."),
        alternative=words.text("; ").join(
            _told(headline, rows, words) for headline, rows in found.items()
        ),
        origin="ours",
    )


def _told(headline: Headline, rows: pd.DataFrame, words: Language) -> str:
    readings = (
        words.text(
            "{what}: {values}",
            what=row["label"],
            values=words.range(row["low"], row["high"], worded(headline, words)),
        )
        for _, row in rows.iterrows()
    )
    title, told = words.text(headline.title), words.text(", ").join(readings)
    return words.text("{what}: {values}", what=title, values=told)


def _data(found: Found) -> pd.DataFrame:
    frames = [rows.assign(number=headline.id) for headline, rows in found.items()]
    return pd.concat(frames)[["number", "label", "low", "high", "published"]]


def _table(found: Found, words: Language) -> items.Item:
    rows = [_row(headline, rows, words) for headline, rows in found.items()]
    return items.table(
        "spread",
        pd.DataFrame(rows),
        _data(found),
        caption=words.text("How far headline numbers move over the readings."),
        origin="ours",
    )


def _row(headline: Headline, rows: pd.DataFrame, words: Language) -> dict[str, str]:
    said, published = worded(headline, words), rows[rows.published].iloc[0]
    return {
        words.text("Headline number"): words.text(headline.title),
        words.text("As published here"): words.range(published.low, published.high, said),
        words.text("Least"): said(rows.low.min()),
        words.text("Most"): said(rows.high.max()),
        words.text("Readings"): words.number(len(rows)),
    }


def _numbers(found: Found, words: Language) -> dict[str, str]:
    """Return the least and most of each headline, by name."""
    numbers = {}
    for headline, rows in found.items():
        numbers[f"{headline.id}_least"] = worded(headline, words)(rows.low.min())
        numbers[f"{headline.id}_most"] = worded(headline, words)(rows.high.max())
    return numbers | {"runs": words.number(len(set(_labels(found))))}


def _labels(found: Found) -> list[tuple[str, str]]:
    return [(line.notebook, label) for line, rows in found.items() for label in rows.label]

"""The multiverse: headline numbers over every defensible reading of what is printed.

The runs, planned by `specifications.plan`, are in English for all editions: only numbers are read
from them.
"""

import json
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from offshore.display import items
from offshore.display.drawing import charts, theme
from offshore.display.language import Language
from offshore.runs.planning import HEADLINE, Run
from offshore.study.headlines import HEADLINES, Headline, Label


@dataclass(frozen=True)
class Multiverse:
    """What the page on the multiverse says: its named numbers and its display items."""

    numbers: Mapping[str, str]
    items: tuple[items.Item, ...]


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


def of_runs(made: Sequence[Run], words: Language, lacking: Collection[Headline] = ()) -> Multiverse:
    """Return what the runs of all grids come to, in a language.

    `lacking`: headline numbers of which nothing is said, since runs of them failed; how many runs
    there are is not said either then.
    """
    theme.apply()
    found = {line: ends(line, made, words) for line in HEADLINES if line not in lacking}
    shown = (_figure(found, words), _table(found, words)) if found else ()
    numbers = _numbers(found, words)
    if lacking:
        del numbers["runs"]
    return Multiverse(numbers, shown)


Found = Mapping[Headline, pd.DataFrame]


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

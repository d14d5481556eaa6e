"""The multiverse: headline numbers over every defensible reading of what is printed.

The runs, of `readings.plan`, are in English for all editions: what is read off are numbers.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from offshore.publish import pages
from offshore.publish.differences import Differences
from offshore.publish.readings import PAGE
from offshore.publish.runs import HEADLINE, Run
from offshore.show import charts, items, theme
from offshore.show.language import Language
from offshore.show.mime import ITEM

KEPT = {
    "second share": "Ningbo's share",
    "group share": "the six cities' share",
    "both shares": "both shares",
}
Label = Callable[[Mapping[str, Any], Language], str]


@dataclass(frozen=True)
class Headline:
    """A number, or two ends of one, of a notebook's runs; `label` tells its runs apart."""

    id: str
    notebook: str
    values: tuple[str, str]
    title: str
    label: Label
    percent: bool = True

    def worded(self, words: Language) -> Callable[[float], str]:
        """Return what puts it into words."""
        return (lambda value: words.percent(value, 1)) if self.percent else words.number


def _window(given: Mapping[str, Any], _: Language) -> str:
    return f"{given['first_year']}–{given['last_year']}, {given['currency']}"


def _reading(given: Mapping[str, Any], words: Language) -> str:
    kept = words.text(KEPT[given["reading"]])
    if given["reading"] != "group share":
        return words.text("Kept: {kept}", kept=kept)
    most = words.percent(given["others_most"], 0)
    return words.text("Kept: {kept}; three others at most {most}", kept=kept, most=most)


def _markets(given: Mapping[str, Any], words: Language) -> str:
    return words.text("{count} markets", count=given["markets"])


HEADLINES = (
    Headline("growth", "growth", ("chosen_compound",) * 2, "Compound annual growth", _window),
    Headline(
        "share",
        "region",
        ("chosen_least", "chosen_most"),
        "Wenzhou's share of the province, 2017",
        _reading,
    ),
    Headline(
        "rank",
        "region",
        ("chosen_best", "chosen_worst"),
        "Wenzhou's rank among the cities, 2017",
        _reading,
        percent=False,
    ),
    Headline(
        "small",
        "markets",
        ("small_share",) * 2,
        "Most that all markets below one million USD can have, 2017",
        _markets,
    ),
)


def ends(headline: Headline, made: Sequence[Run], words: Language) -> pd.DataFrame:
    """Return rows of label, low, high and published for the runs of a headline's notebook."""
    rows = []
    for run in (run for run in made if run.contract.name == headline.notebook):
        values = json.loads(run.read(HEADLINE))["values"]
        given = run.recipe["parameters"]
        declared = run.contract.parameters.values()
        low, high = (values[name] for name in headline.values)
        published = all(given[one.name] == one.default for one in declared)
        label = headline.label(given, words)
        rows.append({"label": label, "low": low, "high": high, "published": published})
    return pd.DataFrame(rows)


def write(source: Path, made: Sequence[Run], differing: Differences) -> dict[str, str]:
    """Write what the page includes, with the files of its items; return its named numbers."""
    words = differing.language
    theme.apply()
    found = {headline: ends(headline, made, words) for headline in HEADLINES}
    shown = [_figure(found, words), _table(found, words)]
    told = [item.bundle()[ITEM] for item in shown]
    for item in told:
        pages.write_item(source / pages.FOLDER, pages.stem_of(PAGE, item, differing), item)
    text = "\n\n".join(pages.item_text(PAGE, item, differing) for item in told)
    (source / "generated" / f"{PAGE}.md").write_text(text + "\n", encoding="utf-8")
    return _numbers(found, words)


Found = Mapping[Headline, pd.DataFrame]


def _figure(found: Found, words: Language) -> items.Item:
    lines = [len(rows) for rows in found.values()]
    drawing = Figure(figsize=(theme.WIDTH, 0.34 * sum(lines) + 0.75 * len(lines)))
    # The constrained layout of many axes differs in the last digits from process to process.
    drawing.set_layout_engine("tight")
    axes = drawing.subplots(len(lines), 1, height_ratios=lines)
    for axis, (headline, rows) in zip(axes, found.items(), strict=True):
        charts.readings(axis, rows, headline.worded(words))
        axis.set_title(words.text(headline.title), loc="right", fontsize=10)
    return items.figure(
        "readings",
        drawing,
        _data(found),
        caption=words.text("Headline numbers under each reading; the published one has diamonds."),
        alternative="; ".join(_told(headline, rows, words) for headline, rows in found.items()),
        origin="ours",
    )


def _told(headline: Headline, rows: pd.DataFrame, words: Language) -> str:
    readings = (
        f"{row['label']}: {words.range(row['low'], row['high'], headline.worded(words))}"
        for _, row in rows.iterrows()
    )
    return f"{words.text(headline.title)}. {', '.join(readings)}"


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
    worded, published = headline.worded(words), rows[rows.published].iloc[0]
    return {
        words.text("Headline number"): words.text(headline.title),
        words.text("As published here"): words.range(published.low, published.high, worded),
        words.text("Least"): worded(rows.low.min()),
        words.text("Most"): worded(rows.high.max()),
        words.text("Readings"): words.number(len(rows)),
    }


def _numbers(found: Found, words: Language) -> dict[str, str]:
    """Return the least and most of each headline, by name."""
    numbers = {}
    for headline, rows in found.items():
        numbers[f"{headline.id}_least"] = headline.worded(words)(rows.low.min())
        numbers[f"{headline.id}_most"] = headline.worded(words)(rows.high.max())
    return numbers | {"runs": words.number(len(set(_labels(found))))}


def _labels(found: Found) -> list[tuple[str, str]]:
    return [(line.notebook, label) for line, rows in found.items() for label in rows.label]

"""The headline numbers of the study, and how the specifications of each are labelled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Parameters = Mapping[str, Any]
KEPT = {
    "second share": "Ningbo's share",
    "group share": "the six cities' share",
    "both shares": "both shares",
}


@dataclass(frozen=True)
class Label:
    """A message and what fills its placeholders: plain values, words to translate, fractions."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    fractions: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Headline:
    """A number, or the two ends of its range, from a notebook's runs; `label` names each run.

    `values` are the names of the two ends in a run; `percent` marks them as fractions.
    """

    id: str
    notebook: str
    values: tuple[str, str]
    title: str
    label: Callable[[Parameters], Label]
    percent: bool = True


def _window(given: Parameters) -> Label:
    return Label("{first_year}–{last_year}, {currency}", values=given)


def _reading(given: Parameters) -> Label:
    kept = {"kept": KEPT[given["reading"]]}
    if given["reading"] != "group share":
        return Label("Kept: {kept}", words=kept)
    if given["others_most"] >= 1:
        return Label("Kept: {kept}; no limit on the three others", words=kept)
    most = {"most": given["others_most"]}
    return Label("Kept: {kept}; three others at most {most}", words=kept, fractions=most)


def _markets(given: Parameters) -> Label:
    return Label("{count} markets", values={"count": given["markets"]})


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
        "Most that all small markets can have, 2017",
        _markets,
    ),
)

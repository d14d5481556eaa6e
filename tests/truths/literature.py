"""Literature: which published contributions follow, what agrees, where the list is thin."""

import csv
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from checkouts import ROOT

FACTS = (
    "digital-economy-2016",
    "digital-economy-growth-2016",
    "digital-economy-share-2016",
    "digital-economy-share-change-2016",
    "digital-economy-contribution-2016",
)
GROWTH, SHARE, BEFORE = "18.9", "30.3", "27.5"  # as published, of 2016 and of the year before
CONTRIBUTIONS = ("69.9", "58.7")  # of the paper's source, of another group
CITIES = ("Hangzhou", "Ningbo", "Jiaxing", "Wenzhou")


def possible(facts: Mapping[str, str]) -> bool:
    """Tell whether there was a share before, and a whole that grew, whatever the digits mean."""
    share, change, growth = ends(SHARE), ends(facts[FACTS[3]]), ends(GROWTH)
    whole = (1 + growth[0] / 100) * (1 - change[1] / share[0])
    return share[0] > change[1] and whole > Fraction(101, 100)


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    del parameters  # none changes what is concluded
    low, high = contribution(facts)
    follow = [ends(one)[0] / 100 <= high and ends(one)[1] / 100 >= low for one in CONTRIBUTIONS]
    same = pairs(facts)
    share = "agrees" if change_agrees(facts) else "does not agree"
    return {
        "So neither published contribution follows": follow == [False, False],
        "that of the other group can.": follow == [False, True],
        "that of the other group does not.": follow == [True, False],
        "So both published contributions can": follow == [True, True],
        f"The change of the share {share} with": True,
        "In every line of the table": same == 5,
        "In no line of the table": same == 0,
        f"In {same} of the 5 lines of the table": 0 < same < 5,
        # 22.6 / 18.6 - 1 is 21.5% and not 18.9%; every size and share known is above the last.
        "18.9%, does not follow from the sizes published": True,
        "Size and share rise from each year that is known to the next.": True,
    } | thin()


def number(text: str) -> Fraction:
    return Fraction(text.replace(" ", ""))


def ends(text: str) -> tuple[Fraction, Fraction]:
    """Return between what ends a printed number was rounded."""
    half = Fraction(1, 2 * 10 ** len(text.partition(".")[2]))
    return number(text) - half, number(text) + half


def contribution(facts: Mapping[str, str]) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest contribution at the corners of what the digits allow."""
    found = [
        g * (s - d) / ((1 + g) * (1 - d / s) - 1)
        for g in (one / 100 for one in ends(GROWTH))
        for s in (one / 100 for one in ends(SHARE))
        for d in (one / 100 for one in ends(facts[FACTS[3]]))
    ]
    return min(found), max(found)


def change_agrees(facts: Mapping[str, str]) -> bool:
    low, high = ends(facts[FACTS[3]])
    later, earlier = ends(SHARE), ends(BEFORE)
    return later[0] - earlier[1] <= high and later[1] - earlier[0] >= low


def pairs(facts: Mapping[str, str]) -> int:
    """Return how many printed figures can be those published: 22.6, 18.9, 30.3, 69.9 and 58.7."""
    size, growth, share, _, contributed = (facts[name] for name in FACTS)
    nearly = [number(contributed) - Fraction(last_digit(contributed), 2), number(contributed)]
    held = [
        meets(ends(size), ends("22.6")),
        meets(ends(growth), ends(GROWTH)),
        ends(SHARE)[1] >= number(share),  # over what is printed
        *(meets(nearly, ends(one)) for one in CONTRIBUTIONS),
    ]
    return sum(held)


def meets(one: Any, other: Any) -> bool:
    return bool(one[0] <= other[1] and one[1] >= other[0])


def last_digit(text: str) -> Fraction:
    """Return the unit of the last digit that is not zero: 10 for 70, 0.1 for 69.9."""
    whole, _, part = text.replace(" ", "").partition(".")
    digits, places = (whole + part).rstrip("0"), len(whole)
    return Fraction(10) ** (places - len(digits))


def thin() -> dict[str, bool]:
    """Return what the list has of Wenzhou and, under digital themes, of cities; not from facts."""
    works = [*rows("paper/citations"), *rows("context/literature")]
    numbered = {one["work"] for one in works if one.get("number") and one.get("work")}
    ours = {one.get("key") for one in works if one["theme"] == "checking"}  # not on the field
    once = [one for one in works if one.get("key") not in numbered | (ours - {None})]
    wenzhou = [one for one in once if one["region"] == "Wenzhou"]
    digital = [
        one for one in once if one["theme"].startswith("digital") and one["region"] in CITIES
    ]
    return {
        f"Of {len(once)} works, {len(wenzhou)} are about Wenzhou.": True,
        "no work is about a single city": not digital,
    }


def rows(table: str) -> list[dict[str, str]]:
    with (ROOT / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

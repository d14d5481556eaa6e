"""Readings of the printed provincial shares, which cannot all be true.

Two cities have amounts, and the second also has a share of the province; six more cities have a
joint share. Each reading drops one of the three statements and derives the rest.
"""

import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from offshore.numerals.checks import above
from offshore.numerals.printed import Interval, bounds
from offshore.study.concentration import Sizes, herfindahl_hirschman
from offshore.study.size_classes import Group, SizeClass, division

Name = Literal["second share", "group share", "both shares"]
NAMES: tuple[Name, ...] = ("second share", "group share", "both shares")
Range = tuple[float, float]
NONE = (math.nan, math.nan)
ROUNDING = 1e-9  # of floating-point numbers, relative


@dataclass(frozen=True)
class Printed:
    """What is printed: amounts in one unit, shares as fractions of the province.

    `own` is the amount of one city of the group; `group_size` and `others` count the cities
    of the group and those that are not mentioned.
    """

    first: float
    second: float
    own: float
    second_share: float
    group_share: float
    group_size: int
    others: int


def of_zhejiang(facts: pd.Series) -> Printed:
    """Return what the paper prints of 2017, with Wenzhou as the group's own city.

    `facts`: values in base units by id, or intervals, of the paper's tables of amounts and shares.
    """
    return Printed(
        first=facts["value-hangzhou"],
        second=facts["value-ningbo"],
        own=facts["value-2017"],
        second_share=facts["share-ningbo"],
        group_share=facts["share-six-cities"],
        group_size=6,
        others=3,
    )


@dataclass(frozen=True)
class Reading:
    """What a reading implies, each range a least and a most, in the unit of the amounts.

    `dropped` names the statement given up: the group's share, the second city's share or
    the first city's amount. `others` is what the cities not mentioned amount to together. The
    ranges of an impossible reading are pairs of NaN.
    """

    name: Name
    dropped: str
    total: Range
    first: Range
    group: Range
    others: Range

    @property
    def possible(self) -> bool:
        """Whether the statements that it keeps can be true together."""
        return not math.isnan(self.total[0])


def implied_total(part: float, share: float) -> float:
    """Return the whole implied by a part and its share, a fraction above 0.

    Raises ValueError for any other share. Source: part / share, the definition of a share.
    """
    above(share, 0, "The share")
    return part / share


def ranks_among(own: float, others_total: float, others: int, largest: float) -> tuple[int, int]:
    """Return the best and the worst rank that one member may have in a group.

    `own`: its amount; `others_total`: what the others amount to together; `others`: how many they
    are; `largest`: an amount that none of them exceeds. Rank 1 is the largest. Raises ValueError if
    the others' total cannot be divided that way.
    Source: at best, as few as possible exceed `own`, each taking up to `largest`; at worst, as many
    as possible do, each by a trifle.
    """
    if not -1e-9 * own <= others_total <= others * largest * (1 + 1e-9):
        raise ValueError(f"{others} members of at most {largest:g} cannot make {others_total:g}.")
    if own >= largest:
        return 1, 1
    excess = others_total - others * own
    # The small subtraction keeps a rounding error from counting as one more city.
    fewest = max(0, math.ceil(excess / (largest - own) - 1e-9))
    most = min(others, math.ceil(others_total / own) - 1) if others_total > 0 else 0
    return 1 + fewest, 1 + most


def excess(printed: Printed) -> float | Interval:
    """Return by how much the three shares exceed the whole, as a fraction of it.

    The first city's share is its amount over the total that the second city's amount and
    share imply. Above zero the three statements cannot all be true. Where what is printed is given
    as intervals, so is the excess.
    """
    # Each number occurs once: if one occurred twice, its rounding would count twice.
    return printed.second_share * (printed.first / printed.second + 1) + printed.group_share - 1


def least_excess(rounded: Printed) -> float:
    """Return the least of `excess` that rounding allows; what is printed is given as intervals."""
    return bounds(excess(rounded))[0]


def rounding_part(printed: Printed, rounded: Printed) -> float:
    """Return the part of the excess that rounding explains, 1 at most; NaN without an excess.

    `rounded`: what is printed as intervals.
    """
    found = float(excess(printed))
    return min(1 - least_excess(rounded) / found, 1.0) if found > 0 else math.nan


def places_fit(rounded: Printed) -> bool:
    """Return whether all statements leave each city its place in the order that is printed.

    `rounded`: what is printed as intervals. The own city is not above the group, no city but the
    first is above the second, and the first is not below it.
    """
    total = rounded.second / rounded.second_share
    group = rounded.group_share * total - rounded.own
    others = total * (1 - rounded.group_share) - rounded.first - rounded.second
    lows = rounded.first - rounded.second, rounded.second - rounded.own, group, others
    full = (
        rounded.second * (rounded.group_size - 1) - group,
        rounded.second * rounded.others - others,
    )
    return all(bounds(room)[1] >= 0 for room in (*lows, *full))


def implied(name: Name, printed: Printed, others_most: float) -> Reading:
    """Return what one reading implies; the ranges of an impossible one are pairs of NaN.

    `others_most`: an upper bound for the unmentioned cities, as a fraction of the total; only the
    reading "group share" needs it, since no statement that it keeps bounds them from above but that
    none of them exceeds the second city. A reading is impossible if a city would have less than
    nothing, or more than the second without being the first.
    """
    reading = _IMPLIED[name](printed, others_most)
    ranges = (reading.total, reading.first, reading.group, reading.others)
    first = printed.second if name == "both shares" else printed.first
    slack = ROUNDING * reading.total[1]
    ordered = all(-slack <= least <= most + slack for least, most in ranges)
    if ordered and printed.own <= printed.second <= first:
        return reading
    return Reading(name, reading.dropped, NONE, NONE, NONE, NONE)


def _without_group(printed: Printed, _: float) -> Reading:
    total = implied_total(printed.second, printed.second_share)
    left = total - printed.first - printed.second
    others_most = min(left - printed.own, printed.others * printed.second)
    group = left - others_most, min(left, _group_most(printed))
    first = (printed.first,) * 2
    return Reading(
        "second share", "group share", (total,) * 2, first, group, (left - group[1], others_most)
    )


def _without_second(printed: Printed, others_most: float) -> Reading:
    share, known = printed.group_share, printed.first + printed.second
    left = 1 - share - others_most
    least = max(known / (1 - share), printed.own / share)
    limits = [
        (known + printed.others * printed.second) / (1 - share),
        _group_most(printed) / share,
        known / left if left > 0 else math.inf,
    ]
    most = min(limits)
    others = (max(least * (1 - share) - known, 0.0), max(most * (1 - share) - known, 0.0))
    group = share * least, share * most
    return Reading(
        "group share", "second share", (least, most), (printed.first,) * 2, group, others
    )


def _without_first(printed: Printed, _: float) -> Reading:
    total = implied_total(printed.second, printed.second_share)
    left = total * (1 - printed.group_share) - printed.second
    group = printed.group_share * total
    possible = printed.own <= group <= _group_most(printed)
    # The first city is not below the second, and no unmentioned city is above the second.
    others_most = min(left - printed.second, printed.others * printed.second)
    first = (left - others_most, left)
    return Reading(
        "both shares",
        "first amount",
        (total,) * 2,
        first,
        (group,) * 2 if possible else (math.inf, group),
        (0.0, others_most),
    )


def _group_most(printed: Printed) -> float:
    """Return the most that the group can amount to, none of its cities exceeding the second."""
    return printed.own + (printed.group_size - 1) * printed.second


_IMPLIED = {
    "second share": _without_group,
    "group share": _without_second,
    "both shares": _without_first,
}


def readings(printed: Printed, others_most: float) -> pd.DataFrame:
    """Return what each reading implies for the amounts, one row per reading.

    Columns reading, dropped, total, first, group and others, as in `Reading`; each of the last four
    is a pair of least and most, in the unit of the amounts.
    """
    found = [implied(name, printed, others_most) for name in NAMES]
    return pd.DataFrame([vars(reading) for reading in found]).rename(columns={"name": "reading"})


def rank(reading: Reading, printed: Printed) -> Range:
    """Return the best and the worst rank of the group's own city in the province.

    No other city than the first exceeds the second. A pair of NaN for an impossible reading.
    """
    if not reading.possible:
        return NONE
    ahead = printed.second > printed.own
    best, worst = (1 + ahead + (first > printed.own) for first in reading.first)
    for count, least, most in _rivals(reading, printed):
        best += ranks_among(printed.own, least, count, printed.second)[0] - 1
        worst += ranks_among(printed.own, most, count, printed.second)[1] - 1
    return best, worst


def _rivals(reading: Reading, printed: Printed) -> list[tuple[int, float, float]]:
    """Return groups of other cities: how many, and the least and most they amount to together."""
    fellows = printed.group_size - 1
    if reading.name == "second share":
        rest = reading.total[0] - printed.first - printed.second - printed.own
        return [(fellows + printed.others, rest, rest)]
    group = [amount - printed.own for amount in reading.group]
    return [(fellows, group[0], group[1]), (printed.others, *reading.others)]


def concentration(reading: Reading, printed: Printed) -> Range:
    """Return the least and the most of the province's Herfindahl–Hirschman index over its cities.

    A pair of NaN for an impossible reading.
    Source: with all totals fixed, the most equal and the most unequal division; over the totals
    that a reading leaves open, at those of `_decisive_totals`.
    """
    if not reading.possible:
        return NONE
    found = [_groups(reading, printed, total) for total in _decisive_totals(reading, printed)]
    return (
        min(herfindahl_hirschman(division(groups, "most equal")) for groups in found),
        max(herfindahl_hirschman(division(groups, "most unequal")) for groups in found),
    )


def _decisive_totals(reading: Reading, printed: Printed) -> list[float]:
    """Return the province's totals among which concentration is least and most.

    Source: shares, and the totals' inverse, obey linear limits, and the index is convex in them. So
    it is most at a corner, where as many cities as possible are as large as the second, and least
    at an end or where its derivative by the inverse of the total is zero.
    """
    least, most = reading.total
    if reading.name != "group share":
        return [least]
    own, second, share = printed.own, printed.second, printed.group_share
    fellows, others, known = printed.group_size - 1, printed.others, printed.first + second
    corners = [(own + full * second) / share for full in range(fellows + 1)]
    corners += [(known + full * second) / (1 - share) for full in range(others + 1)]
    squares = printed.first**2 + second**2 + own**2 + own**2 / fellows + known**2 / others
    flat = squares / (own * share / fellows + known * (1 - share) / others)
    return [least, most, *(one for one in [*corners, flat] if least < one < most)]


def _groups(reading: Reading, printed: Printed, total: float) -> list[Group]:
    """Return the province's cities in groups of known total; the leaders are single cities."""
    groups = [_one(printed.second), _one(printed.own)]
    fellows = printed.group_size - 1
    left = total - printed.second - printed.own
    if reading.name == "second share":
        rest = left - printed.first
        return [*groups, _one(printed.first), _lump(fellows + printed.others, rest, printed)]
    group = printed.group_share * total - printed.own
    groups.append(_lump(fellows, group, printed))
    if reading.name == "both shares":
        leader, others = SizeClass(1, printed.second), SizeClass(printed.others, 0, printed.second)
        return [*groups, Group((leader, others), left - group)]
    rest = left - group - printed.first
    return [*groups, _one(printed.first), _lump(printed.others, rest, printed)]


def _one(amount: float) -> Group:
    return Group((SizeClass(1, amount, amount),), amount)


def _lump(count: int, total: float, printed: Printed) -> Group:
    return Group((SizeClass(count, 0, printed.second),), max(total, 0.0))


def outcomes(printed: Printed, others_most: float) -> pd.DataFrame:
    """Return what each reading implies for the group's own city, one row per reading.

    Columns reading, share (of the province), rank, concentration and leader, the first city's
    share; each of the last four is a pair of least and most, of NaN for an impossible reading.
    """
    rows = []
    for name in NAMES:
        found = implied(name, printed, others_most)
        share = (printed.own / found.total[1], printed.own / found.total[0])
        leader = (found.first[0] / found.total[1], found.first[1] / found.total[0])
        places = rank(found, printed), concentration(found, printed)
        rows.append((name, share, *places, leader))
    return pd.DataFrame(rows, columns=["reading", "share", "rank", "concentration", "leader"])


def spread(found: pd.DataFrame) -> pd.DataFrame:
    """Return `readings` or `outcomes` with each pair in two columns: share_least, share_most …"""
    pairs = [column for column in found if isinstance(found[column].iloc[0], tuple)]
    split = {
        f"{c}_{end}": found[c].str[i] for c in pairs for i, end in enumerate(("least", "most"))
    }
    return found.drop(columns=pairs).assign(**split)


def diverging(
    reading: Reading, printed: Printed, others_growth: float, gap: float, years: int
) -> pd.DataFrame:
    """Return bounds on the concentration over the years if the two leaders outgrow the rest.

    The first and second city grow by `others_growth` + `gap` a year, all others by `others_growth`.
    Columns year (from 0), low and high, NaN for an impossible reading. Raises ValueError for one
    that does not fix the total and the first city's amount: its bounds would not be attained.
    """
    if len({*reading.total}) > 1 or len({*reading.first}) > 1:
        raise ValueError(f"The reading {reading.name!r} fixes neither the total nor the leaders.")
    passed = pd.Series(range(years + 1), name="year")
    if not reading.possible:
        return pd.DataFrame({"year": passed, "low": math.nan, "high": math.nan})
    groups = _groups(reading, printed, reading.total[0])
    ends = [division(groups, "most equal"), division(groups, "most unequal")]
    low, high = ([_grown(end, others_growth, gap, year) for year in passed] for end in ends)
    return pd.DataFrame({"year": passed, "low": low, "high": high})


def _grown(sizes: Sizes, others_growth: float, gap: float, years: int) -> float:
    """Return the concentration after some years; the last two of the sizes are the leaders."""
    grown = sizes * (1 + others_growth) ** years
    grown[-2:] = sizes[-2:] * (1 + others_growth + gap) ** years
    return herfindahl_hirschman(grown)

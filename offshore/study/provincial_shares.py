"""Readings of the printed provincial shares, which cannot all be true.

Two cities have amounts, and the second also has a share of the province; six more cities have a
joint share. Each reading drops one of the three statements and derives the rest.
"""

import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from offshore.numerals.checks import above
from offshore.study.concentration import Sizes, herfindahl_hirschman
from offshore.study.size_classes import Group, SizeClass, division

Name = Literal["second share", "group share", "both shares"]
NAMES: tuple[Name, ...] = ("second share", "group share", "both shares")
Range = tuple[float, float]


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

    `facts`: values in base units by id, of the paper's tables of amounts and of shares.
    """
    return Printed(
        first=float(facts["value-hangzhou"]),
        second=float(facts["value-ningbo"]),
        own=float(facts["value-2017"]),
        second_share=float(facts["share-ningbo"]),
        group_share=float(facts["share-six-cities"]),
        group_size=6,
        others=3,
    )


@dataclass(frozen=True)
class Reading:
    """What a reading implies, each range a least and a most, in the unit of the amounts.

    `dropped` names the statement given up: the group's share, the second city's share or
    the first city's amount. `others` is what the cities not mentioned amount to together.
    """

    name: Name
    dropped: str
    total: Range
    first: Range
    group: Range
    others: Range


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


def excess(printed: Printed) -> float:
    """Return by how much the three shares exceed the whole, as a fraction of it.

    The first city's share is its amount over the total that the second city's amount and
    share imply. Above zero the three statements cannot all be true.
    """
    total = implied_total(printed.second, printed.second_share)
    return printed.first / total + printed.second_share + printed.group_share - 1


def implied(name: Name, printed: Printed, others_most: float) -> Reading:
    """Return what one reading implies.

    `others_most`: an upper bound for the unmentioned cities, as a fraction of the total; only the
    reading "group share" needs it, since no statement that it keeps bounds them from above.
    """
    known = printed.first + printed.second
    if name == "group share":
        share = printed.group_share
        without = known / (1 - share)  # if the others had nothing
        least = max(without, printed.own / share)  # the group has no less than its own city
        most = known / (1 - share - others_most)
        others = (least - without) * (1 - share), others_most * most
        group = share * least, share * most
        return Reading(name, "second share", (least, most), (printed.first,) * 2, group, others)
    total = implied_total(printed.second, printed.second_share)
    if name == "second share":
        rest = total - known
        group, others = (printed.own, rest), (0.0, rest - printed.own)
        return Reading(name, "group share", (total,) * 2, (printed.first,) * 2, group, others)
    rest = total * (1 - printed.group_share) - printed.second
    group = (printed.group_share * total,) * 2
    # The first city is not below the second, and no unmentioned city is above the second.
    others_top = min(rest - printed.second, printed.others * printed.second)
    first, others = (rest - others_top, rest), (0.0, others_top)
    return Reading(name, "first amount", (total,) * 2, first, group, others)


def readings(printed: Printed, others_most: float) -> pd.DataFrame:
    """Return what each reading implies for the amounts, one row per reading.

    Columns reading, dropped, total, first, group and others, as in `Reading`; each of the last four
    is a pair of least and most, in the unit of the amounts.
    """
    found = [implied(name, printed, others_most) for name in NAMES]
    return pd.DataFrame([vars(reading) for reading in found]).rename(columns={"name": "reading"})


def rank(reading: Reading, printed: Printed) -> tuple[int, int]:
    """Return the best and the worst rank of the group's own city in the province.

    The first and the second city rank above it, and no other city exceeds the second.
    """
    best = worst = 3
    for count, least, most in _rivals(reading, printed):
        best += ranks_among(printed.own, least, count, printed.second)[0] - 1
        worst += ranks_among(printed.own, most, count, printed.second)[1] - 1
    return best, worst


def _rivals(reading: Reading, printed: Printed) -> list[tuple[int, float, float]]:
    """Return groups of other cities: how many, and the least and most they amount to together."""
    fellows = printed.group_size - 1
    if reading.name == "second share":
        rest = reading.group[1] - printed.own
        return [(fellows + printed.others, rest, rest)]
    group = [amount - printed.own for amount in reading.group]
    return [(fellows, group[0], group[1]), (printed.others, *reading.others)]


def concentration(reading: Reading, printed: Printed) -> Range:
    """Return bounds on the province's Herfindahl–Hirschman index across its cities.

    The squares of the most equal division at the least total are summed and divided by the square
    of the greatest total, and those of the most unequal division at the greatest total by the
    square of the least. Where a reading fixes the total, the bounds are attained.
    """
    least, most = reading.total
    equal = division(_groups(reading, printed, 0), "most equal")
    unequal = division(_groups(reading, printed, 1), "most unequal")
    return float((equal**2).sum() / most**2), float((unequal**2).sum() / least**2)


def _groups(reading: Reading, printed: Printed, end: int) -> list[Group]:
    groups = [_one(printed.second), _one(printed.own)]
    if reading.name == "both shares":
        leader, others = SizeClass(1, printed.second), SizeClass(printed.others, 0, printed.second)
        fellows = _lump(printed.group_size - 1, reading.group[0] - printed.own, printed)
        return [*groups, Group((leader, others), reading.first[1]), fellows]
    lumps = [_lump(rival[0], rival[1 + end], printed) for rival in _rivals(reading, printed)]
    return [*groups, _one(printed.first), *lumps]


def _one(amount: float) -> Group:
    return Group((SizeClass(1, amount, amount),), amount)


def _lump(count: int, total: float, printed: Printed) -> Group:
    return Group((SizeClass(count, 0, printed.second),), total)


def outcomes(printed: Printed, others_most: float) -> pd.DataFrame:
    """Return what each reading implies for the group's own city, one row per reading.

    Columns reading, share (of the province), rank and concentration, each of the last three a pair
    of least and most.
    """
    rows = []
    for name in NAMES:
        found = implied(name, printed, others_most)
        share = (printed.own / found.total[1], printed.own / found.total[0])
        rows.append((name, share, rank(found, printed), concentration(found, printed)))
    return pd.DataFrame(rows, columns=["reading", "share", "rank", "concentration"])


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
    Columns year (from 0), low and high, NaN if the reading `can_be` not. Raises ValueError for one
    that does not fix the total and the first city's amount: its bounds would not be attained.
    """
    if len({*reading.total}) > 1 or len({*reading.first}) > 1:
        raise ValueError(f"The reading {reading.name!r} fixes neither the total nor the leaders.")
    passed = pd.Series(range(years + 1), name="year")
    if not can_be(reading, printed):
        return pd.DataFrame({"year": passed, "low": math.nan, "high": math.nan})
    ends = [division(_groups(reading, printed, 0), end) for end in ("most equal", "most unequal")]
    low, high = ([_grown(end, others_growth, gap, year) for year in passed] for end in ends)
    return pd.DataFrame({"year": passed, "low": low, "high": high})


def can_be(reading: Reading, printed: Printed) -> bool:
    """Tell whether a reading leaves amounts that the other cities can have.

    The first city is not below the second, and no other city is above the second or below nothing.
    """
    rivals = _rivals(reading, printed)
    fits = all(most >= 0 and least <= count * printed.second for count, least, most in rivals)
    return fits and printed.first >= printed.second


def _grown(sizes: Sizes, others_growth: float, gap: float, years: int) -> float:
    """Return the concentration after some years; the last two of the sizes are the leaders."""
    grown = sizes * (1 + others_growth) ** years
    grown[-2:] = sizes[-2:] * (1 + others_growth + gap) ** years
    return herfindahl_hirschman(grown)

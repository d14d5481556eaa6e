"""Growth of a yearly series; every rate is a fraction (0.361 for 36.1 %)."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from mpmath import iv

from offshore.numerals.checks import above, consecutive_years, finite, listed
from offshore.numerals.printed import Interval, interval


class ImpossibleError(ValueError):
    """What is assumed contradicts what is known; the message says which."""


def year_on_year(levels: pd.Series) -> pd.Series:
    """Return each year's growth over the year before, from the second year on.

    `levels`: positive numbers, or intervals, in one unit, indexed by year. Raises ValueError for a
    gap between years and for a level that is not positive.
    Source: level / level of the year before - 1, standard definition.
    """
    consecutive_years(levels)
    for year, level in levels.items():
        above(level, 0, f"The level of {year}")
    growth: pd.Series = levels.iloc[1:] / levels.iloc[:-1].to_numpy() - 1
    return growth.rename("growth")


def year_on_year_intervals(printed: pd.Series) -> pd.Series:
    """Return the intervals of year-on-year growth that printed levels allow.

    `printed`: printed strings in one unit, indexed by year. Raises ValueError for text that is not
    a printed number, and as `year_on_year` does, whose formula it uses.
    """
    return year_on_year(printed.astype(object).map(interval))


def compound_annual(
    first: float | Interval, last: float | Interval, years: float
) -> float | Interval:
    """Return the compound annual growth rate between two levels `years` years apart.

    Levels are positive numbers, or intervals, in one unit; `years` is positive. Raises ValueError
    otherwise.
    Source: (last / first) ** (1 / years) - 1, standard definition.
    """
    above(first, 0, "The first level")
    above(last, 0, "The last level")
    above(years, 0, "The number of years")
    ratio = last / first
    # 1/3 is not a float, so for an interval the exponent must be an interval too.
    exponent = 1 / (iv.mpf(float(years)) if isinstance(ratio, iv.mpf) else years)
    return ratio**exponent - 1


def to_the_last(levels: pd.Series, first_year: int) -> tuple[int, float]:
    """Return the last year of some levels, and the compound growth to it from the first year.

    `levels`: positive numbers in one unit, indexed by year, with gaps; the growth is NaN if there
    is no later year. Raises ValueError as `compound_annual` does.
    """
    last = max(first_year, *map(int, levels.index))
    if last == first_year:
        return last, math.nan
    return last, float(compound_annual(levels[first_year], levels[last], last - first_year))


def mean_rate(rates: pd.Series) -> float | Interval:
    """Return the arithmetic mean of growth rates, numbers or intervals above -1.

    It is never below the compound rate over the same years. Raises ValueError if there are none.
    Source: arithmetic mean, standard definition.
    """
    if rates.empty:
        raise ValueError("A mean needs at least one growth rate.")
    for year, rate in rates.items():
        above(rate, -1, f"The growth rate of {year}")
    return sum(rates) / len(rates)


def doubling_time(rate: float) -> float:
    """Return the years that a level takes to double at a constant yearly rate above 0.

    Raises ValueError for any other rate.
    Source: ln 2 / ln(1 + rate), standard definition.
    """
    above(rate, 0, "The growth rate")
    return math.log(2) / math.log1p(rate)


def contributions(before: pd.Series, after: pd.Series) -> pd.Series:
    """Return each part's contribution to the growth of the total, as fractions of its old level.

    `before`, `after`: amounts in one unit, indexed by the same parts. The result, in the order of
    `before`, sums to the growth of the total; times 100 it is in percentage points. Raises
    ValueError if the parts differ or the total before is not positive.
    Source: (after - before) / total before, standard definition.
    """
    change = _change(before, after)
    above(before.sum(), 0, "The total before")
    return (change / before.sum()).rename("contribution")


def part_of_change(part: float, whole: float) -> float:
    """Return a part's change as a fraction of the whole's, NaN if the whole did not change."""
    return part / whole if whole else math.nan


def contribution_shares(before: pd.Series, after: pd.Series) -> pd.Series:
    """Return each part's share of the change in the total, as fractions that sum to 1.

    `before`, `after`: amounts in one unit, indexed by the same parts. Raises ValueError if the
    parts differ or the total did not change.
    Source: (after - before) / change in the total, standard definition.
    """
    change = _change(before, after)
    # Within floating-point error, a change in the total cannot be distinguished from none.
    if abs(change.sum()) <= np.finfo(float).eps * (before.abs().sum() + after.abs().sum()):
        raise ImpossibleError("The total did not change, so no part has a share of its change.")
    return (change / change.sum()).rename("share of change")


def _change(before: pd.Series, after: pd.Series) -> pd.Series:
    finite(before, "amounts before")
    finite(after, "amounts after")
    unmatched = list(before.index.symmetric_difference(after.index))
    if unmatched:
        raise ValueError(f"Give each part before and after; given only once: {listed(unmatched)}.")
    return after.reindex(before.index) - before


def index_to(levels: pd.Series, base_year: int) -> pd.Series:
    """Return the levels as an index with the base year at 100; gaps between years are allowed.

    `levels`: numbers in one unit, indexed by year. Raises ValueError for a base year without a
    positive level.
    Source: 100 * level / level of the base year, standard definition.
    """
    finite(levels, "levels")
    if base_year not in levels.index:
        known = listed(levels.index)
        raise ValueError(f"No level for the base year {base_year}: choose one of {known}.")
    base = levels.loc[base_year]
    above(base, 0, f"The level of the base year {base_year}")
    index: pd.Series = 100 * levels / base
    return index.rename("index")


def implied_previous(level: float | Interval, rate: float | Interval) -> float | Interval:
    """Return the previous year's level that a level and its growth rate imply.

    Numbers or intervals, in the unit of `level`. Raises ValueError unless the level is positive and
    the rate is above -1.
    Source: level / (1 + rate), the year-on-year rate solved for the year before.
    """
    above(level, 0, "The level")
    above(rate, -1, "The growth rate")
    return level / (1 + rate)


def year_before(levels: pd.Series, rates: pd.Series) -> pd.DataFrame:
    """Return the level of the year before that each year's growth rate implies, beside its own.

    `levels`, `rates`: numbers indexed by year. A row for each year that has a rate and a level of
    the year before: year, before (that year), amount (its level) and implied. Raises ValueError as
    `implied_previous` does.
    """
    years = [year for year in levels.index if year in rates.index and year - 1 in levels.index]
    rows = [
        (year, year - 1, levels[year - 1], implied_previous(levels[year], rates[year]))
        for year in years
    ]
    return pd.DataFrame(rows, columns=["year", "before", "amount", "implied"])


def before_under(
    total_before: float,
    after: pd.Series,
    known_before: Mapping[str, float],
    part: str,
    growth: float,
) -> pd.Series:
    """Return the previous year's amounts on the assumption that one part grew at a given rate.

    `total_before`: the total of the previous year; `after`: the amounts of the year, by part;
    `known_before`: the parts known for the previous year; `part`: the one assumed to have grown by
    `growth`, a fraction above -1. The one part left over is the residual, in the unit of `after`.
    Raises ValueError unless exactly one part is left over, and if it would be negative.
    """
    above(growth, -1, f"The growth assumed of {part}")
    before = dict(known_before) | {part: float(after[part]) / (1 + growth)}
    left_over = [name for name in after.index if name not in before]
    if len(left_over) != 1:
        raise ValueError(f"One part must be left over, not {len(left_over)}: {listed(left_over)}.")
    before[left_over[0]] = total_before - sum(before.values())
    if before[left_over[0]] < 0:
        raise ImpossibleError(
            f"With {part} growing by {growth:g}, {left_over[0]} would have been negative the "
            "year before: assume faster growth."
        )
    return pd.Series(before).reindex(after.index)


def contribution_shares_under(
    total_before: float,
    after: pd.Series,
    known_before: Mapping[str, float],
    part: str,
    rates: Sequence[float],
) -> pd.DataFrame:
    """Return each part's share of the change in the total, for each growth assumed of one part.

    `rates`: what to assume of `part`, fractions above -1; one given twice counts once. The other
    arguments are as in `before_under`. A row for each rate, a column for each part; each row sums
    to 1, or is NaN where the year before cannot have been so or the total did not change.
    """
    found = {}
    for rate in rates:
        try:
            before = before_under(total_before, after, known_before, part, rate)
            found[rate] = contribution_shares(before, after)
        except ImpossibleError:
            found[rate] = pd.Series(math.nan, index=after.index)
    return pd.DataFrame(found, index=after.index).T

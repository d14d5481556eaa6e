"""Growth between yearly numbers, as far as their digits determine it, beside growth as printed.

A rate is held against values by the rule of the audit: both allow a range, and the two must meet.
"""

import math
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
from mpmath import iv

from offshore.audit.functions import growth, mean
from offshore.audit.yearly.numbers import Yearly, value
from offshore.numerals.printed import Interval, bounds, meets
from offshore.study.growth import compound_annual, doubling_time

COLUMNS = ["year", "rate_id", "printed", "recomputed", "low", "high", "agrees"]


def recomputed(values: Yearly) -> dict[int, Interval]:
    """Return what the values allow for the growth of each year whose year before has one, too."""
    levels = values.levels
    return {
        year: growth(levels[year - 1].interval, one.interval)
        for year, one in levels.items()
        if year - 1 in levels
    }


def comparison(values: Yearly, rates: Yearly) -> pd.DataFrame:
    """Return each printed growth rate that the values can be held against, with what they allow.

    Columns: year, rate_id, printed and recomputed (both from the digits as printed), low and high
    (the ends of what the values allow), all as fractions, and agrees.
    """
    allowed = recomputed(values)
    rows = [
        (year, rate.id, value(rate), _plain(values, year), *bounds(allowed[year]), agrees)
        for year, rate in rates.numbers.items()
        if year in allowed
        for agrees in (meets(rate.interval, allowed[year]),)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"agrees": bool})


def contradicted(compared: pd.DataFrame, worded: Mapping[str, str]) -> pd.DataFrame:
    """Return the rates of a comparison that do not agree: year, allowed (a pair) and printed.

    `worded`: numbers in words, by id.
    """
    rows = [
        (row.year, (row.low, row.high), worded[str(row.rate_id)])
        for row in compared.itertuples()
        if not row.agrees
    ]
    return pd.DataFrame(rows, columns=["year", "allowed", "printed"])


def agreement(compared: pd.DataFrame) -> dict[str, bool]:
    """Return whether each rate of a comparison agrees, by the name of its verdict."""
    return {f"growth_{row.year}": bool(row.agrees) for row in compared.itertuples()}


def _plain(values: Yearly, year: int) -> float:
    return value(values.levels[year]) / value(values.levels[year - 1]) - 1


def bases(values: Yearly, rates: Yearly, first: int, last: int) -> pd.DataFrame:
    """Return growth as printed and as recomputed, NaN where there is none, for years with one.

    Columns: year, printed and recomputed, as fractions. Rates that are printed as limits are left
    out.
    """
    printed = {year: value(one) for year, one in rates.within(first, last).finite.items()}
    followed = [year for year in recomputed(values) if first <= year <= last]
    rows = [
        (year, printed.get(year, math.nan), _plain(values, year) if year in followed else math.nan)
        for year in sorted({*printed, *followed})
    ]
    return pd.DataFrame(rows, columns=["year", "printed", "recomputed"])


def drawn(values: Yearly) -> pd.DataFrame:
    """Return year and level, in the base unit, of the values that are no limits."""
    rows = [(year, value(one)) for year, one in values.finite.items()]
    return pd.DataFrame(rows, columns=["year", "level"])


def by_year(values: Yearly, rates: Yearly, worded: Mapping[str, str]) -> pd.DataFrame:
    """Return what is printed for each year: columns year, value and rate, both in words.

    `worded`: numbers in words, by id. Several of a year stand side by side; a cell is missing
    where nothing is printed.
    """
    found = {"value": _printed(values, worded), "rate": _printed(rates, worded)}
    years = sorted({*found["value"], *found["rate"]})
    said = {name: [one.get(year) for year in years] for name, one in found.items()}
    return pd.DataFrame({"year": years, **said})


def _printed(one: Yearly, worded: Mapping[str, str]) -> dict[int, str]:
    """Return by year what is printed, each number once."""
    said = {year: [worded[each.id] for each in every] for year, every in one.printed.items()}
    return {year: " / ".join(dict.fromkeys(every)) for year, every in said.items()}


def mean_range(growths: Collection[Interval]) -> tuple[float, float] | None:
    """Return the ends of what the mean of two growth rates or more can be, None of fewer."""
    return bounds(mean(list(growths))) if len(growths) > 1 else None


def compound(values: Yearly) -> tuple[int, int, Interval] | None:
    """Return the first year and the last, and what the compound growth a year between can be.

    None if fewer than two years have a value that growth can be computed from.
    """
    levels = values.levels
    if len(levels) < 2:
        return None
    start, end = min(levels), max(levels)
    before, after = levels[start].interval, levels[end].interval
    if before.a == before.b == after.a == after.b:  # where arithmetic would round outwards
        return start, end, iv.mpf(0)
    return start, end, compound_annual(before, after, end - start)


def compound_numbers(rate: Interval | None) -> dict[str, Any]:
    """Return what is said of a compound rate: its range, the ends, and the years to double.

    None stands for what there is no number for: everything without a rate, the years to double
    where the rate may not be above 0.
    """
    if rate is None:
        return dict.fromkeys(("compound", "compound_low", "compound_high", "doubling"))
    low, high = bounds(rate)
    years = (doubling_time(high), doubling_time(low)) if low > 0 else None
    return {"compound": (low, high), "compound_low": low, "compound_high": high, "doubling": years}


def widest(compared: pd.DataFrame) -> float:
    """Return how far apart the ends of what values allow are at most, NaN of no comparison."""
    return float((compared["high"] - compared["low"]).max())

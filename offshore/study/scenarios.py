"""Paths of a level under assumed growth: arithmetic for a reader, not a model of the data."""

from collections.abc import Sequence

import pandas as pd

from offshore.study.checks import above


def paths(level: float, first_year: int, rates: Sequence[float], years: int) -> pd.DataFrame:
    """Return a level carried forward at each of several constant rates.

    `level`: positive, of `first_year`; `rates`: fractions above -1. Columns year, rate, level;
    every path starts with the level itself. Raises ValueError for other arguments.
    Source: level * (1 + rate) ** years, compound growth.
    """
    above(level, 0, "The level")
    for rate in rates:
        above(rate, -1, "A growth rate")
    rows = [
        {"year": first_year + step, "rate": rate, "level": level * (1 + rate) ** step}
        for rate in rates
        for step in range(years + 1)
    ]
    return pd.DataFrame(rows)


def fan(level: float, first_year: int, rates: Sequence[float], years: int) -> pd.DataFrame:
    """Return the lowest, middle and highest path of `paths`: columns year, low, middle, high.

    The middle is the median of the rates, so an odd number of rates has one of them there.
    """
    by_year = paths(level, first_year, rates, years).groupby("year")["level"]
    return pd.DataFrame(
        {"low": by_year.min(), "middle": by_year.median(), "high": by_year.max()}
    ).reset_index()

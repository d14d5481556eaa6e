"""Paths of a level under assumed growth: arithmetic for a reader, not a model of the data."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from offshore.numerals.checks import above


def paths(level: float, first_year: int, rates: Sequence[float], years: int) -> pd.DataFrame:
    """Return a level projected at each of several constant growth rates.

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

    The middle is the median over the rates, so for an odd number of rates it is one of the paths.
    """
    by_year = paths(level, first_year, rates, years).groupby("year")["level"]
    return pd.DataFrame(
        {"low": by_year.min(), "middle": by_year.median(), "high": by_year.max()}
    ).reset_index()


def years_to_catch_up(level: float, leader: float, growth: float, leader_growth: float) -> float:
    """Return the years after which a level reaches the leader's, both growing at constant rates.

    `level` and `leader`: positive amounts in one unit; growth rates: fractions above -1. Infinite
    if the gap does not close. Raises ValueError for other arguments.
    Source: ln(leader / level) / ln((1 + growth) / (1 + leader_growth)), from setting the two
    compound growth paths equal.
    """
    above(level, 0, "The level")
    above(leader, 0, "The leader's level")
    above(growth, -1, "The growth rate")
    above(leader_growth, -1, "The leader's growth rate")
    if level >= leader:
        return 0.0
    if growth <= leader_growth:
        return math.inf
    return math.log(leader / level) / math.log((1 + growth) / (1 + leader_growth))


def catch_up(
    level: float,
    leaders: Mapping[str, float],
    growth: Sequence[float],
    leader_growth: Sequence[float],
) -> pd.DataFrame:
    """Return `years_to_catch_up` for each leader and each pair of growth rates.

    Columns leader, own_growth, leader_growth and years. A rate given twice counts once.
    """
    rows = [
        (name, own, other, years_to_catch_up(level, leader, own, other))
        for name, leader in leaders.items()
        for own in dict.fromkeys(growth)
        for other in dict.fromkeys(leader_growth)
    ]
    return pd.DataFrame(rows, columns=["leader", "own_growth", "leader_growth", "years"])

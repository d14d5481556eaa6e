"""Bounds on what markets amount to, from the number of markets above a threshold."""

import math
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Bounds:
    """The least and the most that some markets amount to together, in the unit of the total."""

    least: float
    most: float


def below_threshold(total: float, markets: int, large: int, threshold: float) -> Bounds:
    """Return bounds on what the markets at or below a threshold amount to together.

    `markets`: the number of all markets, of which `large` exceed the `threshold`, however slightly.
    Raises ValueError unless some are large and their thresholds add up to less than the total.
    Source: each small market is at most the threshold, and each large one is above it.
    """
    if not 0 < large <= markets or large * threshold >= total:
        raise ValueError(f"{large} of {markets} markets above {threshold:g} do not fit {total:g}.")
    return Bounds(0.0, min((markets - large) * threshold, total - large * threshold))


def of_subset(total: float, markets: int, large: int, threshold: float, subset: int) -> Bounds:
    """Return bounds on what a subset amounts to when it is unknown which markets are in it.

    Raises ValueError as `below_threshold` does, and for a subset that is not of the markets.
    Source: at most, as many of its markets as possible are large, large ones outside it barely
    exceed the threshold, and small ones are worth nothing; at least, the same of all others.
    """
    below_threshold(total, markets, large, threshold)
    if not 0 < subset <= markets:
        raise ValueError(f"{subset} of {markets} markets do not fit.")
    others = markets - subset
    outside, inside = (max(large - one, 0) * threshold for one in (subset, others))
    return Bounds(inside if others else total, total - outside)


def of_groups(
    total: float, markets: int, large: int, threshold: float, subset: int
) -> pd.DataFrame:
    """Return bounds on the large markets, the small ones and a subset of unknown ones.

    Arguments are as in `of_subset`. Rows large, small and subset; columns count, least and most, in
    the unit of the total, the last two NaN where the numbers do not fit.
    """
    counts = {"large": large, "small": markets - large, "subset": subset}
    try:
        small = below_threshold(total, markets, large, threshold)
        found = [
            Bounds(total - small.most, total - small.least),
            small,
            of_subset(total, markets, large, threshold, subset),
        ]
    except ValueError:
        found = [Bounds(math.nan, math.nan)] * len(counts)
    return pd.DataFrame(found, index=pd.Index(counts, name="group")).assign(count=pd.Series(counts))

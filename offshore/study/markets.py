"""Bounds on what markets amount to, from the number of markets above a threshold."""

from dataclasses import dataclass


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

    Least: all of its markets are small and worth next to nothing. Most: as many as possible are
    large, large markets outside it barely exceed the threshold, and small ones are worth nothing.
    Raises ValueError as `below_threshold` does, and for a subset that cannot be all small.
    """
    below_threshold(total, markets, large, threshold)
    if not 0 < subset <= markets - large:
        raise ValueError(f"{subset} markets cannot all be among the {markets - large} small ones.")
    outside = large - min(subset, large)
    return Bounds(0.0, total - outside * threshold)

"""What counts of markets bound: the markets below a threshold, and those above it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """Least and most, in the unit of the total, of what some markets amount to together."""

    least: float
    most: float


def below_threshold(total: float, markets: int, large: int, threshold: float) -> Bounds:
    """Return what the markets that do not exceed a threshold amount to together.

    `markets` in all, of which `large` exceed the `threshold`, each by however little.
    Raises ValueError unless some are large and their thresholds leave something of the total.
    Source: the small ones are each at most the threshold, and leave the large ones theirs.
    """
    if not 0 < large <= markets or large * threshold >= total:
        raise ValueError(f"{large} of {markets} markets above {threshold:g} do not fit {total:g}.")
    return Bounds(0.0, min((markets - large) * threshold, total - large * threshold))


def of_subset(total: float, markets: int, large: int, threshold: float, subset: int) -> Bounds:
    """Return what a subset amounts to where nothing says which of the markets are in it.

    At the least all of its markets are small and worth next to nothing; at the most as many
    as possible are large and those outside barely so, the small ones worth nothing.
    Raises ValueError as `below_threshold` does, and for a subset that cannot be all small.
    """
    below_threshold(total, markets, large, threshold)
    if not 0 < subset <= markets - large:
        raise ValueError(f"{subset} markets cannot all be among the {markets - large} small ones.")
    outside = large - min(subset, large)
    return Bounds(0.0, total - outside * threshold)

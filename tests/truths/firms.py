"""Firms: what brought growth, and whether the statements on size classes can all be true."""

from collections.abc import Mapping
from math import log
from typing import Any

FACTS = (
    *("firms-2015", "firms-2017", "value-2015", "value-2017", "value-over-2m", "value-over-5m"),
    *("firms-over-2m", "firms-over-5m", "firms-over-10m-2017", "firms-over-10m-2016"),
    *("threshold-2m", "threshold-5m", "threshold-10m"),
)


def possible(facts: Mapping[str, str]) -> bool:
    """Tell whether the thresholds rise, as their names say."""
    low, middle, high = (read(facts[f"threshold-{name}"]) for name in ("2m", "5m", "10m"))
    return low < middle < high


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    total = read(facts["value-2017"]) / read(facts["value-2015"])
    firms = read(facts["firms-2017"]) / read(facts["firms-2015"])
    classes = parameters["year"] == 2017
    fits = classes and all_true({name: read(text) for name, text in facts.items()})
    found = {
        "Measured in logarithms": total > 1 and 1 <= firms <= total,
        "due to more firms alone": total > 1 and firms > total,
        "due to larger firms alone": total > 1 and firms < 1,
        "Since the executed value fell": total < 1,
        "Since the executed value did not change": total == 1,
        "there is a single class": not classes,
        "some division of the total respects every statement": fits,
        "cannot be true together with the numbers before it": classes and not fits,
        "it would be known exactly": fits and read(facts["firms-over-10m-2017"]) == 3,
    }
    if total > 1 and abs(log(firms) / log(total) - 0.5) > 0.01:  # else both read as 50%
        more = log(firms) > log(total) / 2
        found["grew more by the number of its firms"] = more
        found["grew more by the size of its firms"] = not more and firms >= 1
    return found


def read(text: str) -> float:
    return float(text.replace(" ", ""))


def all_true(fact: Mapping[str, float]) -> bool:
    """Tell whether firms of some sizes are as all statements say (in 10 thousand dollars)."""
    low, middle, high = (fact[f"threshold-{name}"] for name in ("2m", "5m", "10m"))
    large, largest = fact["firms-over-5m"], fact["firms-over-10m-2017"]
    smallest = fact["firms-2017"] - fact["firms-over-2m"]
    between = fact["firms-over-2m"] - large
    if min(smallest, between, large - largest) < 0:
        return False
    below = fact["value-2017"] - fact["value-over-2m"]
    made = fact["value-over-2m"] - fact["value-over-5m"]
    least = middle * (large - largest) + high * largest
    # Without a firm above the highest threshold, the others have an upper limit too.
    most = float("inf") if largest else high * large
    return (
        0 <= below <= low * smallest
        and low * between <= made <= middle * between
        and least <= fact["value-over-5m"] <= most
    )

"""The framework: the concentration of cities, and what Wenzhou's own growth does to it."""

from collections.abc import Mapping
from typing import Any

FACTS = ("value-2013", "value-2017", "value-hangzhou", "value-ningbo", "share-ningbo")
UNITS = {"value-hangzhou": 1e4, "value-ningbo": 1e4}  # in 10 thousand dollars


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    value = {fact: float(facts[fact].replace(" ", "")) * UNITS.get(fact, 1) for fact in FACTS}
    first, second = value["value-hangzhou"], value["value-ningbo"]
    province, own = second / (value["share-ningbo"] / 100), value["value-2017"]
    others = province - first - second - own  # eight cities, none above Ningbo
    fits = 0 <= others <= 8 * second and own <= second <= first
    # With two leaders and eight equal others the concentration is the least that it can be.
    least = (first**2 + second**2 + own**2 + others**2 / 8) / province**2
    lowers = fits and own > value["value-2013"] and own / province < least
    horizon = parameters["horizon"]
    return {
        "cannot all be true with Hangzhou first": not fits,
        "a year later it would be": fits and horizon == 1,
        f"after {horizon} years it would be": fits and horizon != 1,
        "would have made the province less concentrated": lowers,
        "has 69 links": True,
    }

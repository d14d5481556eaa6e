"""Markets: whether the counts fit the total, and what they then bound."""

from collections.abc import Mapping
from typing import Any

FACTS = ("value-2017", "markets", "markets-over-1m", "markets-belt-and-road", "threshold-market")
MOST = 300  # countries and regions


def possible(facts: Mapping[str, str]) -> bool:
    """Return whether the tables take the facts."""
    return all(1 <= float(facts[fact]) <= MOST for fact in FACTS if fact.startswith("markets"))


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    total, stated, large, belt, threshold = (float(facts[fact]) for fact in FACTS)
    assumed = parameters["markets"]
    fits = large <= assumed and belt <= assumed and large * threshold < total
    small = min((assumed - large) * threshold, total - large * threshold)
    concentrated = fits and 1 - small / total > large / assumed
    return {
        "the fewest that the paper's": assumed == stated + 1 and large <= assumed,
        "markets, as this run assumes": assumed > stated + 1 and large <= assumed,
        "allows; the number of small ones": assumed <= stated and large <= assumed,
        "large ones.": large > assumed,
        "so they bound nothing": not fits,
        "are concentrated in a few": concentrated,
        "suggests does not follow": fits and not concentrated,
        "However many markets there are": fits,
        "the share can be anything from": fits and belt < assumed,
    }

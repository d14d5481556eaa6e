"""The problems: small counts, how they changed, and what they imply of the year before."""

from collections.abc import Mapping
from typing import Any

FACTS = (
    "firms-over-10m-2016", "firms-over-10m-2017", "firms-over-5m-again", "firms-over-5m-increase",
    "big-data-firms",
)  # fmt: skip
ASSERTED = {
    "all": 21,
    "ecosystem-missing": 7,
    "firms-lag": 5,
    "services-weak": 9,
}  # counted by hand


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    before, after, now, more, _ = (int(facts[fact]) for fact in FACTS)
    return {
        "since the number tripled": after == 3 * before,
        "since the number rose": after > before and after != 3 * before,
        "a success": after > before,
        f"for that year this makes {now - more:,}, a number": now >= more,
        "fewer than none": now < more,
        f"The other {ASSERTED[parameters['heading']]} have neither": True,
        f"no more than {int(facts['big-data-firms']):,} firms": True,
    }

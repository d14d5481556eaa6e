"""The countermeasures: whose links they are, which hangs on one parameter and on no fact."""

from collections.abc import Mapping
from typing import Any

FACTS = ()


def truths(_: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    stated = parameters["stated_only"]
    return {
        "therefore ours": not stated,
        "keeps only the links that the paper itself states": stated,
        "all inferred by us": not stated,
        "no line begins at an effect": stated,
        "headings included, 7 have no measure": not stated,
    }

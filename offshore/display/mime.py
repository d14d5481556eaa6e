"""The MIME types of outputs beside those that JupyterLab shows, and what such outputs hold."""

from collections.abc import Iterator, Mapping
from typing import Any

ITEM = "application/vnd.offshore.item+json"  # a figure or table, whole
NUMBERS = "application/vnd.offshore.numbers+json"  # named numbers, in words
VALUES = "application/vnd.offshore.values+json"  # the same as plain numbers, where each is one
OUTSIDE = "application/vnd.offshore.outside+json"  # outside values used so far: id, confidence
DOUBTFUL = "application/vnd.offshore.doubtful+json"  # numbers that rest on doubtful ones: name, ids
VERDICTS = "application/vnd.offshore.verdicts+json"  # of named comparisons with printed numbers

# What a run records, under the names that its headline has.
RECORDED = {"numbers": NUMBERS, "values": VALUES, "verdicts": VERDICTS}


def bundles(notebook: Mapping[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """Yield what the outputs of an executed notebook hold of one type, in their order."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if kind in (data := output.get("data", {})):
                yield data[kind]


def named(notebook: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return what the outputs of an executed notebook hold, by name, in bundles of one type."""
    return {name: value for one in bundles(notebook, kind) for name, value in one.items()}

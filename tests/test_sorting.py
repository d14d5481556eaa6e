"""Equal values keep their order on every processor.

By one column, pandas sorts as numpy does, whose usual way leaves equal values in an order that
hangs on the vector instructions of the processor: the same table is another one elsewhere.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from checkouts import ROOT

SOURCES = sorted(
    [
        *ROOT.glob("offshore/**/*.py"),
        *ROOT.glob("notebooks/*.ipynb"),
        *ROOT.glob("template/notebooks/*.ipynb"),
    ]
)
BY_ONE = {"sort_values", "argsort", "nlargest", "nsmallest"}


def text(file: Path) -> str:
    """Return the Python in a file."""
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        return source
    cells = json.loads(source)["cells"]
    return "\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "code")


def unstable(source: str) -> Iterator[str]:
    """Yield each call that may order equal values otherwise elsewhere."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            by_several = bool(node.args) and isinstance(node.args[0], ast.List)
            by_several = by_several and len(node.args[0].elts) > 1
            kinds = [one.value for one in node.keywords if one.arg == "kind"]
            stable = any(isinstance(one, ast.Constant) and one.value == "stable" for one in kinds)
            if node.func.attr in BY_ONE and not by_several and not stable:
                yield ast.unparse(node)


def test_sorting_by_one_column_is_stable() -> None:
    found = {file.name: list(unstable(text(file))) for file in SOURCES}
    assert {name: some for name, some in found.items() if some} == {}


@pytest.mark.parametrize(
    ("call", "is_found"),
    [
        ("table.sort_values('year')", True),
        ("table.sort_values(['year'])", True),
        ("table.sort_values(by='year', kind='quicksort')", True),
        ("counts.sum().sort_values()", True),
        ("table.sort_values('year', kind='stable')", False),
        ("table.sort_values(['year', 'id'])", False),
    ],
)
def test_what_is_looked_for(call: str, is_found: bool) -> None:
    assert bool(list(unstable(call))) is is_found

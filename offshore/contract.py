"""What a stored notebook promises: its parameters and the tables it reads.

Both are read from its cells without running them: the parameters cell (see
`offshore.parameters`) and the call of `start` with its literal `tables=[…]`.
"""

import ast
import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from offshore import bounded, places
from offshore.errors import UserError, shown
from offshore.parameters import Parameter, read_cell

SUFFIX = ".ipynb"
MOST = 16 * bounded.MB  # of a notebook's file; one stored without outputs has a thousandth


@dataclass(frozen=True)
class Contract:
    """One notebook's name, file, parameters by name, and names of the tables it reads."""

    name: str
    path: Path
    parameters: Mapping[str, Parameter]
    tables: tuple[str, ...]
    imports: frozenset[str]


def names() -> list[str]:
    """Return the names of all notebooks, sorted."""
    return sorted(path.stem for path in places.notebooks().glob(f"*{SUFFIX}"))


def find(name: str) -> Path:
    """Return the file of a notebook given by name or path.

    Raises UserError with the nearest valid name where there is no such notebook.
    """
    stem = Path(name).name.removesuffix(SUFFIX)
    if stem in names():
        return places.notebooks() / f"{stem}{SUFFIX}"
    raise UserError(no_such(name))


def no_such(name: str) -> str:
    """Return what to say where there is no notebook of a name, with the nearest that there is."""
    near = difflib.get_close_matches(Path(name).stem, names(), n=1, cutoff=0.4)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"There is no notebook {shown(name)}.{hint} Notebooks: {', '.join(names())}."


def read(name: str) -> Contract:
    """Return what the named notebook promises.

    Raises UserError where the file is no notebook or breaks the contract's form.
    """
    path = find(name)
    label = f"{path.parent.name}/{path.name}"
    content = bounded.read(path, MOST, places.notebooks(), label)
    return _parsed(path, bounded.decoded(content, label))


@cache
def _parsed(path: Path, text: str) -> Contract:
    try:
        # Not with nbformat, whose import takes longer than all else that plans a build.
        cells = json.loads(text)["cells"]
        parameters = read_cell(_parameters_source(cells))
        code = [ast.parse(_source(cell)) for cell in cells if cell["cell_type"] == "code"]
        tables = _declared_tables(code)
    except RecursionError:
        raise UserError(f"{path.name}: is nested too deep for a notebook.") from None
    except (AttributeError, KeyError, TypeError, SyntaxError, ValueError, MemoryError) as fault:
        raise UserError(
            f"{path.name}: {fault}\nCONTRIBUTING.md, Adding a notebook, has the form."
        ) from None
    return Contract(path.stem, path, parameters, tables, _imported_modules(code))


def _parameters_source(cells: list[Any]) -> str:
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise ValueError(f"{len(tagged)} cells are tagged 'parameters'; one is needed")
    return _source(tagged[0])


def _source(cell: Mapping[str, Any]) -> str:
    """Return a cell's text, which the format keeps as one string or as a list of lines."""
    return "".join(cell["source"])


def _declared_tables(code: list[ast.Module]) -> tuple[str, ...]:
    calls = [
        keyword.value
        for cell in code
        for call in ast.walk(cell)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "start"
        for keyword in call.keywords
        if keyword.arg == "tables"
    ]
    if len(calls) != 1:
        raise ValueError("one cell must call start(name, globals(), tables=[…])")
    return tuple(ast.literal_eval(calls[0]))


def _imported_modules(code: list[ast.Module]) -> frozenset[str]:
    return frozenset(name for cell in code for name in imported_modules(cell))


def imported_modules(tree: ast.AST) -> set[str]:
    """Return the dotted names that a piece of code may import, `from a import b` as a.b and a."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found

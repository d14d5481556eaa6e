"""What a stored notebook promises: its parameters and the tables it reads.

Both are read from its cells without running them: from the parameters cell (see
`offshore.notebook.parameters`) and from the call of `start` with its literal `tables=[…]`.
"""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from offshore.compendium import bounded_files
from offshore.compendium.errors import UserError, did_you_mean, shown
from offshore.compendium.root import Compendium
from offshore.notebook import prose
from offshore.notebook.parameters import Parameter, read_cell

SUFFIX = ".ipynb"
NUMBERS_ONLY = "OFFSHORE_NUMBERS_ONLY"  # set for a run that is to draw and word nothing
MOST = 16 * bounded_files.MB  # for a notebook's file; without outputs it has about a thousandth


@dataclass(frozen=True)
class Contract:
    """One notebook: its name, text, parameters by name, tables that it reads, and imports.

    `code` is what a run of it executes and depends on: its code cells as a notebook, without text.
    `faults` says what in its text the book, translators and copies do not know.
    """

    compendium: Compendium
    name: str
    text: str
    code: str
    parameters: Mapping[str, Parameter]
    tables: tuple[str, ...]
    imports: frozenset[str]
    faults: tuple[str, ...] = ()


def names(compendium: Compendium) -> list[str]:
    """Return the names of all notebooks, sorted."""
    return sorted(path.stem for path in compendium.notebooks.glob(f"*{SUFFIX}"))


def find(compendium: Compendium, name: str) -> Path:
    """Return the file of a notebook given by name or path.

    Raises UserError, suggesting the closest name, if there is no such notebook.
    """
    stem = Path(name).name.removesuffix(SUFFIX)
    if stem in names(compendium):
        return compendium.notebooks / f"{stem}{SUFFIX}"
    raise UserError(no_such(compendium, name))


def no_such(compendium: Compendium, name: str) -> str:
    """Return the message for an unknown notebook, suggesting the closest name."""
    hint = did_you_mean(Path(name).stem, names(compendium), cutoff=0.4)
    return f"There is no notebook {shown(name)}.{hint} Notebooks: {', '.join(names(compendium))}."


def read_contract(compendium: Compendium, name: str) -> Contract:
    """Return the contract of the named notebook.

    Raises UserError if the file is not a notebook or does not follow the contract's form.
    """
    path = find(compendium, name)
    label = f"{path.parent.name}/{path.name}"
    content = bounded_files.read_bytes(path, MOST, compendium.notebooks, label)
    return _parsed(compendium, path, bounded_files.decoded(content, label))


@cache
def _parsed(compendium: Compendium, path: Path, text: str) -> Contract:
    try:
        # Not with nbformat: importing it takes longer than all the rest of planning a build.
        notebook = json.loads(text)
        cells = notebook["cells"]
        parameters = read_cell(_parameters_source(cells))
        code = [ast.parse(source(cell)) for cell in cells if cell["cell_type"] == "code"]
        tables = _declared_tables(code)
        if not all("id" in cell for cell in cells):
            raise ValueError("its cells have no ids; open and save it in JupyterLab 4")
    except RecursionError:
        raise UserError(f"{path.name}: is nested too deep for a notebook.") from None
    except (AttributeError, KeyError, TypeError, SyntaxError, ValueError, MemoryError) as fault:
        raise UserError(
            f"{path.name}: {fault}\nCONTRIBUTING.md, Adding a notebook, has the form."
        ) from None
    alone = _code_alone(notebook)
    imports = _imported_modules(code)
    faults = tuple(_text_faults(f"{path.parent.name}/{path.name}", cells))
    return Contract(compendium, path.stem, text, alone, parameters, tables, imports, faults)


def _text_faults(label: str, cells: list[Any]) -> Iterator[str]:
    for cell in cells:
        if cell["cell_type"] == "markdown":
            yield from (f"{label}, cell {cell['id']}: {one}." for one in prose.faults(source(cell)))


def _code_alone(notebook: Mapping[str, Any]) -> str:
    """Return a notebook without its text, and without what JupyterLab keeps: neither is run."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name", "python3")
    specification = {"display_name": kernel, "language": "python", "name": kernel}
    metadata = {"kernelspec": specification, "language_info": {"name": "python"}}
    alone = {
        "cells": [bare(cell) | {"source": source(cell)} for cell in code],
        "metadata": metadata,
        "nbformat": notebook.get("nbformat", 4),
        "nbformat_minor": notebook.get("nbformat_minor", 5),
    }
    return json.dumps(alone, ensure_ascii=False, sort_keys=True)


def bare(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return a cell as it is stored here: no results, and of its metadata the tags alone."""
    tags = cell["metadata"].get("tags")
    kept = {name: cell[name] for name in ("cell_type", "id", "source")}
    kept["metadata"] = {"tags": tags} if tags else {}
    return kept | ({"execution_count": None, "outputs": []} if cell["cell_type"] == "code" else {})


def _parameters_source(cells: list[Any]) -> str:
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise ValueError(f"{len(tagged)} cells are tagged 'parameters'; one is needed")
    return source(tagged[0])


def source(cell: Mapping[str, Any]) -> str:
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
    """Return the dotted names that code may import; `from a import b` gives a.b and a."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found

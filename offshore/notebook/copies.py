"""Copies of a notebook: to be read anywhere with its numbers, or to be run in another language.

A notebook is a mapping as its JSON has it, or nbformat's, which can be used as one.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbformat.v4 import new_code_cell, new_output

from offshore.compendium.root import Compendium
from offshore.display import citations, facts, mime
from offshore.display.conditional import sentences
from offshore.display.conditional.claims import Claims
from offshore.display.items import Item
from offshore.display.language import SOURCE, Language, chosen
from offshore.display.words import Words
from offshore.notebook import contract, parameters, prose
from offshore.notebook.contract import bare, source

WIDTH = 600  # pixels of a picture, which has more of them for sharp screens
PARAMETERS, INJECTED = "parameters", "injected-parameters"  # papermill's tags of cells
START = re.compile(r"""^run = start\(\s*["']([\w-]+)["']""", re.MULTILINE)
TEXT_FROM = re.compile(r"[^\W\d_]")  # only what has letters is translated


def with_text(executed: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored notebook with the results of its code cells.

    `executed` has the code cells alone, and those that papermill added, which stay behind the same.
    """
    texts = [bare(cell) for cell in stored["cells"]]
    own = {cell["id"]: cell["source"] for cell in texts}
    behind: dict[str, list[Any]] = {"": []}  # each cell and what papermill added behind it, by id
    last = ""
    for cell in executed["cells"]:
        last = cell["id"] if cell["id"] in own else last
        # A comment may have changed since.
        behind.setdefault(last, []).append({**cell, "source": own.get(cell["id"], cell["source"])})
    cells = [one for cell in texts for one in behind.get(cell["id"], [cell])]
    return {**stored, "cells": [*behind[""], *cells]}


def is_ours(notebook: Mapping[str, Any]) -> bool:
    """Return whether a notebook begins a run, so that expressions in its text may be of that."""
    return bool(_name(notebook))


def language_of(notebook: Mapping[str, Any], compendium: Compendium) -> Language:
    """Return the language that an executed notebook was run in."""
    return chosen(compendium, str(_given(notebook).get(parameters.LANGUAGE, SOURCE)))


def readable(notebook: Any, words: Language) -> None:
    """Write an executed notebook's numbers into its text, and its captions below its figures.

    It then reads in any viewer as the chapter does in a language's edition.
    """
    name = _name(notebook)
    said, pages = Words(name, words), set(contract.names(words.compendium))
    filled = {
        "says": sentences_of(said, notebook, _given(notebook)),
        "number": mime.named(notebook, mime.NUMBERS),
        "printed": facts.all_worded(words),
        "cite": citations.cited(words),
        "cite:t": citations.named(words),
    }
    for cell in _texts(notebook):
        text = _in_language(source(cell), name, words)
        cell["source"] = prose.plain(text, filled, pages)
    _say_whose_text(notebook)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [one for output in cell["outputs"] for one in _shown(output, said)]


def sentences_of(
    words: Words, notebook: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, str]:
    """Return each sentence that hangs on what an executed notebook recorded, with roles."""
    if not words.sentences:
        return {}
    recorded = {kind: mime.named(notebook, bundle) for kind, bundle in mime.RECORDED.items()}
    known = sentences.known(given, recorded, Claims(words.language.compendium))
    return {name: words.sentence(name, known) for name in words.sentences}


def _say_whose_text(notebook: Any) -> None:
    """Add a cell that says so if the notebook is run again with other parameters than its text."""
    given = ", ".join(f"{name}={value!r}" for name, value in _given(notebook).items())
    cells = notebook["cells"]
    for index in [at for at, cell in enumerate(cells) if START.search(source(cell))]:
        cells.insert(index + 1, new_code_cell(f"run.text_is_of({given})", id="text-is-of"))


def to_be_run(
    stored: Mapping[str, Any], name: str, values: Mapping[str, Any], words: Language
) -> dict[str, Any]:
    """Return a stored notebook in a language, with other defaults of its parameters.

    Its numbers are still expressions, so that in JupyterLab they follow the parameters.
    """
    pages = set(contract.names(words.compendium))

    def cell_to_be_run(cell: Mapping[str, Any]) -> Mapping[str, Any]:
        text = source(cell)
        if cell["cell_type"] == "markdown":
            text = prose.linked(_in_language(text, name, words), pages)
            text = prose.to_expressions(text, pages)
        elif PARAMETERS in _tags(cell):
            text = parameters.with_defaults(text, values)
        return bare(cell) | {"source": text.splitlines(keepends=True)}

    return {**stored, "cells": [cell_to_be_run(cell) for cell in stored["cells"]]}


def _texts(notebook: Mapping[str, Any]) -> Iterator[Any]:
    yield from (cell for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return list(cell["metadata"].get("tags", []))


def _in_language(text: str, name: str, words: Language) -> str:
    """Return a stored text with roles, translated by the catalogue of its notebook."""

    def translate(line: str) -> str:
        return words.prose(line, name) if TEXT_FROM.search(line) else line

    return prose.translated(prose.to_roles(text), translate)


def _given(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that a notebook's cells of parameters set; the last one counts."""
    cells = [cell for cell in notebook["cells"] if {PARAMETERS, INJECTED} & set(_tags(cell))]
    found: dict[str, Any] = {}
    for node in [node for cell in cells for node in ast.parse(source(cell)).body]:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = ast.literal_eval(node.value)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


def _name(notebook: Mapping[str, Any]) -> str:
    """Return the notebook's name as its call of `start` says, whatever its file is called."""
    code = "\n".join(source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code")
    found = START.search(code)
    return found[1] if found else ""


def _shown(output: Mapping[str, Any], words: Words) -> Iterator[Any]:
    """Yield an output as any viewer shows it; a display item with the caption it has now."""
    item = output.get("data", {}).get(mime.ITEM)
    if item is None:
        yield output
        return
    for part in Item(**words.applied(item)).parts(words.language):
        size = {"image/png": {"width": WIDTH}} if "image/png" in part else {}
        yield new_output("display_data", data=part, metadata=size)

"""The key of a run: the hash of everything that can change its result."""

import ast
import io
import json
import platform
import tokenize
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

from offshore.compendium.hashes import of_bytes, of_file, of_json
from offshore.compendium.root import PACKAGE, fonts
from offshore.data import package
from offshore.display.language import DISPLAY, SOURCE, Language, languages
from offshore.display.words import Words
from offshore.notebook.contract import Contract, imported_modules

# What executes runs. No import leads to all of the warm engine: parts are started by name.
EXECUTING = (
    "offshore.runs.execution",
    "offshore.runs.processes",
    *(f"offshore.runs.warm.{path.stem}" for path in PACKAGE.glob("runs/warm/[a-z]*.py")),
)
# These fill text with numbers and make pictures for copies; what is executed for a run has neither
# text, see `Contract.code`, nor copies.
OF_TEXT = frozenset(
    {
        "offshore.notebook.copies",
        "offshore.display.raster",
        *(f"offshore.display.conditional.{name}" for name in ("claims", "conditions", "sentences")),
    }
)
NUMBERS_ONLY = "numbers only"  # in the recipe of a run that draws and words nothing
UNSEEN = (tokenize.COMMENT, tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def recipes(
    contract: Contract, sets: Iterable[Mapping[str, Any]], numbers_only: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the recipe of a notebook's run with each set of parameters; each file is read once."""
    compendium = contract.compendium
    data = compendium.data
    common: dict[str, Any] = {
        "notebook": {contract.name: _of_code(contract.code)},
        "tables": {name: of_bytes(package.content(name, data)) for name in contract.tables},
        "schemas": {
            name: _of_schema(package.resource(name, data)["schema"]) for name in contract.tables
        },
        "modules": modules([*contract.imports, *EXECUTING], without=OF_TEXT),
        "fonts": {path.name: of_file(path) for path in fonts()},
        "environment": {"lock": of_file(compendium.lock), "python": platform.python_version()},
    }
    if numbers_only:
        del common["fonts"]
        common[NUMBERS_ONLY] = True
    words: dict[str, dict[str, str]] = {}
    for parameters in sets:
        code = parameters.get("language", SOURCE)
        if code not in words:
            words[code] = _of_words(contract.name, languages(compendium)[code])
        yield common | {"parameters": dict(parameters)} | words[code]


def _of_code(code: str) -> str:
    """Return the hash of what a notebook's cells do; comments in them do nothing."""
    notebook = json.loads(code)
    cells = [cell | {"source": _done(cell["source"])} for cell in notebook["cells"]]
    return of_json({**notebook, "cells": cells})


def _done(source: str) -> str:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    last = [token.string for token in tokens if token.type not in UNSEEN][-1:]
    # A semicolon at the end of a cell keeps its value from being shown.
    return ast.dump(ast.parse(source)) + ";" * (last == [";"])


def _of_schema(schema: Mapping[str, Any]) -> str:
    """Return the hash of what a schema says of a table's values; its descriptions say nothing."""
    fields = [
        {name: said for name, said in field.items() if name not in ("title", "description")}
        for field in schema["fields"]
    ]
    return of_json({**schema, "fields": fields})


def _of_words(notebook: str, language: Language) -> dict[str, str]:
    found = {"words": of_json(Words(notebook, language).decisive())}
    if language.code == SOURCE:
        return found
    return found | {"catalogue": of_file(language.file(DISPLAY))}


def modules(imports: Iterable[str], without: Set[str] = frozenset()) -> dict[str, str]:
    """Return the hash of what each module of this package that imports reach does, by dotted name.

    Neither comments nor docstrings change it. What is `without` effect is left out, and so is what
    only that imports.
    """
    reached: dict[str, str] = {}
    waiting = list(imports)
    while waiting:
        name = waiting.pop()
        file = _module_file(name)
        if file and name not in reached and name not in without:
            source = file.read_bytes()
            digest, imports = _read(source)
            reached[name] = digest
            waiting += [*imports, name.rpartition(".")[0]]
    return reached


def _module_file(name: str) -> Path | None:
    package_name, _, rest = name.partition(".")
    if package_name != PACKAGE.name:
        return None
    base = PACKAGE.joinpath(*rest.split(".")) if rest else PACKAGE
    candidates = (base / "__init__.py", base.with_suffix(".py"))
    return next((file for file in candidates if file.is_file()), None)


# By content, not by file: `offshore serve` plans again after a module has changed.
@cache
def _read(source: bytes) -> tuple[str, frozenset[str]]:
    """Return the hash of what a module does, and the modules of this package that it imports."""
    tree = ast.parse(source)
    found = imported_modules(tree)
    own = frozenset(name for name in found if name.partition(".")[0] == PACKAGE.name)
    documented = ast.walk(tree) if b"__doc__" not in source else ()  # else its code reads them
    for node in documented:
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return of_bytes(ast.dump(tree).encode()), own

"""The key of a run: the hash of everything that can change its result."""

import ast
import inspect
import io
import json
import os
import platform
import tokenize
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

from offshore.compendium.hashes import of_bytes, of_file, of_json
from offshore.compendium.remembered import Remembered
from offshore.compendium.root import PACKAGE, fonts, source_of
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
        "offshore.display.drawing.raster",
        *(f"offshore.display.conditional.{name}" for name in ("claims", "conditions", "sentences")),
    }
)
REMEMBERED = "remembered"  # where it is kept what modules do
NUMBERS_ONLY = "numbers only"  # in the recipe of a run that draws and words nothing
UNSEEN = (tokenize.COMMENT, tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def recipes(
    contract: Contract, sets: Iterable[Mapping[str, Any]], numbers_only: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the recipe of a notebook's run with each set of parameters; each file is read once."""
    compendium = contract.compendium
    data = compendium.data
    described = package.some(contract.tables, data)
    common: dict[str, Any] = {
        "notebook": {contract.name: _of_code(contract.code)},
        "tables": {
            name: of_bytes(package.content_of(one, data)) for name, one in described.items()
        },
        "schemas": {name: _of_schema(one["schema"]) for name, one in described.items()},
        "modules": modules([*contract.imports, *EXECUTING], compendium.build, OF_TEXT),
        "fonts": {path.name: _of_font(path, path.stat().st_mtime_ns) for path in fonts()},
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


@cache
def _of_font(path: Path, _: int) -> str:
    """Return the hash of a font of 2 MB, once for each time that it was written."""
    return of_file(path)


@cache
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


def modules(
    imports: Iterable[str], build: Path | None = None, without: Set[str] = frozenset()
) -> dict[str, str]:
    """Return the hash of what each module of this package that imports reach does, by dotted name.

    Neither comments nor docstrings change it. What is `without` effect is left out, and so is what
    only that imports. In `build` it is remembered what a module's text comes to.
    """
    reached: dict[str, str] = {}
    waiting = list(imports)
    known = _known(build) if build else None
    while waiting:
        name = waiting.pop()
        file = None if name in reached or name in without else _module_file(name)
        if file:
            source = Path(file).read_bytes()
            digest, imports = _read(source) if known is None else _looked_up(source, known)
            reached[name] = digest
            waiting += [*imports, name.rpartition(".")[0]]
    if known:
        known.save()
    return reached


def _module_file(name: str) -> str | None:
    package_name, _, rest = name.partition(".")
    if package_name != PACKAGE.name:
        return None
    base = f"{PACKAGE}/{'/'.join(rest.split('.'))}" if rest else str(PACKAGE)
    candidates = (f"{base}/__init__.py", f"{base}.py")
    # Asked thousands of times where nothing is to be done; with Path it takes 5 times as long.
    return next((file for file in candidates if os.path.isfile(file)), None)  # noqa: PTH113


@cache
def _known(build: Path) -> Remembered:
    return Remembered(build / REMEMBERED / "modules.json")


@cache
def _reading() -> str:
    """Return the hash of what decides how a module is read: Python writes trees in its own way."""
    code = [of_file(source_of(__name__)), of_bytes(inspect.getsource(imported_modules).encode())]
    return of_json([*code, platform.python_version()])


def _looked_up(source: bytes, known: Remembered) -> tuple[str, frozenset[str]]:
    """Return the same as `_read`, which takes 10 ms, from what is remembered if it is there."""
    key = of_bytes(_reading().encode() + source)
    found = known.get(key)
    if found is None:
        digest, own = _read(source)
        known.put(key, [digest, sorted(own)])
        return digest, own
    return found[0], frozenset(found[1])


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

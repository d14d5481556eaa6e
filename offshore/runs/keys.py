"""The key of a run: the hash of everything that can change its result."""

import ast
import platform
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from offshore.compendium.hashes import of_bytes, of_file, of_json
from offshore.compendium.root import PACKAGE, fonts
from offshore.data import package
from offshore.display.language import DISPLAY, SOURCE, Language, languages
from offshore.notebook.contract import Contract, imported_modules


def recipes(contract: Contract, sets: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the recipe of a notebook's run with each set of parameters; each file is read once."""
    compendium = contract.compendium
    data = compendium.data
    common = {
        "notebook": {contract.name: of_file(contract.path)},
        "tables": {name: of_bytes(package.content(name, data)) for name in contract.tables},
        "schemas": {
            name: of_json(package.resource(name, data)["schema"]) for name in contract.tables
        },
        "modules": modules(contract.imports | {"offshore.runs.execution"}),
        "fonts": {path.name: of_file(path) for path in fonts()},
        "environment": {"lock": of_file(compendium.lock), "python": platform.python_version()},
    }
    catalogues = {code: _of_catalogue(language) for code, language in languages(compendium).items()}
    for parameters in sets:
        code = parameters.get("language", SOURCE)
        yield common | {"parameters": dict(parameters)} | catalogues[code]


def _of_catalogue(language: Language) -> dict[str, str]:
    if language.code == SOURCE:
        return {}
    return {"catalogue": of_file(language.file(DISPLAY))}


def modules(imports: Iterable[str]) -> dict[str, str]:
    """Return the hash of each module of this package that imports reach, by dotted name."""
    reached: dict[str, str] = {}
    waiting = list(imports)
    while waiting:
        name = waiting.pop()
        file = _module_file(name)
        if file and name not in reached:
            source = file.read_bytes()
            reached[name] = of_bytes(source)
            waiting += [*_imports(source), name.rpartition(".")[0]]
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
def _imports(source: bytes) -> frozenset[str]:
    own = PACKAGE.name
    found = imported_modules(ast.parse(source))
    return frozenset(name for name in found if name.partition(".")[0] == own)

"""The key of a run: the hash of everything that can change its result."""

import ast
import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from offshore import places
from offshore.contract import Contract, imported_modules
from offshore.show.language import DISPLAY, SOURCE, Language, languages
from offshore.tables import package


def of_bytes(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def of_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def of_json(value: object) -> str:
    """Return the SHA-256 of a value written as JSON with sorted keys."""
    return of_bytes(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())


def ingredients(contract: Contract, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the run of a notebook with these parameters hangs on, each with its hash."""
    return next(recipes(contract, [parameters]))


def recipes(contract: Contract, sets: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the ingredients of a notebook's runs with each set; files are read but once."""
    common = {
        "notebook": {contract.name: of_file(contract.path)},
        "tables": {name: of_bytes(package.content(name)) for name in contract.tables},
        "schemas": {name: of_json(package.resource(name)["schema"]) for name in contract.tables},
        "modules": modules(contract.imports | {"offshore.publish.execution"}),
        "fonts": {path.name: of_file(path) for path in places.fonts()},
        "environment": {"lock": of_file(places.lock()), "python": platform.python_version()},
    }
    catalogues = {code: _of_catalogue(language) for code, language in languages().items()}
    for parameters in sets:
        code = parameters.get("language", SOURCE)
        yield common | {"parameters": dict(parameters)} | catalogues[code]


def _of_catalogue(language: Language) -> dict[str, str]:
    if language.code == SOURCE:
        return {}
    return {"catalogue": of_file(places.catalogue(language.locale, DISPLAY))}


def modules(imports: Iterable[str]) -> dict[str, str]:
    """Return the hash of each module of this package that these imports reach, by dotted name."""
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
    if package_name != places.PACKAGE.name:
        return None
    base = places.PACKAGE.joinpath(*rest.split(".")) if rest else places.PACKAGE
    candidates = (base / "__init__.py", base.with_suffix(".py"))
    return next((file for file in candidates if file.is_file()), None)


# By content, not by file: `offshore serve` plans again after a module has changed.
@cache
def _imports(source: bytes) -> frozenset[str]:
    own = places.PACKAGE.name
    found = imported_modules(ast.parse(source))
    return frozenset(name for name in found if name.partition(".")[0] == own)

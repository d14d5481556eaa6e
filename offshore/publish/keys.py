"""The key of a run: the hash of everything that can change its result."""

import ast
import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from offshore import places
from offshore.contract import Contract, imported_modules
from offshore.show.language import SOURCE, languages
from offshore.tables import package


def of_bytes(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def of_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    return of_bytes(path.read_bytes())


def of_json(value: object) -> str:
    """Return the SHA-256 of a value written as JSON with sorted keys."""
    return of_bytes(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())


def ingredients(contract: Contract, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the run of a notebook with these parameters hangs on, each with its hash."""
    found: dict[str, Any] = {
        "notebook": {contract.name: of_file(contract.path)},
        "parameters": dict(parameters),
        "tables": {name: of_file(package.path(name)) for name in contract.tables},
        "schemas": {name: of_json(package.resource(name)["schema"]) for name in contract.tables},
        "modules": modules(contract.imports | {"offshore.publish.execution"}),
        "environment": {"lock": of_file(places.lock()), "python": platform.python_version()},
    }
    language = languages()[parameters.get("language", SOURCE)]
    if language.code != SOURCE:
        found["catalogue"] = of_file(places.catalogue(language.locale))
    return found


def modules(imports: Iterable[str]) -> dict[str, str]:
    """Return the hash of each module of this package that these imports reach, by dotted name."""
    reached: dict[str, str] = {}
    waiting = list(imports)
    while waiting:
        name = waiting.pop()
        file = _module_file(name)
        if file and name not in reached:
            reached[name], further = _read_module(file)
            waiting += [*further, name.rpartition(".")[0]]
    return reached


def _module_file(name: str) -> Path | None:
    package_name, _, rest = name.partition(".")
    if package_name != places.PACKAGE.name:
        return None
    base = places.PACKAGE.joinpath(*rest.split(".")) if rest else places.PACKAGE
    candidates = (base / "__init__.py", base.with_suffix(".py"))
    return next((file for file in candidates if file.is_file()), None)


@cache
def _read_module(file: Path) -> tuple[str, frozenset[str]]:
    source = file.read_bytes()
    return of_bytes(source), frozenset(imported_modules(ast.parse(source)))

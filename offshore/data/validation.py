"""Checks of the whole data package, and the acceptance of changed tables."""

import copy
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from offshore.compendium.bounded_files import UnreadableError
from offshore.compendium.errors import UserError
from offshore.compendium.remembered import Remembered
from offshore.data import package, schema_checks, semantic_checks
from offshore.data.faults import Fault, told
from offshore.data.file_checks import inspect

Rule = Callable[[semantic_checks.Records, Path], list[Fault]]


def faults(
    data_folder: Path, rules: Sequence[Rule] = (), sound: Remembered | None = None
) -> list[Fault]:
    """Return all faults of the tables of a data package, none for a sound one.

    A table that is remembered as `sound` is not held against its schema again.

    Each check relies on the one before: form of the files, schemas, meaning, then each of the
    `rules`, which take the rows of every table and the folder. Faults of the kind "hash" come last.
    Raises UserError if the descriptor cannot be used.
    """
    described = package.descriptor(data_folder)
    return [*_content(described, data_folder, rules, sound), *_hashes(data_folder)]


def accept(data_folder: Path, rules: Sequence[Rule] = ()) -> list[str]:
    """Record the hashes of the tables as they are; return the names of those that changed.

    Raises UserError, and records nothing, as long as a table has a fault of another kind.
    """
    described = copy.deepcopy(package.descriptor(data_folder))
    found = _content(described, data_folder, rules)
    if found := [one for one in found if one.kind in ("content", "empty")]:
        raise UserError("\n".join(["Nothing was recorded; fix this first:", *told(found)]))
    changed = [name for name in package.names(data_folder) if _differs(name, data_folder)]
    for resource in described["resources"]:
        name = resource["path"].removesuffix(".csv")
        resource["hash"] = package.actual_hash(name, data_folder)
    if changed:
        text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
        (data_folder / package.DESCRIPTOR).write_text(text, encoding="utf-8", newline="\n")
    return changed


def _content(
    described: dict[str, Any],
    folder: Path,
    rules: Sequence[Rule],
    sound: Remembered | None = None,
) -> list[Fault]:
    tables: dict[str, list[list[str]]] = {}
    found = _undescribed(described, folder)
    for resource in described["resources"]:
        path = resource["path"]
        tables[path], faulty = inspect(resource, folder)
        found += faulty
    if any(one.kind == "content" for one in found):
        return found
    bare, found = found, schema_checks.check(described, tables, folder.name, sound)
    if found:
        return [*bare, *found]
    records = _records(tables)
    found = semantic_checks.check(records, folder.name)
    for rule in rules:
        if all(one.kind != "content" for one in found):
            found = [*found, *rule(records, folder)]
    return [*bare, *found]


def _undescribed(described: dict[str, Any], folder: Path) -> list[Fault]:
    known = {resource["path"] for resource in described["resources"]}
    paths = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.csv"))
    allowed = "Describe it there, or remove it from the folder."
    return [
        Fault(f"{folder.name}/{path}", "is not described in datapackage.json", allowed)
        for path in paths
        if path not in known
    ]


def _records(tables: dict[str, list[list[str]]]) -> semantic_checks.Records:
    return {
        path: [dict(zip(header, cells, strict=True)) for cells in rows]
        for path, (header, *rows) in tables.items()
    }


def _differs(name: str, folder: Path) -> bool:
    return package.actual_hash(name, folder) != package.declared_hash(name, folder)


def _hashes(folder: Path) -> list[Fault]:
    """Find tables that differ from their recorded hash; unreadable ones are reported elsewhere."""
    found = []
    for name in package.names(folder):
        with suppress(UnreadableError):
            found += [_hash_fault(name, folder)] if _differs(name, folder) else []
    return found


def _hash_fault(name: str, folder: Path) -> Fault:
    recorded = package.declared_hash(name, folder) or "none"
    message = f"is the hash of this file, and datapackage.json records {recorded}"
    allowed = (
        "If the change is meant, review it and record it with `offshore validate --accept`; "
        "if not, restore the file."
    )
    label = f"{folder.name}/{package.resource(name, folder)['path']}"
    found = package.actual_hash(name, folder)
    return Fault(label, message, allowed, value=found, kind="hash")

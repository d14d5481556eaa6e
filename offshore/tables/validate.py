"""The check of the whole data package, and the acceptance of a table that was changed."""

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from offshore.bounded import UnreadableError
from offshore.errors import UserError
from offshore.tables import argument, conformity, meaning, package
from offshore.tables.fault import Fault, told
from offshore.tables.structure import inspect


def faults(data_folder: Path) -> list[Fault]:
    """Return everything wrong with the tables of a data package, none for a sound one.

    Each look needs the one before: form of the files, then schemas, then meaning. Faults of
    the kind "hash" come last. Raises UserError for a descriptor that cannot be used.
    """
    described = package.descriptor(data_folder)
    return [*_content(described, data_folder), *_hashes(data_folder)]


def accept(data_folder: Path) -> list[str]:
    """Record the hashes of the tables as they are; return the names of those that changed.

    Raises UserError, and records nothing, while a table has a fault of another kind.
    """
    described = copy.deepcopy(package.descriptor(data_folder))
    found = _content(described, data_folder)
    if found:
        raise UserError("\n".join(["Nothing was recorded; mend this first:", *told(found)]))
    changed = [name for name in package.names(data_folder) if _differs(name, data_folder)]
    for resource in described["resources"]:
        name = resource["path"].removesuffix(".csv")
        resource["hash"] = package.actual_hash(name, data_folder)
    if changed:
        text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
        (data_folder / package.DESCRIPTOR).write_text(text, encoding="utf-8", newline="\n")
    return changed


def _content(described: dict[str, Any], folder: Path) -> list[Fault]:
    tables: dict[str, list[list[str]]] = {}
    found = _undescribed(described, folder)
    for resource in described["resources"]:
        path = resource["path"]
        tables[path], faulty = inspect(resource, folder)
        found += faulty
    found = found or conformity.check(described, tables, folder.name)
    if found:
        return found
    records = _records(tables)
    return [*meaning.check(records, folder.name), *argument.check(records, folder.name)]


def _undescribed(described: dict[str, Any], folder: Path) -> list[Fault]:
    known = {resource["path"] for resource in described["resources"]}
    paths = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.csv"))
    allowed = "Describe it there, or take it out of the folder."
    return [
        Fault(f"{folder.name}/{path}", "is not described in datapackage.json", allowed)
        for path in paths
        if path not in known
    ]


def _records(tables: dict[str, list[list[str]]]) -> meaning.Records:
    return {
        path: [dict(zip(header, cells, strict=True)) for cells in rows]
        for path, (header, *rows) in tables.items()
    }


def _differs(name: str, folder: Path) -> bool:
    return package.actual_hash(name, folder) != package.declared_hash(name, folder)


def _hashes(folder: Path) -> list[Fault]:
    """Find tables that are not the ones recorded; one that cannot be read is told elsewhere."""
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
        "if not, take the file back."
    )
    label = f"{folder.name}/{package.resource(name, folder)['path']}"
    found = package.actual_hash(name, folder)
    return Fault(label, message, allowed, value=found, kind="hash")

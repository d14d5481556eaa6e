"""The descriptor of the data package: its tables, their paths and their hashes.

A table's name is its path without .csv, such as "paper/amounts". `folder` is always the one that
holds datapackage.json.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from offshore.compendium import bounded_files
from offshore.compendium.errors import UserError, did_you_mean, shown
from offshore.compendium.hashes import of_bytes

DESCRIPTOR = "datapackage.json"
MOST = 16 * bounded_files.MB  # for a table; checking one that large takes 20 s and 200 MB of memory
HASH = "sha256:"
# Each column of facts that holds a term, and the table of vocabulary/ that defines it.
VOCABULARIES = {
    "quantity": "quantities",
    "entity": "entities",
    "segment": "segments",
    "unit": "units",
}


def descriptor(folder: Path) -> dict[str, Any]:
    """Return datapackage.json, parsed; each resource has a name, a path and typed fields.

    The result is cached and shared: copy it before changing it. Raises UserError if the descriptor
    is missing, is not JSON or has another shape.
    """
    file = folder / DESCRIPTOR
    try:
        return _parsed(file, bounded_files.read_bytes(file, MOST, folder))
    except bounded_files.UnreadableError as fault:
        raise _broken(file, f"{fault.what}. {fault.allowed}".removesuffix(".")) from None


@cache
def _parsed(file: Path, text: bytes) -> dict[str, Any]:
    try:
        content = json.loads(text.decode("utf-8"))
    except UnicodeDecodeError:
        raise _broken(file, "is not JSON in UTF-8") from None
    except ValueError as error:
        raise _broken(file, f"is not JSON in UTF-8 ({error})") from None
    except RecursionError:
        raise _broken(file, "is nested too deep") from None
    if not isinstance(content, dict) or not isinstance(content.get("resources"), list):
        raise _broken(file, "has no list of resources")
    for number, described in enumerate(content["resources"], start=1):
        if not _is_table(described):
            raise _broken(
                file,
                f"resource {number} needs a name, a path inside the folder that ends in .csv, and "
                "a schema of fields with name and type",
            )
    return content


def names(folder: Path) -> list[str]:
    """Return the names of all tables, in the order of the descriptor."""
    return list(_resources(folder))


def resource(name: str, folder: Path) -> dict[str, Any]:
    """Return a table's entry in the descriptor.

    Raises UserError for an unknown name, suggesting the closest known one.
    """
    return some([name], folder)[name]


def some(names: Iterable[str], folder: Path) -> dict[str, dict[str, Any]]:
    """Return the entries of several tables by name; the descriptor is read once for all of them.

    Raises UserError as `resource` does.
    """
    known, found = _resources(folder), dict[str, dict[str, Any]]()
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known, cutoff=0.0)
            raise UserError(f"No table {shown(name)}.{hint}\nTables: {', '.join(known)}.")
        found[name] = known[name]
    return found


def path(name: str, folder: Path) -> Path:
    """Return the file of a table; raises UserError as `resource` does."""
    return folder / str(resource(name, folder)["path"])


def content(name: str, folder: Path) -> bytes:
    """Return the bytes of a table's file.

    Raises UserError for an unknown name, and if the file is missing, too large, not a plain file or
    a link out of the folder.
    """
    return content_of(resource(name, folder), folder)


def content_of(described: dict[str, Any], folder: Path) -> bytes:
    """Return the bytes of the file of a resource; raises as `content` does."""
    file = folder / str(described["path"])
    label = f"{folder.name}/{file.relative_to(folder).as_posix()}"
    return bounded_files.read_bytes(file, MOST, folder, label)


def columns(described: dict[str, Any]) -> list[str]:
    """Return the names of a resource's columns, in order."""
    return [str(field["name"]) for field in described["schema"]["fields"]]


def declared_hash(name: str, folder: Path) -> str:
    """Return the hash that the descriptor records, "sha256:" and hex, or "" for none."""
    return str(resource(name, folder).get("hash", ""))


def actual_hash(name: str, folder: Path) -> str:
    """Return the actual hash of a table's file, "sha256:" and hex; raises as `content` does."""
    return hash_of(content(name, folder))


def hash_of(content: bytes) -> str:
    """Return the hash of a table's content as a descriptor records it."""
    return HASH + of_bytes(content)


def unaccepted(folder: Path) -> list[str]:
    """Return the names of the tables whose file differs from its recorded hash."""
    return [one for one in names(folder) if declared_hash(one, folder) != actual_hash(one, folder)]


def _resources(folder: Path) -> dict[str, dict[str, Any]]:
    resources = descriptor(folder)["resources"]
    return {described["path"].removesuffix(".csv"): described for described in resources}


def _is_table(described: Any) -> bool:
    """Tell whether a resource has everything that its readers rely on."""
    try:
        file = PurePosixPath(described["path"])
        fields = described["schema"]["fields"]
        texts = [text for field in fields for text in (field["name"], field["type"])]
    except (TypeError, KeyError):
        return False
    named = bool(texts) and all(isinstance(text, str) for text in [*texts, described.get("name")])
    inside = not file.is_absolute() and ".." not in file.parts
    return inside and file.suffix == ".csv" and named


def _broken(file: Path, what: str) -> UserError:
    return UserError(
        f"{file.parent.name}/{file.name}: {what}.\n"
        "It describes every table; fix it, or restore the last version that worked."
    )

"""The descriptor of the data package: which tables there are, where, with which hash.

A table's name is its path without .csv, such as "paper/amounts". `folder` is always the
folder that holds datapackage.json; left out, it is the checkout's own.
"""

import difflib
import hashlib
import json
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from offshore import places
from offshore.errors import UserError

DESCRIPTOR = "datapackage.json"
HASH = "sha256:"


def descriptor(folder: Path | None = None) -> dict[str, Any]:
    """Return datapackage.json as read, each resource with name, path and typed fields.

    What is returned is shared: to change it, copy it first.

    Raises UserError for a descriptor that is missing, is not JSON or has another shape.
    """
    file = (folder or places.data()) / DESCRIPTOR
    try:
        return _parsed(file, file.read_bytes())
    except OSError as error:
        raise _broken(file, f"cannot be read ({error.strerror})") from None


@cache
def _parsed(file: Path, text: bytes) -> dict[str, Any]:
    try:
        content = json.loads(text.decode("utf-8"))
    except ValueError as error:
        raise _broken(file, f"is not JSON in UTF-8 ({error})") from None
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


def names(folder: Path | None = None) -> list[str]:
    """Return the names of all tables, in the order of the descriptor."""
    return list(_resources(folder))


def resource(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return what the descriptor says of a table.

    Raises UserError for an unknown name, with the nearest known one.
    """
    known = _resources(folder)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise UserError(f"No table {name!r}.{hint}\nTables: {', '.join(known)}.")
    return known[name]


def path(name: str, folder: Path | None = None) -> Path:
    """Return the file of a table; raises UserError as `resource` does."""
    return (folder or places.data()) / str(resource(name, folder)["path"])


def columns(described: dict[str, Any]) -> list[str]:
    """Return the names of a resource's columns, in order."""
    return [str(field["name"]) for field in described["schema"]["fields"]]


def declared_hash(name: str, folder: Path | None = None) -> str:
    """Return the hash that the descriptor records, "sha256:" and hex, or "" for none."""
    return str(resource(name, folder).get("hash", ""))


def actual_hash(name: str, folder: Path | None = None) -> str:
    """Return the hash of the table's file as it is, "sha256:" and hex."""
    return HASH + hashlib.sha256(path(name, folder).read_bytes()).hexdigest()


def unaccepted(folder: Path | None = None) -> list[str]:
    """Return the names of the tables whose file is not the one whose hash is recorded."""
    return [one for one in names(folder) if declared_hash(one, folder) != actual_hash(one, folder)]


def _resources(folder: Path | None) -> dict[str, dict[str, Any]]:
    resources = descriptor(folder)["resources"]
    return {described["path"].removesuffix(".csv"): described for described in resources}


def _is_table(described: Any) -> bool:
    """Tell whether a resource has what every reader of it leans on."""
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
        "It describes every table; mend it, or take back the last version that worked."
    )

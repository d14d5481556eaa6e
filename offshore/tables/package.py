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

from offshore import bounded, places
from offshore.errors import UserError, shown

DESCRIPTOR = "datapackage.json"
MOST = 16 * bounded.MB  # of a table; checking one takes some 20 s and 200 MB of memory
HASH = "sha256:"


def descriptor(folder: Path | None = None) -> dict[str, Any]:
    """Return datapackage.json as read, each resource with name, path and typed fields.

    What is returned is shared: to change it, copy it first.

    Raises UserError for a descriptor that is missing, is not JSON or has another shape.
    """
    folder = folder or places.data()
    file = folder / DESCRIPTOR
    try:
        return _parsed(file, bounded.read(file, MOST, folder))
    except bounded.UnreadableError as fault:
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
        raise UserError(f"No table {shown(name)}.{hint}\nTables: {', '.join(known)}.")
    return known[name]


def path(name: str, folder: Path | None = None) -> Path:
    """Return the file of a table; raises UserError as `resource` does."""
    return (folder or places.data()) / str(resource(name, folder)["path"])


def content(name: str, folder: Path | None = None) -> bytes:
    """Return the bytes of a table's file.

    Raises UserError for an unknown name, and where the file is missing, too large, no plain
    file, or a link that leads out of the folder.
    """
    folder = folder or places.data()
    file = path(name, folder)
    label = f"{folder.name}/{file.relative_to(folder).as_posix()}"
    return bounded.read(file, MOST, folder, label)


def columns(described: dict[str, Any]) -> list[str]:
    """Return the names of a resource's columns, in order."""
    return [str(field["name"]) for field in described["schema"]["fields"]]


def declared_hash(name: str, folder: Path | None = None) -> str:
    """Return the hash that the descriptor records, "sha256:" and hex, or "" for none."""
    return str(resource(name, folder).get("hash", ""))


def actual_hash(name: str, folder: Path | None = None) -> str:
    """Return the hash of the table's file as it is, "sha256:" and hex; raises as `content`."""
    return HASH + hashlib.sha256(content(name, folder)).hexdigest()


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

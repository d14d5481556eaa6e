"""A data package of somebody's own in the form that the pages rely on.

Tables stay as they are, byte for byte. The descriptor says of each what pages show: a title, a
description, terms and sources, "not stated" where the package does not say. Tables without rows
are left out.
"""

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from offshore.data import package
from offshore.data.file_checks import inspect

NOT_STATED = "not stated"
TEXTS = ("title", "description")
LONGEST = 200  # characters of a title or a name; what is longer is cut


def write(folder: Path, target: Path) -> None:
    """Write the package of a folder, in this form, to a new folder."""
    described = package.descriptor(folder)
    lacking = set(empty(folder))
    kept = [one for one in described["resources"] if _table(one) not in lacking]
    for resource in kept:
        file = target / resource["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(package.content(_table(resource), folder))
    names = {resource["name"] for resource in kept}
    resources = [_resource(one, names, folder) for one in kept]
    text = json.dumps({**described, "resources": resources}, ensure_ascii=False, indent=1) + "\n"
    (target / package.DESCRIPTOR).write_text(text, encoding="utf-8")


def empty(folder: Path) -> list[str]:
    """Return the names of the tables that have a header and no rows."""
    names = package.names(folder)
    found = {name: inspect(package.resource(name, folder), folder)[1] for name in names}
    return [name for name in names if any(fault.kind == "empty" for fault in found[name])]


def _table(resource: Mapping[str, Any]) -> str:
    return str(resource["path"]).removesuffix(".csv")


def _resource(given: Mapping[str, Any], names: set[str], folder: Path) -> dict[str, Any]:
    """Return a resource with everything that pages show; keys to tables left out are gone."""
    name = _table(given)
    return {
        **given,
        "title": text(given, "title") or name,
        "description": text(given, "description"),
        "hash": package.actual_hash(name, folder),
        "licenses": _named(given, "licenses"),
        "sources": _named(given, "sources"),
        "schema": schema_within(given["schema"], names),
    }


def schema_within(schema: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return a schema without foreign keys to resources other than those named."""
    keys = [key for key in schema.get("foreignKeys", []) if key["reference"]["resource"] in names]
    kept = {name: part for name, part in schema.items() if name != "foreignKeys"}
    return {**kept, "foreignKeys": keys} if keys else kept


def text(given: Mapping[str, Any], key: str) -> str:
    """Return a text of a descriptor on one line, "" if it has none."""
    found = given.get(key, "")
    return " ".join(found.split()) if isinstance(found, str) else ""


def _named(given: Mapping[str, Any], key: str) -> list[dict[str, str]]:
    """Return licences or sources, each with a title."""
    listed = [one for one in given.get(key) or [] if isinstance(one, dict)]
    titles = [text(one, "title") or text(one, "name") or text(one, "path") for one in listed]
    return [{"title": title} for title in titles if title] or [{"title": NOT_STATED}]


def texts(described: Mapping[str, Any], key: str) -> dict[str, str]:
    """Return a text of a descriptor by language: that of `title` is "en", of `title_zh` "zh"."""
    found = {
        name.removeprefix(key).removeprefix("_") or "en": text(described, name)
        for name in described
        if name == key or name.startswith(f"{key}_")
    }
    return {code: said for code, said in found.items() if said}


def name(described: Mapping[str, Any], folder: Path) -> str:
    """Return the name of a package, or that of its folder."""
    return (text(described, "name") or folder.name)[:LONGEST]


def keywords(described: Mapping[str, Any]) -> list[str]:
    """Return the keywords of a package in small letters."""
    found = described.get("keywords")
    return [str(one).lower() for one in found] if isinstance(found, list) else []


def authors(described: Mapping[str, Any]) -> str:
    """Return the contributors that a descriptor names, "" if none."""
    listed = described.get("contributors")
    found = [text(one, "title") for one in listed or [] if isinstance(one, dict)]
    return "; ".join(filter(None, found))[:LONGEST]


def translated(described: Mapping[str, Any], code: str) -> dict[str, str]:
    """Return what a descriptor says of its tables and columns in a language, by its English."""
    fields = [field for one in described["resources"] for field in one["schema"]["fields"]]
    parts = [*described["resources"], *fields]
    pairs = {text(one, key): text(one, f"{key}_{code}") for one in parts for key in TEXTS}
    return {english: other for english, other in pairs.items() if english and other}

"""Checks of tables against their schemas: types, constraints, primary and foreign keys."""

import platform
import re
from importlib.metadata import version
from typing import Any

from frictionless import FrictionlessException, Package
from frictionless.errors import ForeignKeyError, PrimaryKeyError

from offshore.compendium.errors import UserError, did_you_mean
from offshore.compendium.hashes import of_file, of_json
from offshore.compendium.remembered import Remembered
from offshore.compendium.root import source_of
from offshore.data.faults import Fault
from offshore.data.package import columns

Rows = list[list[str]]
KEPT = ("name", "profile", "schema")
LISTED = 60  # a vocabulary longer than this is not listed in full
TYPES = {"integer": "a whole number", "number": "a number", "string": "text"}


def check(
    descriptor: dict[str, Any],
    tables: dict[str, Rows],
    folder: str,
    sound: Remembered | None = None,
) -> list[Fault]:
    """Return the faults of all tables, at most one per cell.

    `tables` maps each resource's path to its rows, header first. A table that is remembered as
    `sound`, with the same descriptor and the same tables that it refers to, is not checked again.
    Raises UserError if the descriptor does not describe a valid data package.
    """
    _check_references(descriptor, folder)
    names = {one["name"] for one in descriptor["resources"]}
    if sound is None or len(names) < len(descriptor["resources"]):
        return _faults(descriptor, descriptor, tables, folder)
    keys = _keys(descriptor, tables)
    waiting = {name for name, key in keys.items() if not sound.get(key)}
    if not waiting:
        return []
    needed = _reached(waiting, descriptor)
    resources = [one for one in descriptor["resources"] if one["name"] in needed]
    found = _faults({**descriptor, "resources": resources}, descriptor, tables, folder)
    if not found:
        for name in sorted(waiting):
            sound.put(keys[name], True)
        sound.save()
    return found


def _keys(descriptor: dict[str, Any], tables: dict[str, Rows]) -> dict[str, str]:
    """Return, by the name of a resource, the hash of all that its faults depend on."""
    resources = descriptor["resources"]
    kept = [{key: one[key] for key in KEPT if key in one} for one in resources]
    checks = [of_file(source_of(__name__)), version("frictionless"), platform.python_version()]
    common = of_json([checks, {**descriptor, "resources": kept}])
    rows = {one["name"]: of_json(tables[one["path"]]) for one in resources}
    return {
        one["name"]: of_json([common, one["name"], {name: rows[name] for name in reached}])
        for one in resources
        for reached in [_reached({one["name"]}, descriptor)]
    }


def _reached(names: set[str], descriptor: dict[str, Any]) -> set[str]:
    """Return the names of resources and of all that their foreign keys lead to."""
    targets = {
        one["name"]: {
            key["reference"]["resource"] or one["name"]  # "" for the table itself
            for key in one["schema"].get("foreignKeys", [])
        }
        for one in descriptor["resources"]
    }
    found, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += targets[name]
    return found


def _faults(
    checked: dict[str, Any], descriptor: dict[str, Any], tables: dict[str, Rows], folder: str
) -> list[Fault]:
    """Return the faults of those tables whose resources are in the descriptor that is `checked`."""
    faults: dict[tuple[str, int | None, str | None], Fault] = {}
    tasks = _report(checked, tables, folder).tasks
    for described, task in zip(checked["resources"], tasks, strict=True):
        label = f"{folder}/{described['path']}"
        for error in task.errors:
            fault = _fault(error, label, described, descriptor, tables)
            faults.setdefault((fault.file, fault.row, fault.column), fault)
    return list(faults.values())


def _report(descriptor: dict[str, Any], tables: dict[str, Rows], folder: str) -> Any:
    """Return frictionless's report on the tables."""
    resources = [_inline(described, tables) for described in descriptor["resources"]]
    try:
        report = Package.from_descriptor({**descriptor, "resources": resources}).validate()
    except FrictionlessException as refusal:
        reasons = [reason.note for reason in refusal.reasons] or [refusal.error.note]
        raise _no_package(folder, reasons) from None
    except re.error as mistake:
        raise _no_package(folder, [f"pattern {mistake.pattern!r}: {mistake}"]) from None
    if report.errors:
        raise _no_package(folder, [error.note for error in report.errors])
    return report


def _inline(described: dict[str, Any], tables: dict[str, Rows]) -> dict[str, Any]:
    """Return a resource with its rows inline, so that no second parser guesses at the file."""
    kept: dict[str, Any] = {key: described[key] for key in KEPT if key in described}
    return {**kept, "data": tables[described["path"]]}


def _check_references(descriptor: dict[str, Any], folder: str) -> None:
    """Check that foreign keys lead to a column; frictionless ignores those that do not."""
    known = {resource["name"]: columns(resource) for resource in descriptor["resources"]}
    for resource in descriptor["resources"]:
        if not _leads_somewhere(resource["schema"], known):
            reason = f"a foreign key of {resource['name']} does not lead to a column of a resource"
            raise _no_package(folder, [reason])


def _leads_somewhere(schema: dict[str, Any], known: dict[str, list[str]]) -> bool:
    try:
        targets = [key["reference"] for key in schema.get("foreignKeys", [])]
        return all(target["fields"] in known[target["resource"]] for target in targets)
    except (TypeError, KeyError):
        return False


def _no_package(folder: str, reasons: list[str]) -> UserError:
    return UserError(f"{folder}/datapackage.json is not a data package: {'; '.join(reasons)}.")


def _fault(
    error: Any,
    label: str,
    described: dict[str, Any],
    descriptor: dict[str, Any],
    tables: dict[str, Rows],
) -> Fault:
    """Return an error of frictionless as a fault."""
    if isinstance(error, ForeignKeyError):
        return _unknown_word(error, label, descriptor, tables)
    row = getattr(error, "row_number", None)
    if isinstance(error, PrimaryKeyError):
        key = str(described["schema"]["primaryKey"])
        allowed = "Allowed: each value once, and no row without one."
        return Fault(label, f"does not name one row ({error.note})", allowed, row, key)
    fields = {field["name"]: field for field in described["schema"]["fields"]}
    column = getattr(error, "field_name", None)
    if column not in fields:
        return Fault(label, str(error.note), "See the schema in datapackage.json.", row, column)
    message = "appears more than once" if error.type == "unique-error" else "is not allowed here"
    note = f" ({error.note})" if error.type == "unique-error" else ""
    return Fault(label, message + note, allowed_in(fields[column]), row, column, error.cell or "")


def _unknown_word(
    error: Any, label: str, descriptor: dict[str, Any], tables: dict[str, Rows]
) -> Fault:
    """Return the fault of a word missing from its vocabulary, suggesting the closest one."""
    target = next(r for r in descriptor["resources"] if r["name"] == error.reference_name)
    header, *rows = tables[target["path"]]
    at = header.index(error.reference_field_names[0])
    known = [row[at] for row in rows]
    value = str(error.field_cells[0])
    hint = did_you_mean(value, known)
    name = target["path"].removesuffix(".csv")
    words = ", ".join(known) if len(known) <= LISTED else f"the {len(known)} of {name}"
    allowed = f"Allowed: {words}.{hint}"
    return Fault(label, f"is not in {name}", allowed, error.row_number, error.field_names[0], value)


def allowed_in(field: dict[str, Any]) -> str:
    """Return, in words, the values that a column allows."""
    rules = field.get("constraints", {})
    kind = field.get("type", "string")
    words = [
        f"one of {', '.join(map(str, rules['enum']))}" if "enum" in rules else TYPES.get(kind, kind)
    ]
    words += [f"at least {rules['minimum']}"] if "minimum" in rules else []
    words += [f"at most {rules['maximum']}"] if "maximum" in rules else []
    words += [f"at most {rules['maxLength']} characters"] if "maxLength" in rules else []
    words += [f"of the form {rules['pattern']}"] if "pattern" in rules else []
    words += ["not empty"] if rules.get("required") else []
    words += ["each value once"] if rules.get("unique") else []
    return f"Allowed: {', '.join(words)}. {field.get('description', '')}".rstrip()

"""What pages can link to: ids of numbers and claims, and names of tables, as addresses allow them.

A package for the audit alone may have others.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from offshore.audit.quantities import CLAIMS, NUMBER_COLUMNS, OUTSIDE_CLAIMS
from offshore.data import package
from offshore.data.faults import Fault
from offshore.data.file_checks import inspect

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 100  # characters of an id
TABLE = re.compile(r"[\w. ()/-]+")
OF_ID = (
    "Allowed: small letters a to z and digits, in groups with - between, at most 100 characters."
)
OF_TABLE = "Allowed: letters, digits, spaces and . _ - ( ) /."


def faults(folder: Path) -> list[Fault]:
    """Return a fault for each name that no page can link to; files with other faults have none."""
    return [fault for name in package.names(folder) for fault in _of_table(name, folder)]


def _of_table(name: str, folder: Path) -> Iterator[Fault]:
    described = package.resource(name, folder)
    label = f"{folder.name}/{described['path']}"
    if not TABLE.fullmatch(name):
        yield Fault(label, "has a name that no page can show", OF_TABLE)
    columns = package.columns(described)
    if "id" not in columns or not _is_linked(name, set(columns)):
        return
    rows, wrong = inspect(described, folder)
    at = columns.index("id")
    for position, cells in enumerate([] if wrong else rows[1:], start=2):
        if not ID.fullmatch(cells[at]) or len(cells[at]) > LONGEST:
            yield Fault(label, "cannot be linked to", OF_ID, position, "id", cells[at])


def _is_linked(name: str, columns: set[str]) -> bool:
    numbers = columns >= NUMBER_COLUMNS or columns >= {"id", "value", "unit"}
    return numbers or name in (CLAIMS, OUTSIDE_CLAIMS)

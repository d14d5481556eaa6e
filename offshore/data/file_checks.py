"""First checks of a table's file: it can be read, and its columns and rows are complete."""

import codecs
import csv
import io
from collections import Counter
from pathlib import Path
from typing import Any

from offshore.compendium import bounded_files
from offshore.data.faults import Fault
from offshore.data.package import MOST, columns
from offshore.numerals.printed import number

NUMERIC = ("integer", "number")


def inspect(described: dict[str, Any], folder: Path) -> tuple[list[list[str]], list[Fault]]:
    """Return the rows of a CSV file as text, header first, and the faults of its form.

    `described` is its resource in the descriptor of the data package in `folder`. If there are
    faults, the rows must not be used. Never raises, whatever the file is or holds.
    """
    content = read(described, folder)
    return (
        ([], [content])
        if isinstance(content, Fault)
        else inspected(described, folder.name, content)
    )


def read(described: dict[str, Any], folder: Path) -> bytes | Fault:
    """Return the bytes of a resource's file, or the fault that keeps it from being read."""
    label = f"{folder.name}/{described['path']}"
    try:
        return bounded_files.read_bytes(folder / described["path"], MOST, folder, label)
    except bounded_files.UnreadableError as error:
        return Fault(label, error.what, error.allowed)


def inspected(
    described: dict[str, Any], folder: str, content: bytes
) -> tuple[list[list[str]], list[Fault]]:
    """Return the same as `inspect` of a file's content; `folder` is the name of the package's."""
    label = f"{folder}/{described['path']}"
    text = _text(content, label)
    if isinstance(text, Fault):
        return [], [text]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        message = f"cannot be read as CSV ({error})"
        allowed = "Quote a cell that holds a comma, a quote or a line break, and close the quote."
        return [], [Fault(label, message, allowed, row=reader.line_num)]
    faults = _header(rows[0], label, columns(described)) or _body(rows, label)
    return rows, faults or _numerals(rows, label, described)


def _text(content: bytes, label: str) -> str | Fault:
    """Return a file's text, or the fault in it."""
    if content.startswith(codecs.BOM_UTF8):
        allowed = 'Save it as "UTF-8", not as "UTF-8 with BOM" or "CSV UTF-8".'
        return Fault(label, "starts with a byte order mark", allowed, row=1)
    if not content.strip():
        return Fault(label, "is empty", "Needed: a header row and at least one row of data.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        return Fault(label, "is not UTF-8 text", "Save the file with the encoding UTF-8.", row=row)


def _header(header: list[str], label: str, wanted: list[str]) -> list[Fault]:
    allowed = f"Allowed: the columns {', '.join(wanted)}, in this order, each once."
    problems = [(name, "appears more than once") for name, n in Counter(header).items() if n > 1]
    problems += [(name, "is missing") for name in wanted if name not in header]
    problems += [(name, "is not in the schema") for name in header if name not in wanted]
    if not problems:
        pairs = zip(header, wanted, strict=True)
        problems = [(found, "is out of order") for found, due in pairs if found != due][:1]
    return [
        Fault(label, f"the column {what}", allowed, row=1, column=name) for name, what in problems
    ]


def _body(rows: list[list[str]], label: str) -> list[Fault]:
    if len(rows) == 1:
        needed = "Needed: at least one row of data."
        return [Fault(label, "has a header and no rows", needed, kind="empty")]
    width = len(rows[0])
    whole = f"Allowed: {width} cells, as in the header; quote a cell that holds a comma."
    faults = []
    for row, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            faults.append(Fault(label, "is blank", "Delete the row.", row=row))
        elif len(cells) != width:
            faults.append(Fault(label, f"has {len(cells)} cells", whole, row=row))
    return faults


def _numerals(rows: list[list[str]], label: str, described: dict[str, Any]) -> list[Fault]:
    """Find cells of number columns that are not plain digits, such as 1e5, NaN or 1_000."""
    numeric = {field["name"] for field in described["schema"]["fields"] if _is_numeric(field)}
    faults = []
    for row, cells in enumerate(rows[1:], start=2):
        for column, cell in zip(rows[0], cells, strict=True):
            if cell and column in numeric and not _is_number(cell):
                allowed = (
                    "Allowed: digits, at most one decimal point, a leading minus where needed."
                )
                faults.append(Fault(label, "is not a number", allowed, row, column, cell))
    return faults


def _is_numeric(field: dict[str, Any]) -> bool:
    return field.get("type") in NUMERIC


def _is_number(cell: str) -> bool:
    try:
        number(cell)
    except ValueError:
        return False
    return True

"""A filled-in workbook, read as the tables of a data package; whatever is in it is checked.

A spreadsheet keeps 1800.0 as 1800 and a date as a count of days. Where printed digits matter, a
cell that is not text is refused, so that nothing is guessed.
"""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from offshore.compendium import bounded_files
from offshore.compendium.errors import UserError, cut, did_you_mean, where
from offshore.data import package
from offshore.data.borrowed import INVENTED
from offshore.data.faults import Fault, told

ABOUT, GUIDE = "package", "read me"  # the sheets that are no tables
TEXTS = ("name", "title", "title_zh", "description", "description_zh")
VOCABULARY = "vocabulary/"
NAME = re.compile("[^a-z0-9._]+")  # what the name of a data package cannot have
YES = ("yes", "是")
MOST = 8 * bounded_files.MB  # for the file
UNPACKED = 32 * bounded_files.MB  # for all that it unpacks to
PARTS = 500  # files in it
ROWS, COLUMNS = 20_000, 100  # of a sheet
DIGITS = ("printed", "value", "prints")  # the columns where every digit matters
AS_TEXT = "Format the column as text, and type it again as it is printed."


@dataclass(frozen=True)
class Filled:
    """What a workbook holds: its file's name, the texts about the package, and tables as CSV."""

    file: str
    about: Mapping[str, Any]
    tables: Mapping[str, str]


def read(file: Path, template: Path) -> Filled:
    """Return what a workbook holds; `template`: the folder of the package that the form is of.

    Raises UserError that lists every cell that is at fault.
    """
    sheets = _sheets(file)
    resources = {package.resource(one, template)["name"]: one for one in package.names(template)}
    _check_names(file, sheets, [*resources, ABOUT, GUIDE])
    tables, faults = {}, []
    for name, table in resources.items():
        rows, wrong = _table(sheets.get(name, []), package.resource(table, template), name)
        faults += [*_left_over(sheets.get(name, []), name), *wrong]
        if len(rows) > 1:
            tables[table] = _csv(rows)
    if faults:
        head = f"{where(file)} cannot be used as it is:"
        raise UserError("\n".join([head, *told(faults)]))
    if all(name.startswith(VOCABULARY) for name in tables):
        raise UserError(f"{where(file)} holds no rows of numbers. Fill in its sheets first.")
    return Filled(file.name, _about(sheets.get(ABOUT, []), file), tables)


def _sheets(file: Path) -> dict[str, list[Sequence[Any]]]:
    """Return the rows of each sheet of a workbook, as cells."""
    import openpyxl

    content = bounded_files.read_bytes(file, MOST)
    _check_archive(content, file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        return {sheet.title: list(_rows(sheet, file)) for sheet in book.worksheets}
    except UserError:
        raise
    except Exception as fault:  # what is amiss in an archive is raised as anything
        raise _no_workbook(file, f"{type(fault).__name__}: {cut(str(fault))}") from None


def _check_archive(content: bytes, file: Path) -> None:
    """Refuse what is no archive, what unpacks to too much, and sheets with merged cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise UserError(
                    f"{where(file)} is too large: it unpacks to more than "
                    f"{UNPACKED // bounded_files.MB} MB, or to more than {PARTS} parts."
                )
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            merged = any(b"mergeCell " in archive.read(part) for part in sheets)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError) as fault:
        raise _no_workbook(file, str(fault)) from None
    if merged:
        raise UserError(
            f"{where(file)} has merged cells. Unmerge them, and write each value into its own cell."
        )


def _no_workbook(file: Path, reason: str) -> UserError:
    return UserError(
        f"{where(file)} is not an xlsx workbook that can be read ({reason}).\n"
        "Save it as “Excel workbook (.xlsx)”, without a password."
    )


def _rows(sheet: Any, file: Path) -> Iterator[Sequence[Any]]:
    """Yield the rows of a sheet up to the last one that has anything in it."""
    waiting = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if all(cell.value is None for cell in row):
            waiting += 1
            continue
        if number > ROWS or any(cell.value is not None for cell in row[COLUMNS:]):
            raise UserError(
                f"{where(file)}, sheet {cut(sheet.title)}: is too large. Allowed: {ROWS:,} rows "
                f"and {COLUMNS} columns."
            )
        yield from [()] * waiting
        waiting = 0
        yield row[:COLUMNS]


def _check_names(file: Path, sheets: Mapping[str, Any], known: Sequence[str]) -> None:
    """Refuse sheets with content that the form does not have."""
    for name in [name for name, rows in sheets.items() if rows and name not in known]:
        raise UserError(
            f"{where(file)} has a sheet {cut(name)!r}, which the form does not have."
            f"{did_you_mean(name, known)}\nSheets: {', '.join(known)}."
        )


def _table(
    rows: Sequence[Sequence[Any]], described: dict[str, Any], sheet: str
) -> tuple[list[list[str]], list[Fault]]:
    """Return a table's rows in the order of its schema, header first, and what is wrong."""
    wanted = package.columns(described)
    if not rows:
        return [wanted], []
    header = [_plain(cell) for cell in rows[0]]
    if wrong := _header(header, wanted, sheet):
        return [wanted], wrong
    faults: list[Fault] = []
    found = [wanted]
    for number, row in enumerate(rows[1:], start=2):
        cells = dict(zip(header, row, strict=False))
        found.append([_read(cells.get(name), name, number, sheet, faults) for name in wanted])
    return found, faults


def _header(header: Sequence[str], wanted: Sequence[str], sheet: str) -> list[Fault]:
    allowed = f"Columns of the form: {', '.join(wanted)}."
    named = [name for name in header if name]
    wrong = [(name, "is not a column of the form") for name in named if name not in wanted]
    wrong += [(name, "stands there twice") for name in {*named} if named.count(name) > 1]
    wrong += [(name, "is missing") for name in wanted if name not in named]
    return [Fault(f"sheet {sheet}", what, allowed, 1, value=name) for name, what in wrong]


def _left_over(rows: Sequence[Sequence[Any]], sheet: str) -> list[Fault]:
    """Find cells below no heading, which would be lost."""
    width = {at for at, cell in enumerate(rows[0]) if _plain(cell)} if rows else set()
    allowed = "Allowed: cells below the headings of row 1."
    return [
        Fault(f"sheet {sheet}", "stands below no heading", allowed, number, value=_plain(cell))
        for number, row in enumerate(rows[1:], start=2)
        for at, cell in enumerate(row)
        if cell.value is not None and at not in width
    ]


def _plain(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _read(cell: Any, column: str, row: int, sheet: str, faults: list[Fault]) -> str:
    """Return a cell as text; what cannot be taken for text adds a fault."""
    value = None if cell is None else cell.value
    if value is None:
        return ""
    if wrong := _refused(cell, value, column):
        message, allowed = wrong
        faults.append(Fault(f"sheet {sheet}", message, allowed, row, column, cut(str(value))))
        return ""
    if isinstance(value, int | float):
        return f"{Decimal(repr(value)).normalize():f}"
    return str(value).strip()


def _refused(cell: Any, value: Any, column: str) -> tuple[str, str] | None:
    """Return why a cell cannot be taken for text, and what to do."""
    if cell.data_type == "f":
        return "is a formula", "Replace it by the text of its value."
    if cell.data_type == "e":
        return "is an error of the spreadsheet", "Write the value, or leave the cell empty."
    if isinstance(value, bool):
        return "is a truth value", AS_TEXT
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return "is a date or a time for the spreadsheet", AS_TEXT
    if isinstance(value, int | float) and column in DIGITS:
        return "is a number for the spreadsheet, which does not keep zeros at its end", AS_TEXT
    return None


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _about(rows: Sequence[Sequence[Any]], file: Path) -> dict[str, Any]:
    """Return the texts about the package, from a sheet of names and values."""
    pairs = {_plain(row[0]).lower(): _plain(row[1]) for row in rows if len(row) > 1}
    found: dict[str, Any] = {name: pairs[name] for name in TEXTS if pairs.get(name)}
    name = NAME.sub("-", found.pop("name", file.stem).lower()).strip("-")
    found |= {"name": name} if name else {}  # else the folder's name stands in for it
    invented = {"keywords": [INVENTED]} if pairs.get(INVENTED, "").lower() in YES else {}
    return found | invented

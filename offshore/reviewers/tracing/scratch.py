"""A copy of a compendium in a temporary folder, in which one printed number is another one."""

import csv
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from offshore.compendium.errors import UserError, shown
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.numerals.printed import number

DIGITS = ("printed", "value", "year")  # columns that have a number: the first that a file has


def moved(printed: str, units: int) -> str:
    """Return a printed number with its last digit so many units higher, or lower.

    Raises UserError for text that is not a printed number.
    """
    try:
        value = number(printed)
    except ValueError as fault:
        raise UserError(str(fault)) from None
    last = Decimal((0, (1,), int(value.as_tuple().exponent)))
    return f"{value + units * last:f}"


def digits(compendium: Compendium, table: str, name: str) -> str:
    """Return the digits that a row of a table has, by its id in the first column."""
    rows = _rows(compendium, table)
    return next(row for row in rows[1:] if row[0] == name)[_column(rows[0])]


@contextmanager
def with_digits(
    compendium: Compendium, table: str, name: str, printed: str
) -> Iterator[Compendium]:
    """Give a copy of a compendium in which a row has other digits; what it makes is kept with ours.

    Runs are stored by what they were made from, so those of the copy never pass for others.
    """
    with TemporaryDirectory(prefix="offshore-") as folder:
        copy = Compendium(Path(folder).resolve(), compendium.build)
        for source in (compendium.data, compendium.notebooks, compendium.book):
            shutil.copytree(source, copy.root / source.name)
        for file in (compendium.config, compendium.lock):
            shutil.copyfile(file, copy.root / file.name)
        rows = _rows(compendium, table)
        place = next(place for place, row in enumerate(rows) if place and row[0] == name)
        rows[place][_column(rows[0])] = printed
        _write(package.path(table, copy.data), rows)
        yield copy


def _rows(compendium: Compendium, table: str) -> list[list[str]]:
    text = package.content(table, compendium.data).decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def _column(header: list[str]) -> int:
    found = [header.index(one) for one in DIGITS if one in header]
    if not found:
        raise UserError(f"No column of {', '.join(map(shown, DIGITS))} has digits to change.")
    return found[0]


def _write(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)

"""Tables as data frames, typed by their schema."""

import json
import math
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from offshore.compendium.errors import UserError
from offshore.data import package
from offshore.data.faults import Fault, told
from offshore.data.file_checks import inspected, read
from offshore.numerals.printed import number


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """Return a table such as "paper/amounts", with one row for each row of its file.

    Both facts of the paper and outside figures have the digits as text (`printed`) and the number
    (`value`, in the row's unit); `period` stays text; an empty cell is "", or NaN among numbers.
    Raises UserError for a table that is unknown or cannot be read.
    """
    described = package.resource(name, folder)
    content = read(described, folder)
    if isinstance(content, Fault):
        raise UserError("\n".join(told([content])))
    # Shallow: pandas copies a column when one of two frames that share it changes.
    return _parsed(json.dumps(described), folder.name, content).copy(deep=False)


# By content: a table is asked for dozens of times while a book is bound.
@lru_cache(maxsize=128)
def _parsed(description: str, folder: str, content: bytes) -> pd.DataFrame:
    described = json.loads(description)
    rows, faults = inspected(described, folder, content)
    if faults := [one for one in faults if one.kind != "empty"]:
        raise UserError("\n".join(told(faults)))
    table = pd.DataFrame(rows[1:], columns=rows[0], dtype=str)
    types = {field["name"]: field.get("type") for field in described["schema"]["fields"]}
    try:
        return _typed(table, types)
    except ValueError as error:
        place = _place(table)
        advice = "Correct it there." if place else "Run `offshore validate` to see the row."
        label = f"{folder}/{described['path']}{place}"
        raise UserError(f"{label}: {error}\n{advice}") from None


def _place(table: pd.DataFrame) -> str:
    """Return where the first printed number stands that cannot be read, "" if all can."""
    column = next((name for name in ("printed", "value") if name in table), None)
    for position, cell in enumerate(table[column] if column else (), start=2):
        try:
            _real(cell)
        except ValueError:
            return f", row {position}, column {column}"
    return ""


def _typed(table: pd.DataFrame, types: dict[str, str | None]) -> pd.DataFrame:
    names = list(table.columns)
    if "value" in names:
        table.insert(names.index("value"), "printed", table["value"])
        if {"id", "unit"} <= set(names):  # a number, whatever the schema calls it
            types = {**types, "value": "number"}
    elif "printed" in names:
        table.insert(names.index("printed") + 1, "value", table["printed"].map(_real))
    conversions: dict[str | None, Callable[[str], Any]] = {"number": _real, "integer": _whole}
    for column, kind in types.items():
        if kind in conversions:
            table[column] = table[column].map(conversions[kind])
    return table


def _whole(cell: str) -> int | str:
    return int(cell) if cell else ""


def _real(cell: str) -> float:
    return float(number(cell)) if cell else math.nan

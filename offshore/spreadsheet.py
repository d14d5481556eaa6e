"""Tables as CSV that a spreadsheet takes for text and numbers, never for formulas.

A text that begins as a formula does, with `=`, `+`, `-` or `@`, their full-width forms, a tab
or a line break, gets an apostrophe in front, which spreadsheets take for "this is text".
Numbers stay as they are, and so does text that is a number, such as printed digits. Line
breaks within a text become those of Unix.
"""

import io
import re
from csv import reader
from typing import Any

import pandas as pd

FORMULA = re.compile(r"[=+\-@＝＋－＠\t\n]")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def csv(table: pd.DataFrame) -> str:
    """Return a table as CSV text, a row a line, without its index."""
    safe = table.set_axis([_safe(name) for name in table.columns], axis=1)
    for position, kind in enumerate(table.dtypes):
        if pd.api.types.is_string_dtype(kind) or isinstance(kind, pd.CategoricalDtype):
            cells = [_safe(cell) for cell in table.iloc[:, position]]
            safe.isetitem(position, pd.array(cells, dtype=object))
    return safe.to_csv(index=False, lineterminator="\n")


def is_marked(text: str) -> bool:
    """Tell whether a cell of CSV text has an apostrophe before what would be a formula."""
    cells = (cell for row in reader(io.StringIO(text, newline="")) for cell in row)
    return any(cell.startswith("'") and FORMULA.match(cell[1:]) for cell in cells)


def _safe(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    # A carriage return would not be quoted, and what follows it would begin a row.
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text

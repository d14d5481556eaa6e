"""Tables as CSV that a spreadsheet reads as text and numbers, never as formulas.

Text that starts like a formula, with `=`, `+`, `-` or `@`, their full-width forms, a tab or a line
break, gets a leading apostrophe, which spreadsheets read as "this is text". Numbers are unchanged,
and so is text that is a number, such as printed digits. Line breaks within text become Unix ones.
"""

import io
import re
from csv import reader
from typing import Any

import pandas as pd

FORMULA = re.compile(r"[=+\-@＝＋－＠\t\n]")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def csv(table: pd.DataFrame) -> str:
    """Return a table as CSV text, one line per row, without its index."""
    safe = table.set_axis([_safe(name) for name in table.columns], axis=1)
    for position, kind in enumerate(table.dtypes):
        if pd.api.types.is_string_dtype(kind) or isinstance(kind, pd.CategoricalDtype):
            cells = [_safe(cell) for cell in table.iloc[:, position]]
            safe.isetitem(position, pd.array(cells, dtype=object))
    return safe.to_csv(index=False, lineterminator="\n")


def is_marked(text: str) -> bool:
    """Tell whether any cell of CSV text has an apostrophe in front of a would-be formula."""
    cells = (cell for row in reader(io.StringIO(text, newline="")) for cell in row)
    return any(cell.startswith("'") and FORMULA.match(cell[1:]) for cell in cells)


def _safe(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    # A carriage return would not be quoted, and what follows it would start a new row.
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text

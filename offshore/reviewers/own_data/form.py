"""The workbook to fill in: a sheet for each table of the template, every cell formatted as text."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from offshore.compendium.errors import UserError, near
from offshore.data import package
from offshore.data.borrowed import INVENTED
from offshore.data.file_checks import inspect
from offshore.reviewers.own_data.filled import ABOUT, GUIDE, TEXTS

KEPT = ("vocabulary/units",)  # tables whose rows serve any package
WHOLE = {"vocabulary/segments": "all"}  # of other tables, the row that every package needs
TEXT = "@"  # the spreadsheet's format of text
SAID = (
    "One sheet for each table; the first row has the names of its columns.",
    "Hold the pointer over a name to see what the column is for.",
    "All cells are formatted as text, so that 1800.0 stays 1800.0. Keep them so.",
    "Leave out what you do not have: a table without rows is left out of the package.",
    "Write the text's own numbers into paper-amounts, paper-growth_rates, paper-shares and "
    "paper-counts, and numbers from elsewhere into context-sources.",
    "Each quantity, entity, segment and unit that a row uses needs a row in its vocabulary.",
    "When it is filled in: offshore new FOLDER --from FILE.xlsx",
)


def write(file: Path, template: Path) -> None:
    """Write the form; `template`: the folder of the package that it is of.

    Raises UserError, and writes nothing, if something is there already.
    """
    import openpyxl

    if file.exists():
        raise UserError(f"{near(file)} is there already, and stays as it is. Name a new file.")
    if not file.absolute().parent.is_dir():
        raise UserError(f"There is no folder {near(file.absolute().parent)}. Make it first.")
    book = openpyxl.Workbook()
    _lines(book.active, GUIDE, [(line,) for line in SAID])
    _lines(book.create_sheet(), ABOUT, [(name, "") for name in (*TEXTS, INVENTED)])
    for name in package.names(template):
        _table(book.create_sheet(), name, template)
    made = io.BytesIO()
    book.save(made)
    file.write_bytes(made.getvalue())


def _lines(sheet: Any, title: str, lines: Sequence[Sequence[str]]) -> None:
    sheet.title = title
    for line in lines:
        sheet.append(line)
    sheet.column_dimensions["A"].width = 24 if title == ABOUT else 100
    sheet.column_dimensions["B"].width = 80
    for row in sheet.iter_rows():
        for cell in row:
            cell.number_format = TEXT


def _table(sheet: Any, name: str, template: Path) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    described = package.resource(name, template)
    sheet.title = described["name"]
    fields = described["schema"]["fields"]
    for at, field in enumerate(fields, start=1):
        head = sheet.cell(1, at, field["name"])
        head.font = Font(bold=True)
        head.comment = Comment(f"{field['description']}\n{field['description_zh']}", "offshore")
        head.number_format = TEXT
        whole = sheet.column_dimensions[head.column_letter]
        whole.width, whole.number_format = 18, TEXT
    for row, cells in enumerate(_given(name, template), start=2):
        for at, text in enumerate(cells, start=1):
            cell = sheet.cell(row, at, text)
            cell.data_type, cell.number_format = "s", TEXT  # -1 and = are text as well
    sheet.freeze_panes = "A2"


def _given(name: str, template: Path) -> list[list[str]]:
    """Return the rows that the form comes with."""
    rows, _ = inspect(package.resource(name, template), template)
    if name in KEPT:
        return rows[1:]
    return [cells for cells in rows[1:] if cells[0] == WHOLE.get(name)]

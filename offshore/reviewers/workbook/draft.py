"""A workbook while it is written: its sheets, its names, and cells that are what they should be."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from offshore.data.spreadsheet import FORMULA
from offshore.display.language import Language
from offshore.reviewers.workbook import styles

# What XML cannot hold, and what no spreadsheet takes.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_TEXT, LONGEST_FORMULA = 32_767, 8_000  # characters; Excel takes a few more in a formula
LONGEST_NAME = 200
LINE, TALLEST = 17, 400  # points: the height of a line, and the most that a row can have
TALL = {"title": 24, "heading": 20}
A3 = 8  # the number of the size of paper
ABOUT, CLAIMS, NUMBERS, OUTSIDE = "How to read", "Claims", "Numbers", "Outside values"
CHECKS, STEPS, LISTS = "Outside checks", "Steps", "Lists"
FIGURES, OWN = "Figures", "Your own city"
ORDER = (ABOUT, CLAIMS, NUMBERS, FIGURES, OWN, OUTSIDE, CHECKS, STEPS, LISTS)  # as tabs


@dataclass
class Draft:
    """A workbook that is being written, in one language; sheets are made when first asked for."""

    words: Language
    workbook: Any = field(default_factory=Workbook)
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Take away the sheet that a new workbook has."""
        self.workbook.remove(self.workbook.active)

    def sheet(self, name: str) -> Any:
        """Return a sheet by its English name."""
        title = self.words.text(name)
        if title not in self.workbook.sheetnames:
            made = self.workbook.create_sheet(title)
            made.sheet_view.showGridLines = False
            made.page_setup.orientation, made.page_setup.paperSize = "landscape", A3
            made.page_setup.fitToHeight, made.sheet_properties.pageSetUpPr.fitToPage = 0, True
        return self.workbook[title]

    def address(self, name: str, cell: str) -> str:
        """Return the absolute address of a cell, or of a range, of a sheet."""
        fixed = ":".join(re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", end) for end in cell.split(":"))
        return f"{quote_sheetname(self.words.text(name))}!{fixed}"

    def call(self, wanted: str, address: str) -> str:
        """Name a cell as wanted, or as near to that as names allow, and return the name."""
        plain = re.sub(r"[^A-Za-z0-9_]", "_", wanted)[:LONGEST_NAME]
        name, count = plain, 1
        while name.casefold() in self.taken:
            count += 1
            name = f"{plain}_{count}"
        self.taken.add(name.casefold())
        self.workbook.defined_names[name] = DefinedName(name, attr_text=address)
        return name

    def arrange(self) -> None:
        """Put the sheets that there are in their order."""
        order = [self.words.text(name) for name in ORDER]
        self.workbook._sheets.sort(key=lambda sheet: order.index(sheet.title))
        self.workbook.active = 0


def put(sheet: Any, at: str, value: str | int | float | None, style: str = "plain") -> None:
    """Write a text or a number into a cell; no text is read as a formula."""
    cell = sheet[at]
    if style in TALL:
        sheet.row_dimensions[cell.row].height = TALL[style]
    if isinstance(value, str):
        text = UNWRITABLE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
        cell.value = text[:LONGEST_TEXT]
        cell.data_type = "s"
    else:
        cell.value = value
    styles.apply(cell, style)
    if isinstance(value, str) and FORMULA.match(value):
        cell.quotePrefix = True  # as if typed with an apostrophe: it stays text when it is edited


def put_formula(sheet: Any, at: str, formula: str, style: str = "number") -> None:
    """Write a formula, without its leading =, into a cell."""
    sheet[at].value = f"={formula}"
    styles.apply(sheet[at], style)


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet by what they hold, in order, each with its heading and its width.

    `working`: those that only carry the computation.
    """

    titles: Mapping[str, tuple[str, int]]
    working: frozenset[str] = frozenset()

    def letter(self, column: str) -> str:
        """Return the letter of a column."""
        return str(get_column_letter(list(self.titles).index(column) + 1))

    def at(self, row: int) -> Callable[[str], str]:
        """Return what gives the address of a column's cell in a row."""
        return lambda column: f"{self.letter(column)}{row}"

    def head(self, sheet: Any, row: int, words: Language) -> None:
        """Write the headings into a row, set the widths and group what only computes."""
        for column, (title, width) in self.titles.items():
            working = column in self.working
            said = "working header" if working else "header"
            put(sheet, self.at(row)(column), words.text(title), said)
            dimension = sheet.column_dimensions[self.letter(column)]
            dimension.width = width
            dimension.outlineLevel = int(working)
        self.fit(sheet, row, {name: words.text(title) for name, (title, _) in self.titles.items()})
        sheet.print_title_rows = f"{row}:{row}"

    def fit(self, sheet: Any, row: int, texts: Mapping[str, str]) -> None:
        """Make a row as high as its longest text needs; not every program does so by itself."""
        lines = [_lines(text, self.titles[column][1]) for column, text in texts.items()]
        sheet.row_dimensions[row].height = min(TALLEST, LINE * max(1, *lines))

    def show_open_ends(self, sheet: Any, first: int, last: int) -> None:
        """Show open ends as such in all rows of a table."""
        column = get_column_letter(len(self.titles))
        styles.show_open_ends(sheet, f"A{first}:{column}{last}", f"A{first}")


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column; a Chinese character is two letters wide."""
    wide = [sum(2 if sign > "\u2e80" else 1 for sign in part) for part in text.split("\n")]
    return sum(max(1, math.ceil(one / (0.92 * width))) for one in wide)

"""An empty sheet for a city of one's own, with the same checks; what is left empty says nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from offshore.reviewers.workbook import styles
from offshore.reviewers.workbook.draft import OWN, Columns, Draft, put, put_formula
from offshore.reviewers.workbook.formulas.ends import Ends
from offshore.reviewers.workbook.formulas.functions import FORMULAS
from offshore.reviewers.workbook.formulas.readings import READ, WORKING, reading
from offshore.reviewers.workbook.formulas.verdicts import Cells, Worth, judged, recomputed_cells
from offshore.reviewers.workbook.numbers import QUALIFIERS
from offshore.reviewers.workbook.own_city_rows import COUNT, PERCENT, SECTIONS, Check, Row

COLUMNS = Columns(
    {
        "what": ("What", 46),
        "how": ("How it is recomputed", 52),
        "qualifier": ("Words around it", 15),
        "printed": ("As printed", 14),
        "unit": ("Unit", 12),
        "low": ("Lowest it can mean", 13),
        "high": ("Highest it can mean", 13),
        "found_low": ("Recomputed, lowest", 13),
        "found_high": ("Recomputed, highest", 13),
        "gap": ("Apart by", 11),
        "verdict": ("Verdict", 14),
        "strength": ("Strength", 13),
        "value": ("As a number", 12),
        **READ,
        "meets": ("Meets (1), does not (0)", 12),
        "size": ("Size for comparison", 14),
    },
    WORKING | {"meets", "size", "value"},
)
HEAD = 6
INTRODUCTION = (
    "Type what your source prints into the yellow cells, digit by digit, with a point before "
    "decimals. All amounts are in one unit.",
    "What you leave empty is not checked. Fill years from the first one on, without a gap; give "
    "all parts of a total, or none.",
)


@dataclass
class _Sheet:
    """The sheet, and the row of each of its numbers by id."""

    draft: Draft
    rows: Mapping[str, int]

    @property
    def page(self) -> Any:
        """The sheet itself."""
        return self.draft.sheet(OWN)

    def cells(self, column: str, ids: Sequence[str]) -> list[str]:
        """Return the addresses of a column's cells in the rows of some numbers."""
        return [COLUMNS.at(self.rows[name])(column) for name in ids]


def write(draft: Draft) -> None:
    """Write the sheet: rows to fill in, in sections, with their checks beside them."""
    sheet = _Sheet(draft, rows())
    page, words = sheet.page, draft.words
    put(page, "A1", words.text(OWN), "title")
    for row, text in enumerate(INTRODUCTION, start=2):
        put(page, f"A{row}", words.text(text), "plain")
    COLUMNS.head(page, HEAD, words)
    for title, below in SECTIONS.items():
        _write_section(sheet, sheet.rows[below[0].id] - 1, words.text(title))
    for one in (one for section in SECTIONS.values() for one in section):
        _write_row(sheet, one)
    _dress(sheet, max(sheet.rows.values()))


def rows() -> dict[str, int]:
    """Return the row of each number by id; each section has a row for its title before them."""
    found, row = {}, HEAD
    for section in SECTIONS.values():
        row += 1
        for one in section:
            row += 1
            found[one.id] = row
    return found


def _write_section(sheet: _Sheet, row: int, title: str) -> None:
    for column in COLUMNS.titles:
        if column not in COLUMNS.working:
            put(sheet.page, COLUMNS.at(row)(column), title if column == "what" else "", "section")


def _dress(sheet: _Sheet, last: int) -> None:
    page, column = sheet.page, COLUMNS.letter("verdict")
    COLUMNS.show_open_ends(page, HEAD + 1, last)
    page.freeze_panes = f"B{HEAD + 1}"
    styles.colour_verdicts(page, f"{column}{HEAD + 1}:{column}{last}", f"{column}{HEAD + 1}")
    offered = DataValidation(type="list", formula1="qualifiers", allow_blank=False)
    for cell in sheet.cells("qualifier", list(sheet.rows)):
        offered.add(cell)
    page.add_data_validation(offered)


def _write_row(sheet: _Sheet, one: Row) -> None:
    page, words, row = sheet.page, sheet.draft.words, sheet.rows[one.id]
    at = COLUMNS.at(row)
    _write_label(sheet, one, at("what"))
    put(page, at("qualifier"), words.text(QUALIFIERS[one.qualifier]), "choice")
    if one.same_as:
        (digits,) = sheet.cells("printed", [one.same_as])
        put_formula(page, at("printed"), f'IF({digits}="","",{digits})', "working")
    else:
        put(page, at("printed"), one.printed or None, "input")
    put(page, at("unit"), words.text(one.unit), "text")
    put(page, at("factor"), 0.01 if one.unit == PERCENT else 1, "working")
    put(page, at("whole"), int(one.unit == COUNT or bool(one.printed)), "working")
    for column, formula in reading(at, blank="").items():
        put_formula(page, at(column), formula, "working" if column in WORKING else "number")
    if one.check:
        _write_check(sheet, one, one.check)


def _write_label(sheet: _Sheet, one: Row, at: str) -> None:
    """Write what a row is; one that the user types goes into the labels of other rows."""
    words = sheet.draft.words
    if one.of:
        (year,) = sheet.cells("what", [one.of])
        put_formula(sheet.page, at, f'"{words.text(one.what)} "&{year}', "text")
    elif one.number:
        put(sheet.page, at, words.text(one.what, number=one.number), "choice")
    else:
        put(sheet.page, at, words.text(one.what), "text")


def _write_check(sheet: _Sheet, one: Row, check: Check) -> None:
    """Write the formulas of a row's check, which say nothing until all its numbers are there."""
    page, words, row = sheet.page, sheet.draft.words, sheet.rows[one.id]
    at, factor = COLUMNS.at(row), "0.01" if one.unit == PERCENT else "1"
    put(page, at("how"), words.text(check.how or FORMULAS[check.function][0]), "text")
    found = recomputed_cells(_ends(sheet, check), factor, at("value"), none="")
    named = {"low": "found_low", "high": "found_high", "size": "size"}
    cells = Cells(at("low"), at("high"), at("found_low"), at("found_high"), at("meets"), at("size"))
    near = sheet.cells("last_digit", check.alike or [one.id])
    judging = judged(
        cells, [], Worth(exact_if=f"{at('qualifier')}=said_exact", finest=near, factor=factor), '""'
    )
    formulas = {named[column]: formula for column, formula in found.items()} | judging
    for column, formula in formulas.items():
        put_formula(page, at(column), formula, STYLE.get(column, "number"))


STYLE = {"verdict": "verdict", "strength": "text", "meets": "working", "size": "working"}


def _ends(sheet: _Sheet, check: Check) -> Ends:
    if check.function in OVER_MANY:
        return OVER_MANY[check.function](sheet, check.arguments)
    given = {
        name: [_ends_at(sheet.rows[one]) for one in ids] for name, ids in check.arguments.items()
    }
    lows = sheet.cells("base_low", [one for ids in check.arguments.values() for one in ids])
    found = FORMULAS[check.function][1](given, lambda _, ends: ends)
    return found.given(f"COUNT({','.join(lows)})={len(lows)}")


def _ends_at(row: int) -> Ends:
    """Return the interval that the digits of a row mean, in its base."""
    at = COLUMNS.at(row)
    size = f"ABS({at('base_value')})"
    return Ends(at("base_low"), at("base_high"), size, least=size, single=True, zero=True)


Arguments = Mapping[str, Sequence[str]]


def _range(cells: Sequence[str]) -> str:
    return f"{cells[0]}:{cells[-1]}"


def _sum_of_filled(sheet: _Sheet, arguments: Arguments) -> Ends:
    """Return the sum of those of the numbers that are filled in, two at least."""
    low, high, value = (
        _range(sheet.cells(column, arguments["part"]))
        for column in ("base_low", "base_high", "base_value")
    )
    return Ends(f"SUM({low})", f"SUM({high})", f"SUM({value})", needs=(f"COUNT({low})>1",))


def _mean_of_filled(sheet: _Sheet, arguments: Arguments) -> Ends:
    """Return the mean of the growth rates that were recomputed, each from the year before."""
    low, high = (_range(sheet.cells(end, arguments["rate"])) for end in ("found_low", "found_high"))
    mean_low, mean_high = (f"SUM({end})*0.01/COUNT({end})" for end in (low, high))
    needs = (_without_a_gap(sheet, arguments), f"COUNT({low})>0")
    return Ends(mean_low, mean_high, "1", needs=needs)


def _compound_of_filled(sheet: _Sheet, arguments: Arguments) -> Ends:
    """Return the compound growth from the first year to the last that is filled in."""
    lows, highs = (sheet.cells(end, arguments["level"]) for end in ("base_low", "base_high"))
    low, high = _range(lows), _range(highs)
    years = f"(1/(COUNT({low})-1))"
    return Ends(
        f"(INDEX({low},COUNT({low}))/{highs[0]})^{years}-1",
        f"(INDEX({high},COUNT({high}))/{lows[0]})^{years}-1",
        "2",
        needs=(_without_a_gap(sheet, arguments), f"COUNT({low})>1"),
    )


def _without_a_gap(sheet: _Sheet, arguments: Arguments) -> str:
    """Return the condition that each year but the first has a rate, that is, a year before."""
    levels = _range(sheet.cells("base_low", arguments["level"]))
    rates = _range(sheet.cells("found_low", arguments["rate"]))
    return f"COUNT({levels})=COUNT({rates})+1"


# Checks over as many rows as are filled in, which the functions of the audit do not know.
OVER_MANY: dict[str, Callable[[_Sheet, Arguments], Ends]] = {
    "sum of filled": _sum_of_filled,
    "mean of filled": _mean_of_filled,
    "compound of filled": _compound_of_filled,
}

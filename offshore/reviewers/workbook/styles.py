"""How cells look: what is typed, what is computed, and what a verdict is coloured."""

from typing import Any

from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from offshore.audit.judgements import CONTRADICTED, DISPUTED, REPRODUCED, UNVERIFIABLE
from offshore.reviewers.workbook.formulas.verdicts import NO_RESULT, name_of

INK, PALE, BLUE = "1F2933", "6B7280", "1F4E9E"
# Told apart by a colour-blind reader, too, and each with its word in the cell.
VERDICT_FILLS = {
    REPRODUCED: "D6EBDD",
    CONTRADICTED: "F8CBAD",
    DISPUTED: "FFE699",
    UNVERIFIABLE: "E5E7EB",
    NO_RESULT: "E5E7EB",
}
HEADER_FILL, WORKING_FILL, INPUT_FILL = "1F4E79", "7F8C9A", "FFF9DB"
LINE = Side(style="thin", color="D1D5DB")
TEXT = "@"
ENDS = {'"∞"': 200, '"−∞"': 201}  # free numbers of formats


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def _font(colour: str = INK, **options: Any) -> Font:
    # The scheme lets a program take the typeface of its own language for Chinese.
    size = options.pop("size", 11)
    return Font(name="Calibri", scheme="minor", size=size, color=colour, **options)


def _cell(font: Font, fill: PatternFill | None = None, **alignment: Any) -> dict[str, Any]:
    placed = Alignment(vertical="top", **({"indent": 1} | alignment))
    return {"font": font, "alignment": placed, **({"fill": fill} if fill else {})}


STYLES: dict[str, dict[str, Any]] = {
    "title": _cell(_font(bold=True, size=16), indent=0),
    "heading": _cell(_font(HEADER_FILL, bold=True, size=13), indent=0),
    "text": _cell(_font(), wrap_text=True),
    "plain": _cell(_font(), indent=0),
    "strong": _cell(_font(bold=True)),
    "note": _cell(_font(PALE, italic=True), wrap_text=True),
    "id": _cell(_font(PALE), wrap_text=True),
    "header": _cell(_font("FFFFFF", bold=True), _fill(HEADER_FILL), wrap_text=True),
    "working header": _cell(_font("FFFFFF", bold=True), _fill(WORKING_FILL), wrap_text=True),
    "input": _cell(_font(BLUE), _fill(INPUT_FILL), horizontal="right")
    | {"number_format": TEXT, "border": Border(LINE, LINE, LINE, LINE)},
    "choice": _cell(_font(BLUE), _fill(INPUT_FILL))
    | {"number_format": TEXT, "border": Border(LINE, LINE, LINE, LINE)},
    "number": _cell(_font(), horizontal="right") | {"number_format": "General"},
    "working": _cell(_font(PALE), horizontal="right") | {"number_format": "General"},
    "verdict": _cell(_font(bold=True), wrap_text=True),
    "section": _cell(_font(HEADER_FILL, bold=True), _fill("E8EEF5")),
}


def apply(cell: Any, style: str) -> None:
    """Give a cell one of the styles."""
    for attribute, value in STYLES[style].items():
        setattr(cell, attribute, value)


def show_open_ends(sheet: Any, cells: str, first: str) -> None:
    """Show numbers that stand for open ends as ∞; `first` is the first of the cells."""
    for sign, said in ((">=", '"∞"'), ("<=-", '"−∞"')):
        shown = DifferentialStyle(numFmt=NumberFormat(numFmtId=ENDS[said], formatCode=said))
        rule = Rule(
            type="expression", dxf=shown, formula=[f"AND(ISNUMBER({first}),{first}{sign}finite)"]
        )
        sheet.conditional_formatting.add(cells, rule)


def colour_verdicts(sheet: Any, cells: str, first: str) -> None:
    """Colour the verdicts in a range of cells, the first of which is named, while they last."""
    for verdict, colour in VERDICT_FILLS.items():
        said = f"{first}={name_of('verdict', verdict)}"
        sheet.conditional_formatting.add(cells, FormulaRule(formula=[said], fill=_fill(colour)))

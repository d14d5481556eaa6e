"""The first sheet: how to read the others, what verdicts and strengths mean, and the counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from offshore.audit.judgements import (
    BOUND,
    CONDITIONAL,
    CONTRADICTED,
    DISPUTED,
    EXACT,
    EXTERNAL,
    REPRODUCED,
    UNVERIFIABLE,
)
from offshore.display.findings.marks import legend
from offshore.reviewers.workbook import styles
from offshore.reviewers.workbook.draft import ABOUT, Draft, put, put_formula
from offshore.reviewers.workbook.formulas.ends import FINITE, OPEN
from offshore.reviewers.workbook.formulas.verdicts import NO_RESULT, name_of
from offshore.reviewers.workbook.numbers import QUALIFIERS

TOLERANCE = 1e-12
SHOWN = {
    "printed": "7750.59",
    "low": "7750.585",
    "high": "7750.595",
    "open_end": OPEN,
    "digits": 16,
    "tolerance": "1E-12",
}
WIDTHS = {"A": 24, "B": 92, "C": 17, "D": 17}
INTRODUCTION = (
    "This workbook recomputes every claim by formulas of its own. It was written from the tables "
    "of the data package, and shares no arithmetic with the program that audits them: it is a "
    "second engine. It needs no installation, has no macros and asks nothing of other files.",
    "If cells look empty, the program shows the file without computing: choose “Enable Editing”.",
    "Change a printed number (a yellow cell): its bounds, everything recomputed from it, and every "
    "verdict that hangs on it follow at once. The column “Differs from the audit's” then shows "
    "what changed.",
    "A printed number stands for every value that rounds to it: {printed} for everything from "
    "{low} to {high}. A claim holds if some values that its numbers can mean make it true: if the "
    "recomputed interval and the stated one meet. No margin is chosen by hand.",
    "An interval is two cells, its lowest and its highest value. Products and quotients take the "
    "lowest and the highest of all that the ends give. “∞” is written as {open_end}.",
    "Spreadsheets round to some {digits} digits. So two ends count as equal if they differ by less "
    "than {tolerance} of the size of the numbers that they were computed from. The audit rounds "
    "all intervals outwards instead. The printed digits decide in both.",
)
VERDICTS = {
    REPRODUCED: "The recomputed interval meets the stated one.",
    CONTRADICTED: "They do not meet: no values that the numbers can mean make the claim true.",
    DISPUTED: "They do not meet, and another outside source says the same as the text.",
    UNVERIFIABLE: "There is nothing to recompute it from.",
    NO_RESULT: "The numbers allow no result, such as a share of nothing, or one is not a number.",
}
STRENGTHS = {
    EXACT: "An equality that pins the number down to its last printed digit.",
    BOUND: "An inequality, or an equality that other digits would pass, too.",
    CONDITIONAL: "Needs an assumption, which is written beside it.",
    EXTERNAL: "Against a number that is printed elsewhere.",
}
MEANINGS = {
    "exact": "Every value that rounds to the number; a count of single things is exact.",
    "over": "More than the number; of single things, one more at least.",
    "at_least": "The number or more.",
    "under": "The number or less.",
    "about": "Every value that rounds to the number at its last digit that is not zero.",
    "nearly": "As for about, but not above the number.",
}


class _Page:
    """The sheet, with the row that is written next."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.words, self.sheet, self.row = draft, draft.words, draft.sheet(ABOUT), 1
        for column, width in WIDTHS.items():
            self.sheet.column_dimensions[column].width = width

    def paragraph(self, text: str, style: str = "text") -> None:
        """Write a paragraph over the first two columns."""
        put(self.sheet, f"A{self.row}", text, style)
        if style == "text":
            self.sheet.merge_cells(f"A{self.row}:B{self.row}")
            wide = sum(2 if sign > "\u2e80" else 1 for sign in text)
            self.sheet.row_dimensions[self.row].height = 15.5 * (1 + wide // 116)
        self.row += 1

    def legend(
        self, title: str, meanings: Mapping[str, str], kind: str, called: Mapping[str, str]
    ) -> None:
        """Write words with what they mean; the cell of each word gets a name."""
        self.row += 1
        self.paragraph(self.words.text(title), "heading")
        for word, meaning in meanings.items():
            at = f"A{self.row}"
            put(self.sheet, at, self.words.text(called.get(word, word)), "strong")
            self.draft.call(name_of(kind, word), self.draft.address(ABOUT, at))
            put(self.sheet, f"B{self.row}", self.words.text(meaning), "text")
            self.row += 1


def write(draft: Draft, title: str, claims: Mapping[str, tuple[str, str]]) -> None:
    """Write the sheet.

    `title`: that of the data package; `claims`: for each sheet of claims by name, the ranges of its
    verdicts and of what the audit found.
    """
    page = _Page(draft)
    page.paragraph(draft.words.text("The workbook: every claim recomputed"), "title")
    if title:
        page.paragraph(title, "plain")
    for text in INTRODUCTION:
        page.paragraph(draft.words.text(text, **SHOWN))
    first = page.row + 2
    page.legend("Verdicts", VERDICTS, "verdict", {})
    _counts(page, first, claims)
    styles.colour_verdicts(page.sheet, f"A{first}:A{page.row - 1}", f"A{first}")
    page.legend("Strengths of a check", STRENGTHS, "strength", {})
    first = page.row + 2
    page.legend("Words around a number", MEANINGS, "said", QUALIFIERS)
    draft.call("qualifiers", draft.address(ABOUT, f"A{first}:A{page.row - 1}"))
    _marks(page)
    _constants(page)


def _counts(page: _Page, first: int, claims: Mapping[str, tuple[str, str]]) -> None:
    """Write how many claims have each verdict, live, and on how many the two engines differ."""
    for column, (name, (found, audited)) in zip("CD", claims.items(), strict=False):
        put(page.sheet, f"{column}{first - 1}", page.words.text(name), "header")
        for row in range(first, first + len(VERDICTS)):
            put_formula(page.sheet, f"{column}{row}", f"COUNTIF({found},A{row})")
        differing = f"SUMPRODUCT(--({found}<>{audited}))"
        put_formula(page.sheet, f"{column}{first + len(VERDICTS)}", differing)
    said = page.words.text("Differs from the audit's")
    put(page.sheet, f"A{first + len(VERDICTS)}", said, "plain")
    page.row = first + len(VERDICTS) + 1


def _marks(page: _Page) -> None:
    page.row += 1
    page.paragraph(page.words.text("Marks of numbers, which the audit gives"), "heading")
    for one in legend(page.words):
        said = f"{one['sign']} {page.words.text(one['mark'])}"
        put(page.sheet, f"A{page.row}", said, "strong")
        put(page.sheet, f"B{page.row}", one["meaning"], "text")
        page.row += 1


def _constants(page: _Page) -> None:
    page.row += 1
    page.paragraph(page.words.text("Numbers that formulas use by name"), "heading")
    constants: Sequence[tuple[str, Any, str]] = (
        ("tolerance", TOLERANCE, "How near ends count as equal, as a part of their size."),
        ("open_end", float(OPEN), "Stands for an end that there is not, shown as ∞."),
        ("finite", float(FINITE), "What is below is an end, not an open one."),
    )
    for name, value, meaning in constants:
        put(page.sheet, f"A{page.row}", name, "strong")
        put(page.sheet, f"B{page.row}", page.words.text(meaning), "text")
        put(page.sheet, f"C{page.row}", value)
        page.draft.call(name, page.draft.address(ABOUT, f"C{page.row}"))
        page.row += 1

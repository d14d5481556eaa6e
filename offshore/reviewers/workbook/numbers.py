"""The sheets of printed numbers: their digits, to be changed at will, and what these can mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from offshore.audit.marks import Mark
from offshore.audit.quantities import Frames, Quantity, quantities
from offshore.audit.verdicts import Verdict
from offshore.display import facts
from offshore.display.findings.marks import SIGNS
from offshore.display.findings.verdicts import labels
from offshore.display.language import Language
from offshore.display.locations import place
from offshore.numerals.printed import bounds
from offshore.reviewers.workbook.draft import NUMBERS, OUTSIDE, Columns, Draft, put, put_formula
from offshore.reviewers.workbook.formulas.ends import Ends
from offshore.reviewers.workbook.formulas.readings import READ, WORKING, reading

COLUMNS = Columns(
    {
        "id": ("Id", 24),
        "what": ("What", 42),
        "qualifier": ("Words around it", 15),
        "printed": ("As printed", 14),
        "unit": ("Unit", 18),
        "low": ("Lowest it can mean", 13),
        "high": ("Highest it can mean", 13),
        "value": ("As a number", 13),
        "mark": ("Mark by the audit, not by formula", 18),
        "source": ("Place or source", 34),
        **READ,
    },
    WORKING,
)
MOST_ROWS = 100_000  # that open ends are shown in, limits below the table among them
HEAD = 4  # the row of the headings
INTRODUCTION = (
    "Yellow cells may be changed: everything that hangs on them follows, here and on every sheet. "
    "Grey columns carry the computation; the bracket above them folds them away."
)
LIMITS = "Limits that claims name, and numbers that they read with other words around them"
Key = tuple[str, str, str, str, bool]


def key(one: Quantity) -> Key:
    """Return what tells a number, as a claim reads it, from others."""
    return one.id, one.printed, one.qualifier, one.unit.name, one.unit.whole


@dataclass
class Numbers:
    """Every number that claims use, each in a row of a sheet; `rows` has sheet and row."""

    draft: Draft
    known: Mapping[str, Quantity]
    rows: dict[Key, tuple[str, int]] = field(default_factory=dict)
    named: dict[Key, Ends] = field(default_factory=dict)

    def ends(self, one: Quantity) -> Ends:
        """Return the interval of a number in the base of its unit, its ends by name."""
        if key(one) not in self.named:
            said = one.id or f"{one.printed} {one.unit.name.replace('%', 'percent')}"
            other = self.known.get(one.id)
            changed = one.qualifier != (other.qualifier if other else "exact")
            name = f"{one.qualifier}_{said}" if changed else said
            low = self.draft.call(f"low_{name}", self.address(one, "base_low"))
            high = self.draft.call(f"high_{name}", self.address(one, "base_high"))
            size = f"ABS({self.address(one, 'base_value')})"
            zero = 0 in bounds(one.interval)
            self.named[key(one)] = Ends(low, high, size, least=size, single=True, zero=zero)
        return self.named[key(one)]

    def address(self, one: Quantity, column: str) -> str:
        """Return the address of a cell in a number's row."""
        sheet, row = self.rows[key(one)]
        return self.draft.address(sheet, COLUMNS.at(row)(column))


def write(
    draft: Draft, frames: Frames, verdicts: Iterable[Verdict], marks: Mapping[str, Mark]
) -> Numbers:
    """Write the numbers of the tables, then those that only claims have; return where they are.

    Years of publication are among them where a claim uses one.
    """
    found, used = Numbers(draft, quantities(frames)), _used(verdicts)
    told = _Told(frames, marks, draft.words)
    for sheet, outside in ((NUMBERS, False), (OUTSIDE, True)):
        given = [one for one in found.known.values() if one.outside == outside]
        listed = [one for one in given if one.id in told.rows or key(one) in used]
        for row, one in enumerate(listed, start=HEAD + 1):
            _write_row(found, sheet, row, one, told.about(one))
        if listed or not outside:
            _dress(draft, sheet, HEAD + len(listed))
    _write_limits(found, [one for name, one in used.items() if name not in found.rows])
    return found


def _used(verdicts: Iterable[Verdict]) -> dict[Key, Quantity]:
    claims = [one.claim for one in verdicts]
    every = [it for claim in claims for it in (*claim.inputs, claim.target) if it]
    return {key(one): one for one in every}


def _write_limits(found: Numbers, limits: list[Quantity]) -> None:
    """Write the numbers that stand in claims, below those of the tables."""
    draft, sheet = found.draft, found.draft.sheet(NUMBERS)
    first = HEAD + 3 + sum(name == NUMBERS for name, _ in found.rows.values())
    if limits:
        put(sheet, f"A{first}", draft.words.text(LIMITS), "heading")
    for row, one in enumerate(limits, start=first + 1):
        about = {"id": one.id or f"{one.printed} {one.unit.name}", "what": "", "source": ""}
        base = found.known.get(one.id)
        digits = found.address(base, "printed") if base else ""
        _write_row(found, NUMBERS, row, one, about, digits)
    _offer_qualifiers(sheet, first + 1, first + len(limits))


def _write_row(
    found: Numbers, name: str, row: int, one: Quantity, about: Mapping[str, str], digits: str = ""
) -> None:
    """Write a number; `digits`: the address of the cell that has them, if they stand elsewhere."""
    found.rows[key(one)] = (name, row)
    sheet, at, words = found.draft.sheet(name), COLUMNS.at(row), found.draft.words
    COLUMNS.fit(sheet, row, about)
    for column, text in about.items():
        put(sheet, at(column), text, "id" if column == "id" else "text")
    put(sheet, at("qualifier"), words.text(QUALIFIERS[one.qualifier]), "choice")
    if digits:
        put_formula(sheet, at("printed"), digits, "working")
    else:
        put(sheet, at("printed"), " ".join(one.printed.split()), "input")
    put(sheet, at("unit"), about.get("unit", one.unit.name), "text")
    put(sheet, at("factor"), float(one.unit.factor), "working")
    put(sheet, at("whole"), int(one.unit.whole), "working")
    for column, formula in reading(at).items():
        put_formula(sheet, at(column), formula, "working" if column in WORKING else "number")


# The words around a number, as a choice; `display.facts` has them with the number.
QUALIFIERS = {
    "exact": "as printed",
    "over": "over",
    "at_least": "at least",
    "under": "no more than",
    "about": "about",
    "nearly": "nearly",
}


def _dress(draft: Draft, name: str, last: int) -> None:
    """Write title, introduction and headings of a sheet of numbers."""
    sheet = draft.sheet(name)
    put(sheet, "A1", draft.words.text(name), "title")
    put(sheet, "A2", draft.words.text(INTRODUCTION), "plain")
    COLUMNS.head(sheet, HEAD, draft.words)
    COLUMNS.show_open_ends(sheet, HEAD + 1, MOST_ROWS)
    sheet.freeze_panes = f"C{HEAD + 1}"
    _offer_qualifiers(sheet, HEAD + 1, last)


def _offer_qualifiers(sheet: Any, first: int, last: int) -> None:
    if last >= first:
        offered = DataValidation(type="list", formula1="qualifiers", allow_blank=False)
        offered.add(f"{COLUMNS.letter('qualifier')}{first}:{COLUMNS.letter('qualifier')}{last}")
        sheet.add_data_validation(offered)


class _Told:
    """What the tables tell of numbers, in the words of the reader."""

    def __init__(self, frames: Frames, marks: Mapping[str, Mark], words: Language) -> None:
        self.words, self.marks = words, marks
        self.rows: dict[str, Mapping[Any, Any]] = {
            row["id"]: row
            for table in frames.values()
            if {"id", "printed", "unit"} <= set(table.columns)
            for row in table.to_dict("records")
        }
        self.called = labels(frames, words)
        self.units: Mapping[Any, Any] = dict(facts.vocabularies(frames, words).get("unit", {}))

    def about(self, one: Quantity) -> dict[str, str]:
        """Return the texts of a number's row by column."""
        row, mark = self.rows.get(one.id, {}), self.marks.get(one.id)
        return {
            "id": one.id,
            "what": self.called.get(one.id, ""),
            "unit": str(self.units.get(one.unit.name, one.unit.name)),
            "mark": f"{SIGNS[mark.name]} {self.words.text(mark.name)}" if mark else "",
            "source": self._source(row),
        }

    def _source(self, row: Mapping[Any, Any]) -> str:
        if row.get("section"):
            return placed(row, self.words)
        if not set(row) >= {"publisher_en", "title", "published", "confidence"}:
            return ""
        said = facts.source(row, self.words)
        return self.words.text(
            "{what} ({detail})", what=said, detail=self.words.text(row["confidence"])
        )


def placed(row: Mapping[Any, Any], words: Language) -> str:
    """Return the place in the paper of a row, whose sentence is a text or a number."""
    return place(SimpleNamespace(section=row["section"], sentence=int(row["sentence"])), words)

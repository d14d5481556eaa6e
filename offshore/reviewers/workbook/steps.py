"""The sheets that lead to a recomputation: intermediate results, and things that are counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from offshore.reviewers.workbook.draft import LISTS, STEPS, Columns, Draft, put, put_formula
from offshore.reviewers.workbook.formulas.ends import Ends
from offshore.reviewers.workbook.formulas.verdicts import recomputed_cells

COLUMNS = Columns(
    {
        "claim": ("Claim", 28),
        "what": ("What is computed, in base units", 44),
        "low": ("Lowest", 18),
        "high": ("Highest", 18),
        "size": ("Size for comparison", 18),
    },
    frozenset({"size"}),
)
LISTED = Columns({"claim": ("Claim", 28), "item": ("Listed", 40)})
HEAD, MOST_ROWS = 4, 100_000
OF_STEPS = (
    "Formulas on the sheets of claims go on from here where one step would be too long to read."
)
OF_LISTS = "Where a claim counts things, they are these; a name taken away counts no more."


@dataclass
class Steps:
    """The sheet of intermediate results, which grows as claims ask for them."""

    draft: Draft
    row: int = HEAD

    def of(self, claim: str) -> Callable[[str, Ends], Ends]:
        """Return what gives an intermediate result of a claim a row, and the ends it has there."""
        return lambda what, ends: self._add(claim, what, ends)

    def _add(self, claim: str, what: str, ends: Ends) -> Ends:
        self.row += 1
        sheet = _sheet(self.draft, STEPS, OF_STEPS, COLUMNS)
        at = COLUMNS.at(self.row)
        put(sheet, at("claim"), claim, "id")
        put(sheet, at("what"), self.draft.words.text(what), "text")
        for column, formula in recomputed_cells(ends, "1", "0").items():
            put_formula(sheet, at(column), formula, "working" if column == "size" else "number")
        low, high, size = (self.draft.address(STEPS, at(end)) for end in ("low", "high", "size"))
        return Ends(low, high, size, single=True, zero=True)


@dataclass
class Lists:
    """The sheet of things that claims count, which grows as claims ask for them."""

    draft: Draft
    row: int = HEAD

    def counted(self, claim: str, items: Sequence[object]) -> Ends:
        """Write the different ones of some things; return their number."""
        sheet = _sheet(self.draft, LISTS, OF_LISTS, LISTED)
        first = self.row + 1
        for item in dict.fromkeys(map(str, items)):
            self.row += 1
            put(sheet, LISTED.at(self.row)("claim"), claim, "id")
            put(sheet, LISTED.at(self.row)("item"), item, "choice")
        cells = f"{LISTED.at(first)('item')}:{LISTED.at(self.row)('item')}"
        count = f'SUMPRODUCT(--({self.draft.address(LISTS, cells)}<>""))'
        return Ends(count, count, count, single=True)


def _sheet(draft: Draft, name: str, introduction: str, columns: Columns) -> object:
    sheet = draft.sheet(name)
    if sheet["A1"].value is None:
        put(sheet, "A1", draft.words.text(name), "title")
        put(sheet, "A2", draft.words.text(introduction), "plain")
        columns.head(sheet, HEAD, draft.words)
        columns.show_open_ends(sheet, HEAD + 1, MOST_ROWS)
        sheet.freeze_panes = f"A{HEAD + 1}"
    return sheet

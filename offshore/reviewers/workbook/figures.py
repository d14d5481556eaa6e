"""The sheet of figures: live charts of what the claims are about, with the numbers behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference

from offshore.audit.claims import Claim
from offshore.audit.judgements import STRENGTHS
from offshore.audit.quantities import Frames, Quantity
from offshore.data.package import VOCABULARIES
from offshore.display import facts
from offshore.display.language import Language
from offshore.display.periods import period
from offshore.reviewers.workbook import claims
from offshore.reviewers.workbook.draft import FIGURES, put, put_formula
from offshore.reviewers.workbook.formulas.verdicts import name_of
from offshore.reviewers.workbook.styles import VERDICT_FILLS

COLOURS = ("9DB7D5", "1F4E79", "C55A11")
INTRODUCTION = "The charts follow the printed numbers on the sheets of numbers."
WIDE, HIGH, LEAST = 20, 9, 17  # centimetres, and rows that a chart covers


@dataclass
class _Page:
    """The sheet, with what the claims need and the row that is written next."""

    claims: claims.Sheet
    called: "Called"
    row: int = 4

    @property
    def sheet(self) -> Any:
        """The sheet itself."""
        return self.claims.draft.sheet(FIGURES)

    def text(self, message: str, **values: str) -> str:
        """Return a message in the workbook's language."""
        return self.claims.draft.words.text(message, **values)

    def table(self, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
        """Write a heading and a table of formulas below it; return the row of its headings.

        The first of a row is its label; an empty one stays empty.
        """
        put(self.sheet, f"A{self.row}", title, "heading")
        first = self.row + 1
        for column, heading in zip("ABCDEFG", ["", *headings], strict=False):
            put(self.sheet, f"{column}{first}", heading, "header")
        self.sheet.row_dimensions[first].height = 32
        for row, (label, *formulas) in enumerate(rows, start=first + 1):
            put(self.sheet, f"A{row}", label, "text")
            for column, formula in zip("BCDEFG", formulas, strict=False):
                if formula:
                    put_formula(self.sheet, f"{column}{row}", formula)
        self.row = max(first + len(rows) + 3, self.row + LEAST + 3)
        return first

    def place(self, chart: Any, row: int, title: str) -> None:
        """Set a chart beside its table."""
        chart.title, chart.width, chart.height = title, WIDE, HIGH
        chart.legend.position = "b"
        self.sheet.add_chart(chart, f"H{row - 1}")

    def printed(self, one: Quantity) -> str:
        """Return the formula of a printed number."""
        return self.claims.numbers.address(one, "value")

    def recomputed(self, claim: Claim) -> str:
        """Return the formula of the middle of a recomputed interval."""
        at = claims.COLUMNS.at(self.claims.rows[claim.id])
        low, high = (
            self.claims.draft.address(self.claims.name, at(end)) for end in ("low", "high")
        )
        return f'IFERROR(({low}+{high})/2,"")'


class Called:
    """What numbers are called in a figure, whose title says what they have in common."""

    def __init__(self, frames: Frames, words: Language) -> None:
        """Take the rows of all numbers, and the vocabularies."""
        self.names, self.words = facts.vocabularies(frames, words), words
        self.rows: dict[str, Mapping[Any, Any]] = {
            row["id"]: row
            for table in frames.values()
            if {"id", *VOCABULARIES, "period"} <= set(table.columns)
            for row in table.to_dict("records")
        }

    def period(self, name: str) -> str:
        """Return the period of a number, its id without one."""
        row = self.rows.get(name, {})
        return period(row["period"], self.words) if row.get("period") else name

    def part(self, name: str) -> str:
        """Return the part that a number is of, or else the place, its id without one."""
        row = self.rows.get(name)
        if row is None:
            return name
        return self._term("entity" if row["segment"] == "all" else "segment", row)

    def title(self, name: str, other: str) -> str:
        """Return the quantity and the place of a number, another title without them."""
        row = self.rows.get(name)
        if row is None:
            return other
        what, detail = self._term("quantity", row), self._term("entity", row)
        return self.words.text("{what} ({detail})", what=what, detail=detail)

    def _term(self, kind: str, row: Mapping[Any, Any]) -> str:
        names: Mapping[Any, Any] = dict(self.names.get(kind, {}))
        return str(names.get(row[kind], row[kind]))


def write(sheet: claims.Sheet, found: Sequence[Claim], frames: Frames) -> None:
    """Write the figures that the claims of a paper give rise to."""
    page = _Page(sheet, Called(frames, sheet.draft.words))
    put(page.sheet, "A1", page.text(FIGURES), "title")
    put(page.sheet, "A2", page.text(INTRODUCTION), "plain")
    for column in "ABCDEF":
        page.sheet.column_dimensions[column].width = 44 if column == "A" else 18
    own = [claim for claim in found if claim.target and claim.target.id and not claim.outside]
    for chain in chains([one for one in own if one.function and one.function.name == "growth"]):
        _growth(page, chain)
    for members in wholes([one for one in own if one.function and one.function.name == "share"]):
        _shares(page, members)
    _verdicts(page)


def chains(growths: Sequence[Claim]) -> list[list[Claim]]:
    """Return claims of growth as runs of years, each of which starts where the one before ends."""
    after = {_argument(one, "after").id: one for one in growths}
    before = {_argument(one, "before").id: one for one in growths}
    found = []
    for start in (one for name, one in before.items() if name not in after):
        chain = [start]
        while (name := _argument(chain[-1], "after").id) in before and len(chain) < len(growths):
            chain.append(before[name])
        found.append(chain)
    return found


def wholes(shares: Sequence[Claim]) -> list[list[Claim]]:
    """Return claims of shares by the whole that they are of."""
    groups: dict[str, list[Claim]] = {}
    for one in shares:
        groups.setdefault(_argument(one, "whole").id, []).append(one)
    return list(groups.values())


def _argument(claim: Claim, name: str) -> Quantity:
    (given,) = (claim.arguments or {})[name]
    assert isinstance(given, Quantity)
    return given


def _growth(page: _Page, chain: Sequence[Claim]) -> None:
    """Draw levels as bars, and their growth, printed and recomputed, as lines."""
    first, last = _argument(chain[0], "before"), chain[-1].target
    assert last
    rows = [(page.called.period(first.id), page.printed(first), "", "")]
    for claim in chain:
        after, target = _argument(claim, "after"), claim.target
        assert target
        label = page.called.period(after.id)
        rows.append((label, page.printed(after), page.printed(target), page.recomputed(claim)))
    unit, rate = (page.claims.units.get(one.unit.name, one.unit.name) for one in (first, last))
    headings = [
        page.text("Printed ({unit})", unit=unit),
        page.text("Growth, printed ({unit})", unit=rate),
        page.text("Growth, recomputed ({unit})", unit=rate),
    ]
    title = page.called.title(first.id, page.text("Levels and their growth"))
    row = page.table(title, headings, rows)
    bars, lines = _bars(page, row, len(rows), 2, 2), LineChart()
    lines.add_data(_cells(page, row, len(rows), 3, 4), titles_from_data=True)
    for line, colour in zip(lines.series, COLOURS[1:], strict=False):
        line.graphicalProperties.line.solidFill = colour
        line.marker.symbol, line.smooth = "circle", False
    lines.y_axis.axId, lines.y_axis.crosses = 200, "max"
    lines.y_axis.title, lines.y_axis.delete, lines.y_axis.majorGridlines = rate, False, None
    bars.y_axis.title = unit
    bars += lines
    page.place(bars, row, title)


def _shares(page: _Page, members: Sequence[Claim]) -> None:
    """Draw shares of one whole, printed and recomputed, as bars side by side."""
    rows = [
        (page.called.part(one.target.id), page.printed(one.target), page.recomputed(one))
        for one in members
        if one.target
    ]
    whole = _argument(members[0], "whole").id
    title = page.text(
        "{what}: {values}", what=page.text("Shares"), values=page.called.period(whole)
    )
    row = page.table(title, [page.text("printed"), page.text("recomputed")], rows)
    bars = _bars(page, row, len(rows), 2, 3)
    bars.type = "bar"  # names of parts are long
    bars.x_axis.scaling.orientation = "maxMin"
    page.place(bars, row, title)


def _verdicts(page: _Page) -> None:
    """Draw how many claims have each verdict, by the strength of their check."""
    verdicts, _ = claims.ranges(page.claims)
    column, found = claims.COLUMNS.letter("strength"), claims.COLUMNS.letter("verdict")
    strengths = verdicts.replace(f"${found}$", f"${column}$")
    named = [*(name_of("strength", one) for one in STRENGTHS), '""']
    told = [*map(page.text, STRENGTHS), page.text("no check")]
    rows = [
        (label, *(_counted(verdicts, strengths, name, verdict) for verdict in VERDICT_FILLS))
        for label, name in zip(told, named, strict=True)
    ]
    title = page.text("Claims by strength of the check and verdict")
    row = page.table(title, [*map(page.text, VERDICT_FILLS)], rows)
    bars = _bars(page, row, len(rows), 2, 1 + len(VERDICT_FILLS))
    bars.grouping, bars.overlap = "stacked", 100
    for series, colour in zip(bars.series, VERDICT_FILLS.values(), strict=True):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = "6B7280"
    page.place(bars, row, title)


def _counted(verdicts: str, strengths: str, strength: str, verdict: str) -> str:
    return f"SUMPRODUCT(({strengths}={strength})*({verdicts}={name_of('verdict', verdict)}))"


def _cells(page: _Page, row: int, count: int, first: int, last: int) -> Reference:
    return Reference(page.sheet, min_col=first, max_col=last, min_row=row, max_row=row + count)


def _bars(page: _Page, row: int, count: int, first: int, last: int) -> BarChart:
    chart = BarChart()
    chart.add_data(_cells(page, row, count, first, last), titles_from_data=True)
    chart.set_categories(Reference(page.sheet, min_col=1, min_row=row + 1, max_row=row + count))
    for series, colour in zip(chart.series, COLOURS, strict=False):
        series.graphicalProperties.solidFill = colour
    # Since openpyxl 3.1, axes are hidden unless they are said not to be.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.gapWidth = 60
    return chart

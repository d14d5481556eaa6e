"""What the data say and what the audit finds of them, the same in all languages of an edition."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from offshore.audit import report
from offshore.audit.marks import marks
from offshore.audit.quantities import (
    NUMBER_COLUMNS,
    OUTSIDE_CLAIMS,
    Frames,
    Unit,
    load,
    units,
)
from offshore.audit.verdicts import Verdict
from offshore.compendium import bounded_files
from offshore.compendium.root import Compendium
from offshore.compendium.scalars import representable
from offshore.data import package
from offshore.display.conditional.claims import Claims
from offshore.numerals.floats import to_digits
from offshore.results.model import Check

FACT = {"printed": "", "qualifier": "exact", "unit": ""}  # columns, and what is usual in them


@dataclass(frozen=True)
class Known:
    """What the data say and what the audit finds, the same for all languages; read when asked."""

    compendium: Compendium

    @cached_property
    def frames(self) -> Frames:
        """Every table."""
        return load(self.compendium.data)

    @cached_property
    def tables(self) -> dict[str, str]:
        """The text of every table."""
        data = self.compendium.data
        names = package.names(data)
        return {one: bounded_files.decoded(package.content(one, data), one) for one in names}

    @cached_property
    def claims(self) -> Claims:
        """The verdicts on the paper's claims, for the conditions of sentences."""
        return Claims(self.compendium)

    @cached_property
    def verdicts(self) -> tuple[list[Verdict], list[Verdict]]:
        """The verdicts on the paper's claims, and on what outside values should say together."""
        return self.claims.audited, report.of_frames(self.frames, OUTSIDE_CLAIMS)

    @property
    def facts(self) -> dict[str, dict[str, str]]:
        """Each printed number by its id, as columns of its row, with its table."""
        return {
            str(row["id"]): self._fact(name, row)
            for name, table in self.frames.items()
            if set(table.columns) >= NUMBER_COLUMNS
            for row in table.to_dict("records")
        }

    def _fact(self, table: str, row: Mapping[Any, Any]) -> dict[str, str]:
        columns = {name: str(row.get(name, usual)) for name, usual in FACT.items()}
        unit = self._units.get(columns["unit"])
        return columns | {"table": table} | ({"whole": "yes"} if unit and unit.whole else {})

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return units(self.frames)

    @property
    def checks(self) -> dict[str, Check]:
        """What the audit finds of each claim, by its id."""
        paper, outside = (dict(_checks(found)) for found in self.verdicts)
        # Two tables may give the same id.
        told = {
            (f"{OUTSIDE_CLAIMS} {name}" if name in paper else name): one
            for name, one in outside.items()
        }
        return paper | told

    @property
    def marks(self) -> dict[str, str]:
        """The mark of each number that takes part in a claim, by its id."""
        return {fact: one.name for found in self.verdicts for fact, one in marks(found).items()}


def _checks(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, Check]]:
    for row in report.table(verdicts).to_dict("records"):
        ends = {
            name: _ends(row[f"{name}_low"], row[f"{name}_high"])
            for name in ("stated", "recomputed")
        }
        yield row["id"], Check(row["verdict"], row["strength"], unit=row["unit"], **ends)


def _ends(low: float, high: float) -> tuple[float | None, float | None] | None:
    if low != low:  # NaN: there is no interval
        return None
    return representable(to_digits(low)), representable(to_digits(high))

"""The numbers that claims may use, by id: facts of the paper and figures printed elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from offshore.data import package
from offshore.data.tables import read_table
from offshore.numerals.printed import Interval
from offshore.numerals.qualifiers import stated

PAPER, CLAIMS, UNITS = "paper/", "paper/claims", "vocabulary/units"
OUTSIDE_CLAIMS = "context/claims"  # of outside values among themselves
YEAR = "year"  # the unit of a work's year of publication
NUMBER_COLUMNS = {"id", "printed", "unit"}  # what a table of numbers has
WORK, CITED = "work", "cited_by_paper"  # columns: the work a number is from; whether it is cited

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Unit:
    """A unit: its base, the factor that converts to it, and whether it counts single things."""

    name: str
    base: str
    factor: str
    whole: bool


@dataclass(frozen=True)
class Quantity:
    """One printed number with its qualifier and its unit; `outside` if it is not the audited one's.

    `id` is empty for a number written in a claim itself. Of an outside number, `confidence` is that
    of its row, "" if it has none, and `cited` tells whether the paper cites the work it is from.
    """

    id: str
    printed: str
    qualifier: str
    unit: Unit
    outside: bool = False
    confidence: str = ""
    cited: bool = False

    @property
    def interval(self) -> Interval:
        """Every value it can mean, in the base of its unit."""
        return stated(self.printed, self.qualifier, self.unit.factor, self.unit.whole)


def load(folder: Path) -> Frames:
    """Return every table of a data package, by name."""
    return {name: read_table(name, folder) for name in package.names(folder)}


def units(frames: Frames) -> dict[str, Unit]:
    """Return the units of the vocabulary by name, none without one."""
    rows: list[Any] = frames[UNITS].to_dict("records") if UNITS in frames else []
    return {row["unit"]: _unit(row) for row in rows}


def _unit(row: Mapping[str, Any]) -> Unit:
    factor = f"{Decimal(repr(float(row['factor']))).normalize():f}"
    whole = row["kind"] == "count" and factor == "1"
    return Unit(row["unit"], row["base"], factor, whole)


def quantities(frames: Frames, own: str = PAPER) -> dict[str, Quantity]:
    """Return every number by id: the printed numbers of all tables, and the years of works.

    `own`: how the names of the tables begin whose numbers are audited; all others are outside.
    """
    known, cited = units(frames), _cited(frames)
    found: dict[str, Quantity] = {}
    for name, table in frames.items():
        outside = not name.startswith(own)
        rows: list[Any] = table.to_dict("records")
        if set(table.columns) >= NUMBER_COLUMNS:
            found |= {row["id"]: _quantity(row, known[row["unit"]], outside, cited) for row in rows}
        elif {"key", "year"} <= set(table.columns) and YEAR in known:
            found |= {row["key"]: _year(row, known[YEAR], outside, cited) for row in rows}
    return found


def _cited(frames: Frames) -> set[str]:
    """Return the keys of the works that the paper is known to cite."""
    return {
        row["key"]
        for table in frames.values()
        if {"key", CITED} <= set(table.columns)
        for row in table.to_dict("records")
        if row[CITED] == "yes"
    }


def _quantity(row: Mapping[str, Any], unit: Unit, outside: bool, cited: set[str]) -> Quantity:
    word, source = str(row.get("qualifier", "exact")), str(row.get(WORK, ""))
    confidence = str(row.get("confidence", "")) if outside else ""
    return Quantity(row["id"], row["printed"], word, unit, outside, confidence, source in cited)


def _year(row: Mapping[str, Any], unit: Unit, outside: bool, cited: set[str]) -> Quantity:
    key, confidence = row["key"], str(row.get("confidence", ""))
    return Quantity(key, str(row["year"]), "exact", unit, outside, confidence, key in cited)

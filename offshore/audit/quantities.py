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
YEAR = "year"  # the unit of a work's year of publication

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
    """One printed number with its qualifier and its unit; `outside` if it is not the paper's.

    `id` is empty for a number written in a claim itself.
    """

    id: str
    printed: str
    qualifier: str
    unit: Unit
    outside: bool = False

    @property
    def interval(self) -> Interval:
        """Every value it can mean, in the base of its unit."""
        return stated(self.printed, self.qualifier, self.unit.factor, self.unit.whole)


def load(folder: Path) -> Frames:
    """Return every table of a data package, by name."""
    return {name: read_table(name, folder) for name in package.names(folder)}


def units(frames: Frames) -> dict[str, Unit]:
    """Return the units of the vocabulary by name."""
    rows: list[Any] = frames[UNITS].to_dict("records")
    return {row["unit"]: _unit(row) for row in rows}


def _unit(row: Mapping[str, Any]) -> Unit:
    factor = f"{Decimal(repr(float(row['factor']))).normalize():f}"
    whole = row["kind"] == "count" and factor == "1"
    return Unit(row["unit"], row["base"], factor, whole)


def quantities(frames: Frames) -> dict[str, Quantity]:
    """Return every number by id: the printed numbers of all tables, and the years of works."""
    known = units(frames)
    found: dict[str, Quantity] = {}
    for name, table in frames.items():
        outside = not name.startswith(PAPER)
        if {"id", "printed", "unit"} <= set(table.columns):
            words = table.get("qualifier", pd.Series("exact", index=table.index))
            rows = zip(table["id"], table["printed"], words, table["unit"], strict=True)
            found |= {row[0]: Quantity(*row[:3], known[row[3]], outside) for row in rows}
        elif {"key", "year"} <= set(table.columns) and YEAR in known:
            pairs = zip(table["key"], table["year"].astype(str), strict=True)
            found |= {
                key: Quantity(key, year, "exact", known[YEAR], outside) for key, year in pairs
            }
    return found

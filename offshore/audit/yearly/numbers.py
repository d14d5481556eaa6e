"""Printed numbers of whole years, read from any tables, and those that growth can follow from."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from offshore.audit.quantities import NUMBER_COLUMNS, PAPER, Frames, Quantity, quantities
from offshore.numerals.printed import bounds, meets, number

WHOLE = "all"  # the segment of what is measured as a whole
RATIO = "1"  # the base of growth rates
YEAR = re.compile("[0-9]{4}")


class Row(NamedTuple):
    """A number of the paper of a whole year: its id, and what it is of."""

    id: str
    quantity: str
    entity: str
    year: int


@dataclass(frozen=True)
class Yearly:
    """A quantity of one place in units of one base: by year, oldest first, all that is printed."""

    printed: Mapping[int, Sequence[Quantity]]

    def within(self, first: int, last: int) -> "Yearly":
        """Return what there is of the years from the first to the last."""
        return Yearly({year: one for year, one in self.printed.items() if first <= year <= last})

    @cached_property
    def numbers(self) -> dict[int, Quantity]:
        """The most exact number of each year, none where they cannot all mean the same."""
        return {year: one for year, every in self.printed.items() if (one := _one(every))}

    @property
    def differing(self) -> list[int]:
        """The years whose numbers cannot all mean the same."""
        return [year for year in self.printed if year not in self.numbers]

    @cached_property
    def finite(self) -> dict[int, Quantity]:
        """The numbers that are not printed as limits, such as “over”."""
        return {year: one for year, one in self.numbers.items() if math.isfinite(_width(one))}

    @cached_property
    def levels(self) -> dict[int, Quantity]:
        """The numbers that growth can be computed from: no limits, and above zero."""
        return {year: one for year, one in self.finite.items() if bounds(one.interval)[0] > 0}

    @property
    def not_levels(self) -> list[int]:
        """The years whose numbers are limits, or not above zero."""
        return [year for year in self.numbers if year not in self.levels]

    @property
    def gaps(self) -> list[int]:
        """The years between the first and the last for which nothing is printed."""
        between = range(min(self.printed), max(self.printed)) if self.printed else ()
        return [year for year in between if year not in self.printed]


NONE = Yearly({})


def value(one: Quantity) -> float:
    """Return a number as printed, in the base of its unit."""
    return float(number(one.printed) * number(one.unit.factor))


def rows(frames: Frames) -> Iterator[Row]:
    """Yield the numbers of the paper of whole years and of what is measured as a whole."""
    for name, table in frames.items():
        if name.startswith(PAPER) and set(table.columns) >= {*NUMBER_COLUMNS, "quantity", "period"}:
            found: list[Any] = table.to_dict("records")
            yield from (_row(one) for one in found if _counts(one))


def _counts(row: Mapping[str, Any]) -> bool:
    return row.get("segment", WHOLE) == WHOLE and bool(YEAR.fullmatch(str(row["period"])))


def _row(row: Mapping[str, Any]) -> Row:
    return Row(row["id"], row["quantity"], str(row.get("entity", "")), int(row["period"]))


def by_base(frames: Frames, quantity: str, entity: str) -> dict[str, Yearly]:
    """Return a quantity of a place by year for each base of its units, the most years first."""
    known = quantities(frames)
    found: dict[str, dict[int, list[Quantity]]] = {}
    for row in rows(frames):
        if (row.quantity, row.entity) == (quantity, entity):
            of_years = found.setdefault(known[row.id].unit.base, {})
            of_years.setdefault(row.year, []).append(known[row.id])
    made = {base: Yearly(dict(sorted(years.items()))) for base, years in found.items()}
    return dict(sorted(made.items(), key=lambda pair: -len(pair[1].printed)))


def rates(frames: Frames, quantity: str, entity: str) -> Yearly:
    """Return printed growth rates of a place by year."""
    return by_base(frames, quantity, entity).get(RATIO, NONE)


def _one(printed: Iterable[Quantity]) -> Quantity | None:
    exact, *others = sorted(printed, key=_width)
    return exact if all(meets(exact.interval, one.interval) for one in others) else None


def _width(one: Quantity) -> float:
    low, high = bounds(one.interval)
    return high - low

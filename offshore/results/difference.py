"""One difference between two results: what differs, where, from what, to what, and by how much."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from offshore.results.model import Ends

Pair = tuple[float | None, float | None]  # a plain number before and after
Intervals = tuple[Ends | None, Ends | None]  # an interval before and after

# What can differ, in the order in which people are told of it: each kind, and its plural.
KINDS: Mapping[str, str] = {
    "language": "languages",
    "parameter": "parameters",
    "table": "data tables",
    "entry": "cells of data tables",
    "fact": "printed numbers",
    "verdict": "verdicts",
    "strength": "strengths of checks",
    "interval": "intervals of checks",
    "mark": "marks",
    "number": "numbers",
    "sentence": "sentences",
    "cell": "cells of data",
    "row": "rows of data",
    "column": "columns of data",
    "worded": "cells as worded",
    "caption": "captions",
    "alternative": "alternative texts",
    "label": "texts in pictures",
    "picture": "pictures",
    "note": "notes on figures and tables",
    "item": "figures and tables",
    "chapter": "chapters",
    "code": "code cells",
    "module": "modules",
}


@dataclass(frozen=True)
class Place:
    """Where a difference is.

    `part` is the field of `Results`; `chapter` the notebook, variant or page; `name` what authors
    called it; `field` the field of its record; `row` and `column` those of a table, `row` by its
    key. What a place does not need is "".
    """

    part: str
    chapter: str = ""
    name: str = ""
    field: str = ""
    row: str = ""
    column: str = ""

    def __str__(self) -> str:
        """Return the place as people are told it: chapter, name, row and column."""
        named = ".".join(filter(None, [self.chapter, self.name])) or self.part
        return ", ".join(filter(None, [named, self.row, self.column]))


@dataclass(frozen=True)
class Difference:
    """What differs at one place: `before` or `after` is None where there was or is nothing.

    `numbers` are both as plain numbers, where they are; `intervals` what both can mean, in the unit
    of the place. `kind` is one of `KINDS`.
    """

    kind: str
    place: Place
    before: Any
    after: Any
    numbers: Pair = (None, None)
    intervals: Intervals = (None, None)

    @property
    def by(self) -> float | None:
        """How much more it is after than before, as both numbers are written."""
        before, after = self.numbers
        if before is None or after is None or not math.isfinite(before - after):
            return None
        return float(Decimal(repr(after)) - Decimal(repr(before)))

    @property
    def relative(self) -> float | None:
        """`by` as a ratio to the size of the number before; None where that is zero."""
        by, before = self.by, self.numbers[0]
        return by / abs(before) if by is not None and before else None

    @property
    def change(self) -> str:
        """Whether it appeared, vanished or changed; a sentence that is "" does not hold."""
        nothing = (None, "") if self.kind == "sentence" else (None,)
        if self.before in nothing:
            return "appeared"
        return "vanished" if self.after in nothing else "changed"

    @property
    def reversed(self) -> "Difference":
        """The same difference, seen from the other side."""
        numbers, intervals = self.numbers[::-1], self.intervals[::-1]
        return Difference(self.kind, self.place, self.after, self.before, numbers, intervals)

    def plain(self) -> dict[str, Any]:
        """Return the difference as values that JSON represents."""
        return asdict(self) | {"change": self.change, "by": self.by, "relative": self.relative}


@dataclass(frozen=True)
class Tolerance:
    """How far two plain numbers may be apart and yet count as the same.

    `relative` to the larger of them, or `absolute`, in the unit of the number: what is left of two
    numbers that nearly cancel is not small beside them.
    """

    relative: float = 0.0
    absolute: float = 0.0

    def explains(self, one: Difference) -> bool:
        """Tell whether a difference is of plain numbers, or of their intervals, and within it."""
        if one.kind == "interval":
            return self._meet(one.intervals)
        as_read = one.kind == "number" and one.place.field != "values"
        if one.kind not in ("cell", "number") or (as_read and one.before != one.after):
            return False
        before, after = one.numbers
        return before is not None and after is not None and self.near(before, after)

    def near(self, one: float, other: float) -> bool:
        """Tell whether two numbers are within the tolerance of each other."""
        return math.isclose(one, other, rel_tol=self.relative, abs_tol=self.absolute)

    def _meet(self, intervals: Intervals) -> bool:
        before, after = intervals
        return bool(before and after) and all(map(self._ends, before or (), after or ()))

    def _ends(self, one: float | None, other: float | None) -> bool:
        return one is other if one is None or other is None else self.near(one, other)


EXACT = Tolerance()
# The order of operations, which libraries choose by processor, can change the last of a float's 16
# digits. Recorded values have twelve: such a change can move them by one in the twelfth, 1e-11.
# Differences of nearly equal numbers, and roots, lose two digits more.
ARITHMETIC = Tolerance(relative=1e-9, absolute=1e-12)


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two plain values are the same: NaN is NaN, a truth value is no number."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if _is_list(one) and _is_list(other):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def plain_number(value: Any) -> float | None:
    """Return a value as a plain number, or None if it is none."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None

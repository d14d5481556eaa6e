"""Rules for the numbers that claims may use: each id once, and what is printed can be read."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from offshore.audit.judgements import CONFIDENCES
from offshore.audit.quantities import NUMBER_COLUMNS, UNITS, Frames, units
from offshore.data.faults import Fault
from offshore.numerals.printed import number
from offshore.numerals.qualifiers import QUALIFIERS

UNIT_COLUMNS = ("unit", "kind", "base", "factor")


def of_numbers(frames: Frames) -> list[Fault]:
    """Return a fault for each cell of a table of numbers that no claim could be judged with.

    Schemas may refuse the same; a data package need not have such schemas.
    """
    if wrong := of_units(frames):
        return wrong
    named = list(units(frames))
    tables = {name: one for name, one in frames.items() if set(one.columns) >= NUMBER_COLUMNS}
    wrong = [
        Fault(f"data/{name}.csv", message, allowed, position, column, row[column])
        for name, table in tables.items()
        for position, row in enumerate(_rows(table), start=2)
        for column, message, allowed in _faults(row, named)
    ]
    return [*wrong, *(fault for name, one in tables.items() for fault in repeated(one["id"], name))]


def of_units(frames: Frames) -> list[Fault]:
    """Return a fault for each column that the table of units lacks, and each useless factor."""
    if UNITS not in frames:
        return []
    table, label = frames[UNITS], f"data/{UNITS}.csv"
    allowed = f"Needed: the columns {', '.join(UNIT_COLUMNS)}."
    if lost := [name for name in UNIT_COLUMNS if name not in table]:
        return [Fault(label, "the column is missing", allowed, 1, name) for name in lost]
    allowed = "Allowed: a number above 0, of base units that make one of this unit."
    return [
        Fault(label, "is not a factor", allowed, position, "factor", cell)
        for position, cell in enumerate(map(str, table["factor"]), start=2)
        if not _is_factor(cell)
    ]


def _is_factor(cell: str) -> bool:
    try:
        return 0 < float(cell) < math.inf
    except ValueError:
        return False


def repeated(ids: Iterable[Any], table: str) -> list[Fault]:
    """Return a fault for each id that an earlier row of its table has."""
    seen: set[str] = set()
    found = []
    for position, one in enumerate(map(str, ids), start=2):
        if one in seen:
            place = (position, "id", one)
            message, allowed = "appears more than once", "Allowed: each id once."
            found.append(Fault(f"data/{table}.csv", message, allowed, *place))
        seen.add(one)
    return found


def _rows(table: Any) -> list[dict[str, str]]:
    return [{key: str(value) for key, value in row.items()} for row in table.to_dict("records")]


def _faults(row: Mapping[str, str], named: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield column, what is wrong with it and what is allowed."""
    try:
        number(row["printed"])
    except ValueError:
        yield "printed", "is not a printed number", "Allowed: digits, such as 18 785 or -0.5."
    allowed = {"unit": named, "qualifier": QUALIFIERS, "confidence": ("", *CONFIDENCES)}
    for column, words in allowed.items():
        if column in row and row[column] not in words:
            known = ", ".join(filter(None, words))
            yield column, f"is not a known {column}", f"Allowed: {known}."

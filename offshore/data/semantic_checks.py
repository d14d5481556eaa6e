"""What a schema cannot express: units that fit their quantity, values in range, unique ids."""

from collections.abc import Iterator

from offshore.compendium.errors import cut
from offshore.data.faults import Fault
from offshore.numerals.printed import number

Row = dict[str, str]
Records = dict[str, list[Row]]


def check(tables: Records, folder: str) -> list[Fault]:
    """Return the faults of rows that already fit their schemas; `tables` maps paths to rows.

    A unit or quantity that is missing from its vocabulary is left to the schema's foreign keys.
    """
    units = _by("unit", tables.get("vocabulary/units.csv", []))
    quantities = _by("quantity", tables.get("vocabulary/quantities.csv", []))
    faults = list(_repeated_ids(tables, folder))
    for path, rows in tables.items():
        for position, row in enumerate(rows, start=2):
            quantity, unit = quantities.get(row.get("quantity", "")), units.get(row.get("unit", ""))
            if not quantity or not unit:
                continue
            found = _unit_fault(row, quantity, unit) or _range_fault(row, quantity, unit)
            if found:
                column, message, allowed = found
                label = f"{folder}/{path}"
                faults.append(Fault(label, message, allowed, position, column, row[column]))
    return faults


def _by(column: str, rows: list[Row]) -> dict[str, Row]:
    return {row[column]: row for row in rows if column in row}


def _repeated_ids(tables: Records, folder: str) -> Iterator[Fault]:
    """Find ids that an earlier table uses; the schema finds repeats within one table."""
    seen: dict[str, str] = {}
    for path, rows in tables.items():
        for position, row in enumerate(rows, start=2):
            first = seen.setdefault(row.get("id", ""), path)
            if "id" in row and first != path:
                allowed = f"Allowed: an id that no other table uses; {folder}/{first} has this one."
                message = "appears in two tables"
                yield Fault(f"{folder}/{path}", message, allowed, position, "id", row["id"])


def _unit_fault(row: Row, quantity: Row, unit: Row) -> tuple[str, str, str] | None:
    if unit.get("kind", "") == quantity.get("unit_kind", unit.get("kind", "")):
        return None
    message = f"is a unit of {unit['kind']}, which does not fit {row['quantity']}"
    return "unit", message, f"Allowed: a unit of the kind {quantity['unit_kind']}."


def _range_fault(row: Row, quantity: Row, unit: Row) -> tuple[str, str, str] | None:
    column = "printed" if "printed" in row else "value"
    given = [row.get(column, ""), unit.get("factor", "")]
    ends = [quantity.get("minimum", ""), quantity.get("maximum", "")]
    try:
        printed, factor, low, high = map(number, [*given, *ends])
    except ValueError:  # a package may leave ranges open; other rules read the number
        return None
    value = printed * factor
    if low <= value <= high:
        return None
    base = "" if unit.get("base", "1") == "1" else f" {unit['base']}"
    message = f"{row['unit']} is {cut(f'{value:f}')}{base}, outside what {row['quantity']} can be"
    return column, message, f"Allowed: from {low:f} to {high:f}{base}."

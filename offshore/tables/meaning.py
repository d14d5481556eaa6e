"""What a schema cannot say: units that fit their quantity, values in range, ids told once."""

from collections.abc import Iterator
from decimal import Decimal

from offshore.errors import cut
from offshore.study.printed import number
from offshore.tables.fault import Fault

Row = dict[str, str]
Records = dict[str, list[Row]]


def check(tables: Records, folder: str) -> list[Fault]:
    """Return the faults of rows that fit their schemas; `tables` has them under each path.

    A unit or quantity that is in no vocabulary is left to the schema's foreign keys.
    """
    units = {row["unit"]: row for row in tables.get("vocabulary/units.csv", [])}
    quantities = {row["quantity"]: row for row in tables.get("vocabulary/quantities.csv", [])}
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


def _repeated_ids(tables: Records, folder: str) -> Iterator[Fault]:
    """Find ids that an earlier table uses; the schema finds those within one table."""
    seen: dict[str, str] = {}
    for path, rows in tables.items():
        for position, row in enumerate(rows, start=2):
            first = seen.setdefault(row.get("id", ""), path)
            if "id" in row and first != path:
                allowed = f"Allowed: an id that no other table uses; {folder}/{first} has this one."
                message = "stands in two tables"
                yield Fault(f"{folder}/{path}", message, allowed, position, "id", row["id"])


def _unit_fault(row: Row, quantity: Row, unit: Row) -> tuple[str, str, str] | None:
    if unit["kind"] == quantity["unit_kind"]:
        return None
    message = f"measures {unit['kind']}, and {row['quantity']} is no such quantity"
    return "unit", message, f"Allowed: a unit of the kind {quantity['unit_kind']}."


def _range_fault(row: Row, quantity: Row, unit: Row) -> tuple[str, str, str] | None:
    column = "printed" if "printed" in row else "value"
    value = number(row[column]) * number(unit["factor"])
    low, high = Decimal(quantity["minimum"]), Decimal(quantity["maximum"])
    if low <= value <= high:
        return None
    base = "" if unit["base"] == "1" else f" {unit['base']}"
    message = f"{row['unit']} is {cut(f'{value:f}')}{base}, outside what {row['quantity']} can be"
    return column, message, f"Allowed: from {low:f} to {high:f}{base}."

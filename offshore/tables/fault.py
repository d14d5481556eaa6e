"""What is wrong with a table, told so that it can be found in a spreadsheet and mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from offshore.errors import cut, shown

TOLD = 100  # faults that are told one by one


def told(faults: Sequence["Fault"]) -> list[str]:
    """Return a line for each fault, for the first hundred where there are more."""
    more = [f"… and {len(faults) - TOLD:,} more."] if len(faults) > TOLD else []
    return [*map(str, faults[:TOLD]), *more]


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file.

    `row` counts as a spreadsheet does: the header is row 1. `kind` is "hash" where the table
    may be sound but is not the one recorded, else "content".
    """

    file: str
    message: str
    allowed: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    kind: Literal["content", "hash"] = "content"

    def __str__(self) -> str:
        """Return file, row, column, value, what is wrong and what is allowed, in one line."""
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {cut(self.column)}")
        value = "" if self.value is None else f"{shown(self.value)} "
        return f"{', '.join(place)}: {value}{self.message}. {self.allowed}"

"""Faults of tables, worded so that they can be found in a spreadsheet and fixed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from offshore.compendium.errors import cut, shown

TOLD = 100  # faults that are listed one by one


def told(faults: Sequence["Fault"]) -> list[str]:
    """Return a line for each fault; beyond the first hundred, only how many more there are."""
    more = [f"… and {len(faults) - TOLD:,} more."] if len(faults) > TOLD else []
    return [*map(str, faults[:TOLD]), *more]


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file.

    `row` counts as a spreadsheet does: the header is row 1. A table may be used in spite of a fault
    whose `kind` is not "content": "empty" if it has a header and no rows, which only data packages
    of somebody's own may have, "hash" if it differs from its recorded hash, "transcription" if a
    number in it is not the one that a statement of the paper prints.
    """

    file: str
    message: str
    allowed: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    kind: Literal["content", "empty", "hash", "transcription"] = "content"

    def __str__(self) -> str:
        """Return file, row, column, value, what is wrong and what is allowed, in one line."""
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {cut(self.column)}")
        value = "" if self.value is None else f"{shown(self.value)} "
        return f"{', '.join(place)}: {value}{self.message}. {self.allowed}"

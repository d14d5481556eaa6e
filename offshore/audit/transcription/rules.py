"""Rules for tables that name places of the paper: the place exists among its sentences."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from offshore.audit.transcription.fingerprints import SENTENCES
from offshore.audit.transcription.places import WORDINGS
from offshore.data.faults import Fault
from offshore.data.semantic_checks import Records, Row

COUNTED = ("sentence", "first", "last")  # the columns that hold the number of a sentence


def of_places(records: Records, folder: Path) -> list[Fault]:
    """Return a fault for each place that the table of sentences does not have.

    None if a package has no such table.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for row in records.get(f"{SENTENCES}.csv", []):
        known[row["section"]].add(row["sentence"])
    tables = records.items() if known else ()
    return [
        fault
        for path, rows in tables
        for fault in _unknown_places(f"{folder.name}/{path}", rows, known)
    ]


def of_wordings(records: Records, folder: Path) -> list[Fault]:
    """Return a fault for each cell that the table of wordings names and that is not there."""
    found = []
    for position, row in enumerate(records.get(f"{WORDINGS}.csv", []), start=2):
        rows = records.get(f"{row['table']}.csv", [])
        keys = [next(iter(one.values())) for one in rows]
        columns = rows[0].keys() if rows else ()
        for column, known in (("table", records), ("row", keys), ("column", columns)):
            value = f"{row[column]}.csv" if column == "table" else row[column]
            if value not in known:
                message, allowed = f"is no {column} here", "Name a cell of another table."
                place = (position, column, row[column])
                found.append(Fault(f"{folder.name}/{WORDINGS}.csv", message, allowed, *place))
                break
    return found


def _unknown_places(label: str, rows: list[Row], known: Mapping[str, set[str]]) -> Iterator[Fault]:
    for position, row in enumerate(rows, start=2):
        section = row.get("section", "")
        there = known.get(section, set())
        if section and not there:
            allowed = f"Allowed: one of {', '.join(known)}."
            yield Fault(
                label, f"is not a section of {SENTENCES}", allowed, position, "section", section
            )
            continue
        for column in COUNTED if section else ():
            if column in row and row[column] not in there:
                numbers = sorted(map(int, there))
                allowed = f"Allowed: {numbers[0]} to {numbers[-1]}."
                message = f"is not a sentence of section {section}"
                yield Fault(label, message, allowed, position, column, row[column])

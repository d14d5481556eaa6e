"""The rules that tables obey beyond their schemas: argument, claims, places in the paper.

`data` knows none of them; callers pass them in.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from offshore.audit import claims
from offshore.audit.number_rules import of_numbers
from offshore.audit.printing import unprinted
from offshore.audit.quantities import CLAIMS, OUTSIDE_CLAIMS, UNITS, Frames, load, quantities
from offshore.audit.transcription.rules import of_places, of_wordings
from offshore.data import package
from offshore.data.faults import Fault
from offshore.data.semantic_checks import Records
from offshore.study import argument_rules


def of_argument(records: Records, folder: Path) -> list[Fault]:
    """Return the faults of the tables of the argument."""
    return argument_rules.check(records, folder.name)


def of_claims(_: Records, folder: Path) -> list[Fault]:
    """Return the faults of numbers and claims, none if a package has neither units nor claims."""
    there = package.names(folder)
    tables = [name for name in (CLAIMS, OUTSIDE_CLAIMS) if name in there]
    if not tables and UNITS not in there:
        return []
    found = _of_frames(load(folder), tables)
    return [replace(one, file=f"{folder.name}/{one.file.partition('/')[2]}") for one in found]


def _of_frames(frames: Frames, tables: list[str]) -> list[Fault]:
    if wrong := of_numbers(frames):
        return wrong
    found = [fault for name in tables for fault in claims.parse(frames, name)[1]]
    if found or CLAIMS not in tables:
        return found
    rows: list[Any] = [claims.DEFAULTS | row for row in frames[CLAIMS].to_dict("records")]
    return unprinted(rows, quantities(frames))


RULES = (of_argument, of_claims, of_places, of_wordings)

"""The rules that tables obey beyond their schemas: argument, claims, places in the paper.

`data` knows none of them; callers pass them in.
"""

from pathlib import Path

from offshore.audit import claims
from offshore.audit.quantities import CLAIMS, load
from offshore.audit.transcription.rules import of_places, of_wordings
from offshore.data import package
from offshore.data.faults import Fault
from offshore.data.semantic_checks import Records
from offshore.study import argument_rules


def of_argument(records: Records, folder: Path) -> list[Fault]:
    """Return the faults of the tables of the argument."""
    return argument_rules.check(records, folder.name)


def of_claims(_: Records, folder: Path) -> list[Fault]:
    """Return the faults of the table of claims, none if a package has no such table."""
    return claims.parse(load(folder))[1] if CLAIMS in package.names(folder) else []


RULES = (of_argument, of_claims, of_places, of_wordings)

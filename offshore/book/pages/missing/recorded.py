"""What the published results record of a run, for where no good run is stored."""

from collections.abc import Mapping
from contextlib import suppress

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.display.language import SOURCE
from offshore.notebook.parameters import LANGUAGE
from offshore.results.model import Results
from offshore.results.recorded import record
from offshore.runs.failed.history import Good
from offshore.runs.planning import Run


def read(compendium: Compendium) -> Mapping[str, Results]:
    """Return the recorded results by language, none where there is no record to read."""
    with suppress(UserError):
        return record.read(compendium)
    return {}


def last_good(run: Run, results: Mapping[str, Results]) -> Good | None:
    """Return what is recorded of a run with the same parameters, None where nothing is."""
    given = dict(run.recipe["parameters"])
    language = results.get(str(given.get(LANGUAGE, SOURCE)))
    found = language.chapters.get(run.contract.name) if language else None
    if found is None or dict(found.parameters) != given:
        return None
    return Good("", dict(found.numbers), dict(found.verdicts), {})

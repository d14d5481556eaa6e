"""Recording what the published editions say, in the repository, for others to verify."""

from collections.abc import Mapping

from offshore.book import editions
from offshore.compendium.errors import UserError
from offshore.compendium.progress import Say
from offshore.compendium.root import Compendium
from offshore.results import extraction
from offshore.results.known import Known
from offshore.results.model import Results
from offshore.results.recorded import record
from offshore.reviewers.verification import listing
from offshore.runs import executor, store
from offshore.runs.executor import HERE, Means


def make(compendium: Compendium, say: Say, means: Means = HERE) -> list[str]:
    """Record the published editions and return what differs from the last record, in a few lines.

    Only runs that are missing are made. Raises UserError, and leaves the last record, if a table is
    not the accepted one or a run fails.
    """
    store.sweep_aside(compendium.build)
    _check_accepted(editions.check_data(compendium))
    planned = editions.published(compendium, [])
    executor.make(editions.runs_of(planned), say, means)
    known = Known(compendium)
    found = {
        one.language.code: extraction.of_runs(one.chapters, one.specifications, one.language, known)
        for one in planned
    }
    changes = _changes(compendium, found)
    record.write(compendium, list(found.values()))
    return changes


def _check_accepted(changed: list[str]) -> None:
    if changed:
        raise UserError(
            f"Not the accepted tables: {', '.join(changed)}. Nothing was recorded, since the "
            "record is of what is published.\n"
            "Review them and run `offshore validate --accept`, or restore them."
        )


def _changes(compendium: Compendium, found: Mapping[str, Results]) -> list[str]:
    """Return what differs from the last record, in a few lines."""
    if not compendium.recorded.exists():
        return ["This is the first record."]
    try:
        before = record.read(compendium)
    except UserError as fault:
        return [f"The last record could not be read: {str(fault).splitlines()[0]}"]
    compared = listing.compared(before, found)
    differ = listing.listed({code: one.differences for code, one in compared.items()})
    if not differ:
        return ["The record is as it was."]
    return [f"Differs from the last record: {listing.counted(differ)}.", *listing.lines(differ)]

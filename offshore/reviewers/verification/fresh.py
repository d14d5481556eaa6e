"""What the published editions say when everything is executed afresh, whatever was stored."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from offshore.book import editions
from offshore.compendium import progress
from offshore.compendium.errors import UserError
from offshore.compendium.progress import Say
from offshore.compendium.root import Compendium
from offshore.results import extraction
from offshore.results.known import Known
from offshore.results.model import Results
from offshore.runs import executor
from offshore.runs.executor import HERE, Means
from offshore.runs.planning import Run


@dataclass(frozen=True)
class Executed:
    """One run as it was executed: how long it took and, if it failed, in which cell and why."""

    run: Run
    seconds: float
    cell: str = ""
    error: str = ""


@dataclass(frozen=True)
class Fresh:
    """What a fresh execution gave, by language, but for what hangs on runs that failed.

    `refused` says why nothing was run, if the tables are at fault; `results` then have the tables
    alone. `failed` is the folder with failed notebooks, as far as they got.
    """

    results: Mapping[str, Results]
    executed: Sequence[Executed] = ()
    refused: str = ""
    failed: Path = field(default_factory=Path)

    @property
    def failures(self) -> list[Executed]:
        """The runs that failed."""
        return [one for one in self.executed if one.error]


@contextmanager
def execute(
    compendium: Compendium, codes: Sequence[str], say: Say, means: Means = HERE
) -> Iterator[Fresh]:
    """Give what a fresh execution of the published editions in some languages says, or in all.

    Everything is made in a folder of its own, which is there until the context ends. Raises
    UserError for what cannot be planned.
    """
    with TemporaryDirectory(prefix="offshore-", ignore_cleanup_errors=True) as folder:
        scratch = replace(compendium, results=Path(folder))
        planned = editions.published(scratch, codes)
        known = Known(scratch)
        executor.warm_up()  # while the data are checked
        try:
            editions.check_data(scratch)
        except UserError as fault:
            tables = {one.language.code: extraction.of_data(one.language, known) for one in planned}
            yield Fresh(tables, refused=str(fault))
            return
        executed = list(_executed(scratch, editions.runs_of(planned), say, means))
        found = {
            one.language.code: extraction.of_runs(
                one.chapters, one.specifications, one.language, known, partial=True
            )
            for one in planned
        }
        yield Fresh(found, executed, failed=scratch.failed)


def _executed(
    scratch: Compendium, runs: Sequence[Run], say: Say, means: Means
) -> Iterator[Executed]:
    means.tell(say)
    with progress.phase(say, f"Running {len(runs)} runs afresh", len(runs)) as phase:
        for run, outcome in executor.outcomes(scratch, runs, means):
            phase.step(run.label, failed=bool(outcome.error))
            yield Executed(run, outcome.seconds, outcome.cell, outcome.error)

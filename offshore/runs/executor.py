"""Making runs with any executor, and storing each one as soon as it is done."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from offshore.compendium import progress
from offshore.compendium.errors import near, of_system
from offshore.compendium.progress import Say
from offshore.compendium.root import PACKAGE, Compendium
from offshore.runs import processes, store
from offshore.runs.execution import NAME, Outcome, headline, kernel_environment, perform
from offshore.runs.failed.failure import Failure, raise_for
from offshore.runs.limits import USUAL, Limits
from offshore.runs.planning import HEADLINE, KIND, NOTEBOOK, RECIPE, Run, is_current
from offshore.runs.snapshot import Sources, named
from offshore.runs.warm import launcher

TOUCHED = "touched"  # where the sources are kept as a run changed them
AHEAD = 4  # runs submitted per core: no worker waits, and few are held in memory


@dataclass(frozen=True)
class Means:
    """How runs are made: a function that gives the executor, the limits of each run, the engine."""

    executor: Callable[[], Executor]
    limits: Limits = USUAL
    engine: str = NAME

    def tell(self, say: Say) -> None:
        """Say it if this system makes runs slower than others do."""
        if self.executor is pool and (reason := launcher.unsafe()):
            say(f"Each run starts a Python of its own, which takes some seconds longer: {reason}.")


def warm_up() -> None:
    """Start importing what workers and kernels need, while this process does something else."""
    processes.allow_files()
    if not launcher.unsafe():
        launcher.address(os.environ | kernel_environment("", str(PACKAGE.parent)))
    processes.warm_up()


def pool() -> Executor:
    """Return a pool with a worker per core of this machine, all served by one warm process."""
    warm_up()
    return processes.pool()


HERE = Means(pool)


def make(runs: Sequence[Run], say: Say, means: Means = HERE) -> int:
    """Make the runs that are missing and return how many there were.

    Every run is tried; then UserError names each failed run, its cell, its error and the file with
    the notebook as far as it got.
    """
    tried, failed = attempt(runs, say, means)
    raise_for(failed, tried)
    return tried


def attempt(runs: Sequence[Run], say: Say, means: Means = HERE) -> tuple[int, list[Failure]]:
    """Make the runs that are missing; return how many there were, and those that failed."""
    missing = [run for run in runs if run.stored is None]
    if not missing:
        return 0, []
    means.tell(say)
    failed = []
    notebooks = len({run.contract.name for run in missing})
    title = f"Running {len(missing)} of {len(runs)} runs, of {notebooks} notebooks"
    with progress.phase(say, title, len(missing)) as phase:
        for run, outcome in outcomes(missing[0].compendium, missing, means):
            phase.step(run.label, failed=bool(outcome.error))
            failed += [Failure(run, outcome)] if outcome.error else []
    return len(missing), failed


def outcomes(
    compendium: Compendium, runs: Iterable[Run], means: Means = HERE
) -> Iterator[tuple[Run, Outcome]]:
    """Yield each run with its outcome as it is done; good ones are already stored then.

    If a worker dies or sources are touched, the runs in progress are tried again, each on its own,
    which shows which run was to blame.
    """
    batch = _Batch(compendium, means, Sources(compendium))
    with means.executor() as workers:
        yield from batch.kept(batch.stream(iter(runs), workers))
    if batch.changing:
        batch.put_back()
    for run in batch.doubtful:
        alone = _Batch(compendium, means, batch.sources, alone=True)
        with means.executor() as workers:
            yield from alone.kept(alone.stream(iter([run]), workers))


@dataclass
class _Batch:
    """Runs that are made together; `doubtful` are those to be tried again on their own."""

    compendium: Compendium
    means: Means
    sources: Sources
    alone: bool = False
    doubtful: list[Run] = field(default_factory=list)
    changing: bool = False  # a run changed sources; runs beside it may still do so

    def stream(self, coming: Iterator[Run], workers: Executor) -> Iterator[tuple[Run, Outcome]]:
        """Yield runs as they are done, setting doubtful ones aside."""
        ahead = getattr(workers, "ahead", AHEAD * (os.cpu_count() or 1))
        waiting: dict[Future[Outcome], Run] = {}
        while True:
            for run in islice(coming, ahead - len(waiting)):
                yield from self._submitted(run, workers, waiting)
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                if future in waiting:  # not if an earlier one has put all of them in doubt
                    yield from self._judged(waiting.pop(future), future, waiting)

    def _submitted(
        self, run: Run, workers: Executor, waiting: dict[Future[Outcome], Run]
    ) -> Iterator[tuple[Run, Outcome]]:
        try:
            waiting[workers.submit(perform, run.request(self.means.limits, self.means.engine))] = (
                run
            )
        except (RuntimeError, OSError) as fault:  # such as a pool in which a worker has died
            yield from self._lost(run, fault)

    def _judged(
        self, run: Run, future: Future[Outcome], waiting: dict[Future[Outcome], Run]
    ) -> Iterator[tuple[Run, Outcome]]:
        fault = CancelledError() if future.cancelled() else future.exception()
        if fault:
            yield from self._lost(run, fault)
            return
        outcome = future.result()
        if not outcome.exposed or not (touched := self.put_back()):
            yield run, outcome
        elif self.alone:
            yield run, replace(outcome, cell="unknown", error=_touched(self.compendium, touched))
        else:  # any run in progress may have done it, or have read what was changed
            self.changing = True
            self.doubtful += [run, *waiting.values()]
            waiting.clear()

    def put_back(self) -> list[Path]:
        """Restore the sources that runs changed, and return them."""
        touched = self.sources.touched()
        self.sources.restore(touched, self.compendium.failed / TOUCHED)
        return touched

    def _lost(self, run: Run, fault: BaseException) -> Iterator[tuple[Run, Outcome]]:
        if self.alone:
            source = run.contract.code
            yield run, Outcome(run.contract.name, run.key, source, "unknown", _reason(fault))
        else:
            self.doubtful.append(run)

    def kept(self, found: Iterable[tuple[Run, Outcome]]) -> Iterator[tuple[Run, Outcome]]:
        """Store good outcomes, save failed ones for inspection, and yield all of them."""
        for run, outcome in found:
            if not outcome.error and (edited := self._edited(run)):
                outcome = replace(outcome, cell="none", error=edited)
            _keep(run, outcome)
            yield run, outcome

    def _edited(self, run: Run) -> str | None:
        """Return the error for a run whose sources no longer match its key, or None."""
        touched = self.sources.touched()
        if not touched or is_current(run):
            return None
        return (
            f"{named(self.compendium, touched)} changed while it ran, so its result may come from "
            "the old state or from the new one, and is not kept; build again"
        )


def _touched(compendium: Compendium, touched: Sequence[Path]) -> str:
    kept = near(compendium.failed / TOUCHED)
    return (
        f"it changed {named(compendium, touched)}; a notebook may read sources, not change them. "
        f"They were restored; what it had made of them is in {kept}"
    )


def _reason(fault: BaseException) -> str:
    """Return the error for a run that gave no outcome although it was tried on its own."""
    if isinstance(fault, OSError):
        return of_system(fault)
    if isinstance(fault, BrokenExecutor):
        return (
            "the process that ran it ended without a message. Something killed it: the system, for "
            "lack of memory, or a person"
        )
    return f"{type(fault).__name__}: {fault}"


def _keep(run: Run, outcome: Outcome) -> None:
    """Store a good outcome, or save a failed one for inspection."""
    if not outcome.error:
        store.put(run.compendium.build, KIND, run.key, lambda folder: _fill(folder, run, outcome))
        return
    Failure(run, outcome).keep()


def _fill(folder: Path, run: Run, outcome: Outcome) -> None:
    (folder / NOTEBOOK).write_text(outcome.executed, encoding="utf-8")
    for name, content in ((RECIPE, run.recipe), (HEADLINE, headline(outcome.executed))):
        form = {"separators": (",", ":")} if run.numbers_only else {"indent": 1}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, **form)
        (folder / name).write_text(text + "\n", encoding="utf-8")

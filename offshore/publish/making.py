"""Making runs with any executor, keeping each as it is done."""

import json
import os
import time
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

from offshore import places
from offshore.errors import UserError, of_system
from offshore.publish import processes, store
from offshore.publish.execution import Outcome, headline, kernel_environment, perform
from offshore.publish.limits import USUAL, Limits
from offshore.publish.runs import HEADLINE, KIND, NOTEBOOK, RECIPE, Run, Say, is_current
from offshore.publish.sources import Sources, named
from offshore.warm import process

TOUCHED = "touched"  # where what a run made of sources is kept
AHEAD = 4  # runs handed out for each core: a worker never waits, and few are held in memory
Begin = Callable[[], Executor]


@dataclass(frozen=True)
class Means:
    """How runs are made: what gives the executor, and what each run may take."""

    begin: Begin
    limits: Limits = USUAL


def warm_up() -> None:
    """Start importing what workers and kernels need, while this process does something else."""
    process.address(os.environ | kernel_environment(str(places.root())))
    processes.warm_up()


def pool() -> Executor:
    """Return a pool of this machine's cores, one warm process serving all its workers."""
    warm_up()
    return processes.pool()


HERE = Means(pool)


def make(runs: Sequence[Run], say: Say, means: Means = HERE) -> int:
    """Make the runs that are missing and return how many there were.

    Every run is tried; then UserError names each that failed, its cell, its error and the
    file with what it got to.
    """
    missing = [run for run in runs if run.stored is None]
    if not missing:
        return 0
    began, failures = time.monotonic(), []
    say(f"Running {len(missing)} of {len(runs)} notebooks.")
    for done, (run, outcome) in enumerate(outcomes(missing, means), start=1):
        if outcome.error:
            failures.append(complaint(run, outcome))
        say(_progress(run, outcome, done, len(missing), time.monotonic() - began))
    if failures:
        raise UserError("\n".join([f"{len(failures)} of {len(missing)} runs failed.", *failures]))
    return len(missing)


def outcomes(runs: Iterable[Run], means: Means = HERE) -> Iterator[tuple[Run, Outcome]]:
    """Yield each run with its outcome as it is done; good ones are stored by then.

    Where a worker dies, or sources were touched, the runs that were handed out are tried
    again, each on its own: then it is certain which one it was.
    """
    batch = _Batch(means, Sources())
    with means.begin() as workers:
        yield from batch.kept(batch.stream(iter(runs), workers))
    if batch.changing:
        batch.put_back()
    for run in batch.doubtful:
        alone = _Batch(means, batch.sources, alone=True)
        with means.begin() as workers:
            yield from alone.kept(alone.stream(iter([run]), workers))


@dataclass
class _Batch:
    """Runs that are made together: `doubtful` has those to be tried again on their own."""

    means: Means
    sources: Sources
    alone: bool = False
    doubtful: list[Run] = field(default_factory=list)
    changing: bool = False  # a run changed sources; those beside it may still do so

    def stream(self, coming: Iterator[Run], workers: Executor) -> Iterator[tuple[Run, Outcome]]:
        """Yield runs as they are done, those that are doubtful aside."""
        ahead = getattr(workers, "ahead", AHEAD * (os.cpu_count() or 1))
        waiting: dict[Future[Outcome], Run] = {}
        while True:
            for run in islice(coming, ahead - len(waiting)):
                yield from self._submitted(run, workers, waiting)
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                if future in waiting:  # no longer, where one before it has put all in doubt
                    yield from self._judged(waiting.pop(future), future, waiting)

    def _submitted(
        self, run: Run, workers: Executor, waiting: dict[Future[Outcome], Run]
    ) -> Iterator[tuple[Run, Outcome]]:
        try:
            waiting[workers.submit(perform, run.request(self.means.limits))] = run
        except (RuntimeError, OSError) as fault:  # such as a pool of which a worker has died
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
            yield run, replace(outcome, cell="unknown", error=_touched(touched))
        else:  # any of those that were running may have done it, or have read what was changed
            self.changing = True
            self.doubtful += [run, *waiting.values()]
            waiting.clear()

    def put_back(self) -> list[Path]:
        """Put back the sources that runs changed, and return them."""
        touched = self.sources.touched()
        self.sources.restore(touched, places.failed() / TOUCHED)
        return touched

    def _lost(self, run: Run, fault: BaseException) -> Iterator[tuple[Run, Outcome]]:
        if self.alone:
            source = run.contract.path.read_text(encoding="utf-8")
            yield run, Outcome(run.contract.name, run.key, source, "unknown", _reason(fault))
        else:
            self.doubtful.append(run)

    def kept(self, found: Iterable[tuple[Run, Outcome]]) -> Iterator[tuple[Run, Outcome]]:
        """Store good outcomes and lay failed ones aside, and yield all of them."""
        for run, outcome in found:
            if not outcome.error and (edited := self._edited(run)):
                outcome = replace(outcome, cell="none", error=edited)
            _keep(run, outcome)
            yield run, outcome

    def _edited(self, run: Run) -> str | None:
        """Return what is told where a run is no longer of what its key says, or None."""
        touched = self.sources.touched()
        if not touched or is_current(run):
            return None
        return (
            f"{named(touched)} changed while it ran, so that its result may be of the old state "
            "or of the new one, and is not kept; build again"
        )


def _touched(touched: Sequence[Path]) -> str:
    return (
        f"it changed {named(touched)}; a notebook reads the sources and changes none. They were "
        f"put back, and what it had made of them is in {os.path.relpath(places.failed() / TOUCHED)}"
    )


def _reason(fault: BaseException) -> str:
    """Return what is told of a run that gave no outcome, tried on its own."""
    if isinstance(fault, OSError):
        return of_system(fault)
    if isinstance(fault, BrokenExecutor):
        return (
            "the process that ran it ended without a word. Something killed it: the system for "
            "want of memory, or a person"
        )
    return f"{type(fault).__name__}: {fault}"


def _keep(run: Run, outcome: Outcome) -> None:
    """Store a good outcome, or lay a failed one aside."""
    if not outcome.error:
        store.put(KIND, run.key, lambda folder: _fill(folder, run, outcome))
        return
    file = _laid_aside(run)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(outcome.executed, encoding="utf-8")


def _laid_aside(run: Run) -> Path:
    return places.failed() / f"{run.contract.name}-{run.key[:12]}.ipynb"


def complaint(run: Run, outcome: Outcome) -> str:
    """Return what is said of a failed run."""
    return (
        f"Notebook {run.contract.name}, cell {outcome.cell}: {outcome.error}\n"
        f"  The notebook as far as it got: {os.path.relpath(_laid_aside(run))}"
    )


def _progress(run: Run, outcome: Outcome, done: int, total: int, seconds: float) -> str:
    state = "failed" if outcome.error else "done"
    left = total - done
    ahead = f"{left} left, about {seconds / done * left:.0f} s" if left else "none left"
    return f"  [{done}/{total}] {run.contract.name} {state} after {seconds:.1f} s; {ahead}"


def _fill(folder: Path, run: Run, outcome: Outcome) -> None:
    (folder / NOTEBOOK).write_text(outcome.executed, encoding="utf-8")
    for name, content in ((RECIPE, run.recipe), (HEADLINE, headline(outcome.executed))):
        text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
        (folder / name).write_text(text + "\n", encoding="utf-8")

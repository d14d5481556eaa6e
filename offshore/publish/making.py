"""Making runs with any executor, keeping each as it is done."""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice
from pathlib import Path

from offshore import places
from offshore.errors import UserError
from offshore.publish import processes, store
from offshore.publish.execution import Outcome, headline, kernel_environment, perform
from offshore.publish.runs import HEADLINE, KIND, NOTEBOOK, RECIPE, Run, Say
from offshore.warm import process

AHEAD = 4  # runs handed out for each core: a worker never waits, and few are held in memory
Begin = Callable[[], Executor]


def warm_up() -> None:
    """Start importing what workers and kernels need, while this process does something else."""
    process.address(os.environ | kernel_environment(str(places.root())))
    processes.warm_up()


def pool() -> Executor:
    """Return a pool of this machine's cores, one warm process serving all its workers."""
    warm_up()
    return processes.pool()


def make(runs: Sequence[Run], say: Say, begin: Begin = pool) -> int:
    """Make the runs that are missing and return how many there were.

    `begin` gives any `concurrent.futures.Executor`. Every run is tried; then UserError
    names each that failed, its cell, its error and the file with what it got to.
    """
    missing = [run for run in runs if run.stored is None]
    if not missing:
        return 0
    began, failures = time.monotonic(), []
    say(f"Running {len(missing)} of {len(runs)} notebooks.")
    for done, (run, outcome) in enumerate(outcomes(missing, begin), start=1):
        if outcome.error:
            failures.append(complaint(run, outcome))
        say(_progress(run, outcome, done, len(missing), time.monotonic() - began))
    if failures:
        raise UserError("\n".join([f"{len(failures)} of {len(missing)} runs failed.", *failures]))
    return len(missing)


def outcomes(runs: Iterable[Run], begin: Begin) -> Iterator[tuple[Run, Outcome]]:
    """Yield each run with its outcome as it is done; good ones are stored by then.

    Where a worker dies, the runs that were handed out are tried again, each on its own.
    """
    lost: list[Run] = []
    with begin() as workers:
        yield from _kept(_stream(iter(runs), workers, lost))
    for run in lost:
        with begin() as workers:
            alone = list(_stream(iter([run]), workers, []))
        yield from _kept(alone or [(run, _lost(run))])


def _stream(
    coming: Iterator[Run], workers: Executor, lost: list[Run]
) -> Iterator[tuple[Run, Outcome]]:
    """Yield runs as they are done; `lost` takes those whose worker died."""
    ahead = getattr(workers, "ahead", AHEAD * (os.cpu_count() or 1))
    waiting: dict[Future[Outcome], Run] = {}
    while True:
        for run in islice(coming, ahead - len(waiting)):
            _submit(run, workers, waiting, lost)
        if not waiting:
            return
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            run = waiting.pop(future)
            if future.cancelled() or future.exception():
                lost.append(run)
            else:
                yield run, future.result()


def _submit(
    run: Run, workers: Executor, waiting: dict[Future[Outcome], Run], lost: list[Run]
) -> None:
    try:
        waiting[workers.submit(perform, run.request)] = run
    except RuntimeError:  # a pool takes no more work once a worker of it has died
        lost.append(run)


def _lost(run: Run) -> Outcome:
    why = "its worker died, perhaps for want of memory"
    return Outcome(run.contract.name, run.key, run.request.source, "unknown", why)


def _kept(found: Iterable[tuple[Run, Outcome]]) -> Iterator[tuple[Run, Outcome]]:
    for run, outcome in found:
        _keep(run, outcome)
        yield run, outcome


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

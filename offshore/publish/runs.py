"""Runs: planned from contracts, looked up by key, made in parallel where they are missing."""

import json
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offshore import contract, places
from offshore.contract import Contract
from offshore.errors import UserError
from offshore.parameters import resolve
from offshore.publish import keys, store
from offshore.publish.execution import Outcome, Request, kernel_environment, perform
from offshore.warm import process

KIND = "runs"
FAILED = "failed"  # where the notebook of a failed run is laid
NOTEBOOK, RECIPE = "notebook.ipynb", "run.json"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """One notebook with one set of parameters; `recipe` is what its key is the hash of."""

    contract: Contract
    recipe: Mapping[str, Any]
    key: str

    @property
    def stored(self) -> Path | None:
        """The folder of its result, or None where it has not been made."""
        return store.find(KIND, self.key)

    @property
    def request(self) -> Request:
        """What an executor needs to make it."""
        source = self.contract.path.read_text(encoding="utf-8")
        parameters = self.recipe["parameters"]
        return Request(self.contract.name, self.key, source, parameters, str(places.root()))


def plan(notebook: str, given: Mapping[str, object]) -> Run:
    """Return the run of a notebook with given parameters, all checked, nothing started."""
    promised = contract.read(notebook)
    parameters = resolve(promised.parameters, given, promised.name)
    recipe = keys.ingredients(promised, parameters)
    return Run(promised, recipe, keys.of_json(recipe))


def pool() -> Executor:
    """Return a pool of this machine's cores, one warm process serving all its workers."""
    process.address(os.environ | kernel_environment(str(places.root())))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["papermill", "offshore.warm.engine"])
    return ProcessPoolExecutor(
        max_workers=os.cpu_count(), mp_context=context, initializer=_end_with_the_build
    )


def _end_with_the_build() -> None:
    """Let this worker end when the build is killed; it would wait for work for ever."""
    build = multiprocessing.parent_process()

    def watch() -> None:
        if build:
            build.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def make(runs: Sequence[Run], say: Say, executor: Callable[[], Executor] = pool) -> int:
    """Make the runs that are missing and return how many there were.

    `executor` gives any `concurrent.futures.Executor`. Every run is tried; then UserError
    names each that failed, its cell, its error and the file with what it got to.
    """
    missing = [run for run in runs if run.stored is None]
    if not missing:
        return 0
    began, failures = time.monotonic(), []
    with executor() as workers:
        say(f"Running {len(missing)} of {len(runs)} notebooks.")
        waiting = {workers.submit(perform, run.request): run for run in missing}
        for done, future in enumerate(as_completed(waiting), start=1):
            run = waiting[future]
            outcome = _outcome(run, future)
            failures += _keep(run, outcome)
            say(_progress(run, outcome, done, len(missing), time.monotonic() - began))
    if failures:
        raise UserError("\n".join([f"{len(failures)} of {len(missing)} runs failed.", *failures]))
    return len(missing)


def _outcome(run: Run, future: Future[Outcome]) -> Outcome:
    """Return what a worker made, or, where the worker itself died, that it did."""
    try:
        return future.result()
    except BrokenExecutor:
        source, why = run.request.source, "its worker died, perhaps for want of memory"
        return Outcome(run.contract.name, run.key, source, "unknown", why)


def _progress(run: Run, outcome: Outcome, done: int, total: int, seconds: float) -> str:
    state = "failed" if outcome.error else "done"
    left = total - done
    ahead = f"{left} left, about {seconds / done * left:.0f} s" if left else "none left"
    return f"  [{done}/{total}] {run.contract.name} {state} after {seconds:.1f} s; {ahead}"


def _keep(run: Run, outcome: Outcome) -> list[str]:
    """Store a good outcome, or lay a failed one aside and return what to say of it."""
    if not outcome.error:
        store.put(KIND, run.key, lambda folder: _fill(folder, run, outcome))
        return []
    file = places.build() / FAILED / f"{run.contract.name}-{run.key[:12]}.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(outcome.executed, encoding="utf-8")
    return [
        f"Notebook {run.contract.name}, cell {outcome.cell}: {outcome.error}\n"
        f"  The notebook as far as it got: {os.path.relpath(file)}"
    ]


def _fill(folder: Path, run: Run, outcome: Outcome) -> None:
    (folder / NOTEBOOK).write_text(outcome.executed, encoding="utf-8")
    recipe = json.dumps(run.recipe, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / RECIPE).write_text(recipe + "\n", encoding="utf-8")

"""Processes for runs and for binding, forked from one that has imported what they need.

Where processes cannot be forked, on Windows, runs are made in this one.
"""

import logging
import multiprocessing
import os
import signal
import threading
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing.context import BaseContext
from typing import Any

from offshore.compendium import system
from offshore.compendium.errors import UserError

system.leave_out_what_nobody_uses()

FILES = 128  # that may have to be open at once; 40 have been enough
PRELOAD = [
    "offshore.runs.processes",  # first, for the line above
    "papermill",
    "offshore.runs.warm.engine",
]


def preload(modules: Iterable[str]) -> None:
    """Have further modules imported once, before processes are forked."""
    PRELOAD.extend(module for module in modules if module not in PRELOAD)


def warm_up() -> None:
    """Start importing what processes need, while this one does something else.

    None of them reacts to Ctrl-C, which this process handles for all.
    """
    if not system.forks():
        return
    from multiprocessing import forkserver, resource_tracker

    allow_files()
    context()
    resource_tracker.ensure_running()  # before, since it unblocks signals
    # Blocked, not ignored: Ctrl-C at this moment waits instead of being lost.
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)


def allow_files() -> None:
    """Make sure that enough files can be open; raises UserError if the system forbids it."""
    if not system.forks():  # Windows has no such limit
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < FILES:
        raise UserError(
            f"Only {hard} files may be open at once here, and a build needs {FILES}. Allow more, "
            "`ulimit -n 1024`, and try again."
        )
    if soft < FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, hard))


def context() -> BaseContext:
    """Return the context that starts processes with everything imported."""
    os.environ["PYTHONHASHSEED"] = "0"  # the same order of sets in every book
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(PRELOAD)
    return found


class InTurn(Executor):
    """Does each task at once, in this process."""

    ahead = 1  # so that each run is reported before the next one starts

    def submit(self, task: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Return the result of a task, or the error that it raised."""
        done: Future[Any] = Future()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in a worker
            try:
                done.set_result(task(*given, **named))
            except Exception as fault:
                done.set_exception(fault)
        return done


def pool(fresh: bool = False) -> Executor:
    """Return a pool with a worker per core; with `fresh`, each task has a process of its own."""
    if not system.forks():
        return InTurn()
    warm_up()
    return ProcessPoolExecutor(
        max_workers=os.cpu_count(),
        mp_context=context(),
        initializer=_settle,
        max_tasks_per_child=1 if fresh else None,
    )


def _settle() -> None:
    """Prepare a worker: it is quiet, ignores Ctrl-C, and ends with the build."""
    # Nobody can act on the libraries' warnings, or asyncio's about tasks of a stopped cell.
    warnings.simplefilter("ignore")
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.setpgid(0, 0)  # Ctrl-C goes to a process group, and nbclient handles it
    build = multiprocessing.parent_process()

    def watch() -> None:
        if build:
            build.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

"""Processes for runs and for binding, forked from one that has imported what they need."""

import logging
import multiprocessing
import os
import resource
import signal
import sys
import threading
import warnings
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

from offshore.errors import UserError

# jsonschema, which papermill and Jupyter Book import, takes 1.5 s to build grammars for a
# format that nothing here has; without this module it does without the format.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

FILES = 128  # that may have to be open at once; 40 have been enough
PRELOAD = [
    "offshore.publish.processes",  # first, for the line above
    "papermill",
    "offshore.warm.engine",
    "jupyter_book.sphinx",
    "offshore.publish.assembly",
    "offshore.publish.sphinx_ext",
    "myst_nb.sphinx_ext",
    "sphinx_book_theme",
    "sphinxcontrib.bibtex",
]


def warm_up() -> None:
    """Start importing what processes need, while this one does something else.

    None of them takes notice of Ctrl-C, which this process answers for all.
    """
    _allow_files()
    context()
    answered = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, answered)


def _allow_files() -> None:
    """Have enough files opened at once; raises UserError where the system forbids it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < FILES:
        raise UserError(
            f"Only {hard} files may be open at once here, and a build needs {FILES}. Allow more, "
            "`ulimit -n 1024`, and try again."
        )
    if soft < FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, hard))


def context() -> ForkServerContext:
    """Return what starts processes that have everything imported."""
    os.environ["PYTHONHASHSEED"] = "0"  # the same order of sets in every book
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(PRELOAD)
    return found


def pool(fresh: bool = False) -> ProcessPoolExecutor:
    """Return a pool of this machine's cores; with `fresh`, each task has a process of its own."""
    warm_up()
    return ProcessPoolExecutor(
        max_workers=os.cpu_count(),
        mp_context=context(),
        initializer=_settle,
        max_tasks_per_child=1 if fresh else None,
    )


def _settle() -> None:
    """Prepare a worker: it is quiet, hears no Ctrl-C, and ends with the build."""
    # What libraries warn of, and asyncio of tasks that a stopped cell leaves, nobody can act on.
    warnings.simplefilter("ignore")
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    os.setpgid(0, 0)  # Ctrl-C goes to a group, and nbclient listens for it
    build = multiprocessing.parent_process()

    def watch() -> None:
        if build:
            build.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

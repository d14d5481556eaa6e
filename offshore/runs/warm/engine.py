"""papermill's engine `warm`: each run in a process forked from one that is warm."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from papermill.log import logger

from offshore.runs.readable import ReadableEngine
from offshore.runs.warm import launcher
from offshore.runs.warm.bounds import Bounded, OutputError
from offshore.runs.warm.client import Manager

MEMORY = "--HistoryManager.hist_file=:memory:"  # as nbclient has it
BEHIND = 60  # seconds that a cell's output may arrive after its reply; there may be much of it


class WarmEngine(ReadableEngine):
    """The engine of `offshore.runs.readable`, except that kernels are forked where that is safe."""

    NAME = "warm"

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, bounded: Bounded | None = None, **options: Any
    ) -> None:
        """Execute a notebook's cells; takes the options of papermill's default engine.

        The bounds in `bounded` apply to forked kernels; whether they took effect is recorded there.
        Raises OutputError for a notebook that outputs more than it may.
        """
        bounded = bounded or Bounded()
        if reason := unsafe(kernel_name):
            _warn_once(reason)
            bounded.exposed = True
            super().execute_managed_notebook(nb_man, kernel_name, **options)
            return
        options.setdefault("iopub_timeout", BEHIND)
        # papermill would check and save the whole notebook twice for each cell.
        output, nb_man.output_path = nb_man.output_path, None
        try:
            with _forked(kernel_name, bounded) as manager:
                super().execute_managed_notebook(nb_man, kernel_name, km=manager, **options)
        finally:
            nb_man.output_path = output


@contextmanager
def _forked(kernel_name: str, bounded: Bounded) -> Iterator[Manager]:
    """Provide the manager of a forked kernel, which works in this process's folder."""
    folder = str(Path.cwd())
    environment = os.environ | ({"TMPDIR": folder} if bounded.bounds.read_only else {})
    manager = Manager(bounded, kernel_name=kernel_name)
    try:
        run_sync(manager.start_kernel)(cwd=folder, env=environment, extra_arguments=[MEMORY])
        bounded.exposed = not manager.provisioner.protected
        yield manager
    except DeadKernelError as fault:
        if manager.messages.put_out_too_much:
            raise OutputError from fault
        raise
    finally:
        run_sync(manager.end)()


def unsafe(kernel_name: str) -> str | None:
    """Return why a kernel of this name is not forked, or None if it can be."""
    if reason := launcher.unsafe():
        return reason
    specification = KernelSpecManager().get_kernel_spec(kernel_name)
    program, *rest = specification.argv
    own = program in ("python", "python3") or Path(program) == Path(sys.executable)
    if specification.env or not own or "ipykernel_launcher" not in rest:
        return f"kernel {kernel_name} is not the one of this Python"
    return None


@cache
def _warn_once(reason: str) -> None:
    logger.warning(f"Each notebook starts a kernel of its own: {reason}.")

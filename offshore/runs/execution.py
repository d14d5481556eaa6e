"""Executing one notebook with papermill, and removing what would differ between equal runs."""

import json
import os
import platform
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from offshore.compendium.errors import of_system
from offshore.display import mime
from offshore.notebook.contract import NUMBERS_ONLY
from offshore.runs.limits import USUAL, Limits
from offshore.runs.warm.bounds import MEBIBYTE, Bounded, Bounds, OutputError

ONE_AT_A_TIME = threading.Lock()
NAME, DEFAULT = "warm", "default"  # of our engine, as registered with papermill; of papermill's own


@dataclass(frozen=True)
class Request:
    """One run to make: a notebook's name and text, its parameters, and where its data are.

    `python` is the version that the key was computed for; `away` says that another machine, whose
    environment may differ, makes the run. `engine` is papermill's, `DEFAULT` its own. With
    `numbers_only` nothing is drawn and no table is worded.
    """

    notebook: str
    key: str
    source: str
    parameters: Mapping[str, Any]
    root: str
    package: str  # the folder that contains the package, which is part of the key
    python: str = platform.python_version()
    away: bool = False
    limits: Limits = USUAL
    engine: str = NAME
    numbers_only: bool = False


@dataclass(frozen=True)
class Outcome:
    """The result of one run: the executed notebook's text and, if it failed, cell and error.

    `exposed` says that the sources were not read-only to the run.
    """

    notebook: str
    key: str
    executed: str
    cell: str = ""
    error: str = ""
    seconds: float = 0.0
    exposed: bool = False


def perform(request: Request) -> Outcome:
    """Execute one notebook in a kernel of its own and return the outcome.

    A plain function of values that can be pickled, so that any `concurrent.futures` executor can
    run it, on this machine or another.
    """
    began = time.monotonic()
    # papermill changes the working folder, which all threads of a process share.
    with ONE_AT_A_TIME:
        made = _perform(request)
    return replace(made, seconds=time.monotonic() - began)


def _perform(request: Request) -> Outcome:
    if request.away and (complaint := _other_environment(request)):
        return Outcome(request.notebook, request.key, request.source, "none", complaint)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return _made(request, Path(folder).resolve())
    except OSError as fault:
        return Outcome(request.notebook, request.key, request.source, "none", of_system(fault))


def _made(request: Request, folder: Path) -> Outcome:
    given, made = folder / "given.ipynb", folder / "made.ipynb"
    given.write_text(request.source, encoding="utf-8")
    bounds = Bounds(request.limits.memory, request.root)
    bounded = Bounded(bounds, request.limits.output_size * MEBIBYTE)
    failure = _papermill(given, made, request, bounded)
    executed = request.source
    if made.exists():
        executed = clean(made.read_text(encoding="utf-8"), compact=request.numbers_only)
    if not failure and len(executed) > request.limits.output_size * MEBIBYTE:
        failure = "unknown", _too_much(request.limits)
    cell, error = failure or _complaint(executed) or ("", "")
    exposed = bounded.exposed and not request.away  # elsewhere it works on a copy of the sources
    return Outcome(request.notebook, request.key, executed, cell, error, exposed=exposed)


def _other_environment(request: Request) -> str | None:
    """Return how this worker's environment differs from the one in the run's key, or None."""
    from offshore.runs import worker_environment  # needs the extra 'cluster'

    here = platform.python_version()
    python = [f"Python {here}, not {request.python}"] if here != request.python else []
    if not (found := [*python, *worker_environment.unlike(Path(request.root))]):
        return None
    return f"the worker has other versions than requirements.lock: {'; '.join(found)}"


def _papermill(
    given: Path, made: Path, request: Request, bounded: Bounded
) -> tuple[str, str] | None:
    """Run papermill and return the failing cell and its error, or None."""
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    os.environ |= kernel_environment(request.root, request.package, request.numbers_only)
    log = given.with_name("kernel.log")
    try:
        with _standard_error_in(log):
            _execute(given, made, request, bounded)
    except papermill.PapermillExecutionError as fault:
        error = f"{fault.ename}: {fault.evalue}"
        if fault.ename in ("MemoryError", "_ArrayMemoryError"):
            error += f" (a process of a run may take {request.limits.memory} MiB; see --memory)"
        return _cell_id(made, fault.cell_index), error
    except CellTimeoutError:
        seconds = request.limits.cell_seconds
        return _unfinished_cell(made), f"a cell took longer than {seconds} s; see --cell-seconds"
    except NoSuchKernel as fault:
        return "none", f"no kernel called {fault.name!r} is installed; notebooks use python3"
    except OutputError:
        return _unfinished_cell(made), _too_much(request.limits)
    except DeadKernelError:
        return _unfinished_cell(made), f"the kernel died. {_last_words(log)}".strip()
    return None


def _execute(given: Path, made: Path, request: Request, bounded: Bounded) -> None:
    import papermill
    from traitlets.config import Config

    # Papermill's own engine knows no bounds, so its kernels could change the sources.
    bounded.exposed = request.engine != NAME
    engine = {"engine_name": NAME, "bounded": bounded} if request.engine == NAME else {}
    papermill.execute_notebook(
        given,
        made,
        parameters=dict(request.parameters),
        cwd=given.parent,
        progress_bar=False,
        execution_timeout=request.limits.cell_seconds,
        config=Config(KernelManager={"transport": _transport()}),
        **engine,
    )


def _transport() -> str:
    """Return how kernels are reached: on TCP only where there is no other way, on Windows.

    Every user of the machine could reach them there, though messages without the kernel's key are
    refused.
    """
    return "ipc" if hasattr(socket, "AF_UNIX") else "tcp"


def _last_words(log: Path) -> str:
    """Return the last line that a kernel wrote, without nbclient's own report of its death."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    left = [line.strip() for line in lines if line.strip() and "Kernel died" not in line]
    return left[-1][:300] if left else ""


def _too_much(limits: Limits) -> str:
    return f"its output exceeds {limits.output_size} MiB, the limit for a run; see --output-size"


@contextmanager
def _standard_error_in(log: Path) -> Iterator[None]:
    """Send what kernels write outside the notebook to a file; it matters only if one dies."""
    sys.stderr.flush()
    kept = os.dup(2)
    with log.open("wb") as file:
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def kernel_environment(root: str, package: str, numbers_only: bool = False) -> dict[str, str]:
    """Return the environment that makes a kernel's results reproducible."""
    return {
        "PYTHONPATH": package,
        "OFFSHORE_ROOT": root,
        "OFFSHORE_RUN": "1",
        NUMBERS_ONLY: "1" if numbers_only else "",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "",  # the warnings of a notebook are part of its result
        "TZ": "UTC",
        "OMP_NUM_THREADS": "1",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }


def _cells(path: Path) -> list[Any]:
    import nbformat

    return list(nbformat.read(path, as_version=4).cells)


def _cell_id(path: Path, index: int) -> str:
    cells = [cell for cell in _cells(path) if not _is_banner(cell)]
    return str(cells[index].id) if index < len(cells) else f"number {index}"


def _unfinished_cell(path: Path) -> str:
    # papermill marks it as completed all the same, so it is the last one that was started.
    code = [cell for cell in _cells(path) if cell.cell_type == "code"]
    started = [cell for cell in code if cell.metadata.get("papermill", {}).get("start_time")]
    return str(started[-1].id) if started else "unknown"


def _is_banner(cell: Any) -> bool:
    """Tell papermill's own error banners from the notebook's cells."""
    return "papermill-error-cell-tag" in cell.metadata.get("tags", [])


def clean(text: str, compact: bool = False) -> str:
    """Return a notebook's text without times, machine metadata and random ids."""
    import nbformat

    notebook = nbformat.reads(text, as_version=4)
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    tight = {"indent": None, "separators": (",", ":"), "split_lines": False}
    form: dict[str, Any] = tight if compact else {}
    return str(nbformat.writes(notebook, **form)) + "\n"


def _complaint(text: str) -> tuple[str, str] | None:
    """Return the first cell that wrote to standard error, and what it wrote."""
    import nbformat

    for cell in nbformat.reads(text, as_version=4).cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                return str(cell.id), f"wrote to standard error: {output.text.strip()}"
    return None


def headline(executed: str) -> dict[str, dict[str, Any]]:
    """Return an executed notebook's named numbers, in words and as values, and verdicts."""
    notebook = json.loads(executed)
    return {kind: mime.named(notebook, bundle) for kind, bundle in mime.RECORDED.items()}

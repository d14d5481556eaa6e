"""The warm process: it imports the stack once and forks a kernel for each run.

It listens on a socket in a folder that only its user can open. A connection is a run: the client
sends working folder, environment, arguments and bounds. Two processes are forked for it: a kernel,
which uses that connection, and its parent, which ends what the kernel leaves running. The standard
library's forkserver is similar, but what it forks runs the caller's main module again and counts as
one of its child processes, which a notebook can see.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import random
import select
import shutil
import signal
import socket
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from offshore.runs.warm import supervisor
from offshore.runs.warm.bounds import Bounds

# What kernels import only when they start, or when cells first draw, display or fail.
STACK = (
    "offshore.runs.warm.kernel",
    "ipykernel_launcher",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.magics",
    "IPython.extensions.storemagic",
    "faulthandler",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "PIL.PngImagePlugin",
    "PIL.JpegImagePlugin",
    "sqlite3",
    "tornado.platform.asyncio",
)
# As in a kernel; matplotlib reads it on import.
BACKEND = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


@dataclass(frozen=True)
class Start:
    """What a kernel finds when it starts the usual way, but would lose when forked."""

    program: str  # the program that kernels are started with
    path: Sequence[str]  # where modules are looked for
    environment: Mapping[str, str]  # what imported modules added to the environment
    stamps: Mapping[str, object]  # of the modules that are not installed, see `own_modules`


def main(listening: int, preload: Sequence[str]) -> None:
    """Fork a kernel for each connection until the process that started this one is gone."""
    path = [place for place in sys.path if place]  # the kernel adds '' itself
    given = dict(os.environ)
    warm(preload)
    program = str(sys.modules["ipykernel_launcher"].__file__)
    start = Start(program, path, dict(os.environ.items() - given.items()), own_modules())
    listener = socket.socket(fileno=listening)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system reaps what was forked
    gc.freeze()  # so that garbage collection does not copy memory that kernels share
    while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
        _fork(listener, start)
    shutil.rmtree(Path(listener.getsockname()).parent, ignore_errors=True)


def _fork(listener: socket.socket, start: Start) -> None:
    accepted, _ = listener.accept()
    if os.fork() == 0:
        try:
            listener.close()
            _become_kernel(*_supervised(accepted), start)
        finally:
            os._exit(1)
    accepted.close()


def warm(preload: Iterable[str]) -> None:
    """Import what kernels need, and the named modules; `x.*` means all modules below x."""
    os.environ |= BACKEND | dict(os.environ)
    for name in [*STACK, *preload]:
        with suppress(ImportError):
            module = importlib.import_module(name.removesuffix(".*"))
            below = module.__path__ if name.endswith(".*") else []
            for found in pkgutil.iter_modules(below, f"{module.__name__}."):
                importlib.import_module(found.name)


def own_modules() -> dict[str, tuple[str, int]]:
    """Return file and modification time of each imported module that is not installed."""
    installed = tuple({sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")})
    files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    own = {name: file for name, file in files.items() if file and not file.startswith(installed)}
    return {name: (file, Path(file).stat().st_mtime_ns) for name, file in own.items()}


def _supervised(accepted: socket.socket) -> tuple[Connection, Sequence[int], Mapping[str, Any]]:
    """Fork a kernel's process, and supervise it in the parent, where this does not return.

    In the kernel it returns the connection, standard streams, and the client's request. It returns
    so that the kernel's stack is no deeper than usual: a notebook can see its depth.
    """
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, streams, _, _ = socket.recv_fds(accepted, 1, 2)
    connection = Connection(accepted.detach())
    asked = json.loads(connection.recv_bytes())
    supervisor.adopt_orphans()
    if (kernel := os.fork()) == 0:
        return connection, streams, asked
    for stream in streams:
        os.close(stream)
    supervisor.supervise(connection, kernel, asked["place"])
    raise AssertionError("supervise does not return")


def _become_kernel(
    connection: Connection, streams: Sequence[int], asked: Mapping[str, Any], start: Start
) -> None:
    """Turn this forked process into a kernel; does not return."""
    try:
        # Taken now: the module may be forgotten below.
        serve = sys.modules["offshore.runs.warm.kernel"].serve
        bind = supervisor.bind
        environment = start.environment | asked["environment"]
        _settle(asked["folder"], environment, [os.open(os.devnull, os.O_RDWR), *streams])
        sys.path[:] = start.path
        sys.argv[:] = [start.program, *asked["arguments"]]
        _forget_changed(start.stamps)
        protected = bind(Bounds(**asked["bounds"]), [asked["folder"], asked["place"]])
        connection.send_bytes(json.dumps([os.getpid(), os.getppid(), protected]).encode())
        serve(connection, asked["arguments"])
    finally:
        with suppress(BaseException):
            atexit._run_exitfuncs()  # a fork has no other way to run what a cell registered
        os._exit(0)


def _settle(folder: str, environment: Mapping[str, str], streams: Sequence[int]) -> None:
    """Adopt a client's working folder, environment and streams, and reseed random numbers."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for standard, stream in enumerate(streams):
        os.dup2(stream, standard)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ |= environment
    time.tzset()
    random.seed()
    tempfile.tempdir = None  # the environment may name another
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rcParams["backend"] = os.environ["MPLBACKEND"]


def _forget_changed(stamps: Mapping[str, object]) -> None:
    """Have modules that are not installed imported again if one of them has changed."""
    if own_modules() != stamps:
        for name in stamps:
            sys.modules.pop(name, None)

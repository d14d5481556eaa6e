"""The parent process of a kernel: when the kernel ends, it ends everything the kernel started."""

import ctypes
import os
import resource
import select
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from offshore.runs.warm import readonly
from offshore.runs.warm.bounds import MEBIBYTE, Bounds

ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
PATIENCE = 5.0  # seconds in which everything must have ended


def supervise(connection: Connection, kernel: int, place: str) -> None:
    """Wait until a kernel, a child of this process, has ended or its client is gone.

    Then end all its descendants, including those that left its group or session, since this process
    adopts them, and remove `place`, the folder of its sockets. Does not return.
    """
    life = os.pidfd_open(kernel)
    watch = select.poll()
    watch.register(connection.fileno(), 0)  # a closed other end is reported all the same
    watch.register(life, select.POLLIN)
    watch.poll()
    end_children()
    shutil.rmtree(place, ignore_errors=True)
    os._exit(0)


def adopt_orphans() -> None:
    """Make processes whose parent has ended children of this one."""
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)


def end_children() -> None:
    """Kill all descendants of this process, repeatedly, since some may be starting others."""
    this, deadline = psutil.Process(), time.monotonic() + PATIENCE
    while (below := this.children(recursive=True)) and time.monotonic() < deadline:
        for stop in ("suspend", "kill"):  # suspended processes start nothing meanwhile
            for process in below:
                with suppress(psutil.Error):
                    getattr(process, stop)()
        _reap()
    _reap()


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def bind(bounds: Bounds, folders: Iterable[str]) -> bool:
    """Apply bounds to this process and all that it starts; tell whether sources are read-only.

    `folders` are the kernel's own, where it may write. Call this while there is only one thread.
    """
    if bounds.memory is not None:
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = bounds.memory * MEBIBYTE
        soft = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, soft))
    if not bounds.read_only:
        return False
    return readonly.protect(Path(bounds.read_only), map(Path, folders))

"""Building the book in a separate process, and again on every change of a source."""

import asyncio
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
import psutil

from offshore.compendium.root import Compendium
from offshore.runs import snapshot

POLL = 0.4  # seconds between looks at the sources
PATIENCE = 0.8  # seconds that a build has to end by itself
GRACE = 0.3  # seconds that its children, or open connections, have after that
CHUNK = 1 << 16
Traces = dict[Path, snapshot.Trace]


class Watch:
    """The sources of the book as they were when a build last began."""

    def __init__(self, compendium: Compendium) -> None:
        self._compendium = compendium
        self.taken = traces(compendium)

    async def change(self) -> Path:
        """Wait until sources have changed and have come to rest; return one of them.

        Changes made while a build runs are found after it.
        """
        seen = self.taken
        while True:
            await asyncio.sleep(POLL)
            last, seen = seen, traces(self._compendium)
            if last == seen != self.taken:
                changed = {path for path, _ in seen.items() ^ self.taken.items()}
                self.taken = seen
                return min(changed)


def traces(compendium: Compendium) -> Traces:
    """Return, for each source of the book, the metadata that shows whether it was touched."""
    found = {}
    for path in snapshot.files(compendium):
        with suppress(OSError):  # it has just been deleted
            found[path] = snapshot.trace(path)
    return found


async def build(command: Sequence[str]) -> bool:
    """Run a build, relaying its output; return whether it succeeded.

    It has a session of its own, so that Ctrl-C reaches it only through this process. If this is
    cancelled, the build ends with everything it started, and prints no more.
    """
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    ended = asyncio.Event()
    streams = enumerate((process.stdout, process.stderr))
    relays = asyncio.gather(*(_relay(stream, bool(err), ended) for err, stream in streams))
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            ended.set()
            await _end(process)
        # Children that have not ended yet may hold its streams.
        await asyncio.wait([relays], timeout=GRACE)
    return process.returncode == 0


async def _relay(stream: asyncio.StreamReader | None, err: bool, ended: asyncio.Event) -> None:
    while stream and (chunk := await stream.read(CHUNK)):
        if not ended.is_set():
            with suppress(OSError):  # nobody reads it, which is no reason to stop the build
                click.echo(chunk, nl=False, err=err)


async def _end(process: asyncio.subprocess.Process) -> None:
    """End a build: ask it to stop, then kill it and everything that it started."""
    started = _started(process.pid)
    for tell, patience in ((process.terminate, PATIENCE), (process.kill, GRACE)):
        with suppress(ProcessLookupError, TimeoutError):
            tell()
            await asyncio.wait_for(process.wait(), patience)
    for _ in range(8):
        if not any(map(_alive, started)):
            break
        await asyncio.sleep(GRACE / 8)
    for left in started.union(*(_started(one.pid) for one in started)):
        with suppress(psutil.Error):
            left.kill()


def _started(process: int) -> set[psutil.Process]:
    """Return all descendants of a process, so that they can be found once it is gone."""
    try:
        return set(psutil.Process(process).children(recursive=True))
    except psutil.Error:
        return set()


def _alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False

"""Serving the book on the loopback address, rebuilding and reloading it on changes."""

import asyncio
import errno
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from tornado.httpserver import HTTPServer

from offshore.book.front_page import FILE as FRONT
from offshore.book.serving import rebuilding, web
from offshore.compendium.errors import UserError
from offshore.compendium.progress import Say
from offshore.compendium.root import Compendium

HOST = "127.0.0.1"
# A process of its own imports modules as they are after a change.
BUILD = (sys.executable, "-c", "from offshore.cli.program import main; main()", "build")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
BODY = 1 << 16  # bytes; requests that are answered have no body


def serve(compendium: Compendium, port: int, say: Say, command: Sequence[str] = BUILD) -> int:
    """Build the published editions, serve them until interrupted, and rebuild on every change.

    The last good books are served while a build runs and if it fails. `command` is the build
    command. Returns the exit code for the signal that ended it. Raises UserError, before anything
    is built, if the port is not available.
    """
    with _listening(port) as listener:
        code = asyncio.run(_serve(compendium, listener, say, command))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C adds nothing
    say("Stopped serving.")
    return code


def _listening(port: int) -> socket.socket:
    """Return the socket that everything is served on, bound once."""
    try:
        return socket.create_server((HOST, port), backlog=128)
    except OSError as fault:
        raise UserError(_complaint(port, fault)) from None


def _complaint(port: int, fault: OSError) -> str:
    other = "Choose another with --port, or --port 0 for any free one."
    if fault.errno == errno.EADDRINUSE:
        if port == 0:
            return f"No port is free on {HOST}. Stop a program that listens there, and try again."
        return f"Port {port} is in use by another program. {other}"
    if fault.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} needs rights that you lack: take one from 1024 to 65535. {other}"
    return f"Port {port} on {HOST} cannot be opened: {os.strerror(fault.errno or 0)}. {other}"


async def _serve(
    compendium: Compendium, listener: socket.socket, say: Say, command: Sequence[str]
) -> int:
    stopping = _stopping()
    readers: set[web.Reloads] = set()
    port = int(listener.getsockname()[1])
    listener.setblocking(False)
    server = HTTPServer(
        web.Gate(web.application(compendium, port, readers), port), max_body_size=BODY
    )
    server.add_socket(listener)
    building = asyncio.create_task(_keep_built(compendium, port, say, command, readers))
    either: list[asyncio.Future[Any]] = [stopping, building]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    building.cancel()
    server.stop()
    for reader in list(readers):
        reader.close()
    with suppress(TimeoutError):
        await asyncio.wait_for(server.close_all_connections(), rebuilding.GRACE)
    with suppress(asyncio.CancelledError):
        await building
    return stopping.result()


def _stopping() -> "asyncio.Future[int]":
    """Return a future for the exit code, by shell convention, set when a signal asks to end."""
    loop = asyncio.get_running_loop()
    stopping: asyncio.Future[int] = loop.create_future()

    def stop(number: int) -> None:
        if not stopping.done():
            stopping.set_result(128 + number)

    for number in SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            loop.add_signal_handler(number, stop, number)
    return stopping


async def _keep_built(
    compendium: Compendium, port: int, say: Say, command: Sequence[str], readers: set[web.Reloads]
) -> None:
    """Build, say where the book is served, and build again on every change."""
    watch = rebuilding.Watch(compendium)  # changes from here on cause a rebuild
    await _build(compendium, say, command)
    say(f"Serving on http://{HOST}:{port}{web.BOOK}{FRONT}")
    while True:
        changed = await watch.change()
        say(f"{os.path.relpath(changed)} has changed: building again.")
        if await _build(compendium, say, command):
            web.reload(list(readers))


async def _build(compendium: Compendium, say: Say, command: Sequence[str]) -> bool:
    """Build once; report a failure."""
    try:
        good = await rebuilding.build(command)
    except OSError as fault:
        say(f"The build cannot be started: {fault.strerror}.")
        good = False
    if not good:
        kept = "the last good book stays" if web.find(compendium, FRONT) else "there is no book yet"
        say(f"The build failed; {kept}. The next change of a source builds again.")
    return good

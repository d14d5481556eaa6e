"""The client of a warm kernel: starts the warm process when it is first needed, and asks it."""

import asyncio
import atexit
import hashlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.client import KernelClient
from jupyter_client.session import Session

from offshore.warm import wire

PRELOAD = ("seaborn", "offshore.notebook", "offshore.study.*", "offshore.audit.*")
ADDRESS = "OFFSHORE_WARM"  # where processes that this one starts find its warm process
START = "import sys; from offshore.warm.server import main; main(int(sys.argv[1]), sys.argv[2:])"
KEY = b"none"  # nobody else can write to a pair of sockets, so messages need no signature
PATIENCE = 5.0  # seconds that a kernel has to end in


def address(environment: Mapping[str, str]) -> str:
    """Return where the warm process for an environment listens, starting it where there is none.

    A process finds the one of the process that started it.
    """
    state, _, place = os.environ.get(ADDRESS, "").partition(":")
    if state == _state(environment) and Path(place).exists():
        return place
    return _start(_state(environment), environment)


def _state(environment: Mapping[str, str]) -> str:
    """Return, in short, what an interpreter takes notice of only when it starts."""
    names = sorted(name for name in environment if name.startswith("PYTHON") or "_NUM_" in name)
    told = [sys.executable, *(f"{name}={environment[name]}" for name in names)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _start(state: str, environment: Mapping[str, str]) -> str:
    """Start a warm process, which ends with this one, and return where it listens."""
    folder = tempfile.mkdtemp(prefix="warm-")  # only its owner can open it
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    place = f"{folder}/socket"
    with socket.socket(socket.AF_UNIX) as listener:
        # Listening from now on, so that who asks waits until the imports are done.
        listener.bind(place)
        listener.listen(128)
        subprocess.Popen(
            # Not frozen, as Jupyter starts kernels: a debugger would complain.
            [sys.executable, "-Xfrozen_modules=off", "-c", START, str(listener.fileno()), *PRELOAD],
            env=environment,
            stdin=subprocess.PIPE,
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
    os.environ[ADDRESS] = f"{state}:{place}"
    return place


class Channel:
    """One channel of a kernel's connection, as nbclient reads it."""

    def __init__(self, client: "WarmKernel") -> None:
        self._client = client
        self._arrived: asyncio.Queue[Any] = asyncio.Queue()

    async def get_msg(self, timeout: float | None = None) -> Any:
        """Return the next message; raises Empty where none comes in time."""
        self._client.listen()
        try:
            return await asyncio.wait_for(self._arrived.get(), timeout)
        except TimeoutError:
            raise Empty from None

    def put(self, message: Any) -> None:
        """Have a message read."""
        self._arrived.put_nowait(message)

    def send(self, message: Any) -> None:
        """Send a message to the kernel."""
        self._client.send(message)


class WarmKernel(KernelClient):
    """A kernel forked from the warm process, and the client of it."""

    has_kernel = True  # nbclient need not start it

    def __init__(self, folder: str, environment: Mapping[str, str], arguments: Sequence[str] = ()):
        super().__init__(session=Session(key=KEY))
        self.allow_stdin = False
        self._channels = {wire.SHELL: Channel(self), wire.IOPUB: Channel(self)}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connection = _ask(folder, environment, [*arguments, f"--Session.key={KEY.decode()}"])
        self._life = os.pidfd_open(int(self._connection.recv_bytes()))

    def client(self) -> "WarmKernel":
        """Return this, which is the kernel's manager and its client in one."""
        return self

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Do nothing: the channels are there."""

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """Do nothing: requests wait until the kernel reads them."""

    @property
    def shell_channel(self) -> Channel:
        """Requests and their replies."""
        return self._channels[wire.SHELL]

    @property
    def iopub_channel(self) -> Channel:
        """What cells put out."""
        return self._channels[wire.IOPUB]

    def send(self, message: Any) -> None:
        """Send a message; a kernel that is dead is found so by who waits for the reply."""
        with suppress(OSError):
            wire.send(self._connection, wire.SHELL, self.session.serialize(message))

    def listen(self) -> None:
        """Read what arrives whenever the running loop has time."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._connection.fileno(), self._read)

    def _read(self) -> bool:
        """Hand a message on to who waits for it; return whether there was one."""
        try:
            channel, frames = wire.receive(self._connection)
        except (EOFError, OSError):
            self._deafen()
            return False
        _, frames = self.session.feed_identities(frames)
        self._channels[channel].put(self.session.deserialize(frames))
        return True

    def _deafen(self) -> None:
        if self._loop:
            self._loop.remove_reader(self._connection.fileno())

    async def is_alive(self) -> bool:
        """Whether the kernel's process is there."""
        return not select.select([self._life], [], [], 0)[0]

    def interrupt_kernel(self) -> None:
        """Do what Ctrl-C does."""
        self._signal(signal.SIGINT)

    async def end(self) -> None:
        """End the kernel: interrupted, it runs what cells registered to be run at its end."""
        self.interrupt_kernel()
        self.listen()
        with suppress(OSError):
            socket.socket(fileno=os.dup(self._connection.fileno())).shutdown(socket.SHUT_WR)
        try:
            await asyncio.wait_for(self._end(), PATIENCE)
        except TimeoutError:
            self._signal(signal.SIGKILL)
        self._deafen()
        os.close(self._life)
        self._connection.close()

    async def _end(self) -> None:
        """Wait until the process has ended, and have what it sent last read."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._life, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._life)
        while self._connection.poll() and self._read():
            await asyncio.sleep(0)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._life, number)


def _ask(folder: str, environment: Mapping[str, str], arguments: Sequence[str]) -> Connection:
    asking = socket.socket(socket.AF_UNIX)
    asking.connect(address(environment))
    socket.send_fds(asking, [b"?"], [1, 2])
    connection = Connection(asking.detach())
    kept = {name: value for name, value in environment.items() if name != ADDRESS}
    asked = {"folder": folder, "environment": kept, "arguments": list(arguments)}
    connection.send_bytes(json.dumps(asked).encode())
    return connection

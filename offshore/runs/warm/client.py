"""The client of a forked kernel, with the interface that nbclient expects."""

import asyncio
import json
import os
import select
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Empty
from typing import Any

from jupyter_client.client import KernelClient
from jupyter_client.session import Session

from offshore.runs.warm import framing, launcher
from offshore.runs.warm.bounds import Bounds

KEY = b"none"  # nobody else can write to a pair of sockets, so messages need no signature
PATIENCE = 5.0  # seconds that a kernel has to end


class Channel:
    """One channel of a kernel's connection, with the interface that nbclient expects."""

    def __init__(self, client: "WarmKernel") -> None:
        self._client = client
        self._arrived: asyncio.Queue[Any] = asyncio.Queue()

    async def get_msg(self, timeout: float | None = None) -> Any:
        """Return the next message; raises Empty if none comes in time."""
        self._client.listen()
        try:
            return await asyncio.wait_for(self._arrived.get(), timeout)
        except TimeoutError:
            raise Empty from None

    def put(self, message: Any) -> None:
        """Queue a message that has arrived."""
        self._arrived.put_nowait(message)

    def send(self, message: Any) -> None:
        """Send a message to the kernel."""
        self._client.send(message)


class WarmKernel(KernelClient):
    """A kernel forked from the warm process, and its client."""

    has_kernel = True  # nbclient need not start it

    def __init__(
        self,
        folder: str,
        environment: Mapping[str, str],
        arguments: Sequence[str] = (),
        bounds: Bounds | None = None,
        most_output: int | None = None,
    ):
        """Fork a kernel; `most_output` is the number of bytes that its cells may output."""
        super().__init__(session=Session(key=KEY))
        self.allow_stdin = False
        self._channels = {framing.SHELL: Channel(self), framing.IOPUB: Channel(self)}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connection = launcher.ask(
            folder, environment, [*arguments, f"--Session.key={KEY.decode()}"], bounds or Bounds()
        )
        kernel, above, self.protected = json.loads(self._connection.recv_bytes())
        self._kernel, self._life = os.pidfd_open(kernel), os.pidfd_open(above)
        self._left = most_output

    def client(self) -> "WarmKernel":
        """Return this object, which is both the kernel's manager and its client."""
        return self

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Do nothing: the channels are already open."""

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """Do nothing: requests wait until the kernel reads them."""

    @property
    def shell_channel(self) -> Channel:
        """Requests and their replies."""
        return self._channels[framing.SHELL]

    @property
    def iopub_channel(self) -> Channel:
        """The output of cells."""
        return self._channels[framing.IOPUB]

    def send(self, message: Any) -> None:
        """Send a message; if the kernel is dead, the wait for its reply will show that."""
        with suppress(OSError):
            framing.send(self._connection, framing.SHELL, self.session.serialize(message))

    def listen(self) -> None:
        """Read what arrives whenever the running loop has time."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._connection.fileno(), self._read)

    def _read(self) -> bool:
        """Pass a message on to its channel; return whether there was one."""
        try:
            channel, frames = framing.receive(self._connection)
        except (EOFError, OSError):
            self._stop_listening()
            return False
        self._count(frames)
        _, frames = self.session.feed_identities(frames)
        self._channels[channel].put(self.session.deserialize(frames))
        return True

    def _count(self, frames: Sequence[bytes]) -> None:
        """Count what the kernel outputs, and kill it if that is too much."""
        if self._left is not None:
            self._left -= sum(map(len, frames))
            if self.put_out_too_much:
                self._signal(signal.SIGKILL)

    @property
    def put_out_too_much(self) -> bool:
        """Whether the kernel was killed for its output."""
        return self._left is not None and self._left < 0

    def _stop_listening(self) -> None:
        if self._loop:
            self._loop.remove_reader(self._connection.fileno())

    async def is_alive(self) -> bool:
        """Tell whether the kernel's process, or one that it started, is still running."""
        return not select.select([self._life], [], [], 0)[0]

    def interrupt_kernel(self) -> None:
        """Do what Ctrl-C does."""
        self._signal(signal.SIGINT)

    async def end(self) -> None:
        """End the kernel: once interrupted, it runs the exit functions that cells registered."""
        self.interrupt_kernel()
        self.listen()
        with suppress(OSError):
            socket.socket(fileno=os.dup(self._connection.fileno())).shutdown(socket.SHUT_WR)
        try:
            await asyncio.wait_for(self._end(), PATIENCE)
        except TimeoutError:
            self._signal(signal.SIGKILL)
        self._stop_listening()
        os.close(self._life)
        os.close(self._kernel)
        self._connection.close()

    async def _end(self) -> None:
        """Wait until all processes have ended, and read what the kernel sent last."""
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
            signal.pidfd_send_signal(self._kernel, number)

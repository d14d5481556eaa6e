"""jupyter_client's manager and client of a kernel, for one that is forked."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty
from typing import Any

from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.session import Session
from nbclient.exceptions import DeadKernelError

from offshore.runs.warm.bounds import Bounded
from offshore.runs.warm.provisioner import Forked

PATIENCE = 5.0  # seconds that a kernel has to end
LAST = 0.2  # seconds in which its last output arrives
GLANCE = 1.0  # seconds after which a silent kernel is looked at


class CountingSession(Session):
    """A session that counts what it receives, and calls `stop` when that is too much."""

    left: int | None = None  # bytes
    stop: Any = None

    def deserialize(self, frames: Sequence[bytes], *options: Any, **named: Any) -> Any:
        """Return the message that frames stand for."""
        if self.left is not None:
            self.left -= sum(map(len, frames))
            if self.put_out_too_much:
                self.stop()
        return super().deserialize(frames, *options, **named)

    @property
    def put_out_too_much(self) -> bool:
        """Whether the kernel sent more than it may."""
        return self.left is not None and self.left < 0


class Client(AsyncKernelClient):
    """jupyter_client's client, quicker to begin."""

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Start the two channels that the execution of a notebook takes."""
        super().start_channels(stdin=False, hb=False, control=False)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait for the kernel's welcome, after which no output is lost.

        It is part of Jupyter's protocol. jupyter_client itself asks for a reply, and then waits for
        0.2 s of silence.
        """
        deadline = None if timeout is None else asyncio.get_running_loop().time() + timeout
        while deadline is None or asyncio.get_running_loop().time() < deadline:
            with suppress(Empty):
                await self.get_iopub_msg(timeout=GLANCE)
                return
            if not await self.is_alive():
                raise DeadKernelError("Kernel died")
        raise DeadKernelError(f"Kernel did not answer in {timeout} s")


class Manager(AsyncKernelManager):
    """jupyter_client's manager, of a forked kernel whose output is counted in `messages`."""

    def __init__(self, bounded: Bounded, **options: Any) -> None:
        super().__init__(client_factory=Client, **options)
        self.provisioner = Forked(parent=self, kernel_spec=self.kernel_spec, bounds=bounded.bounds)
        self.messages = CountingSession(key=self.session.key)
        self.messages.left, self.messages.stop = bounded.output, self.provisioner.stop
        self._clients: list[Client] = []

    def client(self, **options: Any) -> Client:
        """Return a client, whose messages are counted."""
        self._clients.append(super().client(session=self.messages, **options))
        return self._clients[-1]

    async def end(self) -> None:
        """End the kernel: once interrupted, it runs the exit functions that cells registered."""
        if await self.is_alive():
            await self.interrupt_kernel()
            await self.provisioner.terminate()
            try:
                await asyncio.wait_for(self.provisioner.wait(), PATIENCE)
            except TimeoutError:
                await self.provisioner.kill()
            await _read_out()
        for client in self._clients:
            client.stop_channels()
        await self.cleanup_resources()


async def _read_out() -> None:
    """Let nbclient read what an interrupted cell put out; it has a task for that."""
    if reading := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(reading, timeout=LAST, return_when=asyncio.FIRST_COMPLETED)

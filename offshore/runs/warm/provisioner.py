"""How jupyter_client gets a kernel that is forked from the warm process."""

import asyncio
import json
import os
import select
import shutil
import signal
import socket
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from jupyter_client.provisioning import KernelProvisionerBase
from nbclient.exceptions import DeadKernelError
from traitlets import Instance

from offshore.runs.warm import launcher
from offshore.runs.warm.bounds import Bounds

START = 60.0  # seconds that a kernel has to start; nbclient allows as much


class Forked(KernelProvisionerBase):
    """A kernel forked from the warm process, with files that only its user can open.

    `protected` tells whether the sources are read-only to it.
    """

    bounds = Instance(Bounds, args=())
    protected = False
    _place = ""  # the folder of its connection file and sockets
    _connection: Connection | None = None
    _kernel = _life = -1

    @property
    def has_process(self) -> bool:
        """Whether a kernel was forked, even if it has ended."""
        return self._life >= 0

    async def pre_launch(self, **options: Any) -> dict[str, Any]:
        """Choose where the kernel listens, and return the options for `launch_kernel`."""
        self._place = tempfile.mkdtemp(prefix="kernel-")
        manager = self.parent
        # Every user of the machine could reach a kernel on TCP.
        manager.transport, manager.ip = "ipc", f"{self._place}/ipc"
        manager.connection_file = f"{self._place}/kernel.json"
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        command = manager.format_kernel_cmd(options.pop("extra_arguments", None))
        return dict(await super().pre_launch(cmd=command, **options))

    async def launch_kernel(self, cmd: Sequence[str], **options: Any) -> Any:
        """Fork a kernel that has a command's arguments, and wait until it listens."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        self._connection = launcher.ask(
            options["cwd"], self._place, options["env"], arguments, self.bounds
        )
        kernel, above, self.protected = json.loads(self._received())
        self._kernel, self._life = os.pidfd_open(kernel), os.pidfd_open(above)
        self._received()
        return self.connection_info

    def _received(self) -> bytes:
        """Return what the kernel says as it starts; raises DeadKernelError if it does not start."""
        assert self._connection
        with suppress(EOFError, OSError):
            if self._connection.poll(START):
                return self._connection.recv_bytes()
        raise DeadKernelError("Kernel died")

    async def poll(self) -> int | None:
        """Return None while the kernel, or a process that it started, is running."""
        return 0 if select.select([self._life], [], [], 0)[0] else None

    async def wait(self) -> int | None:
        """Wait until the kernel and all that it started have ended."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._life, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._life)
        return 0

    async def send_signal(self, signum: int) -> None:
        """Send the kernel a signal."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._kernel, signum)

    def stop(self) -> None:
        """Kill the kernel at once."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._kernel, signal.SIGKILL)

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002 -- as jupyter_client has it
        """Kill the kernel."""
        self.stop()

    async def terminate(self, restart: bool = False) -> None:  # noqa: ARG002
        """Have the kernel end by itself, with the exit functions that cells registered."""
        assert self._connection
        with suppress(OSError), socket.socket(fileno=os.dup(self._connection.fileno())) as end:
            end.shutdown(socket.SHUT_WR)

    async def cleanup(self, restart: bool = False) -> None:  # noqa: ARG002
        """Let go of the kernel; what is still running is killed then."""
        for descriptor in (self._kernel, self._life):
            if descriptor >= 0:
                os.close(descriptor)
        self._kernel = self._life = -1
        if self._connection:
            self._connection.close()
        shutil.rmtree(self._place, ignore_errors=True)

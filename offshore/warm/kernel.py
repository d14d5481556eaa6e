"""The kernel of a warm run: ipykernel's, on one connection instead of five listening sockets.

Cells are executed, and their output is captured, by ipykernel's own code, so what a
notebook gets is what it would get from a kernel that was started the usual way.
"""

import asyncio
import os
import select
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

import zmq
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell  # noqa: F401 -- imported before the fork
from traitlets import Any as AnyTrait

from offshore.warm import wire

GRACE = 5.0  # seconds that a kernel has to end in when its client is gone


class NoSubshells:
    """Stands where ipykernel has the thread of its subshells and asks whose child it is."""

    parent_thread = threading.main_thread()

    def __bool__(self) -> bool:
        """Be taken for no thread."""
        return False


class Kernel(IPythonKernel):
    """ipykernel's kernel, whose requests come, and whose replies go, through a connection."""

    shell_stream = AnyTrait()
    connection: Connection
    _supports_kernel_subshells = False

    def start(self) -> None:
        """Answer requests on the running loop until the client closes its end."""
        super(IPythonKernel, self).start()  # what IPythonKernel adds is for a debugger
        self.shell_stream = wire.KernelSocket(self.connection, wire.SHELL)
        self.io_loop.add_callback(self._answer)

    async def _answer(self) -> None:
        loop = asyncio.get_running_loop()
        # Beside the loop, on which a cell may have left tasks that go on between cells.
        while request := await loop.run_in_executor(None, self._request):
            frames = [zmq.Frame(frame) for frame in request]
            await loop.create_task(self.shell_main(None, frames))
        self.io_loop.stop()

    def _request(self) -> list[bytes]:
        try:
            return wire.receive(self.connection)[1]
        except (EOFError, OSError):
            return []


class KernelApp(IPKernelApp):
    """ipykernel's application on a connection: nothing listens, and no file names a port."""

    kernel_class = Kernel
    connection: Connection

    def init_connection_file(self) -> None:
        """Have no connection file."""

    def write_connection_file(self, **_: Any) -> None:
        """Have no connection file."""

    def init_heartbeat(self) -> None:
        """Have no heartbeat: the client sees whether this process lives."""

    def log_connection_info(self) -> None:
        """Tell nobody how to connect."""

    def init_poller(self) -> None:
        """End when the client is gone, at the latest some seconds after."""
        threading.Thread(target=_end_without_client, args=[self.connection], daemon=True).start()

    def init_sockets(self) -> None:
        """Put the connection in the place of the channel for output."""
        self.configure_tornado_logger()
        output = wire.KernelSocket(self.connection, wire.IOPUB)
        self.iopub_thread = IOPubThread(output, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_kernel(self) -> None:
        """Create the kernel, its replies going to the connection."""
        self.kernel = Kernel.instance(
            parent=self,
            session=self.session,
            shell_channel_thread=NoSubshells(),
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.kernel.connection = self.connection
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count

    def close(self) -> None:
        """Let go of standard output and error, and send what is left of them."""
        self.reset_io()
        self.iopub_thread.stop()


def _end_without_client(connection: Connection) -> None:
    """Wait until the other end is closed; then, even amid a cell, end the process."""
    watch = select.poll()
    watch.register(connection.fileno(), select.POLLRDHUP)
    watch.poll()
    time.sleep(GRACE)
    os._exit(1)


def serve(connection: Connection, arguments: list[str]) -> None:
    """Be the kernel at one end of a connection until the client closes the other."""
    app = KernelApp.instance()
    app.connection = connection
    app.initialize(arguments)
    app.start()

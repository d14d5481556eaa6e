"""The kernel of a warm run: ipykernel's, on one connection instead of five listening sockets.

ipykernel's own code executes cells and captures their output, so a notebook gets what it would get
from a kernel that was started the usual way.
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

from offshore.runs.warm import framing

GRACE = 5.0  # seconds that a kernel has to end once its client is gone


class NoSubshells:
    """Takes the place of ipykernel's subshell thread, whose parent ipykernel asks for."""

    parent_thread = threading.main_thread()

    def __bool__(self) -> bool:
        """Count as no thread."""
        return False


class Kernel(IPythonKernel):
    """ipykernel's kernel, with requests and replies on one connection."""

    shell_stream = AnyTrait()
    connection: Connection
    _supports_kernel_subshells = False

    def start(self) -> None:
        """Answer requests on the running loop until the client closes its end."""
        super(IPythonKernel, self).start()  # what IPythonKernel adds is for a debugger
        self.shell_stream = framing.KernelSocket(self.connection, framing.SHELL)
        self.io_loop.add_callback(self._answer)

    async def _answer(self) -> None:
        loop = asyncio.get_running_loop()
        # In a thread: a cell may have left tasks on the loop, which run on between cells.
        while request := await loop.run_in_executor(None, self._request):
            frames = [zmq.Frame(frame) for frame in request]
            await loop.create_task(self.shell_main(None, frames))
        self.io_loop.stop()

    def _request(self) -> list[bytes]:
        try:
            return framing.receive(self.connection)[1]
        except (EOFError, OSError):
            return []


class KernelApp(IPKernelApp):
    """ipykernel's application on a connection: nothing listens, and no file names a port."""

    kernel_class = Kernel
    connection: Connection

    def init_connection_file(self) -> None:
        """Create no connection file."""

    def write_connection_file(self, **_: Any) -> None:
        """Write no connection file."""

    def init_heartbeat(self) -> None:
        """Start no heartbeat: the client sees whether this process is alive."""

    def log_connection_info(self) -> None:
        """Log nothing: nobody else can connect."""

    def init_poller(self) -> None:
        """End when the client is gone, at the latest some seconds later."""
        threading.Thread(target=_end_without_client, args=[self.connection], daemon=True).start()

    def init_sockets(self) -> None:
        """Use the connection as the channel for output."""
        self.configure_tornado_logger()
        output = framing.KernelSocket(self.connection, framing.IOPUB)
        self.iopub_thread = IOPubThread(output, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_kernel(self) -> None:
        """Create the kernel, with its replies going to the connection."""
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
        """Release standard output and error, and send what is left of them."""
        self.reset_io()
        self.iopub_thread.stop()


def _end_without_client(connection: Connection) -> None:
    """Wait until the other end is closed, then end the process, even in the middle of a cell."""
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

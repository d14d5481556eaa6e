"""The kernel of a warm run: ipykernel's own application, in a forked process.

Three things differ from a kernel that is started the usual way: what forked processes output goes
through a socket in a folder, where ipykernel listens on the network; no output is dropped or piles
up; and the kernel ends when its client lets go of the connection that it was forked for.
"""

import os
import select
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

import zmq
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from tornado.ioloop import IOLoop
from zmq.eventloop.zmqstream import ZMQStream

GRACE = 5.0  # seconds that a kernel has to end once its client is gone
LINGER, FORKS_LINGER = 1000, 3000  # milliseconds to send the last output; as in ipykernel
HELD = 4 << 20  # characters that a stream may hold back


class Stream(OutStream):
    """Standard output or error; a loop that prints has to wait until some of it is sent.

    In ipykernel such a loop keeps the thread that sends from its turn, until memory runs out.
    """

    written = 0

    def write(self, text: str) -> Any:
        """Write a text."""
        done = super().write(text)
        self.written += len(text)
        if self.written > HELD:
            self.written = 0
            self.flush()
        return done


class Output(zmq.Socket[bytes]):
    """The socket for output; a process forked by a cell sends through another one, `beside`."""

    owner = 0
    beside = ""

    def send_multipart(self, msg_parts: Sequence[Any], *options: Any, **named: Any) -> Any:
        """Send a message's frames."""
        if os.getpid() == self.owner:
            return super().send_multipart(msg_parts, *options, **named)
        # A fork has no thread that sends in the background, so wait until this is sent.
        with zmq.Context() as context, context.socket(zmq.PUSH) as socket:
            socket.linger = FORKS_LINGER
            socket.connect(self.beside)
            return socket.send_multipart(msg_parts)


class KernelApp(IPKernelApp):
    """ipykernel's application, of which nothing listens on the network."""

    connection: Connection

    def init_iopub(self, context: zmq.Context[Any]) -> None:
        """Create the channel for output, with a socket in a folder for what is forked."""
        place = f"ipc://{self.ip}-{self.iopub_port}"
        output = context.socket(zmq.XPUB, socket_class=Output)
        output.owner, output.beside, output.linger = os.getpid(), f"{place}-forked", LINGER
        output.sndhwm = 0  # ZeroMQ would drop output that the client is slow to read
        output.bind(place)
        self.configure_tornado_logger()
        self.iopub_thread = IOPubThread(output, session=self.session)
        _pass_on(context.socket(zmq.PULL), output, self.iopub_thread.io_loop)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_poller(self) -> None:
        """End when the client is gone, at the latest some seconds later."""
        given = [self.connection, IOLoop.current()]
        threading.Thread(target=_end_without_client, args=given, daemon=True).start()


def _pass_on(forked: zmq.Socket[bytes], output: Output, loop: IOLoop) -> None:
    """Send on what forked processes output; the loop closes the socket when it is closed."""
    forked.linger = 0
    forked.bind(output.beside)
    ZMQStream(forked, loop).on_recv(output.send_multipart)


def _end_without_client(connection: Connection, loop: IOLoop) -> None:
    """Wait until the client closes its end, then end the process, even in the middle of a cell.

    Jupyter's request for shutdown is not used: ipykernel's thread that answers it and the one that
    exits sometimes wait for each other for ten seconds.
    """
    watch = select.poll()
    watch.register(connection.fileno(), select.POLLRDHUP)
    watch.poll()
    loop.add_callback(loop.stop)
    time.sleep(GRACE)
    os._exit(1)


def serve(connection: Connection, arguments: list[str]) -> None:
    """Be a kernel until the client closes its end of the connection; say when it listens."""
    streams = f"{Stream.__module__}.{Stream.__name__}"
    app = KernelApp.instance(parent_handle=os.getppid(), outstream_class=streams)
    app.connection = connection
    app.initialize(arguments)
    connection.send_bytes(b"listening")
    app.start()

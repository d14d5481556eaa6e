"""Messages between a client and its kernel: ZeroMQ's frames, sent through a socket pair.

Kernel and client build and parse messages with Jupyter's own `Session`; only the transport of the
frames is unusual.
"""

import multiprocessing
from collections.abc import Iterable, Sequence
from multiprocessing.connection import Connection

import zmq

SHELL, IOPUB = b"shell", b"iopub"


def send(connection: Connection, channel: bytes, frames: Sequence[bytes]) -> None:
    """Write one message: its channel, the number of its frames, and each frame."""
    connection.send_bytes(channel)
    connection.send_bytes(str(len(frames)).encode())
    for frame in frames:
        connection.send_bytes(frame)


def receive(connection: Connection) -> tuple[bytes, list[bytes]]:
    """Read one whole message, waiting for it; raises EOFError if the other end is gone."""
    channel = connection.recv_bytes()
    count = int(connection.recv_bytes())
    return channel, [connection.recv_bytes() for _ in range(count)]


class KernelSocket:
    """One channel at the kernel's end, with the part of a ZeroMQ socket that ipykernel uses."""

    # Threads of the kernel write, and so do processes that a cell forks. One lock, of the
    # kind that survives a fork, keeps each message in one piece.
    _lock = None

    def __init__(self, connection: Connection, channel: bytes) -> None:
        # ipykernel's threads wake each other through it.
        self.context: object = zmq.Context.instance()
        self._connection = connection
        self._channel = channel
        KernelSocket._lock = KernelSocket._lock or multiprocessing.get_context("fork").RLock()

    def send_multipart(self, frames: Iterable[bytes], **_: object) -> None:
        """Send a message's frames."""
        assert KernelSocket._lock
        with KernelSocket._lock:
            send(self._connection, self._channel, [bytes(frame) for frame in frames])

    def flush(self, *_: object) -> None:
        """Do nothing: what was sent is on its way."""

    def close(self) -> None:
        """Do nothing: the connection is the process's to close."""

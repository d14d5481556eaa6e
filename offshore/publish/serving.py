"""Serving the book on the loopback address, rebuilt and reloaded when a source changes."""

import socket
import subprocess
import sys

from livereload import Server

from offshore import places
from offshore.publish.runs import Say

HOST = "127.0.0.1"
BUILD = "from offshore.cli import main; main()"


def serve(port: int, say: Say) -> None:
    """Build the published editions, serve them until interrupted, and build again on every change.

    A build that fails is told and leaves the last good books in place.
    """

    def rebuild() -> None:
        # In a process of its own, which reads modules that have changed.
        subprocess.run([sys.executable, "-c", BUILD, "build"], check=False)

    rebuild()
    port = port or _free_port()
    server = Server()
    for folder in (places.book(), places.notebooks(), places.data(), places.PACKAGE):
        server.watch(f"{folder}/**/*[!~]", rebuild)
    server.watch(str(places.config()), rebuild)
    front = places.published().relative_to(places.build()) / "index.html"
    say(f"Serving on http://{HOST}:{port}/{front.as_posix()}")
    # The published books are links to stored ones, and the server follows none out of its root.
    server.serve(root=str(places.build()), port=port, host=HOST)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])

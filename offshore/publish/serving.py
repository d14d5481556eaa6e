"""Serving the book on the loopback address, rebuilt and reloaded when a source changes."""

import socket

from livereload import Server

from offshore import places
from offshore.errors import UserError
from offshore.publish import editions
from offshore.publish.runs import Say
from offshore.show.language import languages

HOST = "127.0.0.1"


def serve(port: int, say: Say) -> None:
    """Build the published editions, serve them until interrupted, and build again on every change.

    A build that fails is told and leaves the last good books in place.
    """

    def rebuild() -> None:
        try:
            say(editions.publish(list(languages()), say).summary)
        except UserError as fault:
            say(str(fault))

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

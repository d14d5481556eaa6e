"""What `offshore serve` answers: only pages of the published books, only under its own names.

Any page that a browser has open may send requests to this machine. So each request is checked
first: its Host must be a name of this server, which a page cannot forge by pointing its own name
here, and its Origin, which browsers send with every websocket, must be this server too.
"""

import asyncio
import os
import re
from collections.abc import Awaitable, Sequence
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any
from urllib.parse import quote

from livereload.handlers import LiveReloadJSHandler
from tornado import httputil, web
from tornado.websocket import WebSocketHandler

from offshore.book import binding
from offshore.book.front_page import FILE as FRONT
from offshore.compendium.root import Compendium

HOSTS = ("127.0.0.1", "localhost", "[::1]")
BOOK = "/book/"  # where the published editions are, as in _build
HEADERS = {
    "Cache-Control": "no-store",  # so that a rebuilt page is seen
    "Content-Type": "text/plain; charset=utf-8",
    "Cross-Origin-Resource-Policy": "same-origin",  # no page elsewhere loads it as a script
    "X-Content-Type-Options": "nosniff",
}
FORBIDDEN = b"Refused: this server answers to its own address on this machine alone.\n"
HELLO = {
    "command": "hello",
    "protocols": ["http://livereload.com/protocols/official-7"],
    "serverName": "offshore",
}
RELOAD = {"command": "reload", "path": "/", "liveCSS": False}
# Without the system's tables, so that types are the same on every machine.
TYPES = MimeTypes()
for _suffix, _type in {
    ".bib": "text/x-bibtex",
    ".csv": "text/csv",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}.items():
    TYPES.add_type(_type, _suffix)


class Gate(httputil.HTTPServerConnectionDelegate):
    """Admits requests that come from no page or from this server's own; refuses all others."""

    def __init__(self, application: web.Application, port: int) -> None:
        self.application = application
        names = [f"{name}:{port}" for name in HOSTS]
        self.hosts = {*HOSTS, *names}
        self.origins = {f"http://{name}" for name in (HOSTS if port == 80 else names)}

    def start_request(
        self, server_conn: object, request_conn: httputil.HTTPConnection
    ) -> httputil.HTTPMessageDelegate:
        """Return the delegate that takes the request, starting with its headers."""
        return _Request(self, server_conn, request_conn)

    def admits(self, headers: httputil.HTTPHeaders) -> bool:
        """Tell whether a request names this server, once, and comes from no page elsewhere."""
        hosts, origins = headers.get_list("Host"), headers.get_list("Origin")
        named = len(hosts) == 1 and hosts[0].lower() in self.hosts
        return named and (not origins or (len(origins) == 1 and origins[0] in self.origins))


class _Request(httputil.HTTPMessageDelegate):
    """A request that goes to the application once its headers have been checked."""

    def __init__(
        self, gate: Gate, server_conn: object, request_conn: httputil.HTTPConnection
    ) -> None:
        self.gate, self.server_conn, self.request_conn = gate, server_conn, request_conn
        self.inner = httputil.HTTPMessageDelegate()  # receives what is refused, and does nothing

    def headers_received(
        self,
        start_line: httputil.RequestStartLine | httputil.ResponseStartLine,
        headers: httputil.HTTPHeaders,
    ) -> Awaitable[None] | None:
        if not self.gate.admits(headers):
            self._refuse(getattr(start_line, "method", ""))
            return None
        self.inner = self.gate.application.start_request(self.server_conn, self.request_conn)
        return self.inner.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        return self.inner.data_received(chunk)

    def finish(self) -> None:
        self.inner.finish()

    def on_connection_close(self) -> None:
        self.inner.on_connection_close()

    def _refuse(self, method: str) -> None:
        length = {"Content-Length": str(len(FORBIDDEN)), "Connection": "close"}
        self.request_conn.write_headers(
            httputil.ResponseStartLine("HTTP/1.1", 403, "Forbidden"),
            httputil.HTTPHeaders(HEADERS | length),
            b"" if method == "HEAD" else FORBIDDEN,
        )
        self.request_conn.finish()


class Answer(web.RequestHandler):
    """What all answers share: their headers, and a line of plain text for an error."""

    def set_default_headers(self) -> None:
        """Set the headers of pages and of errors."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in one line what is wrong."""
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        self.finish(f"{status_code} {self._reason}. {self._advice(status_code)}".strip() + "\n")

    def find(self, address: str) -> Path | None:
        """Return the file or folder that an address names, or None, as the function `find` does."""
        return find(self.settings["compendium"], address)

    def _advice(self, status_code: int) -> str:
        if status_code != 404:
            return ""
        if self.find(FRONT) is None:
            return "There is no book yet: see what the build says."
        return f"The book has no such page; it begins at {BOOK}{FRONT}."


class Front(Answer):
    """Redirects to the front page."""

    def get(self) -> None:
        """Redirect to the front page."""
        self.redirect(BOOK + FRONT)

    head = get


class Page(Answer):
    """A file of the published books; a folder redirects to its opening page."""

    def get(self, address: str = "") -> None:
        """Answer with the file; a page also gets the script that reloads it."""
        found = self.find(address)
        if found and found.is_dir():
            opening = f"{address.removesuffix('/')}/{FRONT}"
            found = None
            if self.find(opening):
                self.redirect(BOOK + quote(opening))
                return
        try:
            content = found.read_bytes() if found else None
        except OSError:  # the book has just been replaced, or may not be read
            content = None
        if found is None or content is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", content_type(found.name))
        self.write(self._reloading(content) if found.suffix == ".html" else content)

    head = get

    def _reloading(self, page: bytes) -> bytes:
        script = f'<script src="/livereload.js?port={self.settings["port"]}"></script>'
        return page.replace(b"</head>", script.encode() + b"</head>", 1)


class Script(Answer, LiveReloadJSHandler):
    """livereload.js, which opens the websocket and reloads the page."""

    head = LiveReloadJSHandler.get


class Reloads(Answer, WebSocketHandler):
    """The websocket that tells a page to reload; what the page sends is ignored."""

    def initialize(self, readers: "set[Reloads]") -> None:
        """Take the set of all open websockets."""
        self.readers = readers

    def check_origin(self, origin: str) -> bool:  # noqa: ARG002
        """Accept what the gate let in: this server has several names, but Tornado expects one."""
        return True

    def on_message(self, _: str | bytes) -> None:
        """Answer the first message, which is the script's greeting."""
        if self not in self.readers:
            self.readers.add(self)
            self.write_message(HELLO)

    def on_close(self) -> None:
        """Forget the reader."""
        self.readers.discard(self)


def application(compendium: Compendium, port: int, readers: set[Reloads]) -> web.Application:
    """Return the application; `readers` collects the open websockets."""
    return web.Application(
        [
            (r"/(?:book/?)?", Front),
            (rf"{BOOK}(.+)", Page),
            (r"/livereload\.js", Script),
            (r"/livereload", Reloads, {"readers": readers}),
        ],
        default_handler_class=Page,  # for any other address, which names no file
        log_function=lambda _: None,  # the terminal is for the output of builds
        websocket_max_message_size=1 << 16,
        port=port,
        compendium=compendium,
    )


def reload(readers: Sequence[Reloads]) -> None:
    """Tell every open page to reload."""
    sent = [reader.write_message(RELOAD) for reader in readers if reader.ws_connection]
    asyncio.gather(*sent, return_exceptions=True)  # a page that has just closed is not a fault


def find(compendium: Compendium, address: str) -> Path | None:
    """Return the file or folder of a published book that an address below /book/ names.

    None for anything else: hidden files, addresses that lead upwards, and links, of whatever
    origin, that lead anywhere but into a stored book.
    """
    first, *rest = address.removesuffix("/").split("/")
    if any(part.startswith(".") or not part for part in (first, *rest)):
        return None
    try:
        top = os.path.realpath(compendium.published, strict=True)
        folder = Path(os.path.realpath(f"{top}/{first}", strict=True))
        if address == FRONT:
            return folder if folder == Path(top, FRONT) and folder.is_file() else None
        found = Path(os.path.realpath(folder.joinpath(*rest), strict=True))
    except (OSError, ValueError):  # missing, a circular link, too long, or with a null byte
        return None
    # A pipe or a device, neither file nor folder, might never end.
    there = found.is_dir() or (found.is_file() and not address.endswith("/"))
    return found if there and _stored(compendium, folder) and found.is_relative_to(folder) else None


def _stored(compendium: Compendium, folder: Path) -> bool:
    """Tell whether a folder holds the pages of a stored book."""
    books = os.path.realpath(compendium.build / binding.KIND)
    return folder.name == binding.HTML and folder.parent.parent == Path(books)


def content_type(name: str) -> str:
    """Return the media type of a file, with the charset that every text of the book has."""
    kind, packed = TYPES.guess_type(name)
    if kind is None or packed:
        return "application/octet-stream"
    text = re.match(r"text/|.*(javascript|json|xml)$", kind)
    return f"{kind}; charset=utf-8" if text else kind

"""`offshore serve` over a miniature of a build: whom it answers, with what, and how it ends."""

import base64
import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import browsing
import psutil
import pytest
import websocket
from checkouts import ROOT, Checkout, environment, here
from click.testing import CliRunner
from waiting import wait_until

from offshore.book.serving import server
from offshore.cli.commands import main
from offshore.compendium.errors import UserError

BOUND = 20  # seconds, for what takes one or two
SERVE = (
    "import sys, click; from offshore.book.serving.server import serve; "
    "from offshore.compendium.root import Compendium; "
    "raise SystemExit(serve(Compendium.here(), int(sys.argv[1]), click.echo, sys.argv[2:]))"
)
# Binds what book/page.md says, stored and linked as builds do; the word "slow" in it makes
# that last, with a child in a session of its own that wants no end, and "fault" makes it fail.
BUILD = """
import os, signal, subprocess, sys, time
from pathlib import Path

words = Path("book/page.md").read_text()
print("binding", words, flush=True)
if "fault" in words:
    sys.exit("Error: page.md is at fault.")
if "slow" in words:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", deaf], start_new_session=True)
    Path("children.txt").write_text(f"{os.getpid()} {child.pid}")
    while not Path("go").exists():
        time.sleep(0.05)
    child.kill()
if "stubborn" in words:
    signal.signal(signal.SIGTERM, lambda *_: print("asked to end", flush=True))
    signal.signal(signal.SIGINT, lambda *_: Path("interrupted").touch())
    Path("children.txt").write_text(str(os.getpid()))
    time.sleep(60)
html = Path("_build/books", words.strip(), "html")
(html / "items").mkdir(parents=True, exist_ok=True)
page = "<html><head></head><body>%s \\u6e29\\u5dde <a href='../zh/index.html'>zh</a></body></html>"
for name in ("index.html", "items/table.html"):
    (html / name).write_text(page % words, encoding="utf-8")
for name in ("map.svg", "face.woff2", "table.csv", "run.ipynb", "theme.css", "plain.txt"):
    (html / name).write_text(name)
(html.parent / "seal.json").write_text("secret")
Path("_build/book").mkdir(exist_ok=True)
for code in ("en", "zh"):
    Path("_build/book", "fresh").symlink_to(f"../books/{words.strip()}/html")
    Path("_build/book", "fresh").replace(Path("_build/book", code))
Path("_build/book/index.html").write_text("<head></head>front")
print("book bound.", flush=True)
"""


@dataclass(frozen=True)
class Served:
    """A server over a compendium in miniature."""

    root: Path
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> str:
        return self.root.with_name("said.txt").read_text(encoding="utf-8")

    @property
    def port(self) -> int:
        found = re.search(
            r"^Serving on http://127\.0\.0\.1:(\d+)/book/index\.html$", self.said, re.M
        )
        assert found, self.said
        return int(found[1])

    def get(self, address: str, method: str = "GET", **headers: str) -> HTTPResponse:
        """Return an answer, read; the address is sent as it is."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=BOUND)) as connection:
            connection.putrequest(method, address, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            answer.body = answer.read()
        return answer

    def raw(self, *lines: str) -> str:
        """Return the first bytes that are answered to a head sent as it is."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=BOUND) as connection:
            connection.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1"))
            return connection.recv(1 << 16).decode("latin-1")

    def write(self, words: str) -> None:
        (self.root / "book/page.md").write_text(words, encoding="utf-8")

    def children(self) -> list[int]:
        wait_until(lambda: (self.root / "children.txt").exists(), "the build's children")
        wait_until(lambda: (self.root / "children.txt").read_text() != "", "their numbers")
        return [int(number) for number in (self.root / "children.txt").read_text().split()]


def compendium(folder: Path, words: str) -> Path:
    """Return a folder that passes for a compendium, with a page, and what must not be served."""
    for name in ("data", "notebooks", "book", "_build/runs/key", "_build/sweeps/growth"):
        (folder / name).mkdir(parents=True)
    (folder / "data/datapackage.json").write_text("{}")
    (folder / "_config.yml").write_text("")
    (folder / "_build/runs/key/run.json").write_text("secret")
    (folder / "_build/sweeps/growth/index.html").write_text("secret")
    (folder / "_build/secret.html").write_text("secret")
    (folder / "book/page.md").write_text(words, encoding="utf-8")
    (folder.with_name("build.py")).write_text(BUILD, encoding="utf-8")
    return folder


def begun(root: Path, port: int = 0) -> Served:
    command = [sys.executable, "-W", "error", "-c", SERVE, str(port)]
    build = [sys.executable, str(root.with_name("build.py"))]
    with root.with_name("said.txt").open("wb") as log:
        process = subprocess.Popen(
            [*command, *build],
            cwd=root,
            env=environment(ROOT) | {"PYTHONIOENCODING": "utf-8"},
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # also below nohup
        )
    return Served(root, process)


@contextmanager
def running(folder: Path, words: str = "first") -> Iterator[Served]:
    """Give a server that has begun; it is killed with its build where a test left it."""
    served = begun(compendium(folder / "compendium 温州", words))
    try:
        yield served
    finally:
        if served.process.poll() is None:
            for one in psutil.Process(served.process.pid).children(recursive=True):
                one.kill()
            served.process.kill()
        served.process.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that tests only ask; links lead out of its book wherever they can."""
    with running(tmp_path_factory.mktemp("served")) as one:
        wait_until(lambda: "Serving on" in one.said, "the server")
        book = one.root / "_build/books/first/html"
        (book / "host.txt").symlink_to("/etc/hostname")
        (book / "out.html").symlink_to("../../../secret.html")
        (book / "runs").symlink_to(one.root / "_build/runs")
        (book / "seal.json").symlink_to("../seal.json")
        (book / "circle.html").symlink_to("circle.html")
        (book / "inside.html").symlink_to("index.html")
        (book / ".hidden").write_text("secret")
        os.mkfifo(book / "pipe.html")
        published = one.root / "_build/book"
        (published / "runs").symlink_to("../runs/key")
        (published / "all").symlink_to("../books")
        (published / "whole").symlink_to("../books/first")
        (published / "etc").symlink_to("/etc")
        (published / "copied").mkdir()
        (published / "copied/index.html").write_text("secret")
        yield one


# What is answered


def test_pages_are_served_and_reload_themselves(served: Served) -> None:
    page = served.get("/book/en/index.html")
    assert page.status == 200
    text = page.body.decode("utf-8")
    assert "first 温州" in text
    assert f'<script src="/livereload.js?port={served.port}"></script></head>' in text
    assert served.get("/book/zh/index.html").status == 200  # as ../zh/index.html leads there
    assert served.get("/book/en/inside.html").body == page.body


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/", "/book/index.html"),
        ("/book", "/book/index.html"),
        ("/book/", "/book/index.html"),
        ("/book/en", "/book/en/index.html"),
        ("/book/zh/", "/book/zh/index.html"),
    ],
)
def test_short_address_leads_to_its_page(served: Served, address: str, leads_to: str) -> None:
    answer = served.get(address)
    assert (answer.status, answer.headers["Location"]) == (302, leads_to)
    assert served.get(leads_to).status == 200


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("map.svg", "image/svg+xml; charset=utf-8"),
        ("face.woff2", "font/woff2"),
        ("table.csv", "text/csv; charset=utf-8"),
        ("run.ipynb", "application/x-ipynb+json; charset=utf-8"),
        ("theme.css", "text/css; charset=utf-8"),
        ("plain.txt", "text/plain; charset=utf-8"),
    ],
)
def test_file_has_its_type_and_is_never_kept(served: Served, file: str, expected: str) -> None:
    answer = served.get(f"/book/en/{file}")
    assert answer.headers["Content-Type"] == expected
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_head_gives_the_head_of_the_page_alone(served: Served) -> None:
    page, head = (served.get("/book/en/index.html", method) for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(page.body))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FETCH"])
@pytest.mark.parametrize("address", ["/book/en/index.html", "/livereload.js", "/"])
def test_nothing_but_get_and_head_is_taken(served: Served, method: str, address: str) -> None:
    answer = served.get(address, method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert b"first" not in answer.body


OUTSIDE = [
    "/book/en/missing.html",
    "/book/en/index.html/",
    "/book/en/index.html/more",
    "/book/fr/index.html",
    "/missing",
    "/runs/key/run.json",
    "/secret.html",
    "/_build/runs/key/run.json",
    "/sweeps/growth/index.html",
    "/books/first/html/index.html",
    "/forcereload",
    "/book/../runs/key/run.json",
    "/book/en/../../../runs/key/run.json",
    "/book/en/../../runs/key/run.json",
    "/book/%2e%2e/runs/key/run.json",
    "/book/en/%2e%2e/%2e%2e/%2e%2e/secret.html",
    "/book/en/..%2f..%2f..%2fsecret.html",
    "/book/en/%252e%252e/%252e%252e/secret.html",
    "/book/en/..\\..\\..\\secret.html",
    "/book/en/..%5c..%5c..%5csecret.html",
    "/book/en/.%2e/.%2e/.%2e/secret.html",
    "/book/en/%c0%ae%c0%ae/secret.html",
    "/book/en/index.html%00.txt",
    "/book/%00",
    "/book//etc/hostname",
    "/book/%2fetc%2fhostname",
    "//etc/hostname",
    "/%2fetc/hostname",
    "/etc/hostname",
    "/book/en//etc/hostname",
    "/book/en/%2fetc/hostname",
    "/book/file:///etc/hostname",
    "/book/~/x",
    f"/book/en/{'a' * 5000}",
    f"/book/en/{'a/' * 5000}b",
    "/book/en/items",
    "/book/en/items/",
    "/book/en/.hidden",
    "/book/.",
    "/book/..",
    "/book/en/.",
    "/book/en/host.txt",
    "/book/en/out.html",
    "/book/en/runs/key/run.json",
    "/book/en/seal.json",
    "/book/en/circle.html",
    "/book/en/pipe.html",
    "/book/runs/run.json",
    "/book/all/first/html/index.html",
    "/book/all/first/seal.json",
    "/book/whole/html/index.html",
    "/book/whole/seal.json",
    "/book/etc/hostname",
    "/book/copied/index.html",
]


@pytest.mark.parametrize("address", OUTSIDE)
def test_nothing_but_the_book_is_served(served: Served, address: str) -> None:
    answer = served.get(address)
    assert answer.status in (400, 404)
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert b"secret" not in answer.body
    assert Path("/etc/hostname").read_bytes().strip() not in answer.body
    assert len(answer.body) < 120


def test_address_that_names_another_host_gets_nothing_of_it(served: Served) -> None:
    host = f"Host: 127.0.0.1:{served.port}"
    for address in ("http://evil.example/book/en/index.html", "*", "../secret.html", "book"):
        assert "first" not in served.raw(f"GET {address} HTTP/1.1", host)


# Whom it answers

ADDRESSES = [
    "/",
    "/book/en/index.html",
    "/livereload.js",
    "/livereload",
    "/forcereload",
    "/missing",
]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "LocalHost"])
@pytest.mark.parametrize("with_port", [True, False])
def test_own_names_are_answered(served: Served, host: str, with_port: bool) -> None:
    name = f"{host}:{served.port}" if with_port else host
    assert served.get("/book/en/index.html", Host=name).status == 200


FOREIGN = [
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1.evil.example:{port}",
    "localhost.evil.example",
    "evil.example@127.0.0.1:{port}",
    "127.0.0.1@evil.example",
    "localhost:1",
    "localhost:0{port}",
    "localhost:",
    "localhost:{port}:{port}",
    "localhost.",
    "0.0.0.0:{port}",
    "127.0.0.2:{port}",
    "127.1",
    "::1",
    "[::1",
    "http://127.0.0.1:{port}",
    "127.0.0.1, evil.example",
    "127.0.0.1 evil.example",
    "127.0.0.1/",
    "",
]


@pytest.mark.parametrize("host", FOREIGN)
def test_foreign_host_gets_nothing(served: Served, host: str) -> None:
    for address in ADDRESSES:
        for method in ("GET", "HEAD", "POST"):
            answer = served.get(address, method, Host=host.format(port=served.port))
            assert answer.status == 403
            assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
            assert method == "HEAD" or answer.body.startswith(b"Refused: ")
            assert len(answer.body) < 120


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("hosts", [[], ["evil.example", "{own}"], ["{own}", "evil.example"]])
def test_missing_or_repeated_host_gets_nothing(
    served: Served, version: str, hosts: list[str]
) -> None:
    own = f"127.0.0.1:{served.port}"
    lines = [f"Host: {host.format(own=own)}" for host in hosts]
    for address in ADDRESSES:
        answer = served.raw(f"GET {address} HTTP/{version}", *lines)
        assert answer.startswith("HTTP/1.1 403 Forbidden\r\n")


def handshake(served: Served, *lines: str, host: str | None = None) -> str:
    """Return what is answered to the request that opens a websocket."""
    return served.raw(
        "GET /livereload HTTP/1.1",
        f"Host: {host or f'127.0.0.1:{served.port}'}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {base64.b64encode(b'0' * 16).decode()}",
        "Sec-WebSocket-Version: 13",
        *lines,
    )


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_websocket_opens_for_own_pages(served: Served, name: str) -> None:
    answer = handshake(served, f"Origin: http://{name}:{served.port}")
    assert answer.startswith("HTTP/1.1 101 ")


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://evil.example:{port}",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://127.0.0.1:{port}.evil.example",
        "http://127.0.0.1:{port}@evil.example",
        "http://127.0.0.1:{port}/",
        "http://localhost.evil.example:{port}",
        "127.0.0.1:{port}",
        "file://",
        "null",
        "",
    ],
)
@pytest.mark.parametrize("also", [[], ["Sec-Fetch-Site: same-origin"], ["Origin: {own}"]])
def test_websocket_opens_for_no_page_elsewhere(
    served: Served, origin: str, also: list[str]
) -> None:
    own = f"http://127.0.0.1:{served.port}"
    lines = [f"Origin: {origin.format(port=served.port)}", *(line.format(own=own) for line in also)]
    assert handshake(served, *lines).startswith("HTTP/1.1 403 ")


def test_websocket_opens_for_no_other_host(served: Served) -> None:
    own = f"Origin: http://127.0.0.1:{served.port}"
    for host in ("evil.example", f"evil.example:{served.port}"):
        for lines in ([], [own], [f"Origin: http://{host}"]):
            assert handshake(served, *lines, host=host).startswith("HTTP/1.1 403 ")


def test_page_elsewhere_reads_no_page(served: Served) -> None:
    answer = served.get("/book/en/index.html", Origin="http://evil.example")
    assert answer.status == 403
    assert b"first" not in answer.body


# Tries what a hostile page can: to read, to load as a script, to open the websocket.
PAGE_ELSEWHERE = """
async (own) => {
  const loads = (tag, change) => new Promise((tell) => {
    const made = Object.assign(document.createElement(tag), change);
    made.onload = () => tell("loaded");
    made.onerror = () => tell("refused");
    document.head.append(made);
  });
  const opens = new Promise((tell) => {
    const socket = new WebSocket(own.replace("http", "ws") + "/livereload");
    socket.onopen = () => tell("opened");
    socket.onerror = () => tell("refused");
  });
  const reads = fetch(own + "/book/en/index.html").then(() => "read", () => "refused");
  return [await reads, await loads("script", {src: own + "/livereload.js"}), await opens];
}
"""


def test_page_of_another_server_gets_nothing_in_a_browser(
    served: Served, browser: Any, tmp_path: Path
) -> None:
    (tmp_path / "evil.html").write_text("<html><head></head></html>")
    with browsing.served(tmp_path) as elsewhere, closing(browser.new_page()) as page:
        page.goto(f"{elsewhere}/evil.html")
        tried = page.evaluate(PAGE_ELSEWHERE, f"http://localhost:{served.port}")
        assert tried == ["refused", "refused", "refused"]


# What it rebuilds


def reader(served: Served) -> websocket.WebSocket:
    """Return the websocket of an open page, greeted."""
    own = f"http://127.0.0.1:{served.port}"
    opened = websocket.create_connection(
        f"ws://127.0.0.1:{served.port}/livereload", origin=own, timeout=BOUND
    )
    opened.send(json.dumps({"command": "hello", "protocols": []}))
    assert json.loads(opened.recv())["command"] == "hello"
    opened.send(json.dumps({"command": "info", "url": own}))
    return opened


def test_changed_page_is_bound_and_open_pages_reload(tmp_path: Path) -> None:
    with running(tmp_path) as served:
        wait_until(lambda: "Serving on" in served.said, "the server")
        with closing(reader(served)) as opened:
            served.write("second")
            assert json.loads(opened.recv())["command"] == "reload"
        assert b"second" in served.get("/book/en/index.html").body
        assert f"{Path('book/page.md')} has changed: building again." in served.said
        assert served.said.count("Serving on") == 1


def test_open_page_shows_the_change_in_a_browser(tmp_path: Path, browser: Any) -> None:
    with running(tmp_path) as served, closing(browser.new_page()) as page:
        wait_until(lambda: "Serving on" in served.said, "the server")
        frames: list[Any] = []

        def heed(opened: Any) -> None:
            opened.on("framereceived", lambda frame: frames.append(frame))

        page.on("websocket", heed)
        page.goto(f"http://localhost:{served.port}/book/en/index.html")
        for _ in range(20 * BOUND):
            if frames:  # the server has greeted it
                break
            page.wait_for_timeout(50)
        served.write("second")
        page.get_by_text("second").wait_for(timeout=BOUND * 1000)


def test_nonsense_on_the_websocket_harms_nobody(tmp_path: Path) -> None:
    with running(tmp_path) as served:
        wait_until(lambda: "Serving on" in served.said, "the server")
        for nonsense in ("", "{", "null", "[" * 5000, "x" * 100_000):
            with closing(reader(served)) as opened:
                opened.send(nonsense)
        with closing(reader(served)) as opened:
            served.write("second")
            assert json.loads(opened.recv())["command"] == "reload"
        assert "Traceback" not in served.said


def test_last_good_book_is_served_while_a_build_runs_and_what_changes_meanwhile_is_built(
    tmp_path: Path,
) -> None:
    with running(tmp_path) as served:
        wait_until(lambda: "Serving on" in served.said, "the server")
        served.write("slow")
        served.children()
        assert b"first" in served.get("/book/en/index.html").body
        served.write("third")
        assert b"first" in served.get("/book/en/index.html").body
        (served.root / "go").touch()
        wait_until(lambda: b"third" in served.get("/book/en/index.html").body, "the third book")
        assert served.said.index("binding slow") < served.said.index("binding third")


def test_failed_build_is_told_and_the_last_good_book_stays(tmp_path: Path) -> None:
    with running(tmp_path) as served:
        wait_until(lambda: "Serving on" in served.said, "the server")
        served.write("fault")
        wait_until(lambda: "The build failed; the last good book stays." in served.said, "a word")
        assert "Error: page.md is at fault." in served.said
        assert b"first" in served.get("/book/en/index.html").body
        served.write("mended")
        wait_until(lambda: b"mended" in served.get("/book/en/index.html").body, "the mended book")


def test_first_build_that_fails_leaves_a_server_that_waits_for_the_mended_page(
    tmp_path: Path,
) -> None:
    with running(tmp_path, "fault") as served:
        wait_until(lambda: "Serving on" in served.said, "the server")
        assert "The build failed; there is no book yet." in served.said
        answer = served.get("/book/index.html")
        assert (answer.status, b"There is no book yet" in answer.body) == (404, True)
        served.write("mended")
        wait_until(lambda: b"mended" in served.get("/book/en/index.html").body, "the mended book")


# How it ends

ENDS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


def ends(served: Served, number: int, code: int) -> None:
    """Check that a signal ends the server soon, in one line, and nothing of it is left."""
    family = psutil.Process(served.process.pid).children(recursive=True)
    before = served.said
    served.process.send_signal(number)
    assert served.process.wait(timeout=BOUND) == code
    assert served.said == f"{before}Stopped serving.\n"
    assert [one for one in family if alive(one.pid)] == []


def alive(number: int) -> bool:
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_signal_ends_the_idle_server(tmp_path: Path, number: int, code: int) -> None:
    with running(tmp_path) as served:
        wait_until(lambda: "Serving on" in served.said, "the server")
        port = served.port
        kept = HTTPConnection("127.0.0.1", port, timeout=BOUND)  # browsers keep connections open
        with closing(reader(served)), closing(kept):
            kept.request("GET", "/book/en/index.html")
            kept.getresponse().read()
            ends(served, number, code)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=BOUND)


@pytest.mark.parametrize(("number", "code"), ENDS)
@pytest.mark.parametrize("words", ["slow", "stubborn"])
def test_signal_ends_the_first_build(tmp_path: Path, words: str, number: int, code: int) -> None:
    with running(tmp_path, words) as served:
        children = served.children()
        wait_until(lambda: f"binding {words}" in served.said, "the build's words")
        ends(served, number, code)
        assert [number for number in children if alive(number)] == []
        assert "Serving on" not in served.said


def test_signal_ends_a_later_build_and_a_second_one_adds_nothing(tmp_path: Path) -> None:
    with running(tmp_path) as served:
        wait_until(lambda: "Serving on" in served.said, "the server")
        served.write("stubborn")
        children = served.children()
        served.process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(timeout=BOUND) == 130
        assert served.said.endswith("Stopped serving.\n")
        assert "Traceback" not in served.said
        assert [number for number in children if alive(number)] == []


def test_interrupt_from_the_terminal_reaches_the_server_alone(tmp_path: Path) -> None:
    with running(tmp_path, "stubborn") as served:
        served.children()
        os.killpg(served.process.pid, signal.SIGINT)  # as a terminal sends Ctrl-C
        assert served.process.wait(timeout=BOUND) == 130
        assert not (served.root / "interrupted").exists()


# Its port


@pytest.mark.parametrize("port", ["99999", "65536", "-1", "eighty", "80.5", ""])
def test_impossible_port_is_refused_by_the_command_line(port: str) -> None:
    result = CliRunner().invoke(main, ["serve", "--port", port])
    assert result.exit_code == 2
    assert "Invalid value for '--port'" in result.output
    assert "Traceback" not in result.output
    if port.lstrip("-").isdigit():
        assert "0<=x<=65535" in result.output


def test_port_in_use_is_told_before_anything_is_built(quick: Checkout) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = quick.offshore("serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Error: Port {port} is in use by another program. "
        "Choose another with --port, or --port 0 for any free one.\n"
    )
    assert not (quick.root / "_build").exists()


def test_two_servers_of_one_book_do_not_share_a_port(tmp_path: Path) -> None:
    with running(tmp_path) as served:
        wait_until(lambda: "Serving on" in served.said, "the server")
        with pytest.raises(UserError, match=f"Port {served.port} is in use"):
            server.serve(here(), served.port, print, ["false"])


@pytest.mark.parametrize(
    ("number", "port", "told"),
    [
        (errno.EACCES, 80, "Port 80 needs rights that you lack: take one from 1024 to 65535."),
        (errno.EADDRINUSE, 0, "No port is free on 127.0.0.1."),
        (errno.EADDRNOTAVAIL, 8000, "Port 8000 on 127.0.0.1 cannot be opened: Cannot assign"),
        (errno.EMFILE, 8000, "Port 8000 on 127.0.0.1 cannot be opened: Too many open files."),
    ],
)
def test_port_that_cannot_be_had_is_told(
    monkeypatch: pytest.MonkeyPatch, number: int, port: int, told: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(socket, "create_server", refuse)
    with pytest.raises(UserError, match=re.escape(told)):
        server.serve(here(), port, print, ["false"])

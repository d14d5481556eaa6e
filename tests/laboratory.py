"""JupyterLab as readers have it, on this machine alone, in Chromium."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from checkouts import ROOT, environment
from opened import SCRIPT, SIZE, Notebook
from waiting import wait_until

from offshore.reviewers.lab import QUIET

OWN = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")  # folders of Jupyter, and of JupyterLab:
OWN_OF_LAB = ("SETTINGS_DIR", "WORKSPACES_DIR")
MARK = "JUPYTER_RUNTIME_DIR"  # says of each process of a laboratory which one it is of
IDLE = 900  # seconds after which a server ends by itself whose tests were killed
OUTSIDE = re.compile(r"^(?!(https?|wss?)://127\.0\.0\.1:|data:|blob:|about:)")


def server(folder: Path, own: Path) -> tuple[list[str], dict[str, str]]:
    """Return the command that serves a folder, and its environment, with folders of its own."""
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={folder}"),
        f"--ServerApp.shutdown_no_activity_timeout={IDLE}",
        f"--MappingKernelManager.cull_idle_timeout={IDLE}",
        *(*QUIET, "--LabApp.expose_app_in_browser=True"),
    ]
    folders = {f"JUPYTER_{name}": str(own / name) for name in OWN}
    folders |= {f"JUPYTERLAB_{name}": str(own / name) for name in OWN_OF_LAB}
    return command, environment(ROOT) | folders | {"IPYTHONDIR": str(own / "ipython")}


@contextmanager
def serving(folder: Path, own: Path) -> Iterator[str]:
    """Serve a folder in JupyterLab; yield the address with its token, and leave no process."""
    command, settings = server(folder, own)
    (own / "RUNTIME_DIR").mkdir(parents=True)
    with (own / "said.txt").open("wb") as log:
        process = subprocess.Popen(
            command, env=settings, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield address(process, own)
    finally:
        end(process, settings[MARK])


def address(process: subprocess.Popen[bytes], own: Path) -> str:
    """Return where a server listens, as soon as it does."""
    said = own / "RUNTIME_DIR" / f"jpserver-{process.pid}.json"
    wait_until(lambda: said.exists() or process.poll() is not None, "JupyterLab listens")
    assert process.poll() is None, (own / "said.txt").read_text(encoding="utf-8")
    told = json.loads(said.read_text(encoding="utf-8"))
    return f"http://127.0.0.1:{told['port']}/lab?token={told['token']}"


def end(process: subprocess.Popen[bytes], mark: str) -> None:
    """End a server and its kernels: first asked to, then whatever is left of them."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for left in processes(mark):
        left.kill()
    wait_until(lambda: not processes(mark), "no process of JupyterLab is left")


def processes(mark: str) -> list[psutil.Process]:
    """Return the processes of a laboratory, told by the folder that their environment names."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark:
                found.append(process)
        except psutil.Error:  # ended, or somebody else's
            continue
    return found


@dataclass
class Laboratory:
    """JupyterLab in the browser, on a folder that tests put notebooks into."""

    folder: Path
    page: Any
    outside: list[str] = field(default_factory=list)

    @contextmanager
    def opened(self, file: Path) -> Iterator[Notebook]:
        """Open a notebook, as a double click on its name does; close it and its kernel after."""
        path = file.relative_to(self.folder).as_posix()
        notebook = Notebook(self.page, self.page.evaluate("path => opened.open(path)", path))
        try:
            notebook.wait_for("isRendered")
            yield notebook
        finally:
            notebook.close()


@contextmanager
def started(browser: Any, own: Path) -> Iterator[Laboratory]:
    """Give JupyterLab on an empty folder, with every other host out of reach."""
    folder = own / "served"
    folder.mkdir(parents=True)
    with serving(folder, own) as address:
        context = browser.new_context(viewport=SIZE)
        context.add_init_script(path=SCRIPT)
        shown = Laboratory(folder, context.new_page())
        keep_within(shown, context)
        shown.page.goto(address, wait_until="load")
        shown.page.wait_for_function("window.jupyterapp?.started.then(() => true)")
        yield shown
        context.close()


def keep_within(shown: Laboratory, context: Any) -> None:
    """Refuse and note what the page asks of another host."""

    def refuse(route: Any) -> None:
        shown.outside.append(route.request.url)
        route.abort()

    context.route(OUTSIDE, refuse)
    shown.page.on(
        "websocket", lambda socket: OUTSIDE.match(socket.url) and shown.outside.append(socket.url)
    )

"""Starting the warm process when it is first needed, and asking it for kernels."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path

from offshore.compendium import system
from offshore.compendium.hashes import of_json
from offshore.runs.warm.bounds import Bounds

PRELOAD = (
    "seaborn",
    "offshore.display.drawing.rehearsal",
    "offshore.notebook.unseen",  # where pandas is to look for what plots
    "offshore.notebook.session",
    "offshore.study.*",
    "offshore.audit.*",
)
PATIENCE = 0.3  # seconds that a warm process has to end by itself
ADDRESS = "OFFSHORE_WARM"  # tells child processes where the warm process listens
START = (
    "import sys; from offshore.runs.warm.server import main; main(int(sys.argv[1]), sys.argv[2:])"
)


def unsafe() -> str | None:
    """Return why nothing is forked from a warm process on this system, or None if it can be."""
    if not system.forks():
        return "processes cannot be forked here"
    return None if sys.platform == "linux" else f"forking is not safe on {sys.platform}"


def address(environment: Mapping[str, str]) -> str:
    """Return the socket of the warm process for an environment, starting one if there is none.

    A process finds the warm process of its parent.
    """
    state, _, place = os.environ.get(ADDRESS, "").partition(":")
    if state == _state(environment) and Path(place).exists():
        return place
    return _start(_state(environment), environment)


def _state(environment: Mapping[str, str]) -> str:
    """Return a digest of what an interpreter reads only when it starts."""
    names = sorted(name for name in environment if name.startswith("PYTHON") or "_NUM_" in name)
    startup = [sys.executable, *(f"{name}={environment[name]}" for name in names)]
    return of_json(startup)[:16]


def _start(state: str, environment: Mapping[str, str]) -> str:
    """Start a warm process, which ends with this one, and return where it listens."""
    folder = tempfile.mkdtemp(prefix="warm-")  # only its owner can open it
    place = f"{folder}/socket"
    with socket.socket(socket.AF_UNIX) as listener:
        # Listening from now on, so that clients wait until the imports are done.
        listener.bind(place)
        listener.listen(128)
        warm = subprocess.Popen(
            # -P: nothing is imported from the working folder. Not frozen, like Jupyter's
            # kernels: a debugger would complain.
            [
                sys.executable,
                "-P",
                "-Xfrozen_modules=off",
                "-c",
                START,
                str(listener.fileno()),
                *PRELOAD,
            ],
            env=environment,
            stdin=subprocess.PIPE,
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
    atexit.register(_end, warm, folder)
    os.environ[ADDRESS] = f"{state}:{place}"
    return place


def _end(warm: "subprocess.Popen[bytes]", folder: str) -> None:
    """Let a warm process end, which it does when its standard input is closed."""
    assert warm.stdin
    warm.stdin.close()
    try:
        warm.wait(PATIENCE)
    except subprocess.TimeoutExpired:  # it may be importing
        warm.kill()
        warm.wait()
    shutil.rmtree(folder, ignore_errors=True)


def ask(
    folder: str,
    place: str,
    environment: Mapping[str, str],
    arguments: Sequence[str],
    bounds: Bounds,
) -> Connection:
    """Return the connection to a newly forked kernel, which has its sockets in `place`.

    Its first message, in JSON, has the kernel's process id, that of its parent, and whether
    read-only protection took effect; the second says that it listens.
    """
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(address(environment))
        socket.send_fds(asking, [b"?"], [1, 2])
        connection = Connection(asking.detach())
    kept = {name: value for name, value in environment.items() if name != ADDRESS}
    asked = {
        "folder": folder,
        "place": place,
        "environment": kept,
        "arguments": list(arguments),
        "bounds": asdict(bounds),
    }
    connection.send_bytes(json.dumps(asked).encode())
    return connection

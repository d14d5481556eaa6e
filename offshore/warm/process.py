"""Starting the warm process when it is first needed, and asking it for kernels."""

import atexit
import hashlib
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

from offshore.warm.bounds import Bounds

PRELOAD = ("seaborn", "offshore.notebook", "offshore.study.*", "offshore.audit.*")
PATIENCE = 0.3  # seconds that a warm process has to end in by itself
ADDRESS = "OFFSHORE_WARM"  # where processes that this one starts find its warm process
START = "import sys; from offshore.warm.server import main; main(int(sys.argv[1]), sys.argv[2:])"


def address(environment: Mapping[str, str]) -> str:
    """Return where the warm process for an environment listens, starting it where there is none.

    A process finds the one of the process that started it.
    """
    state, _, place = os.environ.get(ADDRESS, "").partition(":")
    if state == _state(environment) and Path(place).exists():
        return place
    return _start(_state(environment), environment)


def _state(environment: Mapping[str, str]) -> str:
    """Return, in short, what an interpreter takes notice of only when it starts."""
    names = sorted(name for name in environment if name.startswith("PYTHON") or "_NUM_" in name)
    told = [sys.executable, *(f"{name}={environment[name]}" for name in names)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _start(state: str, environment: Mapping[str, str]) -> str:
    """Start a warm process, which ends with this one, and return where it listens."""
    folder = tempfile.mkdtemp(prefix="warm-")  # only its owner can open it
    place = f"{folder}/socket"
    with socket.socket(socket.AF_UNIX) as listener:
        # Listening from now on, so that who asks waits until the imports are done.
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
    folder: str, environment: Mapping[str, str], arguments: Sequence[str], bounds: Bounds
) -> Connection:
    """Return the connection to a kernel that is forked for it.

    Its first message, in JSON, has its process id, that of the process above it, and whether
    what was to be read-only is so.
    """
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(address(environment))
        socket.send_fds(asking, [b"?"], [1, 2])
        connection = Connection(asking.detach())
    kept = {name: value for name, value in environment.items() if name != ADDRESS}
    asked = {
        "folder": folder,
        "environment": kept,
        "arguments": list(arguments),
        "bounds": asdict(bounds),
    }
    connection.send_bytes(json.dumps(asked).encode())
    return connection

"""Notebooks that misbehave, each a cell after the one that starts the run, and what is told."""

import json
from pathlib import Path
from typing import NamedTuple

HERE = (
    "import os, shutil, subprocess\nfrom offshore.compendium.root import Compendium\n"
    "here = Compendium.here()\n"
)
TABLE = "here.data / 'paper/amounts.csv'"


class Hostile(NamedTuple):
    """A cell, and how the message on its run begins; "" where the run is good all the same."""

    cell: str
    told: str = ""
    first: bool = False  # whether it stands before the call of `start`


READ_ONLY = "OSError: [Errno 30] Read-only file system: "


def told(file: str, done: str) -> str:
    return f"UserError: {file} is {done} by this notebook, which may only read it."


AMOUNTS = "data/paper/amounts.csv"
NO_MEMORY = "MemoryError:  (a process of a run may take 1024 MiB; see --memory)"
TOO_LONG = "a cell took longer than 6 s; see --cell-seconds"
DIED = "the kernel died."
TOO_MUCH = "its output exceeds 1 MiB, the limit for a run; see --output-size"

NOTEBOOKS = {
    "deletes_a_table": Hostile(f"({TABLE}).unlink()", told(AMOUNTS, "deleted")),
    "deletes_a_table_before_it_starts": Hostile(f"({TABLE}).unlink()", READ_ONLY, first=True),
    "appends_to_a_table": Hostile(f"open({TABLE}, 'a').write('x')", told(AMOUNTS, "written")),
    "opens_a_table_to_update_it": Hostile(f"os.open({TABLE}, os.O_RDWR)", told(AMOUNTS, "written")),
    "truncates_a_table": Hostile(f"os.truncate({TABLE}, 3)", told(AMOUNTS, "written")),
    "moves_a_table": Hostile(f"os.rename({TABLE}, 'mine.csv')", told(AMOUNTS, "moved")),
    "adds_a_table": Hostile(
        "(here.data / 'new.csv').write_text('x')", told("data/new.csv", "written")
    ),
    "deletes_the_data": Hostile("shutil.rmtree(here.data)", told("data", "deleted")),
    "forbids_a_table": Hostile(f"os.chmod({TABLE}, 0)", told(AMOUNTS, "changed")),
    "edits_another_notebook": Hostile(
        "(here.notebooks / 'good.ipynb').write_text('x')",
        told("notebooks/good.ipynb", "written"),
    ),
    "deletes_by_a_program": Hostile(
        f"subprocess.run(['rm', {TABLE}], check=True, stderr=subprocess.DEVNULL)",
        "CalledProcessError: ",
    ),
    "deletes_by_a_program_and_does_not_look": Hostile(
        f"subprocess.run(['rm', {TABLE}], stderr=subprocess.DEVNULL)"
    ),
    "deletes_past_python": Hostile(
        f"import ctypes\nassert ctypes.CDLL(None).unlink(os.fsencode({TABLE})) == -1"
    ),
    "changes_the_store": Hostile(
        "subprocess.run(['touch', here.build / 'runs'], check=True, stderr=subprocess.DEVNULL)",
        "CalledProcessError: ",
    ),
    "writes_beside_itself": Hostile("open('note.txt', 'w').write('x')"),
    "writes_temporary_files": Hostile(
        "import tempfile\nwith tempfile.NamedTemporaryFile() as file:\n    file.write(b'x')"
    ),
    "leaves_a_program": Hostile("subprocess.Popen(['sleep', '3117'], start_new_session=True)"),
    "leaves_a_daemon": Hostile(
        "subprocess.run('(env -i setsid sleep 3117 > /dev/null 2>&1 &)', shell=True, check=True)"
    ),
    "leaves_forks": Hostile(
        "for _ in range(20):\n    if os.fork() == 0:\n        os.setsid()\n"
        "        os.execvp('sleep', ['sleep', '3117'])"
    ),
    "leaves_a_thread": Hostile(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(3117,)).start()"
    ),
    "takes_memory": Hostile("x = bytearray(2 << 30)", NO_MEMORY),
    "prints_much": Hostile("print('x' * (3 << 20))", TOO_MUCH),
    "prints_without_end": Hostile("while True:\n    print('x' * 10_000)", TOO_MUCH),
    "never_ends": Hostile("while True:\n    pass", TOO_LONG),
    "hears_no_interrupt": Hostile(
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "while True:\n    signal.pause()",
        TOO_LONG,
    ),
    "ends_without_a_word": Hostile("os._exit(0)", DIED),
    "dies_with_bytes_that_are_no_text": Hostile(
        "os.write(2, b'\\xff\\xfe last words')\nos.kill(os.getpid(), 9)",
        DIED,
    ),
    "kills_the_process_above": Hostile(
        "import time\nos.kill(os.getppid(), 9)\ntime.sleep(2)", DIED
    ),
    "exits": Hostile("raise SystemExit(3)", "SystemExit: 3"),
    "good": Hostile("1 + 1"),
}


def write(folder: Path) -> None:
    """Write the notebooks into a folder."""
    for name, hostile in NOTEBOOKS.items():
        (folder / f"{name}.ipynb").write_text(_notebook(name, hostile), encoding="utf-8")


def _notebook(name: str, hostile: Hostile) -> str:
    start = (
        "from offshore.notebook.session import start\n"
        f"run = start({name!r}, globals(), tables=['paper/amounts'])"
    )
    cells = {"start": start, "misbehaves": HERE + hostile.cell}
    order = reversed(cells) if hostile.first else list(cells)
    parameters = "year: int = 2014  # A year. Allowed: 2013 to 2017."
    listed = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# {name}"},
        _code("parameters", parameters) | {"metadata": {"tags": ["parameters"]}},
        *(_code(cell, cells[cell]) for cell in order),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel}
    return json.dumps({"cells": listed, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _code(name: str, source: str) -> dict[str, object]:
    empty = {"outputs": [], "execution_count": None, "metadata": {}}
    return {"cell_type": "code", "id": name, "source": source} | empty

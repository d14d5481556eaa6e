"""Measure the compendium against its peers, on this machine, and write what was found.

`make bench` calls this. It works in a copy of the checkout in a temporary folder and writes
book/benchmarks.json, from which the book's page is made.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import peers
import psutil
from measuring import Measured, measure

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
RUNS, MANY, THOUSAND = 4, 40, 1000  # of a notebook, of a sweep of it, of a long one
TIMES, BOOKS = 3, 1  # how often runs, and books, are measured
PACKAGES = ("papermill", "jupyter-book", "sphinx", "myst-nb", "distributed")


def main() -> None:
    """Measure everything and write the result."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "compendium"
        _copy(copy)
        environment = _environment(copy)
        found = {
            "date": datetime.now(UTC).date().isoformat(),
            "machine": _machine(),
            "versions": {name: version(name) for name in PACKAGES} | peers.versions(),
            "runs": {name: _runs(copy, name, environment) for name in ("small", "growth")},
            "books": {},
        }
        _write(copy, found)  # the book that is measured has the page, too
        found["books"] = _books(copy, environment)
    _write(ROOT, found)


def _write(root: Path, found: Mapping[str, Any]) -> None:
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (root / "book" / "benchmarks.json").write_text(text + "\n", encoding="utf-8")


def _copy(folder: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)


def _environment(copy: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OFFSHORE")}
    path = os.pathsep.join([str(PROGRAMS), os.environ["PATH"]])
    return kept | {"PYTHONPATH": str(copy), "PATH": path, "JUPYTER_PATH": str(copy / "jupyter")}


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(terse=True),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "memory": psutil.virtual_memory().total,
        "python": platform.python_version(),
    }


def _told(measured: Measured, count: int = 1) -> dict[str, Any]:
    """Return what is written of a way: seconds for each of `count` things, memory, all times."""
    return {
        "seconds": round(measured.median / count, 4),
        "memory": measured.memory,
        "times": [round(seconds, 3) for seconds in measured.seconds],
    }


def _runs(copy: Path, name: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """Measure ways to run one notebook ; seconds are for a run."""
    small = {"small.ipynb": copy / "notebooks", "small.yaml": copy / "notebooks" / "words"}
    for file, folder in small.items():
        shutil.copy(ROOT / "benchmarks" / file, folder)
    ways = peers.ways_to_run(copy, name, RUNS, MANY)
    found = {}
    for way, (commands, before) in ways.items():
        _say(f"{name}: {way}")
        own = way == peers.CELLS
        measured = measure(commands, copy, environment, TIMES, before, own)
        found[way] = _told(measured, MANY if way in (peers.SWEEP, peers.NUMBERS) else RUNS)
        _say(f"  {found[way]['seconds']} s a run")
    if name == "small":
        found[peers.THOUSAND] = _thousand(copy, environment)
    for file, folder in small.items():
        (folder / file).unlink()
    return found


def _thousand(copy: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """Measure a long sweep, once; also the bytes that its runs take on disk."""
    _say(f"small: {peers.THOUSAND}")
    commands, before = peers.way_to_sweep_a_thousand(copy, THOUSAND)
    told = _told(measure(commands, copy, environment, 1, before), THOUSAND)
    files = [file.stat() for file in (copy / "_build/runs").rglob("*") if file.is_file()]
    _say(f"  {told['seconds']} s a run")
    return told | {"disk": sum(512 * one.st_blocks for one in files)}


def _books(copy: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """Measure ways to run all notebooks in both languages and bind them."""
    found = {}
    for way, (commands, before) in peers.ways_to_bind(copy).items():
        _say(f"book: {way}")
        times = TIMES if way.startswith("offshore build,") else BOOKS
        found[way] = _told(measure(commands, copy, environment, times, before))
        _say(f"  {found[way]['seconds']} s")
    return found


def _say(what: str) -> None:
    print(what, flush=True)


if __name__ == "__main__":
    main()

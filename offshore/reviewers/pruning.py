"""Pruning: what the store has that no edition and no sweep needs."""

import csv
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offshore.book import binding, editions
from offshore.book.editions import SWEEPS
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.display import mime
from offshore.display.drawing import raster
from offshore.results import specifications
from offshore.results.comparing.kept import RESULTS
from offshore.reviewers import ledger
from offshore.reviewers.sweep import LEDGER
from offshore.runs import planning
from offshore.runs.planning import KIND, Run


@dataclass(frozen=True)
class Spare:
    """Runs and pictures that are not needed, the bytes that they take, and how many runs are."""

    runs: tuple[Path, ...]
    pictures: tuple[Path, ...]
    size: int
    needed: int

    def delete(self) -> None:
        """Delete them. A command that is using one of the runs would say that it vanished."""
        for folder in self.runs:
            shutil.rmtree(folder, ignore_errors=True)
        for file in self.pictures:
            file.unlink(missing_ok=True)


def spare(compendium: Compendium) -> Spare:
    """Return what neither the published editions, nor a stored book, nor a sweep needs.

    A run is needed if it is what such a book would be bound from now, or if a sweep in _build has
    it, as it is now or was. Raises UserError for an edition that cannot be planned.
    """
    build = compendium.build
    shown = {run.key: run for run in _of_books(compendium)}
    needed = shown.keys() | set(_of_sweeps(build / SWEEPS))
    runs = tuple(one for one in _entries(build / KIND) if one.name not in needed)
    known = {raster.key(svg) for run in shown.values() for svg in _drawn(run)}
    files = _entries(build / raster.FOLDER)
    pictures = tuple(one for one in files if one.name.partition(".")[0] not in known)
    inside = [file for one in runs for file in one.rglob("*")]
    size = sum(file.lstat().st_size for file in [*inside, *pictures])
    return Spare(runs, pictures, size, len(_entries(build / KIND)) - len(runs))


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _of_books(compendium: Compendium) -> Iterator[Run]:
    """Yield the runs of the published editions, of the multiverse, and of every stored book."""
    for edition in editions.published(compendium):
        yield from edition.runs
    for file in (compendium.build / binding.KIND).glob(f"*/{RESULTS}"):
        for notebook, chapter in _chapters(file).items():
            with suppress(UserError):  # nothing could be bound from it any more
                yield planning.plan(compendium, notebook, chapter["parameters"])


def _chapters(file: Path) -> dict[str, Any]:
    """Return the chapters of a stored book that are notebooks."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        chapters = json.loads(file.read_text(encoding="utf-8"))["chapters"]
        return {name: one for name, one in chapters.items() if name != specifications.PAGE}
    return {}


def _of_sweeps(folder: Path) -> Iterator[str]:
    """Yield the keys of the runs in the tables and records of sweeps."""
    for file in folder.glob(f"*/{LEDGER}"):
        yield from ledger.last_attempts(file)
    for file in folder.glob("*/runs.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            yield from (row.get("key", "") for row in csv.DictReader(opened))


def _drawn(run: Run) -> Iterator[str]:
    if run.stored:
        items = mime.bundles(json.loads(run.read()), mime.ITEM)
        yield from (item["svg"] for item in items if item["svg"])

"""What a run may do with the sources: read the tables it declared, and change nothing.

A forbidden attempt is reported in the cell that makes it. What this cannot see, such as a program
that a cell starts, finds the sources read-only (`offshore.runs.warm.readonly`).
"""

import os
import sys
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium

# For each of Python's audit events: what it does, and the index of its first path argument.
CHANGES = {
    "os.remove": ("deleted", 0),
    "os.rmdir": ("deleted", 0),
    "shutil.rmtree": ("deleted", 0),
    "os.rename": ("moved", 0),
    "os.link": ("written", 1),
    "os.symlink": ("written", 1),
    "os.mkdir": ("written", 0),
    "os.truncate": ("written", 0),
    "os.chmod": ("changed", 0),
    "os.chown": ("changed", 0),
    "os.utime": ("changed", 0),
}
WRITES = os.O_WRONLY | os.O_RDWR
NO_SOURCES = ("_build", "__pycache__")  # folders that Python and builds write to


def guard(compendium: Compendium, allowed: Set[Path]) -> None:
    """Refuse access that a run is not allowed, for the rest of this process.

    `allowed` are the run's tables. UserError then names the file and what was tried.
    """
    root, data = compendium.root, compendium.data.resolve()
    readable = {*allowed, data / "datapackage.json"}

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        for done, path in _tried(event, arguments):
            if done != "read" and _is_source(path, root):
                raise UserError(
                    f"{path.relative_to(root)} is {done} by this notebook, which may only read it."
                )
            if done == "read" and path.is_relative_to(data) and path not in readable:
                raise UserError(f"{path.relative_to(data)} is read without being declared.")

    sys.addaudithook(refuse)


def _tried(event: str, arguments: tuple[Any, ...]) -> Iterator[tuple[str, Path]]:
    """Yield what an event does to which files; nothing for any other kind of event."""
    if event == "open":
        path, _, flags = arguments
        yield from _paths("written" if flags & WRITES else "read", (path,))
    elif event in CHANGES:
        done, first = CHANGES[event]
        yield from _paths(done, arguments[first:])


def _paths(done: str, arguments: tuple[Any, ...]) -> Iterator[tuple[str, Path]]:
    for one in arguments:
        if isinstance(one, str | bytes | os.PathLike):
            yield done, Path(os.fsdecode(one)).resolve()


def _is_source(path: Path, root: Path) -> bool:
    if not path.is_relative_to(root):
        return False
    parts = path.relative_to(root).parts
    return not any(part in NO_SOURCES or part.startswith(".") for part in parts)

"""What a run may do with the sources: read the tables it declared, and change nothing.

This tells what was tried, in the cell that tried it. What it cannot see, such as a program
that a cell starts, finds the sources read-only (`offshore.warm.readonly`).
"""

import os
import sys
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from offshore import places
from offshore.errors import UserError

# What an audit event of Python says that is done, and where its path arguments begin.
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
NO_SOURCES = ("_build", "__pycache__")  # folders in which Python and builds write


def guard(allowed: Set[Path]) -> None:
    """Refuse, for the rest of this process, what a run may not do; `allowed` are its tables.

    UserError then names the file and what was tried.
    """
    root, data = places.root(), places.data().resolve()
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
    """Yield what an event does to which files; nothing for events of other kinds."""
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

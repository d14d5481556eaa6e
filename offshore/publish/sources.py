"""The sources of a compendium, as they were before notebooks ran, and whether they still are."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from offshore import places


class Trace(NamedTuple):
    """What tells that a file was touched, without reading it."""

    changed: int
    size: int
    inode: int
    mode: int


class Sources:
    """Every file of data, notebooks, book and package, with what was in it."""

    def __init__(self) -> None:
        self._content = {path: path.read_bytes() for path in files()}
        self._traces = {path: trace(path) for path in self._content}

    def touched(self) -> list[Path]:
        """Return the files that are not what they were: changed, gone or new."""
        now = {path: trace(path) for path in files()}
        suspects = {path for path, _ in now.items() ^ self._traces.items()}
        return sorted(path for path in suspects if self._differs(path))

    def _differs(self, path: Path) -> bool:
        try:
            return path.is_symlink() or path.read_bytes() != self._content.get(path)
        except OSError:
            return True

    def restore(self, touched: Iterable[Path], aside: Path) -> None:
        """Put files back as they were; what they had become is kept below a folder."""
        for path in touched:
            if path.exists() or path.is_symlink():
                kept = aside / path.relative_to(places.root())
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(path, kept)
            if path in self._content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self._content[path])
                path.chmod(self._traces[path].mode)


def trace(path: Path) -> Trace:
    """Return what tells that a file was touched."""
    found = path.lstat()
    return Trace(found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode)


def files() -> Iterator[Path]:
    """Yield the files that are sources; what tools and editors keep beside them is left out."""
    inside = places.PACKAGE.resolve().is_relative_to(places.root())
    folders = [places.data(), places.notebooks(), places.book()]
    for folder in [*folders, places.PACKAGE.resolve()] if inside else folders:
        for place, below, names in os.walk(folder):
            below[:] = [name for name in below if name[0] != "." and name != "__pycache__"]
            kept = (name for name in names if name[0] != "." and name[-1] != "~")
            found = (Path(place, name) for name in kept)
            yield from (path for path in found if path.is_file())
    yield from (path for path in (places.config(), places.lock()) if path.is_file())


def named(paths: Iterable[Path]) -> str:
    """Return paths as they are written from the compendium's folder."""
    return ", ".join(path.relative_to(places.root()).as_posix() for path in paths)

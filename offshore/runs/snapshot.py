"""The sources of a compendium as they were before notebooks ran, to find what was touched."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from offshore.compendium.root import PACKAGE, Compendium


class Trace(NamedTuple):
    """Metadata that shows, without reading a file, whether it was touched."""

    changed: int
    size: int
    inode: int
    mode: int


class Sources:
    """Every file of data, notebooks, book and package, with its content."""

    def __init__(self, compendium: Compendium) -> None:
        self._compendium = compendium
        self._content = {path: path.read_bytes() for path in files(compendium)}
        self._traces = {path: trace(path) for path in self._content}

    def touched(self) -> list[Path]:
        """Return the files that are not as they were: changed, gone or new."""
        now = {path: trace(path) for path in files(self._compendium)}
        suspects = {path for path, _ in now.items() ^ self._traces.items()}
        return sorted(path for path in suspects if self._differs(path))

    def _differs(self, path: Path) -> bool:
        try:
            return path.is_symlink() or path.read_bytes() != self._content.get(path)
        except OSError:
            return True

    def restore(self, touched: Iterable[Path], aside: Path) -> None:
        """Restore files as they were; the changed versions are kept below the folder `aside`."""
        for path in touched:
            if path.exists() or path.is_symlink():
                kept = aside / self._compendium.relative(path)
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(path, kept)
            if path in self._content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self._content[path])
                path.chmod(self._traces[path].mode)


def trace(path: Path) -> Trace:
    """Return the metadata that shows whether a file was touched."""
    found = path.lstat()
    return Trace(found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode)


def files(compendium: Compendium) -> Iterator[Path]:
    """Yield the source files, without what tools and editors keep beside them."""
    package = PACKAGE.resolve()
    folders = [compendium.data, compendium.notebooks, compendium.book]
    inside = package.is_relative_to(compendium.root)
    for folder in [*folders, package] if inside else folders:
        for place, below, names in os.walk(folder):
            below[:] = [name for name in below if name[0] != "." and name != "__pycache__"]
            kept = (name for name in names if name[0] != "." and name[-1] != "~")
            found = (Path(place, name) for name in kept)
            yield from (path for path in found if path.is_file())
    yield from (path for path in (compendium.config, compendium.lock) if path.is_file())


def named(compendium: Compendium, files: Iterable[Path]) -> str:
    """Return paths, relative to the compendium's folder, as a list for a message."""
    return ", ".join(compendium.relative(path) for path in files)

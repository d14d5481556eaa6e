"""Results, stored by content: `_build/<kind>/<key>/`, each entry whole or not there at all."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from offshore.compendium.hashes import of_file

ASIDE = "aside"  # where entries are filled
LOCK = ".aside.lock"  # held while folders are taken or swept
OWNED = "owned.lock"  # in each folder that is being filled, held by who fills it
SEAL = "seal.json"  # the hash of every file of an entry, written last


def entry(build: Path, kind: str, key: str) -> Path:
    """Return the folder that an entry has or would have."""
    return build / kind / key


def find(build: Path, kind: str, key: str) -> Path | None:
    """Return an entry's folder, or None if it is missing or no longer what was stored.

    A changed, missing or additional file makes it a different entry; so does a link, since what it
    leads to can change without a trace here.
    """
    folder = entry(build, kind, key)
    try:
        sealed = json.loads((folder / SEAL).read_text(encoding="utf-8"))
        files = _files(folder)
        names = {path.relative_to(folder).as_posix() for path in files}
        linked = any(path.is_symlink() for path in [folder, *files])
        whole = (
            not linked
            and names == {*sealed, SEAL}
            and all(of_file(folder / name) == digest for name, digest in sealed.items())
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return folder if whole else None


def _files(folder: Path) -> list[Path]:
    """Return everything in a folder except folders, but with links to folders."""
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def put(build: Path, kind: str, key: str, fill: Callable[[Path], None]) -> Path:
    """Make an entry with `fill`, which writes into a temporary folder, and return its folder.

    The entry appears in one step when it is complete: a crash, a kill or an exception in `fill`
    leaves at most a folder that the next build removes.
    """
    target = entry(build, kind, key)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _filling(build) as folder:
        made = folder / "entry"
        made.mkdir()
        fill(made)
        sealed = {path.relative_to(made).as_posix(): of_file(path) for path in _files(made)}
        (made / SEAL).write_text(json.dumps(sealed, indent=1), encoding="utf-8")
        with _taking(build):
            if not _is_same(find(build, kind, key), made):
                _move(made, target, folder / "old")
    return target


def _is_same(stored: Path | None, made: Path) -> bool:
    """Tell whether another build has stored the same meanwhile, which a reader may be using."""
    return stored is not None and (stored / SEAL).read_bytes() == (made / SEAL).read_bytes()


def _move(source: Path, target: Path, old: Path) -> None:
    """Move a folder into place; what is there is no good, and is moved to `old`."""
    if target.is_symlink() or target.is_file():
        target.unlink()
    # Moved first: a reader finds the old entry or the new one, never half of either.
    with suppress(FileNotFoundError):
        target.rename(old)
    source.rename(target)


def _aside(build: Path) -> Path:
    folder = build / ASIDE
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _filling(build: Path) -> Iterator[Path]:
    """Give a new temporary folder, which no other build removes while it is in use."""
    with ExitStack() as held:
        with _taking(build):
            made = TemporaryDirectory(dir=_aside(build), ignore_cleanup_errors=True)
            folder = Path(held.enter_context(made))
            held.enter_context(_lock(folder / OWNED))
        yield folder


def sweep_aside(build: Path) -> None:
    """Remove what killed builds left behind; what other builds are filling stays."""
    if not any(_aside(build).iterdir()):
        return
    with _taking(build):
        for left in _aside(build).iterdir():
            if left.is_dir() and not left.is_symlink() and not _is_owned(left):
                shutil.rmtree(left, ignore_errors=True)


def _taking(build: Path) -> AbstractContextManager[Any]:
    """Return the lock without which nobody takes a folder or looks whether one is owned."""
    return _lock(_aside(build).with_name(LOCK), poll_interval=0.005)


def _lock(file: Path, **options: Any) -> AbstractContextManager[Any]:
    """Return the lock that a file stands for; the system releases it when its process ends."""
    from filelock import FileLock  # not needed where there is nothing to do, and takes 40 ms

    return FileLock(file, **options)


def _is_owned(folder: Path) -> bool:
    """Tell whether a living process fills a folder."""
    try:
        with _lock(folder / OWNED, blocking=False):
            return False
    except TimeoutError:
        return True


def keep_newest(build: Path, kind: str, count: int, needed: set[Path]) -> None:
    """Delete all but the newest entries of a kind, and never one that is needed."""
    folders = (path for path in (build / kind).iterdir() if path.is_dir())
    newest_first = sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)
    for old in newest_first[count:]:
        if old not in needed and not old.is_symlink():
            shutil.rmtree(old)


def point(link: Path, target: Path) -> None:
    """Make a symbolic link lead to a folder, in one step, whatever it led to before."""
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    fresh = link.with_name(f".{link.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(target, link.parent))
    fresh.replace(link)

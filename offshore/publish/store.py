"""What was made, kept by content: `_build/<kind>/<key>/`, each whole or not there at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from offshore import places
from offshore.publish.keys import of_file

ASIDE = "aside"  # where entries are filled
SEAL = "seal.json"  # the hash of every file of an entry, written last


def entry(kind: str, key: str) -> Path:
    """Return the folder that an entry has or would have."""
    return places.build() / kind / key


def find(kind: str, key: str) -> Path | None:
    """Return an entry's folder, or None where it is missing or no longer what was stored.

    A file that was changed, taken away or added makes it another than was stored; so does a
    link, since what it leads to can change without a trace here.
    """
    folder = entry(kind, key)
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
    """Return whatever is in a folder that is no folder itself, links to folders included."""
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def put(kind: str, key: str, fill: Callable[[Path], None]) -> Path:
    """Make an entry with `fill`, which writes into a folder aside, and return its folder.

    The entry appears in one step when it is whole: a crash, a kill or an exception in
    `fill` leaves at most a folder that the next build removes.
    """
    target = entry(kind, key)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=_aside()))
    try:
        fill(aside)
        sealed = {path.relative_to(aside).as_posix(): of_file(path) for path in _files(aside)}
        (aside / SEAL).write_text(json.dumps(sealed, indent=1), encoding="utf-8")
        aside.chmod(0o755)
        _move(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def _move(source: Path, target: Path) -> None:
    """Put a folder in place; what stands there is damaged or the same, and gives way."""
    if target.is_symlink() or target.is_file():
        target.unlink()
    with TemporaryDirectory(prefix=f"{os.getpid()}-", dir=_aside()) as aside:
        # Set aside first: a reader finds the old entry or the new one, and no half of either.
        with suppress(FileNotFoundError):
            target.rename(Path(aside) / "old")
        try:
            source.rename(target)
        except OSError:
            if not target.is_dir():  # else another build has put the same there meanwhile
                raise


def _aside() -> Path:
    folder = places.build() / ASIDE
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def sweep_aside() -> None:
    """Remove what builds that were killed left behind."""
    for folder in _aside().iterdir():
        process = folder.name.partition("-")[0]
        if not (process.isdigit() and _alive(int(process))):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _buried_by_nobody(process)


def _buried_by_nobody(process: int) -> bool:
    """Tell a process that has ended, and that nobody asked how, where the system says so."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state == "Z"


def keep_newest(kind: str, count: int, needed: set[Path]) -> None:
    """Delete all but the newest entries of a kind, and never one that is needed."""
    folders = (path for path in (places.build() / kind).iterdir() if path.is_dir())
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

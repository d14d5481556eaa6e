"""Where a book is bound: kept from one build to the next, so that Sphinx reads what changed."""

import fcntl
import filecmp
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from offshore import places

KIND = "workplaces"
FRAME = "frame"  # the hash of what the whole book hangs on; there while the place is in order


@contextmanager
def of(name: str, frame: str, aside: Path) -> Iterator[Path]:
    """Give a folder to bind a book in, with what the last one left if it had the same frame.

    A build that fails or is killed leaves nothing to go on from. While another build is in the
    folder, an empty one below `aside` is given, and deleted.
    """
    place = places.build() / KIND / name
    place.mkdir(parents=True, exist_ok=True)
    with place.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            place = aside / "work"
        yield from _in_order(place, frame)
        if place.is_relative_to(aside):
            shutil.rmtree(place)


def _in_order(place: Path, frame: str) -> Iterator[Path]:
    mark = place / FRAME
    if not (mark.exists() and mark.read_text() == frame):
        shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    yield place
    mark.write_text(frame)


def bring_up(old: Path, fresh: Path) -> None:
    """Make a folder have what a fresh one has, and delete that; files that are the same stay."""
    old.mkdir(exist_ok=True)
    wanted = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    for path in [path for path in old.rglob("*") if path.is_file()]:
        if path.relative_to(old) not in wanted:
            path.unlink()
    for name in wanted:
        if not (old / name).exists() or not filecmp.cmp(old / name, fresh / name, shallow=False):
            (old / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).replace(old / name)
    shutil.rmtree(fresh)

"""Copies of this checkout, which tests build in, break and kill; the checkout itself stays."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Self

import pytest

from offshore.compendium import system
from offshore.compendium.root import Compendium

system.leave_out_what_nobody_uses()  # here, since every test imports this first

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
GALLERY = ROOT / "tests/runs/gallery"
PROMPT = 20  # seconds: what takes longer hangs; most of it is the start of Python
MOST_SAID = 4000  # signs of a message that somebody reads


@cache
def tracked() -> list[str]:
    """Return the files of the checkout that git has or would take, as paths from its root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.exit("Tests copy the files that git lists: install git, and run in a clone.", 1)
    return sorted({name for name in done.stdout.split("\0") if (ROOT / name).is_file()})


def notebooks() -> list[Path]:
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


def environment(root: Path) -> dict[str, str]:
    """Return an environment in which `offshore` is the package of a copy."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OFFSHORE")}
    return kept | {"PYTHONPATH": str(root)}


@dataclass(frozen=True)
class Checkout:
    root: Path

    def offshore(
        self, *arguments: str, cwd: str = ".", seconds: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Return what `offshore` did; with `seconds`, it fails where it takes longer."""
        return subprocess.run(
            [PROGRAMS / "offshore", *arguments],
            cwd=self.root / cwd,
            env=environment(self.root),
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )

    def refuses(self, *arguments: str) -> str:
        """Return what `offshore` says in refusing, which it does at once and in plain words."""
        done = self.offshore(*arguments, seconds=PROMPT)
        assert (done.returncode, done.stdout) == (1, ""), done
        assert done.stderr.startswith("Error: ")
        assert "Traceback" not in done.stderr
        assert len(done.stderr) < MOST_SAID
        return done.stderr

    def started(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Return `offshore` running in a process group of its own; `said` is its output so far."""
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [PROGRAMS / "offshore", *arguments],
                cwd=self.root,
                env=environment(self.root) | {"PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def log(self) -> Path:
        return self.root.with_name("said.txt")

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer has {old!r}: choose another text to change"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def html(self, edition: str = "en") -> Path:
        published = self.root / "_build/book" / edition
        return published if edition in ("en", "zh") else self.root / "_build" / edition / "html"

    def made(self) -> dict[str, str]:
        """Return the hash of every file of every stored run and book, by its path."""
        folders = [self.root / "_build" / kind for kind in ("runs", "books")]
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        return {
            path.relative_to(self.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }

    def runs(self) -> set[str]:
        return {path.name for path in (self.root / "_build/runs").glob("*")}

    def copied(self, folder: Path) -> Self:
        """Return a copy with everything that was built."""
        return replace(self, root=Path(shutil.copytree(self.root, folder, symlinks=True)))


@dataclass(frozen=True)
class Failure:
    """A build that failed: where, what it said, and the book that was in place before."""

    checkout: Checkout
    done: subprocess.CompletedProcess[str]
    good_book: Path


def copy(folder: Path, without: tuple[str, ...] = ()) -> Checkout:
    """Return a copy as a fresh clone would be: nothing built, and `without` some folders."""
    for name in tracked():
        if not name.startswith(without):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
    return Checkout(folder)


def copy_of_sources(folder: Path) -> Checkout:
    """Return a copy of what commands read; its package is the checkout's own."""
    made = copy(folder, ("offshore/", "tests/", "benchmarks/"))
    (folder / "offshore").symlink_to(ROOT / "offshore")
    return made


def ran(said: str) -> set[str]:
    """Return the notebooks that a build said it ran."""
    return set(re.findall(r"\[\d+/\d+\] (\w+).* done", said.partition("Binding ")[0]))


def working_in(checkout: Checkout) -> list[str]:
    """Return the processes whose environment leads to a copy."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            settings = (process / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(f"PYTHONPATH={checkout.root}\0") in settings:
            found.append(process.name)
    return found


def here() -> Compendium:
    """Return the compendium that this process works in: the checkout, or a fresh copy of it."""
    return Compendium.here()

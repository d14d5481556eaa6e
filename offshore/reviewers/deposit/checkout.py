"""What git knows of a checkout: its files, its commit and the commit's date."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from offshore.compendium.errors import UserError, shown
from offshore.compendium.root import PACKAGE, Compendium

EPOCH = "SOURCE_DATE_EPOCH"
EARLIEST = 315532800  # 1980: no archive in the ZIP format can have an earlier date
LATEST = 4354819198  # and none a later one than 2107
PLAIN, PROGRAM = "100644", "100755"  # modes of files, as git writes them
LISTED = 10  # changed files that are named
WHY = (
    "A deposit is of a commit, so that what was published can be named and found again. Commit "
    "these changes, or set them aside with `git stash --include-untracked`, and try again."
)


@dataclass(frozen=True)
class Committed:
    """A checkout without changes: its files' paths from its root, its commit, and the date.

    `programs` are those of its files that can be executed.
    """

    files: tuple[str, ...]
    programs: frozenset[str]
    commit: str
    date: datetime


def read(compendium: Compendium) -> Committed:
    """Return what is committed.

    The date is SOURCE_DATE_EPOCH's, else the commit's, in UTC. Raises UserError if there is no git
    or no commit, and if a file that a deposit takes or a build reads differs from the commit.
    """
    root = compendium.root
    if not (root / ".git").exists():
        raise UserError(
            f"{root} is no clone made by git, so nothing says which state it is. Clone the "
            "repository, and make the deposit there."
        )
    if changed := _changed(compendium):
        more = [f"… and {len(changed) - LISTED} more."] if len(changed) > LISTED else []
        raise UserError("\n".join(["Not committed:", *changed[:LISTED], *more, WHY]))
    commit, seconds = _git(root, "log", "-1", "--format=%H %ct").split()
    modes = _modes(root)
    if links := [name for name, mode in modes.items() if mode not in (PLAIN, PROGRAM)]:
        raise UserError(f"{shown(links[0])} is no plain file; a deposit can hold only those.")
    programs = frozenset(name for name, mode in modes.items() if mode == PROGRAM)
    date = _date(os.environ.get(EPOCH) or seconds)
    return Committed(tuple(sorted(modes)), programs, commit, date)


def _modes(root: Path) -> dict[str, str]:
    """Return the mode that git keeps of each file, by its path."""
    lines = filter(None, _git(root, "ls-files", "--stage", "-z").split("\0"))
    split = (line.partition("\t") for line in lines)
    return {name: described.split()[0] for described, _, name in split}


def _changed(compendium: Compendium) -> list[str]:
    """Return what differs from the commit, and new files where a build would read them."""
    found = _git(compendium.root, "status", "--porcelain", "-z", "--no-renames").split("\0")
    read = (compendium.data, compendium.notebooks, compendium.book, PACKAGE)
    folders = [f"{one.name}/" for one in read]
    return [
        line
        for line in filter(None, found)
        if not line.startswith("??") or line[3:].startswith(tuple(folders))
    ]


def _git(root: Path, *arguments: str) -> str:
    try:
        done = _run(["git", "-C", str(root), *arguments])
    except FileNotFoundError:
        raise UserError("A deposit needs git, which is not installed here.") from None
    if done.returncode:
        raise UserError(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def _date(seconds: str) -> datetime:
    if not (seconds.isascii() and seconds.isdigit() and EARLIEST <= int(seconds[:12]) <= LATEST):
        raise UserError(
            f"{EPOCH} is {shown(seconds)}. It has to be a whole number of seconds since 1970, from "
            f"{EARLIEST} to {LATEST}, as `date +%s` prints it."
        )
    return datetime.fromtimestamp(int(seconds), UTC)

"""Read a file that a user may have written: a plain file of bounded size, or an error message.

The kind of file is checked before the file is opened, because opening a named pipe blocks until
something writes to it, and a device may never end.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from offshore.compendium.errors import UserError, where

KB, MB = 1000, 1_000_000
KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
BOM = "\ufeff"


class UnreadableError(UserError):
    """A file that cannot be read: `what` is wrong with it, and what is `allowed`."""

    def __init__(self, label: str, what: str, allowed: str) -> None:
        super().__init__(f"{label} {what}.\n{allowed}")
        self.what, self.allowed = what, allowed


def read_bytes(file: Path, most: int, within: Path | None = None, label: str = "") -> bytes:
    """Return the content of a plain file of at most `most` bytes.

    `within` is a folder that a link must not lead out of; `label` names the file in messages.
    Raises UnreadableError if the file is missing, too large, not a plain file or not `within`.
    """
    name = label or where(file)
    try:
        found = file.stat()
        _check(file, found, most, within, name)
        with file.open("rb") as opened:
            content = opened.read(most + 1)
    except OSError as fault:
        what = f"cannot be read ({fault.strerror})"
        raise UnreadableError(name, what, "Put the file back, or name another.") from None
    except ValueError:  # a null byte
        raise UnreadableError(name, "is not a file name", "Name a file.") from None
    if len(content) > most:  # it has grown, or is a system file that reports no size
        raise _too_large(name, "or more", len(content), most)
    return content


def _check(file: Path, found: os.stat_result, most: int, within: Path | None, name: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((words for test, words in KINDS if test(found.st_mode)), "something else")
        raise UnreadableError(name, f"is {kind}, not a file", "Allowed: a plain file.")
    if found.st_size > most:
        raise _too_large(name, "in all", found.st_size, most)
    if within and not file.resolve().is_relative_to(within.resolve()):
        allowed = f"Put the file itself into {within.name}/."
        raise UnreadableError(name, f"is a link that leads out of {within.name}/", allowed)


def _too_large(name: str, word: str, size: int, most: int) -> UnreadableError:
    bound = f"{most // MB} MB" if most >= MB else f"{most // KB} KB"
    return UnreadableError(
        name, f"is too large: {size:,} bytes {word}", f"Allowed: at most {bound}."
    )


def read_text(file: Path, most: int) -> str:
    """Return the text of a UTF-8 file, without the byte order mark that some editors add.

    Raises UnreadableError as `read_bytes` and `decoded` do.
    """
    return decoded(read_bytes(file, most), where(file)).removeprefix(BOM)


def decoded(content: bytes, label: str) -> str:
    """Return bytes as text; raises UnreadableError if they are not UTF-8 or contain a null byte."""
    try:
        found = content.decode("utf-8")
        bad = found.find("\0")  # valid UTF-8, but typical of UTF-16
    except UnicodeDecodeError as fault:
        found, bad = "", fault.start
    if bad < 0:
        return found
    line = (found[:bad].encode() or content[:bad]).count(b"\n") + 1
    allowed = "Save the file with the encoding UTF-8."
    raise UnreadableError(f"{label}, line {line},", "is not UTF-8 text", allowed)

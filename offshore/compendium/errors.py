"""Errors that a user can act on, shown without a traceback, and how they quote values."""

import difflib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

LONGEST = 60  # characters of a quoted value or name
FARTHEST = 200  # characters of a path, whose end is the most telling part
ADVICE = {
    errno.ENOSPC: "The disk is full, or the folder for temporary files is (TMPDIR names it). "
    "Free some space and run the same command again; what was made is kept.",
    errno.EDQUOT: "Your quota on that disk is used up. Free some space and run it again.",
    errno.EACCES: "You lack permission there. Change the permissions, or work in your own copy.",
    errno.EPERM: "You lack permission there. Change the permissions, or work in your own copy.",
    errno.EROFS: "That disk is read-only. Work in a copy that can be written to.",
    errno.EMFILE: "The limit on open files is too low. Raise it, `ulimit -n 1024`, and try again.",
    errno.ENFILE: "Too many files are open on this machine. End some programs and try again.",
    errno.ENOMEM: "There is too little memory. End some programs and try again.",
    errno.EAGAIN: "No further process can be started. End some programs and try again.",
    errno.ENOTDIR: "A file stands where a folder belongs. Move it out of the way and try again.",
    errno.EISDIR: "A folder stands where a file belongs. Move it out of the way and try again.",
    errno.EEXIST: "Something of that name is in the way. Move it and try again.",
}
OTHERWISE = "Look at what is there, and try again."
SOCKET_TOO_LONG = "AF_UNIX path too long"  # what Python says, without a number or a path


class UserError(Exception):
    """A mistake of the user, or a limit of the machine; the message says what to do next."""


def of_system(fault: OSError) -> str:
    """Return the message for an operating system error: what, where, and what to do next."""
    reason = fault.strerror or str(fault) or type(fault).__name__
    if reason == SOCKET_TOO_LONG:
        return (
            f"The folder for temporary files, {tempfile.gettempdir()!r}, has too long a path for "
            "sockets. Set TMPDIR to one with a shorter path, and try again."
        )
    place = f": {os.fspath(fault.filename)!r}" if fault.filename else ""
    return f"{reason}{place}. {ADVICE.get(fault.errno or 0, OTHERWISE)}"


def shown(value: object) -> str:
    """Return the repr of a value, cut short if it is long."""
    try:
        return cut(repr(value))
    except (ValueError, RecursionError):  # an integer of more than 4,300 digits
        return f"{type(value).__name__} too long to be written"


def cut(text: str) -> str:
    """Return text on one line; if it is long, its first 60 characters and its length."""
    plain = text if text.isprintable() else repr(text)[1:-1]
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}… ({len(plain):,} characters)"


def where(path: Path) -> str:
    """Return a path on one line, dropping the front of a very long one."""
    text = str(path)
    plain = text if text.isprintable() else repr(text)[1:-1]
    return plain if len(plain) <= FARTHEST else f"…{plain[-FARTHEST:]}"


def near(path: Path) -> str:
    """Return a path relative to the working folder, or as it is if it is on another drive."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return " Did you mean 'x'?" for the closest known word, or "" if none is close.

    `cutoff`: the similarity required, from 0 (any word will do) to 1 (only the same word).
    """
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return f" Did you mean {near[0]!r}?" if near else ""

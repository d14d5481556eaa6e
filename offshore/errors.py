"""Errors that are a user's to act on, told without a traceback, and what is quoted in them."""

import errno
import os
from pathlib import Path

LONGEST = 60  # signs of a quoted value or name
FARTHEST = 200  # signs of a path, of which the end says most
ADVICE = {
    errno.ENOSPC: "The disk is full, or the folder for temporary files is (TMPDIR names it). "
    "Free some space and run the same command again; what was made is kept.",
    errno.EDQUOT: "Your quota on that disk is used up. Free some space and run it again.",
    errno.EACCES: "You may not do that there. Change the permissions, or work in a copy of yours.",
    errno.EPERM: "You may not do that there. Change the permissions, or work in a copy of yours.",
    errno.EROFS: "That disk is read-only. Work in a copy that can be written to.",
    errno.EMFILE: "Too few files may be open at once. Allow more, `ulimit -n 1024`, and try again.",
    errno.ENFILE: "Too many files are open on this machine. End some programs and try again.",
    errno.ENOMEM: "There is too little memory. End some programs and try again.",
    errno.EAGAIN: "No further process can be started. End some programs and try again.",
    errno.ENOTDIR: "A file stands where a folder belongs. Move it out of the way and try again.",
    errno.EISDIR: "A folder stands where a file belongs. Move it out of the way and try again.",
    errno.EEXIST: "Something of that name is in the way. Move it and try again.",
}
OTHERWISE = "Look at what is there, and try again."


class UserError(Exception):
    """A mistake of the user, or a limit of the machine; the message says what to do next."""


def of_system(fault: OSError) -> str:
    """Return what is told of a refusal by the operating system: what, where, what to do next."""
    reason = fault.strerror or str(fault) or type(fault).__name__
    place = f": {os.fspath(fault.filename)!r}" if fault.filename else ""
    return f"{reason}{place}. {ADVICE.get(fault.errno or 0, OTHERWISE)}"


def shown(value: object) -> str:
    """Return a value as Python writes it, cut short where it is long."""
    try:
        return cut(repr(value))
    except (ValueError, RecursionError):  # a whole number of more than 4,300 digits
        return f"{type(value).__name__} too long to be written"


def cut(text: str) -> str:
    """Return text in one line, cut short where it is long: its first 60 signs and how many."""
    plain = text if text.isprintable() else repr(text)[1:-1]
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}… ({len(plain):,} signs)"


def where(path: Path) -> str:
    """Return a path in one line, the front of a very long one cut away."""
    text = str(path)
    plain = text if text.isprintable() else repr(text)[1:-1]
    return plain if len(plain) <= FARTHEST else f"…{plain[-FARTHEST:]}"

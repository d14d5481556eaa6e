"""Errors that are the user's to mend, told without a traceback, and what is quoted in them."""

from pathlib import Path

LONGEST = 60  # signs of a quoted value or name
FARTHEST = 200  # signs of a path, of which the end says most


class UserError(Exception):
    """What was wrong, where, what is allowed and what to do next, in one message."""


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

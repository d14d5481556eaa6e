"""Two wordings of one text: what stayed, what went and what came, word by word or line by line."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# A number with its decimals, a word, a Chinese character, a sign or a space.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_\u2e80-\u9fff]+|\s+|.", re.DOTALL)
SAME, GONE, NEW = "same", "gone", "new"
ALIKE = 0.5  # the ratio below which two texts have too little in common to be mixed


@dataclass(frozen=True)
class Piece:
    """A piece of text: the same in both wordings, gone, or new."""

    kind: str
    text: str


def words(before: str, after: str) -> list[Piece]:
    """Return two wordings as one text; where they have little in common, one after the other."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    match = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if match.ratio() < ALIKE:
        return _replaced(before, after)
    return [
        piece
        for kind, a, b, c, d in match.get_opcodes()
        for piece in _pieces(kind, "".join(old[a:b]), "".join(new[c:d]))
    ]


def lines(before: str, after: str) -> list[Piece]:
    """Return every line of two sources, in the order of the second."""
    old, new = before.splitlines(), after.splitlines()
    match = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        piece
        for kind, a, b, c, d in match.get_opcodes()
        for piece in _of_lines(kind, old[a:b], new[c:d])
    ]


def _of_lines(kind: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if kind == "equal":
        yield from (Piece(SAME, line) for line in old)
        return
    yield from (Piece(GONE, line) for line in old)
    yield from (Piece(NEW, line) for line in new)


def _pieces(kind: str, old: str, new: str) -> list[Piece]:
    return [Piece(SAME, old)] if kind == "equal" else _replaced(old, new)


def _replaced(old: str, new: str) -> list[Piece]:
    return [piece for piece in (Piece(GONE, old), Piece(NEW, new)) if piece.text]

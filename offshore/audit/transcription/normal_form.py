"""The form in which texts are compared: without spaces and breaks, in one width of signs."""

import re
import unicodedata
from dataclasses import dataclass

SENTENCE_ENDS = "。;"
_QUOTES = dict.fromkeys("“”„‟«»「」『』＂", '"') | dict.fromkeys("‘’‚‛＇`´", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－⁻", "-")
_SIGNS = str.maketrans({**_QUOTES, **_DASHES})
_HYPHENATION = re.compile(r"\u2043|(?<=[A-Za-z])-(?=\n*[A-Za-z])")
_END = re.compile(rf"""[{SENTENCE_ENDS}](?:["')]|\[\d+(?:[-,]\d+)*\])*""")
_INVISIBLE = ("Cc", "Cf", "Co")


@dataclass(frozen=True)
class Text:
    """A text in normal form, and the offsets at which its lines began as it was given."""

    stream: str
    line_starts: frozenset[int]

    def without(self, start: int, end: int) -> "Text":
        """Return the text with a part cut out."""
        gone = end - start
        kept = (one if one <= start else max(start, one - gone) for one in self.line_starts)
        return Text(self.stream[:start] + self.stream[end:], frozenset(kept))


def normal(text: str) -> str:
    """Return a text without white space and invisible characters, in half-width signs.

    Quotation marks and dashes become one kind each. A hyphen between Latin letters is dropped: it
    may have come from the end of a line.
    """
    return _by_lines(text).replace("\n", "")


def normal_text(text: str) -> Text:
    """Return a text in normal form with the beginnings of its lines."""
    starts, offset = [0], 0
    for line in _by_lines(text).split("\n"):
        offset += len(line)
        starts.append(offset)
    return Text(normal(text), frozenset(starts))


def ends(stream: str) -> list[int]:
    """Return the offsets in a normal text at which its sentences end.

    。 and ； end a sentence, with the closing quotation marks and numbers of references after them.
    """
    return [match.end() for match in _END.finditer(stream)]


def _by_lines(text: str) -> str:
    lines = "\n".join(text.splitlines()).translate(_SIGNS)
    signs = unicodedata.normalize("NFKC", lines).translate(_SIGNS)
    return _HYPHENATION.sub("", "".join(filter(_counts, signs)))


def _counts(one: str) -> bool:
    invisible = one.isspace() or unicodedata.category(one) in _INVISIBLE
    return one == "\n" or not invisible

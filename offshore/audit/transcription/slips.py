"""Find the one digit or numeral that makes a sentence differ from the paper's, by its hash."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from offshore.audit.transcription.alignment import Alignment
from offshore.audit.transcription.fingerprints import Place, Sentence
from offshore.audit.transcription.numerals import CHINESE

DIGITS = "0123456789."
AROUND = f"{DIGITS}%-[]{CHINESE}"


@dataclass(frozen=True)
class Slip:
    """A number as a text has it, and as the paper prints it."""

    given: str
    wanted: str


def slips(alignment: Alignment, sentences: Sequence[Sentence]) -> Mapping[Place, Slip]:
    """Return, for sentences that one digit too many, too few or wrong makes differ, which one."""
    found = {}
    for one in sentences:
        if one.place in alignment.different:
            text = alignment.texts[one.place]
            for start, end, right in _corrections(text, one.length - len(text)):
                if one.is_text(text[:start] + right + text[end:]):
                    found[one.place] = _slip(text, start, end, right)
                    break
    return found


def _corrections(text: str, longer: int) -> Iterator[tuple[int, int, str]]:
    """Yield every part of a text that may be replaced, and by what, to change its length so."""
    for start in range(len(text) + 1):
        is_digit = text[start : start + 1] in [*DIGITS, *CHINESE]
        if longer == 1:
            yield from ((start, start, one) for one in DIGITS + CHINESE)
        elif longer == -1 and is_digit:
            yield start, start + 1, ""
        elif longer == 0 and is_digit:
            yield from ((start, start + 1, one) for one in DIGITS + CHINESE)


def _slip(text: str, start: int, end: int, right: str) -> Slip:
    """Return the number, with what follows it, as given and as wanted."""
    first, last = start, end
    while first and text[first - 1] in AROUND:
        first -= 1
    while last < len(text) and text[last] in AROUND:
        last += 1
    last = min(len(text), last + 2)  # some of the unit, in case no digit is left
    return Slip(text[first:last], text[first:start] + right + text[end:last])

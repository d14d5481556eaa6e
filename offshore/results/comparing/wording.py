"""What differs, in words: values, intervals, and by how much, in the language of an edition."""

import math
from typing import Any

from offshore.display.language import DISPLAY, Language
from offshore.results.difference import Difference
from offshore.results.model import Ends

FINEST = 9  # decimals
OF_ENDS = 8  # significant digits of the ends of an interval
ANY = "any value"


def value(found: Any, words: Language) -> str:
    """Return a plain value as people read it; "–" for none."""
    if found is None:
        return "–"
    if isinstance(found, list | tuple):
        return words.listed([value(one, words) for one in found])
    return found if isinstance(found, str) else repr(found)


def term(found: str | None, words: Language) -> str:
    """Return a word of the audit, such as a verdict; as it is if the language has no other."""
    return words.prose(found, DISPLAY) if found else "–"


def interval(ends: Ends | None, words: Language) -> str:
    """Return the two ends of what a number can mean, "" without them."""
    if ends is None:
        return ""
    low, high = (None if end is None else plain(end, words, OF_ENDS) for end in ends)
    if low is None or high is None:
        sign, known = ("≤", high) if low is None else ("≥", low)
        return words.text("{sign} {number}", sign=sign, number=known) if known else words.text(ANY)
    return low if low == high else words.text("{low} to {high}", low=low, high=high)


def plain(number: float, words: Language, digits: int = 12) -> str:
    """Return a number with so many significant digits at most, as the language writes it."""
    if not math.isfinite(number):
        return str(number)
    exponent = math.floor(math.log10(abs(number))) if number else 0
    if number and exponent < -FINEST:
        return f"{number:.{min(digits, 3)}g}"
    decimals = min(FINEST, max(0, digits - 1 - exponent))
    told = str(words.number(number, decimals))
    return told.rstrip("0").rstrip(".,") if decimals else told


def moved(one: Difference, words: Language) -> str:
    """Return by how much a number moved; of percentages in percentage points, "" if unknown."""
    if one.by is None:
        return ""
    told = [str(text) for text in (one.before, one.after)]
    if one.kind == "number" and all(text.rstrip().endswith("%") for text in told):
        return words.text("{number} percentage points", number=_signed(100 * one.by, words, 4))
    return _signed(one.by, words)


def relative(one: Difference, words: Language) -> str:
    """Return by how much a number moved relative to what it was, in percent, "" if unknown."""
    return "" if one.relative is None else f"{_signed(100 * one.relative, words, 3)}%"


def _signed(number: float, words: Language, digits: int = 6) -> str:
    told = plain(number, words, digits)
    return f"+{told}" if number > 0 else told

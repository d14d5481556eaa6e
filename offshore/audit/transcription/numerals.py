"""The numbers in a sentence: Arabic ones, and Chinese numerals."""

import re
from dataclasses import dataclass

ARABIC = r"\d+(?:\.\d+)?"
CHINESE = "〇零一二三四五六七八九十百千万亿两"
SCALES = "万亿|亿|万"  # after Arabic digits they belong to the unit
_NUMBER = re.compile(rf"(?P<arabic>{ARABIC})(?:{SCALES})?|(?P<chinese>[{CHINESE}]+)")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


@dataclass(frozen=True)
class Number:
    """A number in a sentence: its digits or numerals, and where they start and end."""

    text: str
    start: int
    end: int

    @property
    def value(self) -> int | None:
        """The value of a Chinese numeral; None for Arabic digits and what is no numeral."""
        return chinese_value(self.text)


def numbers(sentence: str) -> list[Number]:
    """Return every number of a sentence in normal form."""
    found = []
    for match in _NUMBER.finditer(sentence):
        kind = "arabic" if match["arabic"] else "chinese"
        found.append(Number(match[kind], *match.span(kind)))
    return found


def chinese_value(text: str) -> int | None:
    """Return the value of a Chinese numeral such as 十 or 百万, None for anything else."""
    total = part = 0
    digit: int | None = None
    for sign in text:
        if sign in _DIGITS and digit is None:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            part, digit = part + _TENS[sign] * (1 if digit is None else digit), None
        elif sign in _MYRIADS:
            total = (total + part + (digit or 0) or 1) * _MYRIADS[sign]
            part, digit = 0, None
        else:
            return None
    return total + part + (digit or 0) if text else None

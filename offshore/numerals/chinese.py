"""Whole numbers written in Chinese characters, such as 五, 十 or 百万."""

import re

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
WRITTEN = re.compile(f"[{''.join([*DIGITS, *TENS, *MYRIADS])}]+")


def written(text: str) -> list[int]:
    """Return the numbers that a text writes in characters: [1000000] for 超百万美元."""
    return [_value(found) for found in WRITTEN.findall(text)]


def _value(characters: str) -> int:
    whole = part = digit = 0
    for one in characters:
        if one in DIGITS:
            digit = DIGITS[one]
        elif one in TENS:
            part, digit = part + (digit or 1) * TENS[one], 0
        else:
            whole, part, digit = whole + ((part + digit) or 1) * MYRIADS[one], 0, 0
    return whole + part + digit

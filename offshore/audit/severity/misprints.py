"""The family of misprints of a printed number: what one slip of the hand or the eye makes of it.

| name          | slip                                                                          |
|---------------|-------------------------------------------------------------------------------|
| digit up      | a digit one higher; a 9 has none, because nothing is carried                  |
| digit down    | a digit one lower; a 0 has none, because nothing is borrowed                  |
| digits swapped| two digits that stand beside each other change places, over the point as well |
| digit dropped | a digit is missing                                                            |
| digit doubled | a digit stands twice                                                          |
| point right   | the decimal point one place to the right                                      |
| point left    | the decimal point one place to the left; not for things counted one by one    |

The sign stays. A print with the value of the original is no misprint, and each print counts once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from offshore.numerals.printed import number

POINT = "."
SLIPS = (
    "digit up",
    "digit down",
    "digits swapped",
    "digit dropped",
    "digit doubled",
    "point right",
    "point left",
)


@dataclass(frozen=True)
class Misprint:
    """A wrong print and the name of the slip that makes it."""

    name: str
    printed: str


def misprints(printed: str, whole: bool = False) -> list[Misprint]:
    """Return the misprints of a printed number, each print once, under the first name that fits.

    `whole` marks things that are counted one by one, which no slip turns into fractions. Raises
    ValueError for text that is not a printed number.
    """
    original = number(printed)
    sign, digits, decimals = _parts(printed)
    found: dict[str, Misprint] = {}
    for name, changed, places in _slips(digits, decimals):
        if not changed or (whole and places > 0):
            continue
        wrong = sign + _print(changed, places)
        if number(wrong) != original:
            found.setdefault(wrong, Misprint(name, wrong))
    return list(found.values())


def _parts(printed: str) -> tuple[str, str, int]:
    """Return the sign, the digits without a point, and how many of them are decimals."""
    text = "".join(printed.split())
    sign = "-" if text.startswith("-") else ""
    digits, _, fraction = text.removeprefix("-").partition(POINT)
    return sign, digits + fraction, len(fraction)


def _slips(digits: str, decimals: int) -> Iterator[tuple[str, str, int]]:
    """Yield each slip: its name, the digits that it leaves, and how many of them are decimals."""
    for place, digit in enumerate(digits):
        before, after = digits[:place], digits[place + 1 :]
        # A digit of the fraction that is dropped or doubled changes how many decimals there are.
        change = int(place >= len(digits) - decimals)
        if digit != "9":
            yield "digit up", f"{before}{int(digit) + 1}{after}", decimals
        if digit != "0":
            yield "digit down", f"{before}{int(digit) - 1}{after}", decimals
        if after:
            yield "digits swapped", f"{before}{after[0]}{digit}{after[1:]}", decimals
        yield "digit dropped", before + after, decimals - change
        yield "digit doubled", before + digit + digit + after, decimals + change
    yield "point right", digits + "0" * (decimals == 0), max(decimals - 1, 0)
    yield "point left", digits, decimals + 1


def _print(digits: str, decimals: int) -> str:
    """Return digits with a point before the decimals, without zeros that nobody would print."""
    padded = digits.rjust(decimals + 1, "0")
    units = padded[: len(padded) - decimals].lstrip("0") or "0"
    return f"{units}.{padded[len(padded) - decimals :]}" if decimals else units

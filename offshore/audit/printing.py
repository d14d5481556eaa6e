"""Numbers in the texts of claims: those they print, digit by digit, and those they name.

In a statement `{growth-2016}` stands for the digits that the tables have of a number, without
spaces, so that it follows them, and `{value-2016 million}` for the same in millions of the base of
its unit; `billion` likewise.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from offshore.audit.quantities import CLAIMS, Quantity
from offshore.audit.transcription.numerals import numbers
from offshore.data.faults import Fault
from offshore.numerals.printed import number

NAMED = re.compile(r"\{([^{}]*)\}")
SCALES = {"million": Decimal(10**6), "billion": Decimal(10**9)}


def unprinted(rows: Sequence[Mapping[str, str]], known: Mapping[str, Quantity]) -> list[Fault]:
    """Return a fault for each fact that no claim which lists it prints.

    `rows`: those of the table of claims; `known`: all numbers by id. A fault is at the first row
    that lists the fact; facts that no claim lists have no row and are left out.
    """
    listing: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        for name in row["facts"].split():
            listing.setdefault(name, []).append(position)
    return [
        _fault(known[name], rows[positions[0]], positions[0])
        for name, positions in listing.items()
        if name in known and not any(prints(rows[one]["prints"], known[name]) for one in positions)
    ]


def prints(text: str, fact: Quantity) -> bool:
    """Tell whether a text prints a fact: its digits as a number of their own, or in characters."""
    digits = re.escape(fact.printed)
    if re.search(rf"(?<![\d.]){digits}(?![\d.])", text):
        return True
    value = number(fact.printed) * number(fact.unit.factor)
    return any(one.value is not None and one.value == value for one in numbers(text))


def _fault(fact: Quantity, row: Mapping[str, str], position: int) -> Fault:
    message = f"does not print {fact.printed!r}, and no other claim that lists {fact.id} does"
    allowed = (
        "Allowed: as the paper prints it, the digits of each fact of the row among them or the "
        "number in Chinese characters; compare the fact's row with the paper."
    )
    place = (position + 2, "prints", row["prints"])
    return Fault(f"data/{CLAIMS}.csv", message, allowed, *place, kind="transcription")


class UnknownNumberError(KeyError):
    """A name in a statement that is no number, or a scale that is none."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def filled(text: str, known: Mapping[str, Quantity]) -> str:
    """Return a statement with the numbers that it names; raises UnknownNumberError."""

    def said(found: re.Match[str]) -> str:
        name, _, scale = found[1].partition(" ")
        if name not in known or (scale and scale not in SCALES):
            raise UnknownNumberError(found[1] if name in known else name)
        return _digits(known[name], scale)

    return NAMED.sub(said, text)


def _digits(one: Quantity, scale: str) -> str:
    if not scale:
        return "".join(one.printed.split())
    value = number(one.printed) * number(one.unit.factor) / SCALES[scale]
    return f"{value.normalize():f}"

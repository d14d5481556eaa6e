"""The numbers in the statements of claims: named, so that they follow the tables they are from.

`{growth-2016}` stands for the digits that the tables have of a number, without spaces, and
`{value-2016 million}` for the same in millions of the base of its unit; `billion` likewise.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from offshore.audit.quantities import Quantity
from offshore.numerals.printed import number

NAMED = re.compile(r"\{([^{}]*)\}")
SCALES = {"million": Decimal(10**6), "billion": Decimal(10**9)}


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

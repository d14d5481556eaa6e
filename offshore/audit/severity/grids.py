"""The prints that a number could have at one precision, in their order."""

from dataclasses import dataclass, replace
from decimal import Decimal

from mpmath import iv

from offshore.audit.claims import Argument, Claim
from offshore.audit.quantities import Quantity
from offshore.numerals.printed import Interval, number

ROUND = ("about", "nearly")  # qualifiers whose width hangs on the last digit that is not zero


@dataclass(frozen=True)
class Grid:
    """Prints with one sign and so many decimals, a candidate 0, 1, 2, … for each.

    `zeros` is for "about 70" alone, whose meaning hangs on its last digit that is not zero: there a
    grid has only what ends in just so many zeros, and its candidates are without them. Zero itself
    is in none of these.
    """

    sign: str
    decimals: int
    zeros: int | None = None

    def value(self, candidate: int) -> Decimal:
        """Return the number that a candidate is."""
        return Decimal(self.text(candidate))

    def text(self, candidate: int) -> str:
        """Return a candidate as it would be printed."""
        digits = str(candidate * 10 ** (self.zeros or 0)).rjust(self.decimals + 1, "0")
        point = len(digits) - self.decimals
        return self.sign + digits[:point] + ("." + digits[point:] if self.decimals else "")

    def has(self, candidate: int) -> bool:
        """Tell whether a candidate ends in just the zeros that the grid is for."""
        return self.zeros is None or candidate % 10 != 0

    def meaning(self, candidate: int, one: Quantity) -> Interval:
        """Return what a number means as this candidate; both ends move with the candidate."""
        if self.has(candidate) or one.qualifier not in ROUND:
            return replace(one, printed=self.text(candidate)).interval
        # It is in another grid, but a stretch of this one may end at it.
        value = self.value(candidate)
        half = Decimal(5).scaleb((self.zeros or 0) - self.decimals - 1)
        ends = value - half, value + (half if one.qualifier == "about" else 0)
        return iv.mpf([f"{end * number(one.unit.factor):f}" for end in ends])


def with_print(claim: Claim, name: str, printed: str) -> Claim:
    """Return a claim with other digits wherever a number, given by its id, stands in it."""

    def other(one: Argument) -> Argument:
        same = isinstance(one, Quantity) and is_number(one, name)
        return replace(one, printed=printed) if same else one  # type: ignore[type-var]

    given = {key: tuple(map(other, values)) for key, values in (claim.arguments or {}).items()}
    target = claim.target
    if target is not None and is_number(target, name):
        target = replace(target, printed=printed)
    return replace(claim, arguments=given, target=target)


def is_number(one: object, name: str) -> bool:
    """Tell whether an argument is a certain number, by its id."""
    return isinstance(one, Quantity) and one.id == name

"""The blind range of a number: the values at which every verdict stays as it is.

All values are meant that could be printed with the same sign and the same number of decimals, from
0 to a thousand million times the printed one; a range that reaches either is open there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from offshore.audit.claims import Claim
from offshore.audit.quantities import Quantity
from offshore.audit.severity.grids import ROUND, Grid
from offshore.audit.severity.solving import unchanged
from offshore.numerals.printed import number

FAR = 10**9  # times the printed number


@dataclass(frozen=True)
class Range:
    """Values from `low` to `high` in steps, both included; None where it goes on without end.

    A range that reaches zero ends there, at the sign.
    """

    low: Decimal | None
    high: Decimal | None
    step: Decimal

    @property
    def is_endless(self) -> bool:
        """Whether it holds values of any size."""
        return None in (self.low, self.high)

    @property
    def is_everything(self) -> bool:
        """Whether it holds every value with the sign of the number."""
        return self.is_endless and 0 in (self.low, self.high)

    @property
    def is_one_value(self) -> bool:
        """Whether it holds a single value."""
        return self.low == self.high is not None

    def __contains__(self, value: Decimal) -> bool:
        """Tell whether a value lies between the ends."""
        low, high = self.low, self.high
        return (low is None or low <= value) and (high is None or value <= high)


@dataclass(frozen=True)
class Blind:
    """The blind range of a number, in parts that do not touch.

    `rounded`: what the number means hangs on the zeros at its end, so that the parts overlap: those
    with a step are the values that end in just as many zeros as the step.
    """

    parts: tuple[Range, ...]
    rounded: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether no value at all would be noticed."""
        return any(one.is_everything for one in self.parts) and not self.rounded

    @property
    def is_endless(self) -> bool:
        """Whether values of any size would pass."""
        return any(one.is_endless for one in self.parts)

    @property
    def is_one_value(self) -> bool:
        """Whether every value but one would be noticed."""
        return len(self.parts) == 1 and self.parts[0].is_one_value

    def __contains__(self, printed: str) -> bool:
        """Tell whether a print with the decimals of the number would pass unseen."""
        value = number(printed)
        parts = [one for one in self.parts if not self.rounded or one.step == _step(printed)]
        return any(value in one for one in parts)


def solve(one: Quantity, claims: Sequence[Claim], decimals: int | None = None) -> Blind:
    """Return the blind range of a number under some claims.

    `decimals`: how many its print has; those of the original if None.
    """
    value = number(one.printed)
    exponent = -int(value.as_tuple().exponent) if decimals is None else decimals
    watching = sorted((claim for claim in claims if claim.uses(one.id)), key=_is_loose)
    last = FAR * max(1, int(abs(value) * 10**exponent))
    grid = Grid("-" if one.printed.strip().startswith("-") else "", exponent)
    if any(place.qualifier in ROUND for claim in watching for place in _places(claim, one)):
        return _rounded(watching, one, grid, last)
    return Blind(tuple(_parts(watching, one, grid, last)))


def _rounded(claims: Sequence[Claim], one: Quantity, grid: Grid, last: int) -> Blind:
    """Return the blind range of a number whose meaning hangs on the zeros at its end."""
    nothing = unchanged(claims, one.id, grid, 0)
    grids = [replace(grid, zeros=zeros) for zeros in range(len(str(last)) - 1)]
    parts = [part for each in grids for part in _parts(claims, one, each, last)]
    if nothing and len(parts) == len(grids) and all(part.is_everything for part in parts):
        return Blind(tuple(parts[:1]))
    zero = [Range(grid.value(0), grid.value(0), _step(grid.text(0)))] if nothing else []
    return Blind((*zero, *parts), rounded=True)


def _places(claim: Claim, one: Quantity) -> list[Quantity]:
    """Return a number as it stands in a claim, where its qualifier may be another one."""
    return [place for place in (*claim.inputs, claim.target) if place and place.id == one.id]


def _is_loose(claim: Claim) -> bool:
    # Equalities first: what is left to try after them is little.
    return claim.target is None or claim.target.qualifier != "exact"


def _parts(claims: Sequence[Claim], one: Quantity, grid: Grid, last: int) -> Iterator[Range]:
    top = last // 10 ** (grid.zeros or 0)
    step = Decimal(1).scaleb((grid.zeros or 0) - grid.decimals)
    for first, end in unchanged(claims, one.id, grid, top):
        while first < end and not grid.has(first):
            first += 1
        while first < end and not grid.has(end):
            end -= 1
        if grid.has(first):
            # Zero belongs to no grid for zeros at the end, which therefore begins at one.
            near = grid.value(0 if first <= (grid.zeros is not None) else first)
            far = None if end >= top - 1 else grid.value(end)
            yield Range(far, near, step) if grid.sign else Range(near, far, step)


def _step(printed: str) -> Decimal:
    """Return one unit of the last digit that is not zero; zero has none."""
    value = number(printed).normalize()
    return Decimal(1).scaleb(int(value.as_tuple().exponent)) if value else Decimal(0)

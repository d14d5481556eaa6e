"""Arithmetic of intervals, written as formulas of a spreadsheet.

A spreadsheet has no intervals and no infinity. An interval is two cells, an open end is the number
`open_end`, far beyond all others, and what is not `finite` is open. Floats are not rounded
outwards; so each interval has a size, that of the numbers it was computed from, to which
comparisons are tolerant.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

OPEN, FINITE = "1E+99", "1E+60"  # an open end; what is below is none, even in another unit
NOTHING = "1E-99"  # what is divided by where a divisor ends at zero


@dataclass(frozen=True)
class Ends:
    """An interval as formulas: its ends, its size, and the conditions under which there is one.

    `least`: its smallest distance from zero, which errors grow by where it divides; `single`
    formulas, such as names, need no brackets in others. `zero`: an end may be exactly zero.
    """

    low: str
    high: str
    size: str
    least: str = ""
    needs: tuple[str, ...] = ()
    single: bool = False
    zero: bool = False

    @property
    def both(self) -> tuple[str, str]:
        """Both ends, with brackets where other formulas need them."""
        return (self.low, self.high) if self.single else (f"({self.low})", f"({self.high})")

    @property
    def divisor(self) -> str:
        """What a size is divided by where the interval divides."""
        ends = f"ABS({self.low}),ABS({self.high})"
        least = self.least or f"MIN({ends})"
        # The quotient has one end then, which comes from the other end of the divisor.
        return f"IF({self.low}*{self.high}=0,MAX({ends}),{least})" if self.zero else least

    def given(self, *conditions: str) -> "Ends":
        """Return the same under further conditions."""
        needs = (*self.needs, *(one for one in conditions if one not in self.needs))
        return replace(self, needs=needs)


def _needs(*given: Ends) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in given for one in part.needs))


def above(value: Ends, floor: int) -> tuple[str, str]:
    """Return the conditions that a number is finite and above a floor."""
    return f"{value.low}>{floor}", f"{value.high}<finite"


def plus(parts: Sequence[Ends]) -> Ends:
    """Return the sum of intervals."""
    lows, highs = zip(*(part.both for part in parts), strict=True)
    size = "+".join(part.size for part in parts)
    return Ends("+".join(lows), "+".join(highs), size, needs=_needs(*parts))


def minus(more: Ends, less: Ends) -> Ends:
    """Return the difference of two intervals."""
    (low, high), (off_low, off_high) = more.both, less.both
    size = f"{more.size}+{less.size}"
    return Ends(f"{low}-{off_high}", f"{high}-{off_low}", size, needs=_needs(more, less))


def times(one: Ends, other: Ends) -> Ends:
    """Return the product of two intervals of any sign."""
    products = [f"{left}*{right}" for left in one.both for right in other.both]
    return _hull(products, f"({one.size})*({other.size})", _needs(one, other))


def over(part: Ends, whole: Ends) -> Ends:
    """Return the quotient of two intervals of any sign, none if zero is within the divisor.

    Where the divisor ends at zero, the quotient is open: it is divided by next to nothing.
    """
    low, high = whole.both
    condition = f"{low}*{high}>0"
    ends = whole.both
    if whole.zero:
        condition = f"OR({condition},AND({low}*{high}=0,{low}<{high}))"
        ends = f"IF({low}=0,{NOTHING},{low})", f"IF({high}=0,-{NOTHING},{high})"
    quotients = [f"{top}/{bottom}" for top in part.both for bottom in ends]
    found = _hull(quotients, f"({part.size})/{whole.divisor}", _needs(part, whole))
    return found.given(condition)


def _hull(candidates: Sequence[str], size: str, needs: tuple[str, ...]) -> Ends:
    listed = ",".join(candidates)
    return Ends(f"MIN({listed})", f"MAX({listed})", size, needs=needs)


def shifted(value: Ends, by: int) -> Ends:
    """Return an interval with a whole number added."""
    low, high = (f"{by}+{end}" if by > 0 else f"{end}{by}" for end in value.both)
    return Ends(low, high, f"{abs(by)}+{value.size}", needs=value.needs)


def shared(total: Ends, count: int) -> Ends:
    """Return an interval divided by a count."""
    low, high = (f"({end})/{count}" for end in (total.low, total.high))
    return Ends(low, high, f"({total.size})/{count}", needs=total.needs)

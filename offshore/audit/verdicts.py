"""The rule: a claim holds if some values that its printed numbers can mean make it true.

*reproduced*: the recomputed interval meets the stated one; *contradicted*: it does not;
*unverifiable*: there is nothing to recompute it from. Intervals are rounded outwards, so a
contradiction is never an effect of arithmetic.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from mpmath import iv

from offshore.audit.claims import CONTRADICTED, REPRODUCED, UNVERIFIABLE, Claim
from offshore.audit.sources import Quantity
from offshore.errors import UserError
from offshore.study.functions import call
from offshore.study.printed import Interval, bounds, meets

REACH = 1000.0  # how many times smaller or larger than printed an input is tried
HALVINGS = 60  # of the reach, on a logarithmic scale: past what a float can tell apart
WORST_FIRST = (CONTRADICTED, UNVERIFIABLE, REPRODUCED)


@dataclass(frozen=True)
class Needed:
    """Where one input would have to lie for a claim to hold, all others as printed.

    In the unit of the input; an end that is infinite was not found within a thousandfold.
    """

    input: Quantity
    low: float
    high: float


@dataclass(frozen=True)
class Verdict:
    """What became of a claim, its intervals and the gap in the base of what it is held against."""

    claim: Claim
    verdict: str
    stated: Interval | None = None
    recomputed: Interval | None = None
    gap: float = 0.0

    @cached_property
    def needed(self) -> tuple[Needed, ...]:
        """For a contradicted claim, where each input by itself would have to lie."""
        return tuple(_solutions(self.claim)) if self.verdict == CONTRADICTED else ()

    @property
    def as_recorded(self) -> bool:
        """Whether the verdict is the one recorded in the table of claims."""
        return bool(self.verdict == self.claim.row["recorded"])


def judge(claim: Claim) -> Verdict:
    """Return the verdict on a claim.

    Raises UserError where its numbers allow no result, such as a division by nothing.
    """
    if claim.function is None or claim.target is None:
        return Verdict(claim, UNVERIFIABLE)
    stated = claim.target.interval
    try:
        recomputed = _recompute(claim)
    except ValueError as fault:
        raise UserError(f"Claim {claim.id} cannot be recomputed: {fault}") from None
    if meets(stated, recomputed):
        return Verdict(claim, REPRODUCED, stated, recomputed)
    low, high = bounds(stated)
    gap = max(bounds(recomputed)[0] - high, low - bounds(recomputed)[1])
    return Verdict(claim, CONTRADICTED, stated, recomputed, gap)


def worst(verdicts: Iterable[str]) -> str:
    """Return the worst of some verdicts: contradicted, then unverifiable, then reproduced."""
    return min(verdicts, key=WORST_FIRST.index)


def counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Return how many claims have each verdict."""
    found = Counter(one.verdict for one in verdicts)
    return {name: found[name] for name in (REPRODUCED, CONTRADICTED, UNVERIFIABLE)}


def _recompute(claim: Claim, instead: Quantity | None = None, value: float = 0.0) -> Interval:
    """Return what the function gives, with one input replaced by a value where asked."""
    assert claim.function and claim.arguments is not None

    def read(one: Quantity | str) -> Interval | str:
        if isinstance(one, str):
            return one
        return iv.mpf(value) if instead is not None and one == instead else one.interval

    given = {name: [read(one) for one in values] for name, values in claim.arguments.items()}
    return call(claim.function, given)


def _solutions(claim: Claim) -> Iterable[Needed]:
    """Find, for each input by itself, where it would have to lie."""
    assert claim.function
    for one in dict.fromkeys(claim.inputs):
        low, high = bounds(one.interval)
        if claim.function.monotone and one.id and 0 < low <= high < math.inf:
            found = _solve(claim, one, math.sqrt(low * high))
            if found:
                yield found


def _solve(claim: Claim, one: Quantity, middle: float) -> Needed | None:
    """Return where the claim would hold, for a function that only rises or only falls."""
    ends = middle / REACH, middle * REACH
    try:
        first, last = (_side(claim, one, end) for end in ends)
        if first == last:
            return None
        low = _change(lambda x: _side(claim, one, x) != first, *ends) if first else 0.0
        high = _change(lambda x: _side(claim, one, x) == last, *ends) if last else math.inf
    except ValueError:
        return None
    factor = float(one.unit.factor)
    found = Needed(one, low / factor, high / factor)
    found = _whole(found) if one.unit.whole else found
    return found if found.low <= found.high else None


def _side(claim: Claim, one: Quantity, value: float) -> int:
    """Tell whether the result with another input lies below what is stated, on it or above."""
    assert claim.target
    stated, found = claim.target.interval, _recompute(claim, one, value)
    return int(found.a > stated.b) - int(found.b < stated.a)


def _whole(found: Needed) -> Needed:
    """Return the whole numbers in a range; the small number keeps rounding from losing one."""
    high = found.high if math.isinf(found.high) else math.floor(found.high + 1e-9)
    return Needed(found.input, math.ceil(found.low - 1e-9), high)


def _change(passed: Callable[[float], bool], low: float, high: float) -> float:
    """Return where a condition that fails at `low` and passes at `high` begins to pass."""
    for _ in range(HALVINGS):
        middle = math.sqrt(low * high)
        low, high = (low, middle) if passed(middle) else (middle, high)
    return high

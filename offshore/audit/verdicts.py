"""The rule: a claim holds if it is true for some values that its printed numbers can mean.

*reproduced*: the recomputed interval meets the stated one; *contradicted*: it does not;
*unverifiable*: there is nothing to recompute it from. Intervals are rounded outwards, so a
contradiction is never an artefact of arithmetic.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from mpmath import iv

from offshore.audit.claims import Claim
from offshore.audit.functions import call
from offshore.audit.judgements import CONTRADICTED, REPRODUCED, UNVERIFIABLE
from offshore.audit.quantities import Quantity
from offshore.compendium.errors import UserError
from offshore.numerals.printed import Interval, bounds, meets

REACH = 1000.0  # inputs are tried up to this many times smaller or larger than printed
HALVINGS = 60  # of that range, on a logarithmic scale: finer than floats can distinguish
WORST_FIRST = (CONTRADICTED, UNVERIFIABLE, REPRODUCED)


@dataclass(frozen=True)
class Needed:
    """The range in which one input would have to lie for a claim to hold, all others as printed.

    In the unit of the input; an infinite end was not found within a factor of a thousand.
    """

    input: Quantity
    low: float
    high: float


@dataclass(frozen=True)
class Verdict:
    """The verdict on a claim, with its intervals and their gap, in the target's base unit."""

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

    Raises UserError if its numbers allow no result, such as a division by zero.
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
    """Return the result of the function, with one input replaced by a value if one is given."""
    assert claim.function and claim.arguments is not None

    def read(one: Quantity | str) -> Interval | str:
        if isinstance(one, str):
            return one
        return iv.mpf(value) if instead is not None and one == instead else one.interval

    given = {name: [read(one) for one in values] for name, values in claim.arguments.items()}
    return call(claim.function, given)


def _solutions(claim: Claim) -> Iterable[Needed]:
    """Find, for each input by itself, the range in which it would have to lie."""
    assert claim.function
    for one in dict.fromkeys(claim.inputs):
        low, high = bounds(one.interval)
        if claim.function.monotone and one.id and 0 < low <= high < math.inf:
            found = _solve(claim, one, math.sqrt(low * high))
            if found:
                yield found


def _solve(claim: Claim, one: Quantity, middle: float) -> Needed | None:
    """Return the range in which the claim would hold, for a monotone function."""
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
    """Return -1, 0 or 1 if the result for another input is below, on or above the stated one."""
    assert claim.target
    stated, found = claim.target.interval, _recompute(claim, one, value)
    return int(found.a > stated.b) - int(found.b < stated.a)


def _whole(found: Needed) -> Needed:
    """Return the whole numbers in a range; the small offset keeps rounding from losing one."""
    high = found.high if math.isinf(found.high) else math.floor(found.high + 1e-9)
    return Needed(found.input, math.ceil(found.low - 1e-9), high)


def _change(passed: Callable[[float], bool], low: float, high: float) -> float:
    """Return where a condition that fails at `low` and passes at `high` starts to pass."""
    for _ in range(HALVINGS):
        middle = math.sqrt(low * high)
        low, high = (low, middle) if passed(middle) else (middle, high)
    return high

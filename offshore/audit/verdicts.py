"""The rule: a claim holds if it is true for some values that its printed numbers can mean.

*reproduced*: the recomputed interval meets the stated one; *contradicted*: it does not;
*disputed*: it does not meet what one source says and meets what another says; *unverifiable*: there
is nothing to recompute it from. Intervals are rounded outwards, so a contradiction is never an
artefact of arithmetic.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mpmath import iv

from offshore.audit.claims import Claim
from offshore.audit.functions import call
from offshore.audit.judgements import CONTRADICTED, DISPUTED, REPRODUCED, UNVERIFIABLE, VERDICTS
from offshore.audit.quantities import Quantity
from offshore.compendium.errors import UserError
from offshore.numerals.printed import Interval, bounds, meets

REACH = 1000.0  # inputs are tried up to this many times smaller or larger than printed
HALVINGS = 60  # of that range: finer than floats can distinguish
FAILED = (CONTRADICTED, DISPUTED)  # the recomputed interval does not meet the stated one


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
        """For a claim that fails, where each number by itself would have to lie."""
        return tuple(_solutions(self)) if self.failed else ()

    @cached_property
    def ranges(self) -> dict[Quantity, Needed | None]:
        """For each input by itself, where it would have to lie for the claim to hold."""
        return {given: range_needed(self.claim, given) for given in self.claim.inputs}

    @property
    def failed(self) -> bool:
        """Whether no values that its numbers can mean make it true."""
        return self.verdict in FAILED

    @property
    def as_recorded(self) -> bool:
        """Whether the verdict is the one recorded in the table of claims, or none is recorded."""
        return self.claim.row["recorded"] in (self.verdict, "")


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
        said = str(fault).rstrip(".")
        advice = "Correct its numbers or its row, or give it the check none and say why."
        raise UserError(f"Claim {claim.id} cannot be recomputed: {said}. {advice}") from None
    if meets(stated, recomputed):
        return Verdict(claim, REPRODUCED, stated, recomputed)
    low, high = bounds(stated)
    gap = max(bounds(recomputed)[0] - high, low - bounds(recomputed)[1])
    return Verdict(claim, CONTRADICTED, stated, recomputed, gap)


def judge_all(claims: Iterable[Claim]) -> list[Verdict]:
    """Return the verdicts on claims, those on which sources disagree as disputed.

    Raises UserError as `judge` does.
    """
    alone = [judge(claim) for claim in claims]
    return [replace(one, verdict=DISPUTED) if _is_disputed(one, alone) else one for one in alone]


def _is_disputed(one: Verdict, others: Sequence[Verdict]) -> bool:
    """Tell whether another source says of a number what the source of a failed claim denies."""
    return one.verdict == CONTRADICTED and any(
        other.verdict == REPRODUCED and may_dispute(one.claim, other.claim) for other in others
    )


def may_dispute(failed: Claim, other: Claim) -> bool:
    """Tell whether a failed claim is disputed if the other one, of the same number, holds.

    Both need outside sources, not the same ones, and neither an assumption.
    """
    target, sources = failed.target, set(failed.outside)
    if not sources or target is None or not target.id or failed.assumption("en"):
        return False
    same = other.target is not None and other.target.id == target.id
    return (
        same
        and not other.assumption("en")
        and bool(other.outside)
        and sources != set(other.outside)
    )


def counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Return how many claims have each verdict."""
    found = Counter(one.verdict for one in verdicts)
    return {name: found[name] for name in VERDICTS}


def _recompute(claim: Claim) -> Interval:
    """Return the result of the function."""
    return _of_trials(claim, None)(0.0)


def _of_trials(claim: Claim, instead: Quantity | None) -> Callable[[float], Interval]:
    """Return the function's result by the value of one input; all others are read once."""
    function, arguments = claim.function, claim.arguments
    assert function and arguments is not None
    given = {
        name: [one if isinstance(one, str) else one.interval for one in values]
        for name, values in arguments.items()
    }
    places = [
        (name, place)
        for name, values in arguments.items()
        for place, one in enumerate(values)
        if instead is not None and one == instead
    ]

    def trial(value: float) -> Interval:
        for name, place in places:
            given[name][place] = iv.mpf(value)
        return call(function, given)

    return trial


def _solutions(one: Verdict) -> Iterable[Needed]:
    """Find, for each number by itself, the range in which it would have to lie."""
    claim = one.claim
    own = _range_of_target(one) if claim.target and claim.target.id else None
    for found in (own, *one.ranges.values()):
        if found and found.input.id:
            yield found


def _range_of_target(one: Verdict) -> Needed | None:
    """Return where the number that a claim is held against would have to lie."""
    assert one.claim.target
    low, high = bounds(one.recomputed)
    return _in_unit(one.claim.target, low, high)


def range_needed(claim: Claim, one: Quantity) -> Needed | None:
    """Return where one input would have to lie for a claim to hold, all others as printed.

    None if the function does not rise or fall throughout in it, or if nothing within a factor of
    a thousand, or for zero within a thousand units of its last digit, would do.
    """
    low, high = bounds(one.interval)
    monotone = claim.function is not None and claim.function.monotone
    return _solve(claim, one, _way(one)) if monotone and math.isfinite(high - low) else None


def _way(one: Quantity) -> Callable[[float], float]:
    """Return what leads from -1 over 0 to 1, rising, through the values tried for an input."""
    low, high = bounds(one.interval)
    if low <= 0 <= high:
        far = REACH * max(high - low, float(one.unit.factor))
        return lambda place: place * far
    middle = math.copysign(math.sqrt(low * high), low)
    return lambda place: middle * REACH ** (place if middle > 0 else -place)


def _solve(claim: Claim, one: Quantity, way: Callable[[float], float]) -> Needed | None:
    """Return the range in which the claim would hold, for a monotone function."""

    assert claim.target
    stated, trial = claim.target.interval, _of_trials(claim, one)

    def side(place: float) -> int:
        return _side(trial(way(place)), stated)

    try:
        first, last = side(-1), side(1)
        if first == last:
            return None
        low = way(_change(lambda place: side(place) != first)) if first else -math.inf
        high = way(_change(lambda place: side(place) == last)) if last else math.inf
    except ValueError:
        return None
    return _in_unit(one, low, high)


def _in_unit(one: Quantity, low: float, high: float) -> Needed | None:
    """Return a range of base units in the unit of a number, None if no whole one is in it."""
    factor = float(one.unit.factor)
    found = Needed(one, low / factor, high / factor)
    found = _whole(found) if one.unit.whole else found
    return found if found.low <= found.high else None


def _side(found: Interval, stated: Interval) -> int:
    """Return -1, 0 or 1 if a result is below, on or above what is stated."""
    return int(found.a > stated.b) - int(found.b < stated.a)


def _whole(found: Needed) -> Needed:
    """Return the whole numbers in a range; the small offset keeps rounding from losing one."""
    low, high = found.low, found.high
    return Needed(
        found.input,
        math.ceil(low - 1e-9) if math.isfinite(low) else low,
        math.floor(high + 1e-9) if math.isfinite(high) else high,
    )


def _change(passed: Callable[[float], bool]) -> float:
    """Return where, between -1 and 1, a condition that fails at first starts to pass."""
    low, high = -1.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if passed(middle) else (middle, high)
    return high

"""What a check is worth, whichever way it ends: exact, a bound, conditional or external.

A check is *exact* for a number if it pins it down to its last printed digit: the values that would
pass, all other numbers as printed, lie within one unit of that digit.
"""

from decimal import Decimal

from offshore.audit.claims import Claim
from offshore.audit.judgements import BOUND, CONDITIONAL, CONFIDENCES, EXACT, EXTERNAL
from offshore.audit.quantities import Quantity
from offshore.audit.verdicts import Verdict
from offshore.numerals.printed import bounds, number

SLACK = 1 + 1e-9  # intervals are rounded outwards, so a width of one unit may come out wider
RANK = "rank"


def strength(one: Verdict) -> str:
    """Return what a check is worth, "" for a claim without one."""
    claim = one.claim
    if claim.target is None or one.recomputed is None:
        return ""
    if settled := settled_strength(claim):
        return settled
    low, high = bounds(one.recomputed)
    return EXACT if high - low <= _finest_digit(claim) * SLACK else BOUND


def settled_strength(claim: Claim) -> str:
    """Return what a check is worth whatever its numbers are, "" if their digits decide."""
    if claim.assumption("en"):
        return CONDITIONAL
    if claim.outside:
        return EXTERNAL
    return "" if is_equality(claim) else BOUND


def confidence(claim: Claim) -> str:
    """Return the lowest confidence of the outside numbers of a claim, "" if none has one."""
    given = [one.confidence for one in claim.outside if one.confidence]
    return min(given, key=CONFIDENCES.index, default="")


def is_equality(claim: Claim) -> bool:
    """Tell whether a claim says that two numbers are equal, and not how they are ordered."""
    target, function = claim.target, claim.function
    if target is None or function is None:
        return False
    return target.qualifier == "exact" and function.gives != RANK


def is_same(claim: Claim) -> bool:
    """Tell whether a claim says that two prints are of one number."""
    return is_equality(claim) and claim.function is not None and claim.function.name == "same"


def is_exact_for(one: Verdict, fact: str) -> bool:
    """Tell whether a check pins down a number, by id, to its last printed digit."""
    claim = one.claim
    if claim.target and claim.target.id == fact:
        return strength(one) == EXACT
    if not is_equality(claim) or claim.outside or claim.assumption("en"):
        return False
    found = [way for given, way in one.ranges.items() if given.id == fact]
    return any(way and way.high - way.low <= last_digit(way.input) * SLACK for way in found)


def last_digit(given: Quantity) -> float:
    """Return one unit of the last printed digit of a number, in its own unit."""
    return float(Decimal(1).scaleb(int(number(given.printed).as_tuple().exponent)))


def digit_in_base(given: Quantity) -> float:
    """Return one unit of the last printed digit of a number, in the base of its unit."""
    return last_digit(given) * float(given.unit.factor)


def alike(claim: Claim) -> list[Quantity]:
    """Return the inputs of a claim in the base unit of its result."""
    assert claim.target
    return [one for one in claim.inputs if one.unit.base == claim.target.unit.base]


def held_to(claim: Claim) -> list[Quantity]:
    """Return the numbers the finest of whose last digits a result is held to.

    That is the target, or, for a number written in the claim itself, the inputs of its base.
    """
    assert claim.target
    near = alike(claim)
    return near if near and not claim.target.id else [claim.target]


def _finest_digit(claim: Claim) -> float:
    """Return one unit of the last digit that a result is held to, in its base unit."""
    return min(map(digit_in_base, held_to(claim)))

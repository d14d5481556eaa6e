"""How severely the checks of a paper test each of its numbers, and what could pass them unseen.

The *severity* of a number is the share of its misprints at which the verdict on some claim that it
takes part in becomes another one: the word is Mayo's, of a test that would have found the fault.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from offshore.audit.claims import INTERNAL, Claim
from offshore.audit.judgements import CONTRADICTED, REPRODUCED
from offshore.audit.quantities import Quantity
from offshore.audit.severity.blind_ranges import Blind, solve
from offshore.audit.severity.grids import with_print
from offshore.audit.severity.misprints import Misprint, misprints
from offshore.audit.severity.solving import verdict_of
from offshore.audit.strength import is_equality

NOTHING = "nothing to check with"
ALREADY = "already contradicted"
ROUNDING = "within rounding"
LOOSE = "loose bound"
FIXED = "only as printed"
WHY = (NOTHING, ALREADY, LOOSE, ROUNDING, FIXED)  # the least tested first


@dataclass(frozen=True)
class Scrutiny:
    """What some checks can tell of one number.

    `claims` are those that it takes part in, `unseen` the misprints that they let pass, and `why`,
    of `WHY`, says what lets other values than the printed one pass.
    """

    claims: tuple[Claim, ...]
    tried: tuple[Misprint, ...]
    unseen: tuple[Misprint, ...]
    blind: Blind
    why: str

    @property
    def severity(self) -> float:
        """The share of the misprints that would be noticed, 0 without any."""
        return 1 - len(self.unseen) / len(self.tried) if self.tried else 0.0

    @property
    def beside(self) -> tuple[Misprint, ...]:
        """Misprints with more or fewer decimals that pass, though not in the blind range.

        That is given for the decimals of the print: the share 50.0 may pass where 50.00 would not.
        """
        return tuple(one for one in self.unseen if one.printed not in self.blind)


@dataclass(frozen=True)
class Severity:
    """A number, what the paper's own numbers can tell of it, and what outside ones add."""

    number: Quantity
    internal: Scrutiny
    with_outside: Scrutiny

    def under(self, with_outside: bool) -> Scrutiny:
        """Return what the paper's own numbers can tell of it, or these and outside ones."""
        return self.with_outside if with_outside else self.internal


def select(found: Sequence[Severity], with_outside: bool, why: str = "all") -> list[Severity]:
    """Return the numbers that some checks are for, and of them those with one of `WHY`.

    The paper's own numbers, and with outside checks the outside numbers as well.
    """
    chosen = [one for one in found if with_outside or not one.number.outside]
    return [one for one in chosen if why in ("all", one.under(with_outside).why)]


def of_numbers(claims: Sequence[Claim], numbers: Mapping[str, Quantity]) -> list[Severity]:
    """Return the severity of each of the paper's numbers, and of each other that a claim uses."""
    checks = [claim for claim in claims if claim.function]
    return [
        of_number(one, checks)
        for one in numbers.values()
        if not one.outside or any(claim.uses(one.id) for claim in checks)
    ]


def of_number(one: Quantity, claims: Sequence[Claim]) -> Severity:
    """Return the severity of one number under some claims."""
    touching = [claim for claim in claims if claim.function and claim.uses(one.id)]
    internal = [claim for claim in touching if claim.row["check"] == INTERNAL]
    alone = scrutiny(one, internal)
    return Severity(one, alone, alone if internal == touching else scrutiny(one, touching))


def flips(one: Quantity, claims: Sequence[Claim], printed: str) -> list[str]:
    """Return the ids of the claims whose verdict is another one with other digits in a number."""
    return [
        claim.id
        for claim in claims
        if verdict_of(with_print(claim, one.id, printed)) != verdict_of(claim)
    ]


def scrutiny(one: Quantity, claims: Sequence[Claim]) -> Scrutiny:
    """Return what claims that a number takes part in can tell of it."""
    now = {claim.id: verdict_of(claim) for claim in claims}
    tried = tuple(misprints(one.printed, one.unit.whole))
    unseen = tuple(
        wrong
        for wrong in tried
        if all(
            verdict_of(with_print(claim, one.id, wrong.printed)) == now[claim.id]
            for claim in claims
        )
    )
    blind = solve(one, claims)
    return Scrutiny(tuple(claims), tried, unseen, blind, _why(claims, now, blind))


def _why(claims: Sequence[Claim], now: Mapping[str, str], blind: Blind) -> str:
    """Return what lets other values pass."""
    if not claims:
        return NOTHING
    if blind.is_one_value:
        return FIXED
    equal = any(now[one.id] == REPRODUCED and is_equality(one) for one in claims)
    if equal and not blind.is_endless:
        return ROUNDING
    return ALREADY if CONTRADICTED in now.values() else LOOSE

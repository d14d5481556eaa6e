"""The mark of a printed number: the strongest evidence on it among all claims it takes part in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from offshore.audit.judgements import (
    AGREES,
    BOUND,
    CONDITIONAL,
    CONTRADICTED,
    DISPUTED,
    EXTERNAL,
    INVOLVED,
    MARKS,
    REPRODUCED,
    UNVERIFIABLE,
)
from offshore.audit.strength import is_equality, is_exact_for, is_same, strength
from offshore.audit.verdicts import Verdict


@dataclass(frozen=True)
class Mark:
    """The mark of a fact, and the verdict on the claim that decides it."""

    fact: str
    name: str
    decided_by: Verdict


def marks(verdicts: Sequence[Verdict]) -> dict[str, Mark]:
    """Return the mark of each number of the paper that takes part in a claim, by id.

    `verdicts`: those on all claims of the paper, or on all of outside numbers; the first of `MARKS`
    that some claim gives wins.
    """
    listed: dict[str, list[Verdict]] = {}
    outside = {one.id for verdict in verdicts for one in verdict.claim.outside}
    for verdict in verdicts:
        for fact in sorted(verdict.claim.numbers - outside):
            listed.setdefault(fact, []).append(verdict)
    return {fact: _mark(fact, bearing) for fact, bearing in listed.items()}


def _mark(fact: str, bearing: Sequence[Verdict]) -> Mark:
    found = [(_evidence(fact, one), one) for one in bearing]
    name = min((evidence for evidence, _ in found), key=MARKS.index)
    return Mark(fact, name, _decisive(fact, [one for evidence, one in found if evidence == name]))


def _evidence(fact: str, one: Verdict) -> str:
    """Return the mark that one claim by itself would give a number.

    A check says nothing of a number that its claim prints and that it does not use, and one that
    needs an assumption nothing of a number that it only uses.
    """
    worth, own = strength(one), _is_target(fact, one)
    if not worth or not one.claim.uses(fact):
        return UNVERIFIABLE
    if one.claim.between_sources:
        return _between_sources(fact, one, own)
    if worth == CONDITIONAL:
        return CONDITIONAL if fact in one.claim.facts else UNVERIFIABLE
    if one.failed:
        return _against(one) if own else INVOLVED
    if worth == EXTERNAL:
        return _from_sources(one) if own else BOUND
    return REPRODUCED if is_exact_for(one, fact) else BOUND


def _between_sources(fact: str, one: Verdict, own: bool) -> str:
    """Return the mark that a check of outside numbers among themselves would give one of them.

    No text states that one source's number follows from another's, or stays below it. So only a
    number that is recomputed can be contradicted, and two prints of one number are two sources.
    """
    if strength(one) == CONDITIONAL:
        return CONDITIONAL if own else UNVERIFIABLE
    if is_same(one.claim):
        return DISPUTED if one.failed else AGREES
    if one.failed:
        return CONTRADICTED if own and is_equality(one.claim) else INVOLVED
    return REPRODUCED if is_exact_for(one, fact) else BOUND


def _against(one: Verdict) -> str:
    """Return the mark of a number whose own claim fails."""
    alone = not one.claim.outside or _is_own_source(one)
    return CONTRADICTED if alone and one.verdict != DISPUTED else DISPUTED


def _from_sources(one: Verdict) -> str:
    """Return the mark of a number that other sources bear out."""
    return REPRODUCED if _is_own_source(one) else AGREES


def _is_own_source(one: Verdict) -> bool:
    """Tell whether all outside numbers of a claim are from works that the paper cites."""
    return bool(one.claim.outside) and all(given.cited for given in one.claim.outside)


def _is_target(fact: str, one: Verdict) -> bool:
    return one.claim.target is not None and one.claim.target.id == fact


def _decisive(fact: str, alike: Iterable[Verdict]) -> Verdict:
    """Return the most telling of claims that give a number the same mark."""

    def order(one: Verdict) -> tuple[bool, bool, bool]:
        return not is_equality(one.claim), not _is_target(fact, one), fact not in one.claim.facts

    return min(alike, key=order)

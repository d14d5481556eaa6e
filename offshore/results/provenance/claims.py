"""What the verdict on a claim came from: its row, its function, and each number with its digits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from offshore.audit.quantities import Quantity
from offshore.audit.report import needed_text
from offshore.audit.strength import strength
from offshore.audit.verdicts import Verdict
from offshore.compendium.scalars import representable
from offshore.numerals.floats import to_digits
from offshore.numerals.printed import Interval, bounds
from offshore.results.model import Ends
from offshore.results.provenance.rows import Row, Tables
from offshore.runs import keys

MODULE = "offshore.audit.functions"  # where the functions of claims are
TEXTS = ("section", "sentence", "prints", "states_en", "check", "function", "arguments", "holds")


@dataclass(frozen=True)
class Given:
    """A number of a claim: its argument's name, its digits, and every value that they can mean.

    `interval` is in the number's own unit; `row` says where it is from, None for one written in the
    claim itself.
    """

    argument: str
    printed: str
    qualifier: str
    unit: str
    interval: Ends
    row: Row | None


@dataclass(frozen=True)
class ExplainedClaim:
    """What a verdict came from; intervals are in `unit`, that of the number it is held against.

    `counted`: rows that the function counts. `beside`: other claims on the same number, which
    decide whether sources disagree. `needed`: where a number would have to lie for the claim to
    hold, for one that fails.
    """

    id: str
    verdict: str
    strength: str
    row: Mapping[str, str]
    given: tuple[Given, ...]
    counted: tuple[str, ...]
    target: Given | None
    unit: str
    stated: Ends | None
    recomputed: Ends | None
    assumption: str
    needed: tuple[str, ...]
    beside: tuple[str, ...]
    sha256: str

    def plain(self) -> dict[str, Any]:
        """Return it as values that JSON represents."""
        return asdict(self)


def explain(one: Verdict, others: Iterable[Verdict], tables: Tables) -> ExplainedClaim:
    """Return what a verdict came from; `others`: all verdicts on claims of the same table."""
    claim = one.claim
    arguments = [
        (name, value) for name, values in (claim.arguments or {}).items() for value in values
    ]
    given = [(name, value) for name, value in arguments if isinstance(value, Quantity)]
    factor = float(claim.target.unit.factor) if claim.target else 1.0
    return ExplainedClaim(
        id=claim.id,
        verdict=one.verdict,
        strength=strength(one),
        row={name: str(claim.row.get(name, "")) for name in TEXTS},
        given=tuple(_given(name, value, tables) for name, value in given),
        counted=tuple(value for _, value in arguments if isinstance(value, str)),
        target=_given("holds", claim.target, tables) if claim.target else None,
        unit=claim.target.unit.name if claim.target else "",
        stated=_ends(one.stated, factor),
        recomputed=_ends(one.recomputed, factor),
        assumption=claim.assumption("en"),
        needed=tuple(map(needed_text, one.needed)),
        beside=tuple(other.claim.id for other in beside(one, others)),
        sha256=keys.modules([MODULE], tables.words.compendium.build)[MODULE]
        if claim.function
        else "",
    )


def beside(one: Verdict, others: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts on other claims that hold the same number against something."""
    target = one.claim.target
    if target is None or not target.id:
        return []
    same = (other for other in others if other.claim.target and other.claim.id != one.claim.id)
    return [other for other in same if other.claim.target and other.claim.target.id == target.id]


def numbers(one: Verdict, others: Sequence[Verdict]) -> set[str]:
    """Return the ids of the numbers that can move a verdict or its intervals."""
    return one.claim.numbers.union(*(other.claim.numbers for other in beside(one, others)))


def _given(name: str, one: Quantity, tables: Tables) -> Given:
    ends = _ends(one.interval, float(one.unit.factor))
    assert ends
    row = tables.find(one.id) if one.id else None
    return Given(name, one.printed, one.qualifier, one.unit.name, ends, row)


def _ends(values: Interval | None, factor: float) -> Ends | None:
    if values is None:
        return None
    low, high = (representable(to_digits(end / factor)) for end in bounds(values))
    return low, high

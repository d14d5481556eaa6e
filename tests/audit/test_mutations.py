"""Every digit of every fact of the published data changed: the verdicts that hang on it, alone.

What a claim hangs on is read from its row by the test itself: the ids among its arguments and
in what it is held against.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from offshore.audit import claims
from offshore.audit.claims import Claim
from offshore.audit.judgements import REPRODUCED, UNVERIFIABLE
from offshore.audit.quantities import Frames, Quantity, quantities
from offshore.audit.verdicts import judge
from offshore.compendium.errors import UserError

NO_RESULT = "no result"  # what the audit refuses by name, such as a share of nothing


@dataclass
class Score:
    """What became of all changes of one digit."""

    changes: int = 0
    flipping: int = 0
    flips: int = 0
    strays: list[str] = field(default_factory=list)
    facts: dict[str, int] = field(default_factory=dict)


def digits_changed(printed: str) -> Iterator[str]:
    for place, sign in enumerate(printed):
        for other in "0123456789" if sign.isdigit() else "":
            if other != sign:
                yield printed[:place] + other + printed[place + 1 :]


def hangs_on(claim: Claim, fact: str) -> bool:
    # What is counted is that a row is there, whatever its digits.
    given = "" if claim.row["function"] == "counted" else claim.row["arguments"]
    return fact in re.split(r"[\s;=]+", f"{given} {claim.row['holds']}")


def verdict(claim: Claim) -> str:
    try:
        return judge(claim).verdict
    except UserError:
        return NO_RESULT


def with_fact(claim: Claim, changed: Quantity) -> Claim:
    """Return the claim with one fact's digits changed, the qualifier of its place kept."""

    def swap(one):
        same = isinstance(one, Quantity) and one.id == changed.id
        return replace(one, printed=changed.printed) if same else one

    given = {name: tuple(map(swap, values)) for name, values in (claim.arguments or {}).items()}
    return replace(claim, arguments=given, target=swap(claim.target))


@pytest.fixture(scope="module")
def score(published: Frames) -> Score:
    found, _ = claims.parse(published)
    before = {claim.id: verdict(claim) for claim in found}
    total = Score()
    for fact, known in quantities(published).items():
        if known.outside:
            continue
        total.facts[fact] = 0
        for digits in digits_changed(known.printed):
            changed = replace(known, printed=digits)
            after = {claim.id: verdict(with_fact(claim, changed)) for claim in found}
            flipped = [claim for claim in found if after[claim.id] != before[claim.id]]
            total.changes += 1
            total.flipping += bool(flipped)
            total.flips += len(flipped)
            total.facts[fact] += bool(flipped)
            total.strays += [claim.id for claim in flipped if not hangs_on(claim, fact)]
    return total


def test_a_change_flips_only_verdicts_that_hang_on_the_fact(score: Score) -> None:
    print(
        f"\n{score.changes} changes of one digit in {len(score.facts)} facts: "
        f"{score.flipping} flip a verdict, {score.flips} verdicts flip, "
        f"{len(score.strays)} of them without hanging on the fact; "
        f"no one digit matters of: {', '.join(name for name, n in score.facts.items() if not n)}"
    )
    assert score.changes > 1000
    assert score.strays == []


def test_a_printed_number_that_was_reproduced_flips_with_what_it_hangs_on(
    score: Score, published: Frames
) -> None:
    found, _ = claims.parse(published)
    for fact, flips in score.facts.items():
        tight = [claim.id for claim in found if hangs_on(claim, fact) and is_tight(claim)]
        assert flips or not tight, f"{fact} changes nothing of {tight}"


def is_tight(claim: Claim) -> bool:
    """Tell whether a claim is of a printed number, not of a bound, and was reproduced.

    A bound may lie further off than any one digit reaches, and a contradiction may be larger
    than any one digit mends, as those of the growth rates are.
    """
    exact = claim.target is not None and claim.target.qualifier == "exact"
    return exact and claim.row["recorded"] == REPRODUCED


def test_a_fact_without_a_check_is_unverifiable_and_says_so(score: Score, published) -> None:
    found, _ = claims.parse(published)
    for fact, flips in score.facts.items():
        if not any(hangs_on(claim, fact) for claim in found):
            assert flips == 0
            told = [claim for claim in found if fact in claim.facts]
            assert told and all(verdict(claim) == UNVERIFIABLE for claim in told), fact


def test_a_change_in_the_file_itself_is_what_the_audit_sees(edit) -> None:
    from offshore.audit import report

    folder = edit("paper/harvests", "pears-1902,0.50", "pears-1902,0.51")
    changed = {line.split(":")[0] for line in report.differences(report.of_folder(folder))}
    # 1.5 + 0.51 still rounds to 2.0 and 0.51 / 2.0 is still over a quarter, but the almanac's
    # 0.52 ± 0.005 now touches 0.51 ± 0.005.
    assert changed == {"wrong-outside"}

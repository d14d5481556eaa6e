"""What the severity of a number promises: for the published paper, and for any other."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offshore.audit import quantities
from offshore.audit.claims import Claim
from offshore.audit.functions import REGISTRY
from offshore.audit.quantities import Quantity, Unit
from offshore.audit.severity import scores, table
from offshore.audit.severity.grids import with_print
from offshore.audit.severity.solving import verdict_of


@pytest.fixture(scope="module")
def published_scores(published) -> dict[str, scores.Severity]:
    return {one.number.id: one for one in table.of_frames(published)}


def passes(one: scores.Scrutiny, name: str, printed: str) -> bool:
    return all(
        verdict_of(with_print(claim, name, printed)) == verdict_of(claim) for claim in one.claims
    )


def decimals(printed: str) -> int:
    return len(printed.partition(".")[2])


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_random_print_passes_if_and_only_if_it_lies_in_the_blind_range(data, published_scores):
    one = data.draw(st.sampled_from(sorted(published_scores.values(), key=lambda s: s.number.id)))
    places = decimals(one.number.printed)
    near = int(Decimal(one.number.printed.replace(" ", "")).scaleb(places))
    digits = st.integers(0, 10 * near + 10) | st.integers(max(0, near - 9), near + 9)
    printed = f"{Decimal(data.draw(digits)).scaleb(-places):f}"
    for what in (one.internal, one.with_outside):
        assert (printed in what.blind) == passes(what, one.number.id, printed)


def test_every_unseen_misprint_lies_in_the_range_or_is_listed_beside_it(published_scores):
    for one in published_scores.values():
        for what in (one.internal, one.with_outside):
            unseen = {wrong.printed for wrong in what.unseen}
            beside = {wrong.printed for wrong in what.beside}
            assert beside == {printed for printed in unseen if printed not in what.blind}
            # Only another number of decimals can put a print beside the range.
            assert all(decimals(printed) != decimals(one.number.printed) for printed in beside)


# Each printed in an exact relation: the interval in which it has to lie, from the others' rounding.
H = Fraction(1, 2)


def half(printed: str) -> Fraction:
    return H / 10 ** decimals(printed)


def ratio(part: str, whole: str) -> tuple[Fraction, Fraction]:
    p, w = Fraction(part), Fraction(whole)
    return (p - half(part)) / (w + half(whole)), (p + half(part)) / (w - half(whole))


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("growth-2014", *(100 * (end - 1) for end in ratio("4032.9", "2964"))),
        ("growth-2015", *(100 * (end - 1) for end in ratio("7750.59", "4032.9"))),
        ("share-over-2m", *(100 * end for end in ratio("20247", "22049"))),
        ("share-kpo", *(100 * end for end in ratio("18785", "22049"))),
        ("share-ito", *(100 * end for end in ratio("2774", "22049"))),
        ("share-bpo", *(100 * end for end in ratio("490", "22049"))),
        # 18785 + 2774 + 490 = 22049, each of the three within half a unit.
        ("value-2017", Fraction(22049) - 3 * H, Fraction(22049) + 3 * H),
        ("value-kpo", 22049 - 2774 - 490 - 3 * H, 22049 - 2774 - 490 + 3 * H),
    ],
)
def test_what_passes_is_no_further_off_than_the_rounding_of_an_exact_relation(
    published_scores, name, low, high
):
    one = published_scores[name]
    width = half(one.number.printed)
    for part in one.internal.blind.parts:
        assert low - width <= Fraction(part.low) <= Fraction(part.high) <= high + width
    assert one.internal.why in (scores.ROUNDING, scores.FIXED)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("value-2013", scores.ROUNDING),
        ("growth-2016", scores.ALREADY),
        ("value-2016", scores.ALREADY),  # both rates that are computed from it fail
        ("firms-2017", scores.LOOSE),
        ("firms-over-5m", scores.FIXED),  # printed twice
        ("park-staff", scores.NOTHING),
    ],
)
def test_why_a_number_could_be_wrong_unseen(published_scores, name, why):
    assert published_scores[name].internal.why == why


def test_every_number_of_the_paper_is_there_and_what_nothing_reaches_is_open(
    published, published_scores
):
    facts = {name for name, one in quantities.quantities(published).items() if not one.outside}
    assert facts <= set(published_scores)
    for name in facts:
        what = published_scores[name].internal
        assert bool(what.claims) == (what.why != scores.NOTHING)
        assert what.claims or (what.blind.is_everything and what.severity == 0)


def test_outside_checks_are_kept_apart(published_scores):
    one = published_scores["digital-economy-growth-2016"]
    # 18.9 +- 0.05 meets 19 +- 0.5 only; from the paper alone nothing bears on it.
    assert one.internal.why == scores.NOTHING
    assert [(part.low, part.high) for part in one.with_outside.blind.parts] == [(19, 19)]


def test_another_paper_by_hand(example):
    found = {one.number.id: one for one in table.of_frames(quantities.load(example))}
    # Apples grew from 1249.5 to 1250.5 kg to 1450 to 1550 kg: by 15.954 to 24.0496 per cent, which
    # 16.0 and 24.0 reach with half a digit, 15.9 and 24.1 do not.
    (growth,) = found["growth-apples"].internal.blind.parts
    assert (str(growth.low), str(growth.high)) == ("16.0", "24.0")
    # The other rate of the same growth is contradicted: what would mend it is noticed.
    again = found["growth-apples-again"].internal
    assert again.why == scores.ALREADY
    assert "20.0" not in again.blind and "25.0" in again.blind and "99.9" in again.blind


def test_about_70_hangs_on_its_zeros():
    per_cent = Unit("%", "1", "0.01", False)
    one = Quantity("share", "70", "nearly", per_cent)
    source = Quantity("", "69.9", "exact", per_cent)
    row = {"id": "same", "check": "internal"}
    claim = Claim(row, ("share",), REGISTRY["same"], {"value": (source,)}, one)
    what = scores.scrutiny(one, [claim])
    # Nearly 70 is 65 to 70 and nearly 100 is 50 to 100; nearly 71 is 70.5 to 71.
    tried = [str(n) for n in range(1, 1200) if str(n) in what.blind]
    assert tried == ["70", "100"]


def test_a_number_compared_with_itself_is_answered_all_the_same():
    kg = Unit("kg", "kg", "1", False)
    one = Quantity("x", "7", "exact", kg)
    target = replace(one, id="", printed="1", unit=Unit("ratio", "1", "1", False))
    row = {"id": "share", "check": "internal"}
    claim = Claim(row, ("x",), REGISTRY["share"], {"part": (one,), "whole": (one,)}, target)
    what = scores.scrutiny(one, [claim])
    assert all(passes(what, "x", wrong.printed) for wrong in what.unseen)
    assert "7" in what.blind and "8" in what.blind

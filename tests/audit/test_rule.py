"""What the rule promises of any claim, whatever its numbers."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from math import inf

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from offshore.audit.claims import Claim
from offshore.audit.functions import REGISTRY
from offshore.audit.judgements import CONTRADICTED, REPRODUCED
from offshore.audit.quantities import Quantity, Unit
from offshore.audit.report import needed_text
from offshore.audit.verdicts import Verdict, judge
from offshore.numerals.printed import bounds

KG, RATIO = Unit("kg", "kg", "1", False), Unit("%", "1", "0.01", False)
values = st.decimals("0.5", "99999", allow_nan=False, places=4)
places = st.integers(0, 4)


def printed(value: Decimal | Fraction, digits: int) -> str:
    exact = Fraction(value)
    scaled = Decimal(exact.numerator * 10 ** (digits + 12) // exact.denominator).scaleb(
        -digits - 12
    )
    return f"{scaled.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN):f}"


def growth_claim(before: str, after: str, rate: str, qualifier: str = "exact") -> Claim:
    inputs = {
        "before": (Quantity("before", before, "exact", KG),),
        "after": (Quantity("after", after, "exact", KG),),
    }
    target = Quantity("rate", rate, qualifier, RATIO)
    row = {"id": "growth", "recorded": REPRODUCED}
    return Claim(row, ("rate",), REGISTRY["growth"], inputs, target)


def percent_growth(before: Decimal, after: Decimal) -> Fraction:
    return 100 * (Fraction(after) / Fraction(before) - 1)


@given(values, values, places, places, places)
def test_a_claim_computed_exactly_and_printed_with_any_digits_is_reproduced(
    before, after, digits_before, digits_after, digits
):
    shown = printed(before, digits_before)
    assume(Decimal(shown) > 1)
    claim = growth_claim(
        shown, printed(after, digits_after), printed(percent_growth(before, after), digits)
    )
    assume(Decimal(claim.inputs[1].printed) > 1)
    assert judge(claim).verdict == REPRODUCED


@given(values, values, places, places, st.sampled_from([-1, 1]))
def test_a_claim_moved_beyond_what_rounding_allows_is_contradicted(
    before, after, digits_inputs, digits, way
):
    shown = printed(before, digits_inputs), printed(after, digits_inputs)
    assume(min(map(Decimal, shown)) > 1)
    half, half_result = (Fraction(1, 2 * 10**places) for places in (digits_inputs, digits))
    ends = [
        100 * ((Fraction(shown[1]) + way * half) / (Fraction(shown[0]) - way * half) - 1),
    ]
    # Past the furthest value that rounds to the inputs, by more than the result is rounded.
    moved = ends[0] + way * (4 * half_result + Fraction(1, 10**6))
    found = judge(growth_claim(*shown, printed(moved, digits)))
    assert found.verdict == CONTRADICTED
    assert found.gap > 0


@settings(max_examples=25, deadline=None)
@given(*2 * [st.decimals(100, 900, allow_nan=False, places=4)], st.integers(0, 3))
def test_an_input_taken_from_where_it_would_have_to_lie_makes_the_claim_hold(before, after, digits):
    shown = printed(before, 4), printed(after, 4)
    found = judge(growth_claim(*shown, printed(percent_growth(before, after) + 5, digits)))
    assume(found.verdict == CONTRADICTED)
    assert {way.input.id for way in found.needed} == {"rate", "before", "after"}
    for way in found.needed[1:]:
        middle = Fraction(way.low) / 2 + Fraction(way.high) / 2
        instead = dict(zip(("before", "after"), shown, strict=True)) | {
            way.input.id: printed(middle, 9)
        }
        rate = found.claim.target.printed
        assert judge(growth_claim(instead["before"], instead["after"], rate)).verdict == REPRODUCED


def test_what_the_paper_prints_of_2016_would_need_other_amounts():
    # 12932 / 1.7684 = 7312.8, and 7750.59 * 1.7684 = 13706.1
    found = judge(growth_claim("7750.59", "12932", "76.84"))
    rate, before, after = found.needed
    # 12931.5 / 7750.595 - 1 and 12932.5 / 7750.585 - 1: what the rate itself would have to be.
    assert (rate.low, rate.high) == pytest.approx((66.845, 66.858), abs=1e-3)
    assert before.low < 7312.8 < before.high and before.high - before.low < 1.1
    assert after.low < 13706.1 < after.high and after.high - after.low < 1.1
    assert found.gap == pytest.approx(0.7684 - 0.668518, abs=2e-4)


def test_an_open_end_is_told_as_infinite():
    claim = growth_claim("100", "110", "50", "over")
    _, before, after = judge(claim).needed
    assert (before.low, after.high) == (-inf, inf)
    assert before.high == pytest.approx(110.5 / 1.5)
    assert after.low == pytest.approx(99.5 * 1.5)


def test_whole_things_are_needed_whole():
    trees = Unit("trees", "trees", "1", True)
    inputs = {
        "more": (Quantity("all", "12", "exact", trees),),
        "less": (Quantity("old", "5", "exact", trees),),
    }
    target = Quantity("new", "9", "exact", trees)
    claim = Claim({"id": "new", "recorded": REPRODUCED}, (), REGISTRY["difference"], inputs, target)
    found = judge(claim)
    assert [(way.input.id, way.low, way.high) for way in found.needed] == [
        ("new", 7, 7),
        ("all", 14, 14),
        ("old", 3, 3),
    ]


def same_claim(first: Quantity, second: Quantity) -> Claim:
    row = {"id": "same", "recorded": REPRODUCED}
    return Claim(row, (), REGISTRY["same"], {"value": (first,)}, second)


def test_what_would_be_needed_has_no_end_below_where_a_bound_has_none():
    trees = Unit("trees", "trees", "1", True)
    limit, count = Quantity("limit", "5", "under", trees), Quantity("count", "9", "exact", trees)
    found = judge(same_claim(limit, count))
    assert [(way.input.id, way.low, way.high) for way in found.needed] == [("count", -inf, 5)]
    assert list(map(needed_text, found.needed)) == ["count to 5 trees"]


@pytest.mark.parametrize(("first", "second", "low", "high"), [
    ("-3.0", "-5.0", -5.05, -4.95), ("0.0", "2.0", 1.95, 2.05), ("-2.0", "3.0", None, None),
])  # fmt: skip
def test_inputs_below_zero_and_at_zero_are_solved_for_on_their_side(first, second, low, high):
    percent = Unit("%", "1", "0.01", False)
    claim = same_claim(*(Quantity(text, text, "exact", percent) for text in (first, second)))
    ends = [(way.low, way.high) for way in judge(claim).needed if way.input.id == first]
    assert ends == ([] if low is None else [pytest.approx((low, high))])


def test_what_the_issue_asks_comes_out_by_itself(published):
    from offshore.audit import report

    found: dict[str, Verdict] = {one.claim.id: one for one in report.of_frames(published)}
    for year, rate in ((2016, 0.6685), (2017, 0.7050)):
        one = found[f"growth-{year}-from-amounts"]
        assert one.verdict == CONTRADICTED
        assert sum(bounds(one.recomputed)) / 2 == pytest.approx(rate, abs=5e-5)
    shares = found["shares-of-province"]
    # 64.65 / (19.26 / 0.2065) + 0.2065 + 0.1337, by hand.
    assert shares.verdict == CONTRADICTED
    assert sum(bounds(shares.recomputed)) / 2 == pytest.approx(1.03335, abs=5e-5)


def test_every_fact_of_the_paper_is_told_by_a_claim(published):
    facts = {
        name
        for path, table in published.items()
        if path.startswith("paper/") and {"id", "printed"} <= set(table.columns)
        for name in table["id"]
    }
    told = {name for cell in pd.Series(published["paper/claims"]["facts"]) for name in cell.split()}
    assert facts - told == set()

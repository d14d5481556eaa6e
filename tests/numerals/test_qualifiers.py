from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.numerals.printed import bounds, interval
from offshore.numerals.qualifiers import QUALIFIERS, agrees, stated


@pytest.mark.parametrize(
    ("text", "word", "low", "high"),
    [
        ("50", "exact", 49.5, 50.5),
        ("50", "over", 50, float("inf")),
        ("50", "at_least", 50, float("inf")),
        ("20", "under", float("-inf"), 20),
        ("70", "about", 65, 75),
        ("70", "nearly", 65, 70),
        ("72", "nearly", 71.5, 72),
        ("2.5", "about", 2.45, 2.55),
    ],
)
def test_each_word_has_the_one_reading_that_is_stated(text, word, low, high):
    found = bounds(stated(text, word))
    assert found == pytest.approx((low, high), rel=1e-12)


def test_things_counted_one_by_one_stand_for_themselves():
    assert bounds(stated("13", whole=True)) == (13, 13)
    assert bounds(stated("40", "at_least", whole=True)) == (40, float("inf"))


def test_a_count_over_a_number_is_one_more_at_least():
    # The paper's 45多个: 45 itself is not meant, and there is no most.
    assert bounds(stated("45", "over", whole=True)) == (46, float("inf"))


def test_an_unknown_word_is_refused_with_those_allowed():
    with pytest.raises(ValueError, match=r"'roughly' is not a qualifier.*nearly"):
        stated("5", "roughly")


@given(
    st.decimals(1, 10**9, allow_nan=False, places=6),
    st.integers(0, 5),
    st.sampled_from(["0.01", "1", "10000", "1000000000000"]),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_what_rounds_to_the_print_lies_inside_whatever_the_unit(value, places, factor, rounding):
    text = f"{value.quantize(Decimal(1).scaleb(-places), rounding):f}"
    low, high = bounds(stated(text, "exact", factor))
    assert Fraction(low) <= Fraction(value) * Fraction(factor) <= Fraction(high)


@given(st.decimals(1, 10**6, allow_nan=False, places=4), st.sampled_from(["over", "at_least"]))
def test_a_bound_below_a_value_lets_it_in(value, word):
    text = f"{value.to_integral_value(ROUND_FLOOR):f}"
    low, high = bounds(stated(text, word))
    assert low <= value <= high


@given(st.integers(1, 10**6), st.sampled_from(QUALIFIERS))
def test_every_reading_lets_the_number_itself_in(value, word):
    low, high = bounds(stated(str(value), word))
    assert low <= value <= high


@pytest.mark.parametrize(
    ("printed", "qualifier", "published", "verdict"),
    [
        ("22.6", "exact", "22.6", True),  # the size of 2016
        ("19", "exact", "18.9", True),  # 18.9 rounds to 19
        ("19", "exact", "20.3", False),
        ("30", "over", "30.3", True),
        ("30", "over", "27.5", False),
        ("70", "nearly", "69.9", True),
        ("70", "nearly", "58.7", False),  # the competing estimate
        ("70", "nearly", "66", True),  # 65 to 70: what rounds to 70 at its last digit but zero
        ("70", "nearly", "64.9", False),
        ("70", "nearly", "70.4", False),  # rounds to 70, and is above it
        ("30", "under", "27.5", True),
        ("30", "at_least", "29.4", False),
        ("19", "about", "18.9", True),
    ],
)
def test_published_number_against_a_printed_one(
    printed: str, qualifier: str, published: str, verdict: bool
) -> None:
    assert agrees(printed, qualifier, interval(published)) is verdict


@given(st.integers(1, 10_000).map(str))
def test_a_number_agrees_with_itself(digits: str) -> None:
    assert agrees(digits, "exact", interval(digits))
    assert agrees(digits, "at_least", interval(digits))

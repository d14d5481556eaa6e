import math
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import iv

from offshore.numerals.printed import bounds, interval, meets, number, rounded_down

values = st.decimals(-(10**12), 10**12, allow_nan=False, places=8)
numbers = st.floats(-1e9, 1e9)
intervals = st.tuples(numbers, numbers).map(lambda ends: iv.mpf(sorted(ends)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7750.59", "7750.59"),
        ("18 785", "18785"),
        ("2 893.3", "2893.3"),
        ("18\u00a0785", "18785"),
        ("-0.50", "-0.50"),
    ],
)
def test_a_printed_number_is_read_exactly(text, value):
    assert str(number(text)) == value


@pytest.mark.parametrize("text", ["", " ", "1,234", "36.1%", "1.2.3", "5.", ".5", "1e3", "nan"])
def test_what_is_no_printed_number_is_refused_with_what_is_allowed(text):
    with pytest.raises(ValueError, match=r"digits, at most one decimal point.*7750\.59"):
        number(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20", "19.5", "20.5"),
        ("22049", "22048.5", "22049.5"),
        ("7750.59", "7750.585", "7750.595"),
        ("2 893.3", "2893.25", "2893.35"),
        ("36.10", "36.095", "36.105"),
        ("0", "-0.5", "0.5"),
        ("-0.1", "-0.15", "-0.05"),
    ],
)
def test_the_interval_ends_half_a_last_digit_away_at_the_nearest_floats_outside(text, low, high):
    lower, upper = bounds(interval(text))
    assert Fraction(lower) <= Fraction(low) < Fraction(math.nextafter(lower, math.inf))
    assert Fraction(math.nextafter(upper, -math.inf)) < Fraction(high) <= Fraction(upper)


@given(values, st.integers(0, 7), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_the_interval_holds_every_value_that_rounds_to_the_print(value, places, rounding):
    text = f"{value.quantize(Decimal(1).scaleb(-places), rounding):f}"
    low, high = bounds(interval(text))
    assert Fraction(low) <= Fraction(value) <= Fraction(high)


def test_more_digits_than_a_float_holds_are_still_enclosed():
    text = "1234567890123456789012345678901234567890.5"
    low, high = bounds(interval(text))
    assert low < high
    assert Fraction(low) <= Fraction(text) <= Fraction(high)


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("20", "20.4", True),
        ("20", "21", True),  # both may be 20.5
        ("20", "22", False),
        ("76.84", "66.85", False),
    ],
)
def test_printed_numbers_meet_where_one_value_rounds_to_both(a, b, answer):
    assert meets(interval(a), interval(b)) is answer


@given(intervals, intervals)
def test_meeting_is_symmetrical_and_means_a_common_value(a, b):
    common = max(a.a, b.a) <= min(a.b, b.b)
    assert meets(a, b) == meets(b, a) == common


@given(intervals)
def test_an_interval_meets_itself_and_keeps_its_bounds(a):
    low, high = bounds(a)
    assert meets(a, a)
    assert bounds(iv.mpf([low, high])) == (low, high)


def test_a_lower_bound_is_never_rounded_up():
    assert rounded_down(0.032857, 3) == 0.032
    assert rounded_down(-0.0001, 3) == -0.001
    assert rounded_down(0.3, 1) == 0.3
    assert math.isnan(rounded_down(math.nan, 2))

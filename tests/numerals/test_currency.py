import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.numerals.currency import convert, implied_rate, to_cny
from offshore.numerals.printed import bounds, interval

amounts = st.floats(0.01, 1e12)
rates = st.floats(0.1, 100)
RATES = pd.Series([6.0, 6.5, 7.0], index=[2014, 2015, 2016])


def test_the_rate_that_the_paper_implies():
    # 22049 * 10 000 USD are printed as 14.89 * 100 000 000 CNY:
    # 148900 / 22049: 22049 * 6.75 = 148830.75, 69.25 / 22049 = 0.003141.
    assert implied_rate(14.89e8, 22049e4) == pytest.approx(6.753141, abs=1e-6)
    # 148850 / 22049.5 = 6.750720 and 148950 / 22048.5 = 6.755561
    low, high = bounds(implied_rate(interval("14.89") * 10**8, interval("22049") * 10**4))
    assert (low, high) == pytest.approx((6.750720, 6.755561), abs=1e-6)


def test_conversion_by_hand():
    assert convert(10, 6.5, "CNY") == 65
    assert convert(65, 6.5, "USD") == 10


@given(amounts, rates)
def test_there_and_back(amount, rate):
    assert convert(convert(amount, rate, "CNY"), rate, "USD") == pytest.approx(amount)


@given(amounts, rates)
def test_the_implied_rate_is_the_rate_converted_at(amount, rate):
    assert implied_rate(convert(amount, rate, "CNY"), amount) == pytest.approx(rate)


def test_each_year_at_its_own_rate():
    levels = pd.Series([10.0, 20.0], index=[2016, 2014], name="usd_10k")
    cny = to_cny(levels, RATES)
    assert cny.to_dict() == {2016: 70.0, 2014: 120.0}
    assert cny.name is None


def test_printed_levels_convert_as_intervals():
    levels = pd.Series({2015: interval("20")})
    # 19.5 * 6.5 and 20.5 * 6.5
    assert bounds(to_cny(levels, RATES)[2015]) == (126.75, 133.25)


def test_years_without_a_rate_are_named():
    levels = pd.Series([1.0, 1.0, 1.0], index=[2013, 2015, 2017])
    with pytest.raises(ValueError, match=r"No exchange rate for 2013, 2017: .* 2014, 2015, 2016"):
        to_cny(levels, RATES)


def test_a_missing_rate_is_no_rate_and_two_are_one_too_many():
    levels = pd.Series({2014: 1.0})
    with pytest.raises(ValueError, match="No exchange rate for 2014: there are rates for no year"):
        to_cny(levels, pd.Series({2014: math.nan}))
    with pytest.raises(ValueError, match="more than once: 2014"):
        to_cny(levels, pd.Series([6.0, 6.1], index=[2014, 2014]))


@pytest.mark.parametrize("rate", [0, -6.5, math.nan, math.inf])
def test_a_rate_that_cannot_be_is_refused(rate):
    with pytest.raises(ValueError, match="exchange rate in CNY for one USD must be"):
        convert(1, rate, "CNY")


def test_other_currencies_are_refused():
    with pytest.raises(ValueError, match="'EUR': allowed are 'CNY' and 'USD'"):
        convert(1, 6.5, "EUR")


def test_a_rate_needs_two_amounts():
    with pytest.raises(ValueError, match="The amount in CNY"):
        implied_rate(0, 1)
    with pytest.raises(ValueError, match="The amount in USD"):
        implied_rate(1, 0)

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import iv

from offshore.numerals.printed import bounds, interval, meets
from offshore.study.growth import (
    ImpossibleError,
    before_under,
    compound_annual,
    contribution_shares,
    contribution_shares_under,
    contributions,
    doubling_time,
    implied_previous,
    index_to,
    mean_rate,
    part_of_change,
    to_the_last,
    year_before,
    year_on_year,
    year_on_year_intervals,
)

YEARS = range(2013, 2018)
# Section 3.1: executed value of Wenzhou in 10 000 USD, and its printed growth in percent.
PRINTED = pd.Series(["2964", "4032.9", "7750.59", "12932", "22049"], index=YEARS)
RATES = pd.Series(["56", "36.1", "92.18", "76.84", "73.31"], index=YEARS)
LEVELS = PRINTED.astype(float)

# A rate next to -100 % keeps few digits of the level: no fall here is below a millionth.
positive = st.floats(1, 1e6)
series = st.lists(positive, min_size=2, max_size=12).map(
    lambda levels: pd.Series(levels, index=range(2000, 2000 + len(levels)))
)
amounts = st.floats(1, 1e6)
before_and_after = st.lists(st.tuples(amounts, amounts), min_size=1, max_size=8).map(
    lambda pairs: (pd.Series([a for a, _ in pairs]), pd.Series([b for _, b in pairs]))
)


def test_year_on_year_of_the_paper():
    growth = year_on_year(LEVELS)
    # 4032.9 / 2964   : 2964 * 1.36 = 4031.04,      1.86 / 2964      = 0.000628
    # 7750.59 / 4032.9: 4032.9 * 1.92 = 7743.168,   7.422 / 4032.9   = 0.001840
    # 12932 / 7750.59 : 7750.59 * 1.66 = 12865.979, 66.021 / 7750.59 = 0.008518
    # 22049 / 12932   : 12932 * 1.7 = 21984.4,      64.6 / 12932     = 0.004995
    assert growth.to_numpy() == pytest.approx([0.360628, 0.921840, 0.668518, 0.704995], abs=1e-6)
    assert list(growth.index) == [2014, 2015, 2016, 2017]


def test_printed_rates_follow_from_the_amounts_in_2014_and_2015_only():
    recomputed = year_on_year_intervals(PRINTED)
    printed = RATES.map(interval) / 100
    follows = {year: meets(growth, printed[year]) for year, growth in recomputed.items()}
    assert follows == {2014: True, 2015: True, 2016: False, 2017: False}


@given(series)
def test_year_on_year_rebuilds_the_levels(levels):
    rebuilt = levels.iloc[0] * (1 + year_on_year(levels)).cumprod()
    assert rebuilt.to_numpy() == pytest.approx(levels.iloc[1:].to_numpy(), rel=1e-6)


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=6))
def test_growth_of_the_exact_levels_lies_in_the_interval_of_the_printed_ones(exact):
    years = range(2000, 2000 + len(exact))
    printed = pd.Series([f"{level / 100:.2f}" for level in exact], index=years)
    for year, growth in year_on_year_intervals(printed).items():
        now, before = exact[year - 2000], exact[year - 2001]
        assert meets(growth, iv.mpf(now) / before - 1)


@pytest.mark.parametrize(
    "years", [[2013, 2015], [2014, 2013], [2013, 2013], [2013], [], ["a", "b"]]
)
def test_years_out_of_step_are_an_error(years):
    levels = pd.Series([1.0] * len(years), index=years)
    with pytest.raises(ValueError, match="two or more consecutive whole years, oldest first"):
        year_on_year(levels)


@pytest.mark.parametrize("level", [0.0, -1.0, math.nan, math.inf])
def test_a_level_that_cannot_grow_is_named(level):
    with pytest.raises(ValueError, match="The level of 2014 must be a finite number above 0"):
        year_on_year(pd.Series([1.0, level], index=[2013, 2014]))


def test_a_printed_level_that_may_be_zero_cannot_grow():
    with pytest.raises(ValueError, match="The level of 2013 must be"):
        year_on_year_intervals(pd.Series(["0", "1"], index=[2013, 2014]))


def test_compound_growth_of_the_paper():
    # 22049 / 2964 = 7.438934; its square root 2.727441; the root of that 1.651497.
    assert compound_annual(2964, 22049, 4) == pytest.approx(0.651497, abs=1e-6)


@given(positive, positive, st.integers(1, 30))
def test_compound_growth_reproduces_the_last_level(first, last, years):
    rate = compound_annual(first, last, years)
    assert first * (1 + rate) ** years == pytest.approx(last, rel=1e-6)


@given(positive, positive, st.integers(1, 30))
def test_compound_growth_of_intervals_encloses_the_rate(first, last, years):
    rate = compound_annual(iv.mpf(first), iv.mpf(last), years)
    assert iv.mpf(last) / first in (1 + rate) ** years


def test_compound_growth_of_printed_levels_is_above_half_whatever_the_digits_mean():
    low, high = bounds(compound_annual(interval("2964"), interval("22049"), 4))
    # 22048.5 / 2964.5 = 7.437511, fourth root 1.651418; 22049.5 / 2963.5 = 7.440358, 1.651576.
    assert (low, high) == pytest.approx((0.651418, 0.651576), abs=1e-6)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((0, 1, 1), "The first level"),
        ((1, -1, 1), "The last level"),
        ((1, 1, 0), "The number of years"),
        ((iv.mpf([-1, 1]), iv.mpf(1), 1), "The first level"),
    ],
)
def test_compound_growth_names_what_is_not_positive(arguments, what):
    with pytest.raises(ValueError, match=f"{what} must be a finite number above 0"):
        compound_annual(*arguments)


def test_growth_to_the_last_year_that_is_known():
    # From 100 to 121 in two years is 10% a year, whatever came before.
    assert to_the_last(pd.Series({2011: 5.0, 2017: 100, 2019: 121}), 2017) == (
        2019,
        pytest.approx(0.1),
    )
    last, rate = to_the_last(pd.Series({2011: 5.0, 2017: 100}), 2017)
    assert last == 2017 and math.isnan(rate)


def test_mean_of_the_printed_rates():
    # 56 + 36.1 + 92.18 + 76.84 + 73.31 = 334.43; a fifth of it is 66.886.
    assert mean_rate(RATES.astype(float) / 100) == pytest.approx(0.66886)
    # The half units add up to 0.5 + 0.05 + 3 * 0.005 = 0.565; a fifth of it is 0.113.
    assert bounds(mean_rate(RATES.map(interval)) / 100) == pytest.approx((0.66773, 0.66999))


@given(series)
def test_mean_growth_is_not_below_compound_growth(levels):
    compound = compound_annual(levels.iloc[0], levels.iloc[-1], len(levels) - 1)
    mean = mean_rate(year_on_year(levels))
    assert 1 + mean >= (1 + compound) * (1 - 1e-9)


def test_mean_needs_rates_that_can_be():
    with pytest.raises(ValueError, match="at least one growth rate"):
        mean_rate(pd.Series([], dtype=float))
    with pytest.raises(ValueError, match="rate of 2014 must be a finite number above -1"):
        mean_rate(pd.Series([0.1, -1.0], index=[2013, 2014]))


def test_doubling_time_by_hand():
    assert doubling_time(1.0) == pytest.approx(1)
    # Growing by sqrt(2) - 1 a year takes two years to double.
    assert doubling_time(math.sqrt(2) - 1) == pytest.approx(2)


@given(st.floats(1e-6, 100))
def test_growing_for_the_doubling_time_doubles(rate):
    assert (1 + rate) ** doubling_time(rate) == pytest.approx(2)


@pytest.mark.parametrize("rate", [0, -0.1, math.nan])
def test_what_does_not_grow_never_doubles(rate):
    with pytest.raises(ValueError, match="above 0"):
        doubling_time(rate)


def test_contributions_by_hand():
    before = pd.Series({"KPO": 60.0, "ITO": 40.0})
    after = pd.Series({"ITO": 30.0, "KPO": 90.0})
    # 100 grew to 120: KPO brought +30 of 100, ITO -10 of 100; of the change of 20, 150 % and -50 %.
    assert contributions(before, after).to_dict() == pytest.approx({"KPO": 0.3, "ITO": -0.1})
    assert contribution_shares(before, after).to_dict() == pytest.approx({"KPO": 1.5, "ITO": -0.5})
    assert list(contributions(before, after).index) == ["KPO", "ITO"]


@given(before_and_after)
def test_contributions_add_up_to_the_growth_of_the_total(pair):
    before, after = pair
    growth = after.sum() / before.sum() - 1
    assert contributions(before, after).sum() == pytest.approx(growth, abs=1e-9)


@given(before_and_after)
def test_shares_of_the_change_add_up_to_one(pair):
    before, after = pair[0], pair[1] + 1e6
    assert contribution_shares(before, after).sum() == pytest.approx(1)


def test_contributions_under_by_hand():
    after = pd.Series({"KPO": 90.0, "ITO": 60.0, "BPO": 30.0})
    found = contribution_shares_under(100.0, after, {"ITO": 20.0}, "BPO", [0.0, 0.5, 0.0])
    # The total grew by 80, ITO by 40. Without growth BPO was 30 and KPO the remaining 50: +40.
    assert found.loc[0.0].to_dict() == pytest.approx({"KPO": 0.5, "ITO": 0.5, "BPO": 0.0})
    # Growing by half BPO was 20 and KPO 60: +10 and +30.
    assert found.loc[0.5].to_dict() == pytest.approx({"KPO": 0.375, "ITO": 0.5, "BPO": 0.125})
    assert list(found.index) == [0.0, 0.5]


def test_contributions_under_what_cannot_be_are_missing():
    # BPO shrinking to a tenth had 300 of 100 before; standing still it had 30 and KPO 70.
    after = pd.Series({"KPO": 80.0, "BPO": 30.0})
    found = contribution_shares_under(100.0, after, {}, "BPO", [0.0, -0.9])
    assert found.loc[0.0].to_dict() == {"KPO": 1.0, "BPO": 0.0}
    assert found.loc[-0.9].isna().all()
    assert contribution_shares_under(110.0, after, {}, "BPO", [0.0]).isna().all(axis=None)
    with pytest.raises(ImpossibleError, match=r"BPO growing by -0\.9, KPO would have been"):
        before_under(100.0, after, {}, "BPO", -0.9)


def test_a_part_of_no_change_is_missing():
    assert part_of_change(3, 12) == 0.25
    assert math.isnan(part_of_change(3, 0))


def test_contributions_name_the_parts_that_do_not_match():
    with pytest.raises(ValueError, match="only once: BPO, ITO"):
        contributions(pd.Series({"KPO": 1, "ITO": 1}), pd.Series({"KPO": 1, "BPO": 1}))


def test_contributions_name_a_missing_amount():
    with pytest.raises(ValueError, match=r"amounts after must be finite.*: ITO"):
        contributions(pd.Series({"ITO": 1.0}), pd.Series({"ITO": np.nan}))


def test_contributions_need_a_total():
    zero = pd.Series({"KPO": 1.0, "ITO": -1.0})
    with pytest.raises(ValueError, match="The total before must be"):
        contributions(zero, zero + 1)


@pytest.mark.parametrize("after", [[0.1, 0.2], [0.3, 0.0]])
def test_an_unchanged_total_has_no_shares_of_change_even_by_rounding(after):
    with pytest.raises(ValueError, match="The total did not change"):
        contribution_shares(pd.Series([0.1, 0.2]), pd.Series(after))


def test_index_of_the_paper():
    index = index_to(LEVELS, 2013)
    # 4032.9 / 2964 = 1.360628 and 22049 / 2964 = 7.438934, as above.
    assert (index[2013], index[2014], index[2017]) == pytest.approx((100, 136.0628, 743.8934))


@given(series)
def test_growth_of_the_index_is_growth_of_the_levels(levels):
    growth = year_on_year(index_to(levels, 2000))
    assert growth.to_numpy() == pytest.approx(year_on_year(levels).to_numpy(), rel=1e-6, abs=1e-9)


def test_index_names_the_years_there_are():
    with pytest.raises(ValueError, match="base year 2012: choose one of 2013, 2014, 2015"):
        index_to(LEVELS, 2012)
    with pytest.raises(ValueError, match="base year 2013 must be a finite number above 0"):
        index_to(pd.Series([0.0, 1.0], index=[2013, 2014]), 2013)


def test_implied_previous_of_the_paper():
    # ITO grew by 2 893.3 % to 2 774: 29.933 * 92.67 = 2773.891, 0.109 / 29.933 = 0.0036.
    assert implied_previous(2774, 28.933) == pytest.approx(92.6736, abs=1e-4)
    low, high = bounds(implied_previous(interval("2 774"), interval("2 893.3") / 100))
    # 2773.5 / 29.9335 = 92.6554 and 2774.5 / 29.9325 = 92.6919.
    assert (low, high) == pytest.approx((92.6554, 92.6919), abs=1e-4)


@given(series)
def test_implied_previous_undoes_year_on_year(levels):
    for year, rate in year_on_year(levels).items():
        assert implied_previous(levels[year], rate) == pytest.approx(levels[year - 1])


def test_implied_previous_refuses_a_total_loss():
    with pytest.raises(ValueError, match="The growth rate must be a finite number above -1"):
        implied_previous(1, -1)
    with pytest.raises(ValueError, match="The level must be a finite number above 0"):
        implied_previous(-1, 0.5)


def test_level_before_that_a_rate_implies_stands_beside_its_own() -> None:
    levels = pd.Series({2014: 100.0, 2015: 150.0, 2016: 120.0})
    found = year_before(levels, pd.Series({2013: 0.1, 2015: 0.25, 2016: -0.2}))
    # 150 / 1.25 and 120 / 0.8; of 2012 and 2013 no level is known.
    assert found.to_dict("list") == {
        "year": [2015, 2016],
        "before": [2014, 2015],
        "amount": [100.0, 150.0],
        "implied": [120.0, 150.0],
    }

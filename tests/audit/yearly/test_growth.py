"""Growth between yearly numbers; expected ranges are worked out by hand from the digits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import iv

from offshore.audit.quantities import Quantity, Unit
from offshore.audit.yearly import growth
from offshore.audit.yearly.numbers import Yearly
from offshore.numerals.printed import bounds

EURO, FIRMS = Unit("euros", "EUR", "1", False), Unit("firms", "firms", "1", True)
PERCENT = Unit("%", "1", "0.01", False)


def yearly(printed: dict[int, str], unit: Unit = EURO, qualifier: str = "exact") -> Yearly:
    return Yearly(
        {year: [Quantity(f"f-{year}", one, qualifier, unit)] for year, one in printed.items()}
    )


def rates(printed: dict[int, str], qualifier: str = "exact") -> Yearly:
    return yearly(printed, PERCENT, qualifier)


def test_growth_is_recomputed_only_where_the_year_before_is_there() -> None:
    found = growth.recomputed(yearly({2015: "100", 2016: "110", 2019: "200", 2020: "150"}))
    assert list(found) == [2016, 2020]
    # 109.5 / 100.5 - 1 and 110.5 / 99.5 - 1; 149.5 / 200.5 - 1 and 150.5 / 199.5 - 1
    assert bounds(found[2016]) == pytest.approx((0.0895522, 0.1105528), abs=1e-7)
    assert bounds(found[2020]) == pytest.approx((-0.2543641, -0.2456140), abs=1e-7)


def test_rate_agrees_if_the_digits_allow_it_and_else_does_not() -> None:
    values = yearly({2019: "100", 2020: "120", 2021: "90"})
    # 2020: 119.5 / 100.5 is 1.1891, 120.5 / 99.5 is 1.2111; 21.1 may be 21.05, 21.2 is 21.15 at
    # least. 2021: 89.5 / 120.5 is 0.7427, 90.5 / 119.5 is 0.7573.
    right = growth.comparison(values, rates({2019: "5", 2020: "21.1", 2021: "-25.0"}))
    assert right[["year", "agrees"]].values.tolist() == [[2020, True], [2021, True]]
    assert right.printed.tolist() == [0.211, -0.25]
    assert right.recomputed.tolist() == pytest.approx([0.2, -0.25])
    wrong = growth.comparison(values, rates({2020: "21.2", 2021: "-24.0"}))
    assert wrong.agrees.tolist() == [False, False]
    assert (~wrong.agrees).tolist() == [True, True]


def test_rate_that_is_a_limit_is_held_against_values_as_the_audit_does() -> None:
    values = yearly({2019: "100", 2020: "120"})
    assert growth.comparison(values, rates({2020: "21"}, "over")).agrees.tolist() == [True]
    assert growth.comparison(values, rates({2020: "22"}, "over")).agrees.tolist() == [False]


def test_comparison_of_nothing_has_its_columns_and_can_be_negated() -> None:
    found = growth.comparison(yearly({2019: "100"}), rates({2019: "5"}))
    assert found.empty
    assert found[~found.agrees].year.tolist() == []
    assert math.isnan(growth.widest(found))


def test_bases_have_a_row_for_each_year_with_one_of_the_two() -> None:
    values = yearly({2018: "80", 2019: "100", 2020: "120"})
    found = growth.bases(values, rates({2017: "9", 2020: "21", 2021: "5"}), 2019, 2021)
    assert found.year.tolist() == [2019, 2020, 2021]
    assert found.printed.tolist() == pytest.approx([math.nan, 0.21, 0.05], nan_ok=True)
    assert found.recomputed.tolist() == pytest.approx([0.25, 0.2, math.nan], nan_ok=True)
    assert growth.bases(values, rates({2020: "21"}, "over"), 2020, 2020).printed.isna().all()


def test_several_numbers_of_a_year_stand_side_by_side_each_once() -> None:
    several = [Quantity(name, "1", "exact", EURO) for name in ("one", "other", "again")]
    both = Yearly({**yearly({2019: "100"}).printed, 2020: several})
    worded = {
        "f-2019": "EUR 100",
        "one": "EUR 1",
        "other": "EUR 2",
        "again": "EUR 1",
        "f-2021": "5%",
    }
    found = growth.by_year(both, rates({2021: "5"}), worded)
    assert found.fillna("nothing").values.tolist() == [
        [2019, "EUR 100", "nothing"],
        [2020, "EUR 1 / EUR 2", "nothing"],
        [2021, "nothing", "5%"],
    ]


def test_compound_rate_goes_from_the_first_level_to_the_last_over_gaps() -> None:
    found = growth.compound(yearly({2015: "100.0", 2016: "7", 2018: "172.8"}))
    assert found
    # 172.75 / 100.05 is 1.72664, whose cube root is 1.19967; 172.85 / 99.95 has 1.20032.
    assert (found[0], found[1]) == (2015, 2018)
    assert bounds(found[2]) == pytest.approx((0.1996842, 0.2003157), abs=1e-6)


@pytest.mark.parametrize("printed", [{}, {2019: "5"}, {2019: "5", 2020: "0"}])
def test_fewer_than_two_levels_have_no_compound_rate(printed: dict[int, str]) -> None:
    assert growth.compound(yearly(printed)) is None
    assert set(growth.compound_numbers(None).values()) == {None}


def test_counts_that_are_equal_did_not_change_and_rounded_values_may_have() -> None:
    counted = growth.compound(yearly({2019: "40", 2022: "40"}, FIRMS))
    rounded = growth.compound(yearly({2019: "40", 2022: "40"}))
    assert counted
    assert rounded
    assert bounds(counted[2]) == (0, 0)
    low, high = bounds(rounded[2])
    assert low < 0 < high
    assert growth.compound_numbers(rounded[2])["doubling"] is None


def test_years_to_double_are_those_of_the_ends() -> None:
    # ln 2 / ln 1.1 is 7.2725, ln 2 / ln 1.2 is 3.8018.
    said = growth.compound_numbers(iv.mpf([0.1, 0.2]))
    assert said["doubling"] == pytest.approx((3.8018, 7.2725), abs=1e-4)
    assert (said["compound_low"], said["compound_high"]) == pytest.approx((0.1, 0.2))


def test_mean_is_of_two_rates_or_more() -> None:
    assert growth.mean_range([]) is None
    assert growth.mean_range([iv.mpf([1, 2])]) is None
    assert growth.mean_range([iv.mpf([1, 2]), iv.mpf([-4, -1])]) == (-1.5, 0.5)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=8))
def test_printed_growth_of_printed_values_lies_within_what_they_allow(levels: list[int]) -> None:
    values = yearly({2000 + at: str(one) for at, one in enumerate(levels)})
    for year, allowed in growth.recomputed(values).items():
        at = year - 2000
        assert bounds(allowed)[0] <= levels[at] / levels[at - 1] - 1 <= bounds(allowed)[1]


def test_rates_that_do_not_agree_are_told_as_printed_with_what_the_values_allow() -> None:
    compared = growth.comparison(
        yearly({2019: "100", 2020: "120", 2021: "120"}), rates({2020: "30.0", 2021: "0"})
    )
    found = growth.contradicted(compared, {"f-2020": "30.0%"})
    assert found[["year", "printed"]].values.tolist() == [[2020, "30.0%"]]
    # 119.5 / 100.5 - 1 and 120.5 / 99.5 - 1
    assert found.allowed[0] == pytest.approx((0.1890547, 0.2110553), abs=1e-7)
    assert growth.agreement(compared) == {"growth_2020": False, "growth_2021": True}

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.study.literature import (
    contribution_range,
    following,
    gathered,
    implied_contribution,
    matrix,
    not_rising,
    select,
)

CITATIONS = pd.DataFrame(
    {
        "theme": ["modes", "effects", "effects"],
        "region": ["world", "world", "China"],
        "work": ["", "", "Known2016"],
    }
)
LITERATURE = pd.DataFrame(
    {
        "key": ["Known2016", "Named1995", "Added2009"],
        "theme": ["effects", "modes", "effects"],
        "region": ["China", "world", "world"],
        "cited_by_paper": ["yes", "yes", "unknown"],
    }
)


def test_all_selects_everything_and_words_narrow() -> None:
    assert len(select(CITATIONS, theme="all", region="all")) == 3
    assert list(select(CITATIONS, theme="effects", region="all").region) == ["world", "China"]
    assert select(CITATIONS, theme="modes", region="China").empty


def test_a_work_behind_a_number_counts_once() -> None:
    works = gathered(CITATIONS, LITERATURE)
    # Three numbers, one work that is named without a number, one of ours; Known2016 is the third.
    assert works.origin.tolist() == ["paper", "paper", "paper", "paper", "ours"]


def test_matrix_counts_each_combination_in_the_order_given() -> None:
    table = matrix(gathered(CITATIONS, LITERATURE), ["modes", "effects"], ["world", "China"])
    assert table.to_numpy().tolist() == [
        ["modes", "world", "paper", 2],
        ["effects", "world", "ours", 1],
        ["effects", "world", "paper", 1],
        ["effects", "China", "paper", 1],
    ]


def test_matrix_refuses_an_unknown_theme() -> None:
    with pytest.raises(ValueError, match="No theme is called modes"):
        matrix(gathered(CITATIONS, LITERATURE), ["effects"], ["world", "China"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from(["paper", "ours"])
        ),
        min_size=1,
    )
)
def test_matrix_loses_no_work(rows: list[tuple[str, str, str]]) -> None:
    works = pd.DataFrame(rows, columns=["theme", "region", "origin"])
    assert matrix(works, ["a", "b"], ["x", "y", "z"]).works.sum() == len(rows)


def test_contribution_from_weights() -> None:
    # A part of 20 in 100 grows by half to 30 while the whole grows to 120: 10 of 20 is half.
    assert implied_contribution(0.5, 30 / 120, 30 / 120 - 20 / 100) == pytest.approx(0.5)


def test_neither_published_contribution_follows_from_growth_and_shares() -> None:
    low, high = contribution_range("18.9", "30.3", "2.8")
    # By hand, 0.189 * 0.275 / (1.189 * (1 - 0.028 / 0.303) - 1) = 0.051975 / 0.079125 = 0.6569
    assert 0.587 < low < 0.6569 < high < 0.699


@given(
    before=st.floats(1, 100),
    rest=st.floats(1, 100),
    more=st.floats(0.1, 50),
    others=st.floats(0, 50),
)
def test_contribution_is_change_over_change(
    before: float, rest: float, more: float, others: float
) -> None:
    after, whole = before + more, before + rest + more + others
    share = after / whole
    change = share - before / (before + rest)
    found = implied_contribution(more / before, share, change)
    assert found == pytest.approx(more / (more + others), rel=1e-6)


def test_more_printed_digits_allow_a_narrower_contribution() -> None:
    low, high = contribution_range("18.90", "30.30", "2.80")
    wide = contribution_range("18.9", "30.3", "2.8")
    assert wide[0] < low < 0.6569 < high < wide[1]


def test_contributions_are_no_wider_than_the_printed_digits_allow() -> None:
    # Every combination of 41 values of each number that round to the printed digits.
    steps = [(one - 20) / 400 for one in range(41)]
    grid = [
        implied_contribution((18.9 + a) / 100, (30.3 + b) / 100, (2.8 + c) / 100)
        for a in steps
        for b in steps
        for c in steps
    ]
    assert contribution_range("18.9", "30.3", "2.8") == pytest.approx((min(grid), max(grid)))
    assert (round(min(grid), 3), round(max(grid), 3)) == (0.640, 0.675)


def test_a_contribution_that_turns_within_the_rounding_of_the_share() -> None:
    # With growth of 21% the root is 1.1: the turn is at 11 times the change, 33 for a change of 3.
    low, high = contribution_range("21.00", "33", "3.00")
    inner = implied_contribution(0.21, 0.33, 0.03)
    ends = [implied_contribution(0.21, one, 0.03) for one in (0.325, 0.335)]
    # Lowest there: 0.21 x 0.3 / (1.21 x 0.3 / 0.33 - 1) = 0.63.
    assert inner == pytest.approx(0.63) and inner < min(ends)
    # The digits of growth and change move it by less than 0.003.
    assert inner - 0.003 < low < inner and max(ends) < high


def test_a_whole_that_shrank_has_no_contributions() -> None:
    with pytest.raises(ValueError, match="The growth of the whole"):
        implied_contribution(0.01, 0.5, 0.1)
    with pytest.raises(ValueError, match="The share of the year before"):
        implied_contribution(0.5, 0.1, 0.1)


def test_a_change_of_the_share_that_lets_the_whole_shrink_implies_no_contribution() -> None:
    # 1.1885 x (30.25 - 5.05) = 29.95, below the 30.25 of the same whole: it may have shrunk.
    implied = contribution_range("18.9", "30.3", "5.0")
    assert all(map(math.isnan, implied))
    assert all(map(math.isnan, contribution_range("18.9", "30.3", "31")))  # no share before
    assert following(pd.Series({"published": "69.9"}), implied) == {"published": False}


def test_printed_percentage_follows_where_it_can_round_to_what_is_implied() -> None:
    printed = pd.Series({"inside": "65.0", "at the end": "68.4", "outside": "69.9"})
    assert following(printed, (0.632, 0.6835)) == {
        "inside": True,
        "at the end": True,  # 68.35 rounds to 68.4
        "outside": False,
    }


def test_years_without_a_rise_are_those_of_any_series() -> None:
    sizes = pd.Series({2015: 18.6, 2016: 22.6, 2018: 22.6})  # as in the last year that is known
    shares = pd.Series({2017: 32.9, 2015: 27.5, 2016: 33.0})
    assert not_rising(sizes, shares) == [2017, 2018]
    assert not_rising(sizes[:2]) == []

"""What counts of markets bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.study import markets

small = st.lists(st.floats(0, 1), min_size=1, max_size=40)
large = st.lists(st.floats(1.01, 100), min_size=1, max_size=10)


@given(small=small, large=large)
def test_what_small_markets_make_lies_inside(small, large):
    total = sum(small) + sum(large)
    found = markets.below_threshold(total, len(small) + len(large), len(large), 1)
    assert found.least <= sum(small) <= found.most + 1e-9


@given(small=small, large=large, data=st.data())
def test_what_any_subset_makes_lies_inside(small, large, data):
    everything = small + large
    chosen = data.draw(st.lists(st.sampled_from(range(len(everything))), min_size=1, unique=True))
    found = markets.of_subset(sum(everything), len(everything), len(large), 1, len(chosen))
    assert found.least - 1e-6 <= sum(everything[i] for i in chosen) <= found.most + 1e-6


def test_markets_of_2017_by_hand():
    # 46 markets, 7 above one million: the other 39 make at most 39 million of 220.49.
    assert markets.below_threshold(220.49, 46, 7, 1).most == 39
    # 17 may hold all seven large ones, and then everything.
    assert markets.of_subset(220.49, 46, 7, 1, 17) == markets.Bounds(0, 220.49)


def test_counts_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="do not fit 5"):
        markets.below_threshold(5, 46, 7, 1)
    with pytest.raises(ValueError, match="47 of 46 markets do not fit"):
        markets.of_subset(220.49, 46, 7, 1, 47)
    assert markets.of_groups(5, 46, 7, 1, 17)[["least", "most"]].isna().all(axis=None)


def test_a_subset_that_leaves_few_others_has_the_rest_of_the_large_markets():
    # 40 of 46 leave six others, so that one of the seven large markets is in the subset.
    assert markets.of_subset(220.49, 46, 7, 1, 40) == markets.Bounds(1, 220.49)
    # All 46 make everything; five leave two large ones outside.
    assert markets.of_subset(220.49, 46, 7, 1, 46) == markets.Bounds(220.49, 220.49)
    assert markets.of_subset(220.49, 46, 7, 1, 5) == markets.Bounds(0, 218.49)


def test_groups_side_by_side_by_hand():
    found = markets.of_groups(220.49, 46, 7, 1, 17)
    assert found.T.to_dict() == {
        "large": {"least": 220.49 - 39, "most": 220.49, "count": 7},
        "small": {"least": 0, "most": 39, "count": 39},
        "subset": {"least": 0, "most": 220.49, "count": 17},
    }

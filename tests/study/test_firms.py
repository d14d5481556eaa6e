"""Size classes from cumulative statements, and what brought growth."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.study import concentration, firms, size_classes
from offshore.study.size_classes import Group, SizeClass

OVER = pd.DataFrame(
    {"threshold": [2.0, 5.0, 10.0], "firms": [41, 13, 3], "total": [202.47, 110.28, np.nan]}
)


def test_the_classes_of_2017_by_hand():
    groups = firms.size_groups(66, 220.49, OVER)
    # 66 - 41 = 25 firms make 220.49 - 202.47 = 18.02; 41 - 13 = 28 make 202.47 - 110.28 = 92.19;
    # 10 and 3 make 110.28 together.
    assert [group.classes for group in groups] == [
        (SizeClass(25, 0, 2),),
        (SizeClass(28, 2, 5),),
        (SizeClass(10, 5, 10), SizeClass(3, 10, np.inf)),
    ]
    assert [group.total for group in groups] == pytest.approx([18.02, 92.19, 110.28])


def test_class_averages_lie_inside_their_classes():
    table = firms.class_averages(firms.size_groups(66, 220.49, OVER))
    # 18.02 / 25, 92.19 / 28, 110.28 / 13
    assert list(table.average) == pytest.approx([0.7208, 3.2925, 8.48308], abs=1e-4)
    assert table.inside.all()


def test_an_average_outside_its_class_shows():
    swapped = OVER.assign(total=[210.0, 40.0, np.nan])
    assert list(firms.class_averages(firms.size_groups(66, 220.49, swapped)).inside) == [
        True,
        False,
        False,
    ]


@given(sizes=st.lists(st.floats(0.01, 60), min_size=3, max_size=40).map(np.array))
def test_groups_of_true_firms_bound_their_gini(sizes):
    thresholds = [2.0, 5.0]
    over = pd.DataFrame(
        {
            "threshold": thresholds,
            "firms": [int((sizes > t).sum()) for t in thresholds],
            "total": [sizes[sizes > t].sum() for t in thresholds],
        }
    )
    groups = [g for g in firms.size_groups(sizes.size, sizes.sum(), over) if g.classes[0].count]
    low = concentration.gini(size_classes.division(groups, "most equal"))
    high = concentration.gini(size_classes.division(groups, "most unequal"))
    assert low - 1e-9 <= concentration.gini(sizes) <= high + 1e-9


def test_more_firms_above_a_higher_threshold_are_refused():
    with pytest.raises(ValueError, match="cannot be more"):
        firms.size_groups(66, 220.49, OVER.assign(firms=[10, 13, 3]))


def test_statements_narrow_bounds_by_hand():
    # Two firms make 10: anything between 5 and 5, and 0 and 10. One exceeds 6 and makes 8: the
    # other makes 2, so nothing is left open. Each is squared and divided by 10 squared.
    over = pd.DataFrame([{"threshold": 6.0, "firms": 1, "total": 8.0}], index=["over 6"])
    found = firms.narrowing(2, 10.0, over, "hhi")
    assert found.to_dict("list") == {
        "known": ["total", "over 6"],
        "low": pytest.approx([0.5, 0.68]),
        "high": pytest.approx([1.0, 0.68]),
    }


def test_margins_by_hand():
    # Firms double, the total grows eightfold: ln 2 / ln 8 = 1/3.
    assert list(firms.margins((1, 2), (1, 8))) == pytest.approx([1 / 3, 2 / 3])


@given(
    before=st.tuples(st.floats(1, 100), st.floats(1, 100)),
    after=st.tuples(st.floats(1, 100), st.floats(101, 200)),
)
def test_margins_add_up(before, after):
    found = firms.margins((before[0], after[0]), (before[1], after[1]))
    assert found.sum() == pytest.approx(1)


def test_a_group_knows_its_limits():
    assert list(Group((SizeClass(2, 0, 2),), 3).limits[1]) == [2, 2]


def statements(*rows):
    return pd.DataFrame(rows, columns=["threshold", "firms", "total"])


def test_statements_that_cannot_be_true_together_do_not_fit():
    # Three firms below 5 make 4, two above it 16, one of them above 10.
    assert len(firms.fitting(5, 20.0, statements((5, 2, 16.0), (10, 1, None)))) == 2
    # Two firms above 5, one of them above 10, make 15 at the least.
    assert len(firms.fitting(5, 20.0, statements((5, 2, 14.0), (10, 1, None)))) == 1
    assert len(firms.fitting(5, 20.0, statements((5, 2, 16.0), (10, 3, None)))) == 1
    # Three firms below 5 cannot make 16.
    assert firms.fitting(5, 20.0, statements((5, 2, 4.0), (10, 1, None))).empty


def test_class_without_firms_is_none():
    (only,) = firms.size_groups(2, 10.0, statements((2, 2, 10.0)))
    assert only == Group((SizeClass(2, 2.0, np.inf),), 10.0)
    assert len(firms.fitting(2, 10.0, statements((2, 2, 10.0)))) == 1
    assert firms.fitting(2, 10.0, statements((2, 2, 9.0))).empty  # 1 is left for nobody


def test_total_that_did_not_change_has_no_growth_to_divide():
    assert firms.margins((1, 2), (3, 3)).isna().all()

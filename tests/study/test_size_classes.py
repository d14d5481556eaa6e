"""Bounds from grouped data are bounds: whatever the members are, the truth lies inside."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.study import concentration, size_classes
from offshore.study.size_classes import Group, SizeClass

EDGES = (0.0, 2.0, 5.0, 10.0, np.inf)
sizes = st.lists(st.floats(0.01, 60, allow_nan=False), min_size=2, max_size=40).map(np.array)


def classes_of(members, edges=EDGES):
    """Return the members of each class between two edges that has any."""
    spans = list(itertools.pairwise(edges))
    inside = [members[(members > low) & (members <= high)] for low, high in spans]
    return [(span, part) for span, part in zip(spans, inside, strict=True) if part.size]


def grouped(members, joined=False):
    """Group members as a report does; `joined` tells the two top classes' total together."""
    found = classes_of(members)
    groups = [Group((SizeClass(part.size, *span),), part.sum()) for span, part in found]
    if not joined or len(groups) < 2:
        return groups
    last = Group(groups[-2].classes + groups[-1].classes, groups[-2].total + groups[-1].total)
    return [*groups[:-2], last]


MEASURES = {
    "gini": concentration.gini,
    "hhi": concentration.herfindahl_hirschman,
    "cr1": lambda s: concentration.concentration_ratio(s, 1),
    "cr3": lambda s: concentration.concentration_ratio(s, 3),
}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES.keys())
@pytest.mark.parametrize("joined", [False, True])
@given(members=sizes)
def test_the_truth_lies_between_the_extreme_divisions(measure, joined, members):
    groups = grouped(members, joined)
    low = measure(size_classes.division(groups, "most equal"))
    high = measure(size_classes.division(groups, "most unequal"))
    assert low - 1e-9 <= measure(members) <= high + 1e-9


@pytest.mark.parametrize("joined", [False, True])
@given(members=sizes)
def test_the_true_lorenz_curve_lies_in_the_band(joined, members):
    groups = grouped(members, joined)
    upper = concentration.lorenz(size_classes.division(groups, "most equal")).total
    lower = concentration.lorenz(size_classes.division(groups, "most unequal")).total
    true = concentration.lorenz(members).total
    assert (lower - 1e-9 <= true).all() and (true <= upper + 1e-9).all()


@given(members=sizes, extreme=st.sampled_from(["most equal", "most unequal"]))
def test_a_division_keeps_totals_and_limits(members, extreme):
    for group in grouped(members, joined=True):
        made = size_classes.division([group], extreme)
        lower, upper = group.limits
        assert made.sum() == pytest.approx(group.total)
        assert (made >= np.sort(lower) - 1e-9).all() and (made <= np.sort(upper) + 1e-9).all()


def test_firms_of_2017_by_hand():
    # Three firms above 10 and ten from 5 to 10 make 110.28 together. Most equal: the three
    # just at 10, the ten at (110.28 - 30) / 10 = 8.028. Most unequal: the ten at 5, two of
    # the three at 10, the last at 110.28 - 50 - 20 = 40.28.
    top = Group((SizeClass(3, 10), SizeClass(10, 5, 10)), 110.28)
    assert size_classes.division([top], "most equal") == pytest.approx([8.028] * 10 + [10] * 3)
    assert size_classes.division([top], "most unequal") == pytest.approx([5] * 10 + [10, 10, 40.28])


def test_gini_by_hand():
    # Sizes 1 and 3: Lorenz points (0,0), (1/2,1/4), (1,1); area 1/16 + 5/16 = 3/8; 1 - 3/4.
    assert concentration.gini(np.array([1.0, 3.0])) == pytest.approx(0.25)
    assert concentration.gini(np.array([2.0, 2.0])) == pytest.approx(0.0)
    assert concentration.gini(np.array([0.0, 0.0, 0.0, 7.0])) == pytest.approx(0.75)


def test_an_average_outside_its_class_is_refused():
    # 28 firms of 2 to 5 million cannot make 150 million: the average would be 5.36.
    with pytest.raises(ValueError, match=r"150 cannot be divided among 28 members"):
        size_classes.division([Group((SizeClass(28, 2, 5),), 150)], "most equal")
    with pytest.raises(ValueError, match="cannot be divided"):
        size_classes.check(Group((SizeClass(28, 2, 5),), 50))

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.study.concentration import (
    effective_number,
    herfindahl_hirschman,
    measures,
    normalised_herfindahl_hirschman,
    shares,
)

# Section 3.2: executed value of 2017 by business in 10 000 USD, and its printed shares.
AMOUNTS = pd.Series({"KPO": 18785.0, "ITO": 2774.0, "BPO": 490.0})
PRINTED = pd.Series({"KPO": 85.20, "ITO": 12.58, "BPO": 2.22})

parts = st.lists(st.floats(0.01, 1e6), min_size=2, max_size=12).map(pd.Series)
EVERY = [shares, herfindahl_hirschman, normalised_herfindahl_hirschman, effective_number]


def test_shares_of_the_paper():
    # The total is 22049: 18785 / 22049 = 0.85197, 2774 / 22049 = 0.12581, 490 / 22049 = 0.02222.
    assert (100 * shares(AMOUNTS)).round(2).to_dict() == PRINTED.to_dict()


def test_concentration_of_the_paper():
    # 0.852 ** 2 + 0.1258 ** 2 + 0.0222 ** 2 = 0.725904 + 0.01582564 + 0.00049284 = 0.74222248
    assert herfindahl_hirschman(PRINTED) == pytest.approx(0.74222248)
    # (0.74222248 - 1/3) / (2/3) = 1.5 * 0.74222248 - 0.5
    assert normalised_herfindahl_hirschman(PRINTED) == pytest.approx(0.61333372)
    # 0.74222248 * 1.3473 = 0.99999635
    assert effective_number(PRINTED) == pytest.approx(1.347305, abs=1e-6)


@given(parts)
def test_shares_add_up_to_one(amounts):
    assert shares(amounts).sum() == pytest.approx(1)


@given(parts)
def test_the_indices_stay_in_their_ranges(amounts):
    dust = 1e-12
    assert 1 / len(amounts) - dust <= herfindahl_hirschman(amounts) <= 1 + dust
    assert -dust <= normalised_herfindahl_hirschman(amounts) <= 1 + dust


@given(parts, st.floats(0.001, 1000))
def test_concentration_does_not_depend_on_the_unit(amounts, factor):
    assert herfindahl_hirschman(factor * amounts) == pytest.approx(herfindahl_hirschman(amounts))


@given(parts, st.randoms())
def test_concentration_does_not_depend_on_the_order(amounts, random):
    shuffled = list(amounts)
    random.shuffle(shuffled)
    assert herfindahl_hirschman(pd.Series(shuffled)) == pytest.approx(herfindahl_hirschman(amounts))


@given(parts)
def test_splitting_every_part_in_two_halves_the_index(amounts):
    halves = pd.concat([amounts / 2, amounts / 2], ignore_index=True)
    assert herfindahl_hirschman(halves) == pytest.approx(herfindahl_hirschman(amounts) / 2)


@given(st.integers(2, 50), st.floats(0.01, 1e6))
def test_equal_parts_are_least_concentrated(number, amount):
    equal = pd.Series([amount] * number)
    assert herfindahl_hirschman(equal) == pytest.approx(1 / number)
    assert normalised_herfindahl_hirschman(equal) == pytest.approx(0, abs=1e-12)
    assert effective_number(equal) == pytest.approx(number)


def test_one_part_with_everything_is_most_concentrated():
    alone = pd.Series({"KPO": 5.0, "ITO": 0.0})
    assert herfindahl_hirschman(alone) == normalised_herfindahl_hirschman(alone) == 1


@pytest.mark.parametrize("measure", EVERY)
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"KPO": 1.0, "ITO": -1.0}, "must not be negative; these are: ITO"),
        ({"KPO": 0.0, "ITO": 0.0}, "The total of the amounts must be"),
        ({"KPO": 1.0, "ITO": math.nan}, "missing or infinite: ITO"),
        ({"KPO": math.inf, "ITO": 1.0}, "missing or infinite: KPO"),
    ],
)
def test_amounts_without_shares_are_refused(measure, values, message):
    with pytest.raises(ValueError, match=message):
        measure(pd.Series(values))


def test_no_amounts_and_repeated_parts_are_refused():
    with pytest.raises(ValueError, match="no amounts"):
        shares(pd.Series([], dtype=float))
    with pytest.raises(ValueError, match="more than once: ITO"):
        shares(pd.Series([1.0, 2.0], index=["ITO", "ITO"]))


def test_normalising_needs_two_parts():
    with pytest.raises(ValueError, match="two parts or more, got 1"):
        normalised_herfindahl_hirschman(pd.Series([1.0]))


def test_measures_by_hand():
    # Four members with 1, 1, 2 and 4 of 8. The Lorenz curve is 0, 1/8, 2/8, 4/8, 1: its area is
    # (1/8 + 2/8 + 4/8 + 1/2) / 4 = 11/32, and 1 - 2 * 11/32 = 10/32. The three largest have 7/8.
    # (1 + 1 + 4 + 16) / 64 = 22/64.
    found = measures(np.array([2.0, 1.0, 4.0, 1.0]))
    assert found.to_dict() == pytest.approx({"gini": 10 / 32, "cr3": 7 / 8, "hhi": 22 / 64})

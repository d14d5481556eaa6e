"""How far numbers move over runs, and which parameter moves them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.reviewers import variation

# Two parameters of two values each; the number is 10 a + b, so a moves it by 10 and b by 1.
RUNS = pd.DataFrame(
    {"a": [0, 0, 1, 1], "b": [0, 1, 0, 1], "number": [0.0, 1.0, 10.0, 11.0], "same": [5.0] * 4}
)


def test_spread_is_from_the_least_to_the_most() -> None:
    found = variation.spread(RUNS, ["number", "same"])
    assert tuple(found.loc["number"]) == (0, 11, 11)
    assert tuple(found.loc["same"]) == (5, 5, 0)


def test_parameter_moves_a_number_by_the_distance_of_its_means() -> None:
    found = variation.moves(RUNS, ["a", "b"], ["number", "same"])
    # Means for a: (0 + 1) / 2 and (10 + 11) / 2; for b: (0 + 10) / 2 and (1 + 11) / 2.
    assert tuple(found.loc["number"]) == (10, 1)
    assert tuple(found.loc["same"]) == (0, 0)


def test_number_that_no_run_has_is_left_out_of_the_spread() -> None:
    found = variation.spread(RUNS.assign(none=None), ["number", "none"])
    assert list(found.index) == ["number"]


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(-1e6, 1e6)), min_size=1, max_size=30))
def test_no_parameter_moves_a_number_further_than_it_goes(rows: list[tuple[int, float]]) -> None:
    runs = pd.DataFrame(rows, columns=["a", "number"])
    apart = variation.spread(runs, ["number"]).apart["number"]
    moved = variation.moves(runs, ["a"], ["number"]).loc["number", "a"]
    assert -1e-6 <= moved <= apart * (1 + 1e-9) + 1e-6


def test_moves_of_no_parameter_are_none() -> None:
    assert variation.moves(RUNS, [], ["number"]).shape == (1, 0)


@pytest.mark.parametrize("values", [[1, "1"], [[0.1], [0.1]]])
def test_values_are_told_apart_by_how_they_are_written(values: list[object]) -> None:
    runs = pd.DataFrame({"a": pd.Series(values, dtype=object), "number": [1.0, 3.0]})
    assert variation.moves(runs, ["a"], ["number"]).loc["number", "a"] == 0

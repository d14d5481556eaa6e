"""Paths under assumed growth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.study import growth, scenarios

rates = st.lists(st.floats(-0.5, 1), min_size=1, max_size=5)


def test_paths_by_hand():
    # 100 at ten per cent: 110, then 121; at nought: 100 and 100.
    found = scenarios.paths(100, 2017, [0.0, 0.1], 2)
    assert found.query("rate == 0.1").level.tolist() == pytest.approx([100, 110, 121])
    assert found.query("rate == 0.0").level.tolist() == [100, 100, 100]
    assert found.year.tolist() == [2017, 2018, 2019] * 2


@given(rates=rates, years=st.integers(1, 12))
def test_each_path_grows_at_its_rate_and_the_fan_holds_all(rates, years):
    found = scenarios.paths(5, 2017, rates, years)
    fan = scenarios.fan(5, 2017, rates, years).set_index("year")
    for rate in rates:
        path = found[found.rate == rate].set_index("year").level
        path = path[~path.index.duplicated()]
        assert growth.compound_annual(5, path.iloc[-1], years) == pytest.approx(rate, abs=1e-9)
        assert (fan.low <= path + 1e-9).all() and (path <= fan.high + 1e-9).all()


def test_a_rate_that_loses_everything_is_refused():
    with pytest.raises(ValueError, match="above -1"):
        scenarios.paths(5, 2017, [-1.0], 3)

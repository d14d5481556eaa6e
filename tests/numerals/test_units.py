"""From the unit that is printed to its base."""

import pandas as pd
import pytest

from offshore.numerals import units
from offshore.numerals.printed import bounds

UNITS = pd.DataFrame(
    {"unit": ["10 thousand USD", "%"], "base": ["USD", "1"], "factor": ["10000", "0.01"]}
)


def test_a_series_takes_the_factor_of_its_unit():
    found = units.in_base(pd.Series([2964.0], name="10 thousand USD"), UNITS)
    assert found.tolist() == [29_640_000] and found.name == "USD"


def test_each_fact_takes_the_factor_of_its_own_unit():
    facts = pd.DataFrame(
        {"id": ["a", "b"], "value": [490.0, 2.22], "unit": ["10 thousand USD", "%"]}
    )
    assert units.by_id(facts, UNITS).to_dict() == pytest.approx({"a": 4_900_000, "b": 0.0222})


def test_printed_digits_become_intervals_in_base_units():
    facts = pd.DataFrame({"id": ["a", "b"], "printed": ["4.9", "2.2"], "unit": ["million", "%"]})
    table = pd.DataFrame({"unit": ["million", "%"], "factor": [1e6, 0.01]})
    found = units.intervals_by_id(facts, table)
    assert bounds(found["a"]) == pytest.approx((4_850_000, 4_950_000))
    assert bounds(found["b"]) == pytest.approx((0.0215, 0.0225))


def test_an_unknown_unit_is_named():
    with pytest.raises(ValueError, match="'lakh' is not a unit"):
        units.in_base(pd.Series([1.0], name="lakh"), UNITS)
    with pytest.raises(ValueError, match="crore is not a unit"):
        units.by_id(pd.DataFrame({"id": ["a"], "value": [1.0], "unit": ["crore"]}), UNITS)

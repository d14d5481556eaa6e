"""Yearly numbers of any tables, as far as they serve to compute with."""

from typing import Any

import pandas as pd
import pytest
from invented_city import UNIT

from offshore.audit.quantities import Frames
from offshore.audit.yearly import numbers

COLUMNS = ["id", "quantity", "entity", "segment", "period", "printed", "unit", "qualifier"]


def frames(*facts: str, table: str = "paper/any", columns: list[str] | None = None) -> Frames:
    """Facts as "2019 12.5 euros" or "2019 12.5 euros over", all of one quantity and place."""
    rows = []
    for at, fact in enumerate(facts):
        year, printed, unit, *word = fact.split()
        rows.append([f"f{at}", "value", "X", "all", year, printed, unit, *(word or ["exact"])])
    made = pd.DataFrame(rows, columns=COLUMNS)
    return {table: made[columns or COLUMNS], "vocabulary/units": UNIT}


def by_year(*facts: str, base: str = "EUR") -> numbers.Yearly:
    return numbers.by_base(frames(*facts), "value", "X")[base]


def printed(found: numbers.Yearly) -> dict[int, str]:
    return {year: one.printed for year, one in found.numbers.items()}


def test_years_are_oldest_first_whatever_table_and_order_they_stand_in() -> None:
    both = {**frames("2021 3 euros", table="paper/b"), **frames("2019 1 euros", table="paper/a")}
    both["paper/a"]["id"] = "other"
    found = numbers.by_base(both, "value", "X")["EUR"]
    assert list(printed(found).items()) == [(2019, "1"), (2021, "3")]
    assert found.gaps == [2020]


def test_units_of_one_base_are_one_series_and_the_base_with_most_years_is_first() -> None:
    found = numbers.by_base(
        frames("2020 7 marks", "2019 900 euros", "2020 0.001 million"), "value", "X"
    )
    assert list(found) == ["EUR", "DEM"]
    assert [numbers.value(one) for one in found["EUR"].numbers.values()] == [900, 1000]


@pytest.mark.parametrize(
    ("column", "text"),
    [("segment", "ITO"), ("period", "2019-2021"), ("period", ""), ("entity", "Y")],
)
def test_parts_spans_and_other_places_are_left_out(column: str, text: str) -> None:
    made: Any = frames("2019 1 euros", "2020 2 euros")
    made["paper/any"].loc[1, column] = text
    assert printed(numbers.by_base(made, "value", "X")["EUR"]) == {2019: "1"}


def test_numbers_of_other_sources_are_left_out() -> None:
    assert numbers.by_base(frames("2019 1 euros", table="context/any"), "value", "X") == {}


def test_table_may_lack_entity_segment_and_qualifier() -> None:
    columns = ["id", "quantity", "period", "printed", "unit"]
    found = numbers.by_base(frames("2019 1 euros", columns=columns), "value", "")
    assert printed(found["EUR"]) == {2019: "1"}


@pytest.mark.parametrize("lacking", ["quantity", "period"])
def test_table_that_lacks_quantity_or_period_has_no_yearly_numbers(lacking: str) -> None:
    columns = [one for one in COLUMNS if one != lacking]
    assert list(numbers.rows(frames("2019 1 euros", columns=columns))) == []


def test_of_numbers_that_can_mean_the_same_the_most_exact_counts() -> None:
    # 1.2 million is 1 150 000 to 1 250 000, and 1 234 567 euros lies within.
    found = by_year("2019 1.2 million", "2019 1234567 euros", "2019 1.23 million")
    assert printed(found) == {2019: "1234567"}
    assert found.differing == []


def test_numbers_that_cannot_mean_the_same_are_kept_apart() -> None:
    found = by_year("2019 1 million", "2020 1.2 million", "2020 1.4 million", "2021 2 million")
    assert printed(found) == {2019: "1", 2021: "2"}
    assert found.differing == [2020]
    assert [one.printed for one in found.printed[2020]] == ["1.2", "1.4"]
    assert found.gaps == []
    assert found.within(2021, 2021).differing == []


def test_limits_and_what_is_not_above_zero_are_no_levels() -> None:
    found = by_year(
        "2017 5 euros over", "2018 5 euros under", "2019 0 euros", "2020 -3 euros", "2021 5 euros"
    )
    assert list(found.finite) == [2019, 2020, 2021]
    assert list(found.levels) == [2021]
    assert found.not_levels == [2017, 2018, 2019, 2020]


def test_rates_are_ratios() -> None:
    made = frames("2019 25.0 %", "2020 3 euros")
    found = numbers.rates(made, "value", "X")
    assert {year: numbers.value(one) for year, one in found.numbers.items()} == {2019: 0.25}
    assert numbers.rates(made, "other", "X") == numbers.NONE

"""Printed rates and shares held against printed amounts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.audit import consistency

AMOUNTS = pd.Series(
    {2013: "2964", 2014: "4032.9", 2015: "7750.59", 2016: "12932", 2017: "22049"}
).rename_axis("year")
RATES = pd.Series({2013: "56", 2014: "36.1", 2015: "92.18", 2016: "76.84", 2017: "73.31"})


def test_the_rates_of_2016_and_2017_do_not_follow_from_the_amounts():
    found = consistency.growth_rates(AMOUNTS, RATES).set_index("year")
    assert found.agrees.to_dict() == {2014: True, 2015: True, 2016: False, 2017: False}
    # 12932 / 7750.59 - 1 = 0.66852..., 22049 / 12932 - 1 = 0.70499...
    assert found.recomputed[2016] == pytest.approx(0.66852, abs=1e-5)
    assert found.recomputed[2017] == pytest.approx(0.70499, abs=1e-5)
    assert found.difference[2016] == pytest.approx(0.7684 - 0.66852, abs=1e-5)


def test_the_printed_shares_of_2017_follow_from_the_amounts():
    amounts = pd.Series({"KPO": "18 785", "ITO": "2 774", "BPO": "490"})
    found = consistency.shares(amounts, pd.Series({"KPO": "85.20", "ITO": "12.58", "BPO": "2.22"}))
    assert found.agrees.all()


def test_a_share_moved_beyond_rounding_does_not_agree():
    amounts = pd.Series({"KPO": "18 785", "ITO": "2 774", "BPO": "490"})
    # 490 / 22049 = 2.2223 %; half a unit either way leaves it between 2.22 and 2.23.
    found = consistency.shares(amounts, pd.Series({"KPO": "85.20", "ITO": "12.58", "BPO": "2.24"}))
    assert list(found.agrees) == [True, True, False]


@given(st.lists(st.decimals(1, 9999, places=3), min_size=2, max_size=6), st.integers(0, 4))
def test_exact_shares_printed_with_any_digits_agree(amounts, digits):
    exact = pd.Series([float(amount) for amount in amounts])
    printed = pd.Series([f"{100 * share:.{digits}f}" for share in exact / exact.sum()])
    assert consistency.shares(pd.Series([f"{a:.2f}" for a in amounts]), printed).agrees.all()


def test_each_fact_meets_every_figure_of_the_same_thing() -> None:
    fact = {"quantity": "share", "entity": "China", "period": "2016", "unit": "%"}
    facts = pd.DataFrame([fact | {"printed": "70", "qualifier": "nearly"}])
    published = pd.DataFrame(
        [
            fact | {"printed": "69.9", "id": "one"},
            fact | {"printed": "58.7", "id": "two"},
            fact | {"printed": "69.9", "id": "three", "period": "2017"},
        ]
    ).assign(publisher_en="A", publisher_zh="甲", confidence="high")
    table = consistency.against_published(facts, published)
    assert table[["outside_id", "outside", "holds"]].to_numpy().tolist() == [
        ["one", "69.9", True],
        ["two", "58.7", False],
    ]


def test_a_difference_agrees_if_some_values_behind_the_digits_differ_by_it() -> None:
    # 30.25 to 30.35 less 27.45 to 27.55 is 2.7 to 2.9; 2.6 means 2.65 at the most.
    assert consistency.difference_agrees("2.8", later="30.3", earlier="27.5")
    assert consistency.difference_agrees("2.9", later="30.3", earlier="27.5")
    assert not consistency.difference_agrees("2.6", later="30.3", earlier="27.5")
    assert not consistency.difference_agrees("2.8", later="27.5", earlier="30.3")


def test_parts_add_up_to_a_total_within_their_rounding():
    # 1.5 to 2.5 and 2.5 to 3.5 make 4 to 6, and 6 stands for 5.5 to 6.5.
    parts = pd.Series(["2", "3"], index=["a", "b"])
    assert consistency.parts_agree(parts, "6")
    assert not consistency.parts_agree(parts, "7")


def test_growth_counted_in_another_currency_follows_its_exchange_rates() -> None:
    amounts = pd.Series({2013: "100", 2014: "150"}).rename_axis("year")
    exchange = pd.Series({2013: 6.0, 2014: 7.0})
    # 150 * 7 / (100 * 6) - 1; in dollars it is 50%.
    found = consistency.growth_rates(amounts, pd.Series({2014: "75"}), in_currency=exchange)
    assert list(found.recomputed) == pytest.approx([0.75])
    assert found.agrees.all()
    assert not consistency.growth_rates(amounts, pd.Series({2014: "75"})).agrees.any()

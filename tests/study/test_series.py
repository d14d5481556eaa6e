import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.study.series import by_segment, by_year, city_years, ids, spans, years_with_all

COLUMNS = ["id", "quantity", "entity", "segment", "period", "unit", "value"]
ROWS = [
    ["value-2015", "executed-value", "wenzhou", "all", "2015", "usd_10k", 7750.59],
    ["value-2013", "executed-value", "wenzhou", "all", "2013", "usd_10k", 2964.0],
    ["value-2014", "executed-value", "wenzhou", "all", "2014", "usd_10k", 4032.9],
    ["value-five", "executed-value", "wenzhou", "all", "2013/2017", "usd_10k", 1.0],
    ["value-kpo", "executed-value", "wenzhou", "KPO", "2017", "usd_10k", 18785.0],
    ["value-ito", "executed-value", "wenzhou", "ITO", "2017", "usd_10k", 2774.0],
    ["value-bpo", "executed-value", "wenzhou", "BPO", "2017", "usd_10k", 490.0],
    ["value-hangzhou", "executed-value", "hangzhou", "all", "2017", "usd_100m", 64.65],
    ["firms-2015", "firms", "wenzhou", "all", "2015", "firms", 29.0],
]
IN_CNY = ["value-2013-cny", "executed-value", "wenzhou", "all", "2013", "cny_100m", 1.8]
AGAIN = ["value-again", "executed-value", "wenzhou", "all", "2013", "usd_10k", 2965.0]
KPO_AGAIN = ["kpo-again", "executed-value", "wenzhou", "KPO", "2017", "usd_10k", 1.0]
KPO_IN_CNY = ["kpo-cny", "executed-value", "wenzhou", "KPO", "2017", "cny_100m", 12.7]


def table(*more):
    return pd.DataFrame([*ROWS, *more], columns=COLUMNS)


def test_whole_years_oldest_first_named_after_the_unit():
    levels = by_year(table(), "executed-value", "wenzhou")
    assert levels.to_dict() == {2013: 2964.0, 2014: 4032.9, 2015: 7750.59}
    assert list(levels.index) == [2013, 2014, 2015]
    assert (levels.name, levels.index.name) == ("usd_10k", "year")


@given(st.permutations(ROWS))
def test_the_order_of_the_facts_does_not_matter(rows):
    levels = by_year(pd.DataFrame(rows, columns=COLUMNS), "executed-value", "wenzhou")
    pd.testing.assert_series_equal(levels, by_year(table(), "executed-value", "wenzhou"))


def test_years_read_as_numbers_are_years_too():
    facts = table()[lambda rows: rows["period"] != "2013/2017"].astype({"period": int})
    assert by_year(facts, "executed-value", "wenzhou", "KPO").to_dict() == {2017: 18785.0}


def test_a_unit_chooses_among_several():
    facts = table(IN_CNY)
    with pytest.raises(ValueError, match=r"several units; .*unit=: cny_100m, usd_10k"):
        by_year(facts, "executed-value", "wenzhou")
    assert by_year(facts, "executed-value", "wenzhou", unit="cny_100m").to_dict() == {2013: 1.8}


def test_a_year_told_twice_is_named_with_its_facts():
    with pytest.raises(ValueError, match=r"2013 \(value-2013\), 2013 \(value-again\)"):
        by_year(table(AGAIN), "executed-value", "wenzhou")


def test_a_fact_without_a_value_is_named():
    empty = ["value-2016", "executed-value", "wenzhou", "all", "2016", "usd_10k", math.nan]
    with pytest.raises(ValueError, match="without a value: value-2016"):
        by_year(table(empty), "executed-value", "wenzhou")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("executed-values", "wenzhou"), "executed-values of wenzhou, all"),
        (("executed-value", "ningbo"), "executed-value of ningbo, all"),
        (("firms", "wenzhou", "KPO"), "firms of wenzhou, KPO"),
        (("executed-value", "wenzhou", "all", "eur"), "executed-value of wenzhou, all"),
    ],
)
def test_no_fact_is_an_error_that_repeats_the_words(words, what):
    with pytest.raises(ValueError, match=f"No fact on {what}"):
        by_year(table(), *words)


def test_segments_in_the_order_asked_for():
    mix = by_segment(table(), "executed-value", "wenzhou", "2017", ["ITO", "KPO"])
    assert list(mix.items()) == [("ITO", 2774.0), ("KPO", 18785.0)]
    assert (mix.name, mix.index.name) == ("usd_10k", "segment")


def test_segments_without_a_fact_are_named():
    with pytest.raises(ValueError, match=r"No fact on executed-value .* 2017, .* for R&D, all"):
        by_segment(table(), "executed-value", "wenzhou", "2017", ["KPO", "R&D", "all"])


def test_segments_told_twice_or_in_two_units_are_named():
    words = ("executed-value", "wenzhou", "2017", ["KPO", "ITO"])
    with pytest.raises(ValueError, match=r"KPO \(value-kpo\), KPO \(kpo-again\)"):
        by_segment(table(KPO_AGAIN), *words)
    with pytest.raises(ValueError, match=r"several units; .*: cny_100m, usd_10k"):
        by_segment(table(KPO_IN_CNY), *words)
    assert by_segment(table(KPO_IN_CNY), *words, unit="usd_10k")["KPO"] == 18785.0


def test_years_with_all_segments_by_hand():
    rows = [
        ("2016", "KPO"),
        ("2016", "ITO"),
        ("2017", "KPO"),
        ("2018-H1", "KPO"),
        ("2018-H1", "ITO"),
    ]
    table = pd.DataFrame(rows, columns=["period", "segment"]).assign(
        quantity="value", entity="China", unit="yuan"
    )
    found = years_with_all(table, "value", "China", ["KPO", "ITO"], "yuan")
    assert found == [2016]


def test_part_of_a_series_knows_the_facts_behind_it():
    levels = by_year(table(), "executed-value", "wenzhou")
    assert ids(levels.loc[2014:] / levels[2013] * 2) == ["value-2014", "value-2015"]
    mix = by_segment(table(), "executed-value", "wenzhou", "2017", ["ITO", "KPO"])
    assert ids(mix[["KPO"]].rename("share")) == ["value-kpo"]
    assert ids(pd.Series([1.0], index=[2013])) == []


def test_years_of_cities_keep_the_ids_of_their_facts():
    told = [
        ["city", "offshore_executed_value", "Ningbo", "all", "2011", "100 million USD", 3.81],
        ["country", "offshore_executed_value", "China", "all", "2011", "100 million USD", 238.3],
        [
            "months",
            "offshore_executed_value",
            "Zhoushan",
            "all",
            "2019-M01..M05",
            "100 million CNY",
            8,
        ],
    ]
    facts = pd.DataFrame(told, columns=COLUMNS)
    amounts = pd.Series({"city": 3.81e8, "country": 238.3e8, "months": 8e8})
    found = city_years(facts, amounts)
    assert found.to_numpy().tolist() == [["city", "Ningbo", 2011, 3.81e8]]


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([], []),
        ([2019], ["2019"]),
        ([2020, 2019], ["2019", "2020"]),
        ([2015, 2021, 2013, 2014, 2017, 2018], ["2013–2015", "2017", "2018", "2021"]),
    ],
)
def test_years_in_a_row_are_told_as_a_span(years, said):
    assert spans(years) == said

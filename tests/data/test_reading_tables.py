"""Tables as a notebook gets them, and the numbers that the paper prints."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from checkouts import here

from offshore.compendium.errors import UserError
from offshore.data.tables import read_table

FACTS = ["paper/amounts", "paper/growth_rates", "paper/shares", "paper/counts"]


def facts(data: Path) -> pd.DataFrame:
    return pd.concat([read_table(name, data) for name in FACTS]).set_index("id")


# Typed from sections 1, 3 and 4 of the paper: the sentence's number, the digits, the unit.
PRINTED = [
    ("digital-economy-2016", "1.2", 8, "22.6", 22.6, "trillion CNY"),
    ("digital-economy-growth-2016", "1.2", 8, "19", 19, "%"),
    ("digital-economy-share-2016", "1.2", 8, "30", 30, "%"),
    ("digital-economy-share-change-2016", "1.2", 8, "2.8", 2.8, "percentage points"),
    ("digital-economy-contribution-2016", "1.2", 9, "70", 70, "%"),
    ("value-2013", "3.1", 2, "2964", 2964, "10 thousand USD"),
    ("growth-2013", "3.1", 2, "56", 56, "%"),
    ("value-2014", "3.1", 3, "4032.9", 4032.9, "10 thousand USD"),
    ("growth-2014", "3.1", 3, "36.1", 36.1, "%"),
    ("value-2015", "3.1", 4, "7750.59", 7750.59, "10 thousand USD"),
    ("growth-2015", "3.1", 4, "92.18", 92.18, "%"),
    ("value-2016", "3.1", 5, "12932", 12932, "10 thousand USD"),
    ("growth-2016", "3.1", 5, "76.84", 76.84, "%"),
    ("value-2017", "3.1", 6, "22049", 22049, "10 thousand USD"),
    ("value-2017-cny", "3.1", 6, "14.89", 14.89, "100 million CNY"),
    ("growth-2017", "3.1", 6, "73.31", 73.31, "%"),
    ("firms-2015", "3.1", 7, "29", 29, "firms"),
    ("share-over-5m", "3.1", 7, "50.02", 50.02, "%"),
    ("value-kpo", "3.2", 1, "18 785", 18785, "10 thousand USD"),
    ("share-kpo", "3.2", 1, "85.20", 85.2, "%"),
    ("growth-ito", "3.2", 2, "2 893.3", 2893.3, "%"),
    ("markets", "3.2", 4, "45", 45, "countries and regions"),
    ("markets-belt-and-road", "3.2", 5, "17", 17, "countries and regions"),
    ("value-ningbo", "3.2", 6, "19.26", 19.26, "100 million USD"),
    ("share-six-cities", "3.2", 6, "13.37", 13.37, "%"),
    ("big-data-firms", "4.2", 3, "20", 20, "firms"),
    ("firms-over-10m-2016", "4.2", 4, "1", 1, "firms"),
    ("firms-over-10m-2017", "4.2", 4, "3", 3, "firms"),
    ("firms-over-5m-again", "4.2", 4, "13", 13, "firms"),
    ("firms-over-5m-increase", "4.2", 4, "7", 7, "firms"),
    ("platforms-high-tech-zone", "4.3", 2, "10", 10, "platforms"),
    ("park-firms", "4.3", 3, "40", 40, "firms"),
    ("park-staff", "4.3", 3, "1000", 1000, "persons"),
]


@pytest.mark.parametrize(
    ("fact", "section", "sentence", "digits", "value", "unit"), PRINTED, ids=lambda x: str(x)
)
def test_fact_holds_what_the_paper_prints(
    data: Path, fact: str, section: str, sentence: int, digits: str, value: float, unit: str
) -> None:
    row = facts(data).loc[fact]
    found = row[["section", "sentence", "printed", "value", "unit"]].tolist()
    assert found == [section, sentence, digits, value, unit]


def test_every_number_of_section_3_has_one_fact(data: Path) -> None:
    table = facts(data)
    assert table.index.is_unique
    # Counted in the paper: sentence by sentence of 3.1, then of 3.2 (3 and 7 print none), with
    # the limits of size classes.
    per_sentence = {"3.1": [2, 2, 2, 2, 2, 3, 10], "3.2": [6, 1, 0, 4, 1, 4]}
    counted = table.groupby(["section", "sentence"]).size()
    for section, numbers in per_sentence.items():
        for sentence, expected in enumerate(numbers, start=1):
            assert counted.get((section, sentence), 0) == expected


def test_only_these_numbers_of_sections_1_and_3_are_printed_as_bounds(data: Path) -> None:
    table = facts(data)
    bounds = table[(table["qualifier"] != "exact") & table["section"].str.match("[13]")]
    assert bounds["qualifier"].to_dict() == {
        "growth-average": "at_least",
        "markets": "over",
        "digital-economy-share-2016": "over",
        "digital-economy-contribution-2016": "nearly",
    }


def test_types_of_business_add_up_to_the_printed_total(data: Path) -> None:
    value = facts(data)["value"]
    assert value["value-kpo"] + value["value-ito"] + value["value-bpo"] == value["value-2017"]


def test_outside_figure_keeps_its_digits_and_has_its_value(data: Path) -> None:
    row = read_table("context/outsourcing", data).set_index("id").loc["china-growth-2022-usd"]
    assert row[["printed", "value", "unit", "basis"]].tolist() == ["5.0", 5.0, "%", "USD"]
    assert row["publisher_zh"] == "中国新闻网"
    assert row[["published", "address", "work"]].tolist() == ["2023-02-02", "not located", ""]


# The evidence gives the white paper as the source of these three and of no other value, and the
# DOI of one estimate; nothing else has an address.
def test_only_the_evidence_says_where_an_outside_value_is_found(data: Path) -> None:
    names = ("digital_economy", "exchange_rates", "output", "outsourcing")
    table = pd.concat([read_table(f"context/{name}", data) for name in names]).set_index("id")
    white_paper = ["digital-size-2016", "digital-growth-2016", "digital-gdp-share-2016"]
    assert list(table.index[table.work == "CAICT2017"]) == white_paper
    located = table[table.address != "not located"]
    assert located.address.to_dict() == {
        "digital-size-narrow-2018": "doi:10.13253/j.cnki.ddjjgl.2021.10.009"
    }


# Typed from the evidence; 85181万元 is 8.5181 times 100 million yuan.
def test_ningbo_of_2011_and_zhoushan_of_2019_are_as_the_evidence_has_them(data: Path) -> None:
    table = read_table("context/outsourcing", data).set_index("id")
    told = ["entity", "period", "printed", "unit", "basis", "confidence"]
    ids = ["ningbo-2011", "ningbo-growth-2011-usd"]
    ids += ["zhoushan-2019-m01-m05", "zhoushan-growth-2019-m01-m05-cny"]
    assert table.loc[ids, told].to_numpy().tolist() == [
        ["Ningbo", "2011", "3.81", "100 million USD", "", "medium"],
        ["Ningbo", "2011", "40.07", "%", "USD", "medium"],
        ["Zhoushan", "2019-M01..M05", "8.5181", "100 million CNY", "", "medium"],
        ["Zhoushan", "2019-M01..M05", "98.2", "%", "CNY", "medium"],
    ]


def test_type_of_business_of_an_outside_figure_is_its_segment(data: Path) -> None:
    row = read_table("context/outsourcing", data).set_index("id").loc["china-kpo-2022"]
    found = row[["quantity", "entity", "segment", "value"]].tolist()
    assert found == ["offshore_executed_value", "China", "KPO", 3819.0]


def test_periods_stay_text_and_empty_cells_are_empty_text(data: Path) -> None:
    rates = read_table("context/exchange_rates", data)
    assert rates["period"].iloc[0] == "2008"
    assert set(rates["note_en"]) == {""}
    assert rates["value"].iloc[-1] == 7.0809


def test_vocabulary_has_numbers_for_factor_and_range(data: Path) -> None:
    units = read_table("vocabulary/units", data).set_index("unit")
    assert units["factor"]["10 thousand USD"] == 10_000
    ranges = read_table("vocabulary/quantities", data).set_index("quantity")
    assert ranges.loc["segment_share", ["minimum", "maximum"]].tolist() == [0, 1]


def test_unknown_table_suggests_the_nearest(data: Path) -> None:
    with pytest.raises(UserError, match=r"No table 'paper/amount'\. Did you mean 'paper/amounts'"):
        read_table("paper/amount", data)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (",3.1,2\n", ",3.1,two\n", "row 2, column sentence: 'two' is not a number"),
        (",2964,", ",2.9e3,", "amounts.csv, row 2, column printed: '2.9e3' is not"),
        (",3.1,2\n", ",3.1,2.5\n", "Run `offshore validate` to see the row"),
        (",unit,", ",units,", "column unit: the column is missing"),
        (",exact,3.1,2\n", ",exact\n", "row 2: has 8 cells"),
    ],
)
def test_broken_table_is_not_read(data: Path, old: str, new: str, words: str) -> None:
    file = data / "paper/amounts.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as refusal:
        read_table("paper/amounts", data)
    assert words in str(refusal.value)


def test_missing_table_is_not_read(data: Path) -> None:
    (data / "paper/amounts.csv").unlink()
    with pytest.raises(UserError, match=r"data/paper/amounts\.csv: cannot be read"):
        read_table("paper/amounts", data)


def test_a_table_is_read_from_the_checkout_given(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data.parent / "_config.yml").touch()
    file = data / "context/output.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("6006", "6007"), encoding="utf-8")
    monkeypatch.setenv("OFFSHORE_ROOT", str(data.parent))
    assert read_table("context/output", here().data)["value"].tolist() == [6007.0]


def test_listing_tables_loads_no_heavy_library() -> None:
    code = "import sys, offshore.data.package; print({'pandas', 'frictionless'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

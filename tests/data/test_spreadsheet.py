"""CSV for spreadsheets: text that would be a formula is marked as text, numbers stay."""

import csv
import io
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from checkouts import ROOT
from hypothesis import given
from hypothesis import strategies as st

from offshore.data import spreadsheet
from offshore.display import items

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://example.org")',
    "+ above 2 million",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\n=1",
    "＝1+1",
    "-",
    "--1",
    "-1%",
    "+1-1",
    "-٣",  # a digit, but not one that is a number everywhere
]
HARMLESS = [
    "",
    "a=b",
    " =1",
    "'=1",
    "0.5",
    "-0.5",
    "+3",
    "-1e-05",
    "-165.0",
    "−5",
    "–",
    "温州",
    "1-2",
]


def cells(table: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(spreadsheet.csv(table), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("kind", ["object", "string", "category"])
def test_text_that_begins_as_a_formula_gets_an_apostrophe(text: str, kind: str) -> None:
    table = pd.DataFrame({"name": pd.Series([text, "x"], dtype=kind)})
    assert cells(table) == [["name"], [f"'{text}"], ["x"]]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_and_text_that_is_a_number_stay(text: str) -> None:
    assert cells(pd.DataFrame({"name": [text], "x": ["y"]}))[1] == [text, "y"]


@pytest.mark.parametrize("text", ["a\r=1", "a\r\n=1", "a\n=1"])
def test_line_break_within_a_text_begins_no_row(text: str) -> None:
    assert cells(pd.DataFrame({"x": [text], "y": [1]})) == [["x", "y"], ["a\n=1", "1"]]


def test_carriage_return_in_front_counts_as_a_formula() -> None:
    assert cells(pd.DataFrame({"x": ["\r=1"]})) == [["x"], ["'\n=1"]]


def test_name_of_a_column_is_treated_as_a_cell() -> None:
    assert cells(pd.DataFrame([[1, 2]], columns=["=a", "-b"])) == [["'=a", "'-b"], ["1", "2"]]


def test_columns_of_one_name_stay_two() -> None:
    table = pd.DataFrame([["=1", "=2"]], columns=["a", "a"])
    assert cells(table) == [["a", "a"], ["'=1", "'=2"]]


def test_numbers_stay_in_a_column_that_has_text_too() -> None:
    table = pd.DataFrame({"x": pd.Series([-1, -0.5, None, "=1", True, np.int64(-3)], dtype=object)})
    assert [row[0] for row in cells(table)[1:]] == ["-1", "-0.5", "", "'=1", "True", "-3"]


PLAIN = pd.DataFrame(
    {
        "whole": [-1, 2, 3],
        "real": [-0.1, float("nan"), 1e-12],
        "infinite": [float("-inf"), 0.1 + 0.2, -0.0],
        "true": [True, False, True],
        "when": [datetime(2017, 1, 1), datetime(2018, 1, 1), None],
        "kind": pd.Series(["a", None, "b"], dtype="category"),
        "class": pd.Series([-1, 2, -1], dtype="category"),
        "name": ['a "quoted", cell', "温州", "two\nlines"],
        "missing": ["a", None, float("nan")],
    },
    index=[5, 5, 7],
)


def test_table_without_formulas_is_what_pandas_writes() -> None:
    assert spreadsheet.csv(PLAIN) == PLAIN.to_csv(index=False, lineterminator="\n")
    empty = PLAIN.iloc[:0]
    assert spreadsheet.csv(empty) == empty.to_csv(index=False, lineterminator="\n")


def test_table_itself_is_not_changed() -> None:
    table = pd.DataFrame({"=a": ["=1"]})
    spreadsheet.csv(table)
    assert (list(table.columns), list(table["=a"])) == (["=a"], ["=1"])


@given(st.lists(st.text("=+-@\t\r\n'\"1a,;", min_size=1), min_size=1))
def test_no_cell_begins_a_formula_whatever_the_text(texts: list[str]) -> None:
    made = cells(pd.DataFrame({"x": texts}))[1:]
    assert len(made) == len(texts)
    for (cell,) in made:
        assert cell[0] not in "=@\t\r\n"
        assert cell[0] not in "+-" or float(cell) is not None


def test_items_of_a_notebook_are_written_so() -> None:
    shown = pd.DataFrame({"Name": ["=1"]})
    made = items.table("t", shown, pd.DataFrame({"name": ["=1"]}), caption="C.", origin="ours")
    assert made.data == "name\n'=1\n"
    assert made.rows == (("=1",),)


def test_only_one_place_writes_tables_as_csv() -> None:
    writing = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "offshore").rglob("*.py")
        if ".to_csv(" in file.read_text(encoding="utf-8")
    ]
    assert writing == ["offshore/data/spreadsheet.py"]

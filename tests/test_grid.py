"""Grids of parameters: lists, ranges and a CSV become sets; what is wrong is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore import grid
from offshore.errors import UserError
from offshore.parameters import read_cell

DECLARED = read_cell(
    "year: int = 2013  # A year. Allowed: 2013 to 2017.\n"
    'currency: str = "USD"  # A currency. Allowed: "USD", "CNY".\n'
    "rates: list[float] = [0.1]  # Rates. Allowed: 0 to 1.\n"
)


def read(folder: Path, text: str, **files: str) -> list[dict[str, object]]:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    file = folder / "grid.yml"
    file.write_text(text, encoding="utf-8")
    return grid.read(file, DECLARED)


def test_lists_and_ranges_give_every_combination(tmp_path: Path) -> None:
    text = "grid:\n  year: {from: 2013, to: 2015}\n  currency: [USD, CNY]\n"
    assert read(tmp_path, text) == [
        {"year": year, "currency": currency}
        for year in (2013, 2014, 2015)
        for currency in ("USD", "CNY")
    ]


def test_range_of_decimals_has_the_decimals_that_are_written(tmp_path: Path) -> None:
    found = read(tmp_path, "grid:\n  share: {from: 0.1, to: 0.7, step: 0.2}\n")
    # Adding floats would give 0.30000000000000004.
    assert [one["share"] for one in found] == [0.1, 0.3, 0.5, 0.7]


def test_rows_of_a_csv_are_sets_typed_as_on_the_command_line(tmp_path: Path) -> None:
    sets = 'year,currency,rates\n2014,CNY,"[0.1, 0.2]"\n2015,USD,[0.3]\n'
    assert read(tmp_path, "sets: cases.csv\n", cases=sets) == [
        {"year": 2014, "currency": "CNY", "rates": [0.1, 0.2]},
        {"year": 2015, "currency": "USD", "rates": [0.3]},
    ]


def test_each_row_is_combined_with_the_grid(tmp_path: Path) -> None:
    text = "grid:\n  currency: [USD, CNY]\nsets: cases.csv\n"
    found = read(tmp_path, text, cases="year\n2014\n2016\n")
    assert [(one["year"], one["currency"]) for one in found] == [
        (2014, "USD"),
        (2014, "CNY"),
        (2016, "USD"),
        (2016, "CNY"),
    ]


@given(st.integers(-1000, 1000), st.integers(0, 50), st.integers(1, 7))
def test_range_is_pythons_with_its_end(first: int, length: int, step: int) -> None:
    asked = {"from": first, "to": first + length, "step": step}
    found = grid._range("x", asked, Path("grid.yml"))
    assert found == list(range(first, first + length + 1, step))


BAD = {
    "nothing in it": ("", "must have `grid:`, `sets:` or both"),
    "a list": ("- year\n", "must have `grid:`, `sets:` or both"),
    "another key": ("years: [2013]\n", "must have `grid:`, `sets:` or both"),
    "no YAML": ("grid: [", "cannot be read as YAML"),
    "no names": ("grid: [2013]\n", "`grid:` must name parameters"),
    "no values": ("grid:\n  year: []\n", "year has no values"),
    "backwards": ("grid:\n  year: {from: 2015, to: 2013}\n", "is no range"),
    "no end": ("grid:\n  year: {from: 2015}\n", "is no range"),
    "a step of nothing": ("grid:\n  year: {from: 1, to: 2, step: 0}\n", "is no range"),
    "words": ("grid:\n  year: {from: a, to: b}\n", "is no range"),
    "an odd key": ("grid:\n  year: {from: 1, to: 2, by: 1}\n", "is no range"),
    "far too many": ("grid:\n  year: {from: 1, to: 9000000}\n", "is the most"),
    "too many together": (
        "grid:\n  year: {from: 1, to: 2000}\n  day: {from: 1, to: 2000}\n",
        "asks for 4,000,000 runs",
    ),
    "no such CSV": ("sets: nowhere.csv\n", "nowhere.csv cannot be read as CSV"),
    "an empty CSV": ("sets: empty.csv\n", "has no row below its header"),
    "a short row": ("sets: short.csv\n", "short.csv, line 3: not as many cells"),
    "a long row": ("sets: long.csv\n", "long.csv, line 2: not as many cells"),
    "twice": ("grid:\n  year: [2013]\nsets: short.csv\n", "line 3"),
    "in both": ("grid:\n  year: [2013]\nsets: good.csv\n", "year is in the grid and in the sets"),
}
FILES = {
    "empty": "year\n",
    "short": "year,day\n1,2\n3\n",
    "long": "year\n1,2\n",
    "good": "year\n1\n",
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_bad_grid_is_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UserError) as fault:
        read(tmp_path, text, **FILES)
    assert said in str(fault.value)


def test_grid_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "grid.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="cannot be read as YAML"):
        grid.read(tmp_path / "grid.yml", DECLARED)

"""Grids of parameters: lists, ranges and a CSV become sets; what is wrong is told."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from checkouts import ROOT, Checkout
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.notebook import grid
from offshore.notebook.contract import Contract
from offshore.notebook.parameters import read_cell

SAMPLE = Contract(
    Compendium(ROOT),
    "growth",
    text="",
    code="",
    parameters=read_cell(
        "year: int = 2013  # A year. Allowed: 2013 to 2017.\n"
        "day: int = 1  # A day. Allowed: 1 to 9000000.\n"
        'currency: str = "USD"  # A currency. Allowed: "USD", "CNY".\n'
        "share: float = 0.1  # A share. Allowed: 0 to 1.\n"
        "rates: list[float] = [0.1]  # Rates. Allowed: 0 to 1.\n"
    ),
    tables=(),
    imports=frozenset(),
)


def read(folder: Path, text: str, **files: str) -> list[dict[str, object]]:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    file = folder / "grid.yml"
    file.write_text(text, encoding="utf-8")
    return grid.sets_of(file, SAMPLE)


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


def test_name_may_begin_with_the_notebook(tmp_path: Path) -> None:
    text = "grid:\n  growth.currency: CNY\nsets: cases.csv\n"
    found = read(tmp_path, text, cases="growth.year\n2014\n")
    assert found == [{"year": 2014, "currency": "CNY"}]


def test_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeffsets: cases.csv\n", cases="\ufeffyear\n2014\n")
    assert found == [{"year": 2014}]


def test_blank_rows_and_spaces_in_the_header_are_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, "sets: cases.csv\n", cases="year, currency\n\n2014,CNY\n\n")
    assert found == [{"year": 2014, "currency": "CNY"}]


@given(st.integers(1, 1000), st.integers(0, 50), st.integers(1, 7))
def test_range_is_pythons_with_its_end(first: int, length: int, step: int) -> None:
    asked = {"from": first, "to": first + length, "step": step}
    found = grid._range("x", asked, "grid.yml")
    expected = list(range(first, first + length + 1, step))
    assert (found.values(), found.count) == (expected, len(expected))
    assert found.ends == [expected[0], expected[-1]]


HUGE = "9" * 5000
BAD = {
    "nothing in it": ("", "must have `grid:`, `sets:` or both"),
    "only a comment": ("# later\n", "must have `grid:`, `sets:` or both"),
    "a list": ("- year\n", "must have names with values at its top"),
    "a word": ("year\n", "must have names with values at its top"),
    "another key": ("years: [2013]\n", "must have `grid:`, `sets:` or both"),
    "no YAML": ("grid: [\n", "grid.yml, line 2, is not YAML"),
    "a tab": ("grid:\n\tyear: 1\n", "grid.yml, line 2, is not YAML"),
    "a bell": ("grid: \a\n", "grid.yml is not YAML (control characters are not allowed)"),
    "an empty grid": ("grid:\n", "`grid:` must name parameters"),
    "a grid of nothing": ("grid: {}\n", "`grid:` must name parameters"),
    "an empty grid beside sets": ("grid:\nsets: good.csv\n", "`grid:` must name parameters"),
    "no names": ("grid: [2013]\n", "`grid:` must name parameters"),
    "no values": ("grid:\n  year: []\n", "year has no values"),
    "not even a list": ("grid:\n  year:\n", "year has no values"),
    "backwards": ("grid:\n  year: {from: 2015, to: 2013}\n", "is not a range"),
    "no end": ("grid:\n  year: {from: 2015}\n", "is not a range"),
    "a step of nothing": ("grid:\n  year: {from: 1, to: 2, step: 0}\n", "is not a range"),
    "words": ("grid:\n  year: {from: a, to: b}\n", "is not a range"),
    "years as words": ("grid:\n  year: {from: '2013', to: '2014'}\n", "is not a range"),
    "truth": ("grid:\n  year: {from: false, to: true}\n", "is not a range"),
    "dates": ("grid:\n  year: {from: 2013-01-01, to: 2014-01-01}\n", "is not a range"),
    "an odd key": ("grid:\n  year: {from: 1, to: 2, by: 1}\n", "is not a range"),
    "without end": ("grid:\n  share: {from: 0, to: .inf}\n", "share: {'from': 0, 'to': inf} is no"),
    "from nowhere": ("grid:\n  share: {from: -.inf, to: 1}\n", "is not a range"),
    "no number": ("grid:\n  share: {from: .nan, to: 1}\n", "is not a range"),
    "an endless step": ("grid:\n  share: {from: 0, to: 1, step: .inf}\n", "is not a range"),
    "too large a number": ("grid:\n  share: {from: 0, to: 1e400}\n", "is not a range"),
    "5,000 digits": (f"grid:\n  year: {{from: 1, to: {HUGE}}}\n", "characters) is not a range"),
    "far too many": (
        "grid:\n  day: {from: 1, to: 9000000}\n",
        "asks for 9,000,000 runs; the maximum is 1,000,000",
    ),
    "uncountably many": (
        f"grid:\n  day: {{from: 1, to: {'9' * 3000}}}\n",
        "asks for far too many runs; the maximum is 1,000,000.",
    ),
    "steps too small": (
        "grid:\n  share: {from: 0, to: 1, step: 1e-300}\n",
        "asks for far too many runs",
    ),
    "too many together": (
        "grid:\n  day: {from: 1, to: 2000}\n  share: {from: 0, to: 0.1999, step: 0.0001}\n",
        "asks for 4,000,000 runs",
    ),
    "a wrong end": (
        "grid:\n  year: {from: 2013, to: 2018}\n",
        "grid.yml: year = 2018 is not allowed",
    ),
    "a wrong value": (
        "grid:\n  currency: [USD, EUR]\n",
        "grid.yml: currency = 'EUR' is not allowed",
    ),
    "a date": ("grid:\n  year: 2013-01-01\n", "year = '2013-01-01' must be of type int, not str"),
    "no date": ("grid:\n  year: 2013-13-45\n", "year = '2013-13-45' must be of type int, not str"),
    "a time": ("grid:\n  year: 1:30\n", "year = '1:30' must be of type int, not str"),
    "an old truth": ("grid:\n  year: yes\n", "year = 'yes' must be of type int, not str"),
    "infinity": ("grid:\n  share: .inf\n", "share = inf is not allowed. Allowed: 0 to 1."),
    "a value of 5,000 digits": (f"grid:\n  year: {HUGE}\n", "… (5,002 characters) is not allowed."),
    "a share too large to be": ("grid:\n  share: 1e400\n", "share = inf is not allowed"),
    "a list in a list": (
        "grid:\n  year: [[2013]]\n",
        "year = [2013] must be of type int, not list",
    ),
    "no list for a list": ("grid:\n  rates: [0.1]\n", "rates = 0.1 must be a list of float"),
    "an unknown name": (
        "grid:\n  yaer: 2013\n",
        "grid.yml: yaer is not a parameter. Did you mean 'year'?",
    ),
    "another notebook": (
        "grid:\n  markets.year: 1\n",
        "markets.year belongs to a notebook other than",
    ),
    "no notebook": (
        "grid:\n  grwth.year: 1\n",
        "grid.yml: grwth.year: There is no notebook 'grwth'",
    ),
    "a name in both forms": (
        "grid:\n  year: 2013\n  growth.year: 2014\n",
        "growth.year is given twice",
    ),
    "a name twice": (
        "grid:\n  year: 2013\n  year: 2014\n",
        "grid.yml, line 3, has the name year a",
    ),
    "a part twice": (
        "grid: {year: 1}\ngrid: {day: 1}\n",
        "line 2, has the name grid a second time",
    ),
    "a name twice in a range": (
        "grid:\n  year: {from: 1, from: 2}\n",
        "the name from a second time",
    ),
    "a merge key": ("grid:\n  <<: {year: 2013}\n", "grid.yml, line 2, has a merge key (<<)"),
    "an anchor": ("grid:\n  year: &a [2013]\n", "grid.yml, line 2, has an anchor or alias"),
    "a tag": ("grid: !!map {year: 2013}\n", "grid.yml, line 1, has the tag !!map; write the plain"),
    "code": (
        "grid: !!python/object/apply:os.abort []\n",
        "has the tag !!python/object/apply:os.abort;",
    ),
    "two documents": ("grid: {year: 2013}\n---\ngrid: {}\n", "line 2, starts a second document"),
    "a list for a name": (
        "grid:\n  ? [year]\n  : 2013\n",
        "line 2, has a list or mapping where a name",
    ),
    "no name for sets": ("sets:\n", "`sets:` must name a CSV file, not None"),
    "a list of sets": ("sets: [good.csv]\n", "`sets:` must name a CSV file, not ['good.csv']"),
    "a number for sets": ("sets: 1\n", "`sets:` must name a CSV file, not 1"),
    "a null byte for sets": ('sets: "\\0"\n', "is not a file name"),
    "a folder for sets": ("sets: .\n", "is a folder, not a file"),
    "no such CSV": ("sets: nowhere.csv\n", "nowhere.csv cannot be read (No such file"),
    "an empty CSV": ("sets: nothing.csv\n", "nothing.csv has no row below its header"),
    "a header alone": ("sets: empty.csv\n", "empty.csv has no row below its header"),
    "a short row": (
        "sets: short.csv\n",
        "short.csv, line 3: the row has 1 cells, and the header 2",
    ),
    "a long row": ("sets: long.csv\n", "long.csv, line 2: the row has 2 cells, and the header 1"),
    "an open quote": ("sets: quote.csv\n", "quote.csv, line 2, is not CSV"),
    "a column twice": ("sets: twice.csv\n", "twice.csv: year is given twice"),
    "a column in both forms": ("sets: forms.csv\n", "forms.csv: growth.year is given twice"),
    "a column without a name": ("sets: nameless.csv\n", "nameless.csv: column 2 has no name"),
    "an unknown column": (
        "sets: unknown.csv\n",
        "unknown.csv: yaer is not a parameter. Did you mean",
    ),
    "semicolons": ("sets: semicolons.csv\n", "semicolons.csv: year;day is not a parameter"),
    "a wrong cell": (
        "sets: wrong.csv\n",
        "wrong.csv, line 3: year = 2018 is not allowed. Allowed: 2",
    ),
    "an empty cell": ("sets: hole.csv\n", "hole.csv, line 2: day = '' must be of type int"),
    "twice": ("grid:\n  year: [2013]\nsets: short.csv\n", "line 3"),
    "in both": ("grid:\n  year: [2013]\nsets: good.csv\n", "year is in the grid and in the sets"),
    "in both, in two forms": (
        "grid:\n  growth.year: [2013]\nsets: good.csv\n",
        "year is in the grid and in the sets",
    ),
    "too many rows": (
        "sets: rows.csv\n",
        "rows.csv asks for 1,000,001 runs; the maximum is 1,000,000.",
    ),
}
FILES = {
    "nothing": "",
    "empty": "year\n",
    "short": "year,day\n2013,2\n2014\n",
    "long": "year\n2013,2\n",
    "good": "year\n2013\n",
    "quote": 'year\n"2013\n',
    "twice": "year,year\n2013,2014\n",
    "forms": "year,growth.year\n2013,2014\n",
    "nameless": "year,\n2013,1\n",
    "unknown": "yaer\n2013\n",
    "semicolons": "year;day\n2013;1\n",
    "wrong": "year\n2013\n2018\n",
    "hole": "year,day\n2013,\n",
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_bad_grid_is_told(tmp_path: Path, text: str, said: str) -> None:
    rows = {"rows": "day\n" + "1\n" * 1_200_000} if "rows.csv" in text else {}
    with pytest.raises(UserError) as fault:
        read(tmp_path, text, **FILES, **rows)
    assert said in str(fault.value)
    assert str(tmp_path)[:40] in str(fault.value)


def test_only_the_first_wrong_values_are_told(tmp_path: Path) -> None:
    years = ", ".join(["2018"] * 40_000)
    with pytest.raises(UserError) as fault:
        read(tmp_path, f"grid:\n  year: [{years}]\n")
    assert len(str(fault.value).splitlines()) == 10


WORDS = ["grid:", "sets:", "year", "rates", "growth.", "cases.csv", "from:", "to:", "2013", "1e9"]
SIGNS = ["&a", "*a", "!x", "<<:", "---", ".inf", "true", "\n  ", "\n    ", *"'\"[]{},?#|%-:~ \n\t"]
PIECES = st.sampled_from([*WORDS, *SIGNS])


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=40))
def test_any_text_is_taken_or_refused_in_words(tmp_path: Path, text: str, sets: str) -> None:
    (tmp_path / "cases.csv").write_bytes(sets.encode("utf-8", "replace"))
    with suppress(UserError):
        assert read(tmp_path, f"grid: {text}")
    with suppress(UserError):
        assert read(tmp_path, text)
    with suppress(UserError):
        assert read(tmp_path, f"sets: cases.csv\n{text}")


NO_TEXT = {
    "GBK": "grid:\n  温州: 1\n".encode("gbk"),
    "UTF-16": "grid:\n".encode("utf-16"),
    "UTF-16 without its mark": "grid:\n".encode("utf-16-le"),
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
}


@pytest.mark.parametrize("content", NO_TEXT.values(), ids=NO_TEXT)
@pytest.mark.parametrize("name", ["grid.yml", "cases.csv"])
def test_file_that_is_not_text_in_utf_8_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / "grid.yml").write_text("sets: cases.csv\n", encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=rf"{name}, line \d, is not UTF-8 text\.") as fault:
        grid.sets_of(tmp_path / "grid.yml", SAMPLE)
    assert "codec" not in str(fault.value)


def zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


HANGING: dict[str, tuple[str | Callable[[Path], object], str]] = {
    "alias in its own list": ("grid:\n  first_year: &a [2013, *a]\n", "line 2, has an anchor"),
    "aliases of aliases": (
        "grid:\n  a: &a [1, 1]\n" + "".join(f"  b{n}: &b{n} [*a, *a]\n" for n in range(40)),
        "line 2, has an anchor",
    ),
    "100,000 brackets": ("grid: " + "[" * 100_000, "line 1, is nested more than 8 deep"),
    "100,000 braces": ("grid: " + "{a: " * 60_000, "line 1, is nested more than 8 deep"),
    "100,000 dashes": ("grid:\n  a:\n    " + "- " * 100_000, "line 3, is nested more than 8 deep"),
    "100,000 questions": ("? " * 100_000, "has a list or mapping where a name must be"),
    "axes of a million each": (
        "grid:\n" + "".join(f"  growth.x{n}: {{from: 1, to: 1000000}}\n" for n in range(5000)),
        "x0 is not a parameter",
    ),
    "a million years": (
        "grid:\n  first_year: {from: 1, to: 999999}\n",
        "first_year = 1 is not allowed",
    ),
    "larger than is read": (
        "#" * 300_000,
        "is too large: 300,000 bytes in all.\nAllowed: at most 256 KB.",
    ),
    "named pipe": (os.mkfifo, "is a named pipe, not a file"),
    "zeros without end": (zeros, "is a device, not a file"),
    "folder": (os.mkdir, "is a folder, not a file"),
    "nothing at all": (lambda _: None, "cannot be read (No such file or directory)"),
    "file of the system, which has no size": (
        lambda path: path.symlink_to("/proc/self/environ"),
        "is not UTF-8 text",
    ),
}


def lay(path: Path, content: str | Callable[[Path], object]) -> None:
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    else:
        content(path)


@pytest.mark.parametrize(("content", "said"), HANGING.values(), ids=HANGING)
def test_grid_that_could_hang_a_program_is_told_at_once(
    itself: Checkout, tmp_path: Path, content: str | Callable[[Path], object], said: str
) -> None:
    lay(tmp_path / "grid.yml", content)
    assert said in itself.refuses("sweep", "growth", "--grid", f"{tmp_path}/grid.yml")


@pytest.mark.parametrize("name", ["named pipe", "zeros without end", "folder", "nothing at all"])
def test_sets_that_could_hang_a_program_are_told_at_once(
    itself: Checkout, tmp_path: Path, name: str
) -> None:
    content, said = HANGING[name]
    (tmp_path / "grid.yml").write_text("sets: cases.csv\n", encoding="utf-8")
    lay(tmp_path / "cases.csv", content)
    told = itself.refuses("sweep", "growth", "--grid", f"{tmp_path}/grid.yml")
    assert "cases.csv" in told
    assert said in told


def test_sets_of_more_than_8_mb_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        UserError, match=r"is too large: 8,000,005 bytes in all\.\nAllowed: .* 8 MB"
    ):
        read(tmp_path, "sets: cases.csv\n", cases="year\n" + "2" * 8_000_000)

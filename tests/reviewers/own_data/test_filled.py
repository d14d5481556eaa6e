"""Filled-in workbooks: what they become, and a gallery of those that are refused."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from checkouts import ROOT

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.data.tables import read_table
from offshore.display.language import languages
from offshore.reviewers.own_data import filled, form, package_template

HERE = Compendium(ROOT)
TEMPLATE = HERE.template / "data"
Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("form") / "form.xlsx"
    form.write(file, TEMPLATE)
    return file


@pytest.fixture
def book(empty: Path) -> Any:
    """The empty form with one amount, as somebody types it."""
    opened = openpyxl.load_workbook(empty)
    put(opened, "vocabulary-quantities", 2, quantity="weight", unit_kind="ratio", en="weight")
    put(opened, "vocabulary-entities", 2, entity="Here", kind="city", en="Here", zh="此地")
    amount = {"id": "value-1", "quantity": "weight", "entity": "Here", "segment": "all"}
    put(opened, "paper-amounts", 2, **amount, printed="50.0", unit="%", qualifier="exact")
    return opened


def put(book: Any, sheet: str, row: int, **cells: Any) -> None:
    header = [cell.value for cell in book[sheet][1]]
    for name, value in cells.items():
        book[sheet].cell(row, header.index(name) + 1).value = value


def made(book: Any, tmp_path: Path) -> Path:
    """Return the package made of a workbook, with a name that a person may give it."""
    file = tmp_path / "填好 of mine.xlsx"
    book.save(file)
    target = tmp_path / "mine"
    words = languages(HERE)["en"]
    package_template.write_filled(HERE, target, filled.read(file, TEMPLATE), words)
    return target


def test_printed_digits_stay_as_they_were_typed(book: Any, tmp_path: Path) -> None:
    folder = made(book, tmp_path)
    rows = read_table("paper/amounts", folder)
    assert list(rows.printed) == ["50.0"]
    assert package.names(folder) == [
        "paper/amounts",
        *(f"vocabulary/{name}" for name in ("quantities", "entities", "segments", "units")),
    ]


def test_nothing_of_the_invented_city_is_left(book: Any, tmp_path: Path) -> None:
    book["package"]["B1"], book["package"]["B2"] = "mine", "My city"
    folder = made(book, tmp_path)
    texts = [one.read_text(encoding="utf-8") for one in folder.rglob("*.csv")]
    texts.append((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert not any("nvented" in text or "虚构" in text for text in texts)
    described = package.descriptor(folder)
    assert (described["name"], described["title"]) == ("mine", "My city")


def test_invented_figures_can_be_said_to_be_so(book: Any, tmp_path: Path) -> None:
    cells = {row[0].value: row[1] for row in book["package"].iter_rows(max_col=2)}
    cells["invented"].value = "yes"
    assert package.descriptor(made(book, tmp_path))["keywords"] == ["invented"]


def test_numbers_are_text_where_no_digit_is_lost(book: Any, tmp_path: Path) -> None:
    put(book, "paper-amounts", 2, period=2017, section=3, sentence=2.0)
    put(book, "vocabulary-units", 7, unit="x", kind="ratio", base="1", factor=0.001, en="x", zh="x")
    folder = made(book, tmp_path)
    row = read_table("paper/amounts", folder).iloc[0]
    assert (row.period, row.section, row.sentence) == ("2017", "3", 2)
    assert "x,ratio,1,0.001,x,x" in (folder / "vocabulary/units.csv").read_text(encoding="utf-8")


def cell(sheet: str, row: int = 2, **cells: Any) -> Change:
    return lambda book: put(book, sheet, row, **cells)


def far(book: Any) -> None:
    book["paper-counts"].cell(30_000, 1).value = "x"


def wide(book: Any) -> None:
    book["paper-counts"].cell(2, 300).value = "x"


def merged(book: Any) -> None:
    book["paper-amounts"].merge_cells("A2:A3")


def renamed(book: Any) -> None:
    book["paper-amounts"].title = "paper-amount"


def headless(book: Any) -> None:
    book["paper-amounts"].cell(3, 15).value = "lost"


def twice(book: Any) -> None:
    book["paper-amounts"]["B1"] = "id"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (cell("paper-amounts", printed=1800.0), "row 2, column printed: '1800' is a number for"),
        (cell("paper-amounts", printed="=1+1"), "'=1+1' is a formula"),
        (cell("paper-amounts", period=datetime.datetime(2017, 1, 1)), "is a date or a time"),
        (cell("paper-amounts", unit=True), "'True' is a truth value"),
        (cell("paper-amounts", unit="stone"), "paper/amounts.csv, row 2, column unit: 'stone'"),
        (cell("paper-amounts", printed="1,800"), "row 2, column printed: '1,800' is not allowed"),
        (cell("paper-amounts", 4, id="value-2"), "row 3: is blank"),
        (cell("paper-amounts", id="Value 1"), "column id: 'Value 1' is not allowed here"),
        (far, "sheet paper-counts: is too large. Allowed: 20,000 rows and 100 columns"),
        (wide, "sheet paper-counts: is too large"),
        (merged, "has merged cells"),
        (renamed, "has a sheet 'paper-amount', which the form does not have. Did you mean"),
        (headless, "row 3: 'lost' stands below no heading"),
        (twice, "'id' stands there twice"),
    ],
)
def test_cell_that_cannot_be_taken_is_named(
    book: Any, tmp_path: Path, change: Change, said: str
) -> None:
    change(book)
    with pytest.raises(UserError) as refused:
        made(book, tmp_path)
    assert said in str(refused.value)
    assert not (tmp_path / "mine").exists()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_form_without_a_number_is_refused(empty: Path) -> None:
    with pytest.raises(UserError, match="holds no rows"):
        filled.read(empty, TEMPLATE)


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not an xlsx workbook"),
        (b"id,printed\n", "is not an xlsx workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "is not an xlsx workbook"),
        (packed(a=b"b"), "is not an xlsx workbook"),
        (packed(xl__worksheets__sheet1=bytes(40_000_000)), "is too large: it unpacks to"),
        (packed(**{f"part{number}": b"" for number in range(600)}), "is too large"),
        (bytes(9_000_000), "is too large: 9,000,000 bytes"),
    ],
    ids=["empty", "csv", "xls", "zip", "bomb", "parts", "large"],
)
def test_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(UserError) as refused:
        filled.read(tmp_path / "x.xlsx", TEMPLATE)
    assert said in str(refused.value)
    assert len(str(refused.value)) < 500


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaa"><!ENTITY b "&a;&a;">]>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</workbook>"""


def test_entities_in_a_workbook_are_not_expanded(book: Any, tmp_path: Path) -> None:
    file, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book.save(file)
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        for part in source.namelist():
            target.writestr(part, ENTITIES if part == "xl/workbook.xml" else source.read(part))
    with pytest.raises(UserError, match="is not an xlsx workbook that can be read"):
        filled.read(other, TEMPLATE)

"""The workbook as a file: what is in it, what its formulas use, and that it is always the same."""

import io
import re
import zipfile
from typing import Any

import office
import openpyxl
import pytest
from babel.messages.pofile import read_po
from checkouts import ROOT, here
from click.testing import CliRunner
from invented_city import City

from offshore.audit import claims, report
from offshore.audit.functions import REGISTRY
from offshore.audit.quantities import CLAIMS as CLAIMS_TABLE
from offshore.audit.quantities import OUTSIDE_CLAIMS, Frames, load
from offshore.cli.commands import main
from offshore.display.language import chosen
from offshore.reviewers.workbook import writing
from offshore.reviewers.workbook.claims import HEAD, NOT_HERE
from offshore.reviewers.workbook.draft import CHECKS, CLAIMS, LONGEST_FORMULA, NUMBERS
from offshore.reviewers.workbook.formulas.functions import FORMULAS, WITHOUT
from offshore.reviewers.workbook.language import CATALOGUE, Words

EN, ZH = chosen(here(), "en"), chosen(here(), "zh")
# What Excel since 2007, WPS and LibreOffice all have.
ALLOWED = {
    *("ABS", "AND", "COUNT", "COUNTIF", "FIND", "IF", "IFERROR", "INDEX", "INT", "ISNUMBER"),
    *("LEFT", "LEN", "MAX", "MIN", "OR", "RIGHT", "SUBSTITUTE", "SUM", "SUMPRODUCT", "VALUE"),
}
CALL = re.compile(r"([A-Z][A-Z0-9._]*)\(")
NAME = re.compile(r"\b(?:low|high|said|verdict|strength)_\w+|\b(?:tolerance|open_end|finite)\b")


def of(frames: Frames, words: Any = EN) -> bytes:
    verdicts = report.of_frames(frames)
    outside = report.of_frames(frames, OUTSIDE_CLAIMS) if OUTSIDE_CLAIMS in frames else []
    return writing.of_verdicts(verdicts, outside, frames, words, "")


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(workbook: Any) -> list[tuple[str, Any]]:
    return [
        (f"{sheet.title}!{cell.coordinate}", cell)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def formulas(workbook: Any) -> dict[str, str]:
    return {at: cell.value for at, cell in cells(workbook) if cell.data_type == "f"}


@pytest.fixture(scope="module")
def published() -> Frames:
    return load(ROOT / "data")


@pytest.fixture(scope="module")
def recorded(published: Frames) -> tuple[bytes, set[str]]:
    """The published workbook, and the messages that writing it asked for."""
    with pytest.MonkeyPatch.context() as patch:
        asked = said(patch)
        return of(published), asked


@pytest.fixture(scope="module")
def written(recorded: tuple[bytes, set[str]]) -> bytes:
    return recorded[0]


@pytest.fixture(scope="module")
def workbook(written: bytes) -> Any:
    return opened(written)


@pytest.fixture(scope="module")
def city() -> Frames:
    """Sound claims of an invented city, with every function of the audit."""
    frames = City(1).frames(3)
    kept = {one.claim.id for one in office.refused(claims.parse(frames)[0])[0]}
    table = frames[CLAIMS_TABLE]
    return dict(frames) | {CLAIMS_TABLE: table[table["id"].isin(kept)]}


def test_every_function_of_the_audit_has_a_formula_or_is_listed() -> None:
    assert {*FORMULAS, *WITHOUT} == {*REGISTRY}
    assert not {*FORMULAS} & WITHOUT


def test_every_claim_has_a_row_with_its_statement(published: Frames, workbook: Any) -> None:
    for name, table in ((CLAIMS, "paper/claims"), (CHECKS, OUTSIDE_CLAIMS)):
        found = office.rows(workbook, name, EN)
        stated = {one.id: one.row["states_en"] for one in claims.parse(published, table)[0]}
        assert list(found) == list(published[table]["id"])
        for row in published[table].to_dict("records"):
            assert found[row["id"]]["states"] == stated[row["id"]]
            live = str(found[row["id"]]["verdict"]).startswith("=")
            assert live == bool(row["function"]), row["id"]


def test_statement_has_the_digits_of_the_tables(workbook: Any) -> None:
    found = office.rows(workbook, CLAIMS, EN)["level-2016"]
    assert found["states"] == "The executed value of 2016 came to USD 129.32 million."


def test_growth_reads_as_one_would_write_it(workbook: Any) -> None:
    found = office.rows(workbook, CLAIMS, EN)["growth-2014-from-amounts"]
    assert found["how"] == "after ÷ before − 1"
    assert found["inputs"] == "before: value-2013\nafter: value-2014"
    assert found["low"] == (
        "=IFERROR(IF(AND(low_value_2013>0,high_value_2013<finite),"
        "(MIN(low_value_2014/high_value_2013,low_value_2014/low_value_2013)-1)/0.01"
        ',"–"),"–")'
    )


@pytest.mark.parametrize("which", ["published", "city"])
def test_formulas_use_what_every_spreadsheet_has(which: str, workbook: Any, city: Frames) -> None:
    workbook = workbook if which == "published" else opened(of(city))
    found, names = formulas(workbook), set(workbook.defined_names)
    assert len(found) > 1000
    for at, formula in found.items():
        assert set(CALL.findall(formula)) <= ALLOWED, at
        assert set(NAME.findall(formula)) <= names, at
        assert "[" not in formula, at  # another file
        assert "#REF" not in formula and len(formula) < LONGEST_FORMULA + 200, at


def test_file_has_no_macros_links_or_clock_times(written: bytes, published: Frames) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        names = archive.namelist()
        assert not [one for one in names if "vba" in one or "external" in one.lower()]
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert len([one for one in names if re.fullmatch(r"xl/charts/chart\d+.xml", one)]) == 3
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2018-01-01T00:00:00Z"}
    assert of(published) == written


def test_digits_are_text_as_printed_and_bounds_are_formulas(workbook: Any) -> None:
    sheet = workbook[NUMBERS]
    (row,) = [row for row in sheet.iter_rows(min_row=5) if row[0].value == "share-kpo"]
    assert (row[3].value, row[3].data_type, row[3].number_format) == ("85.20", "s", "@")
    assert row[5].data_type == row[6].data_type == "f"


HOSTILE = (
    "=HYPERLINK(A1)",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "#REF!",
    "a\x00b\x0b\ufffe",
    '"&A1&"',
    "x" * 40_000,
    "𠮷<>&'",
)


def test_text_of_data_is_never_a_formula(city: Frames) -> None:
    tables: dict[str, Any] = {name: table.copy() for name, table in city.items()}
    claimed = tables[CLAIMS_TABLE]
    for column in ("states_en", "id"):
        claimed[column] = [*HOSTILE, *claimed[column][len(HOSTILE) :]]
    sheet = opened(of(tables))[CLAIMS]
    for row, text in enumerate(HOSTILE, start=HEAD + 1):
        for cell in (sheet[f"A{row}"], sheet[f"C{row}"]):
            assert cell.data_type == "s"
            assert cell.value[:1] == text[:1]
            assert len(cell.value) <= 32_767
            assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "＝", "\t"))


def test_numbers_of_any_name_get_a_name_that_spreadsheets_take(city: Frames) -> None:
    new = ("1-2", "r1c1", "数据", "a!'b", "A1", "x" * 300, "a_1", "A-1", "low")
    tables: dict[str, Any] = {key: table.copy() for key, table in city.items()}
    for old, name in ((f"fact-{number}", name) for number, name in enumerate(new)):
        tables["paper/facts"]["id"] = tables["paper/facts"]["id"].replace(old, name)
        for column in ("arguments", "holds"):
            told = tables[CLAIMS_TABLE][column]
            tables[CLAIMS_TABLE][column] = told.str.replace(rf"\b{old}(?!\d)", name, regex=True)
    names = list(opened(of(tables)).defined_names)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z][A-Za-z0-9_]{0,254}", name)
        assert not re.fullmatch(r"[A-Za-z]{1,3}\d+", name)  # the address of a cell


def test_function_without_a_formula_is_said_to_be_not_recomputed_here(
    city: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(FORMULAS, "mean")
    found = office.rows(opened(of(city)), CLAIMS, EN)
    verdicts = {one.claim.id: one.verdict for one in report.of_frames(city)}
    without = [name for name in found if name.startswith("mean-")]
    assert without
    for name in without:
        assert found[name]["how"] == NOT_HERE
        assert found[name]["verdict"] == verdicts[name]


def test_more_digits_than_a_spreadsheet_keeps_are_not_recomputed_here(city: Frames) -> None:
    tables: dict[str, Any] = {key: table.copy() for key, table in city.items()}
    facts = tables["paper/facts"]
    claim = next(
        row for row in tables[CLAIMS_TABLE].to_dict("records") if row["function"] == "same"
    )
    name = claim["arguments"].removeprefix("value=")
    facts.loc[facts["id"] == name, "printed"] = "1.234567890123456"
    found = office.rows(opened(of(tables)), CLAIMS, EN)
    assert found[claim["id"]]["how"] == NOT_HERE


def said(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return a set that gets every message that a workbook asks for from now on."""
    asked, plain = set[str](), Words.text

    def text(self: Words, message: str, **values: object) -> str:
        asked.add(message)
        return plain(self, message, **values)

    monkeypatch.setattr(Words, "text", text)
    return asked


def test_every_message_is_translated_and_no_other(
    monkeypatch: pytest.MonkeyPatch, recorded: tuple[bytes, set[str]], city: Frames
) -> None:
    asked = said(monkeypatch)
    of(city)
    asked |= {*recorded[1], NOT_HERE}
    with ZH.file(CATALOGUE).open("rb") as file:
        translated = {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}
    assert all(translated.values())
    assert set(translated) <= asked
    for message in asked:
        assert translated.get(message) or ZH._found(message, "display", ""), message


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["workbook", *arguments])


def test_command_writes_it_and_leaves_one_that_was_changed(tmp_path: Any) -> None:
    file, data = tmp_path / "mine.xlsx", str(ROOT / "tests/audit/example")
    for language in ("en", "zh"):  # as it was written, it may be written again
        done = run("--data", data, "--language", language, "--output", str(file))
        assert done.exit_code == 0, done.output
    assert "陈述" in openpyxl.load_workbook(file).sheetnames
    changed = openpyxl.load_workbook(file)
    changed.save(file)
    before = file.read_bytes()
    done = run("--data", data, "--output", str(file))
    assert (done.exit_code, file.read_bytes()) == (1, before)
    assert "was changed since" in done.output


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a letter", b"PK\x05\x06" + bytes(18)])
def test_another_file_is_left_as_it_is(content: bytes, tmp_path: Any) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(content)
    done = run("--data", str(ROOT / "tests/audit/example"), "--output", str(file))
    assert (done.exit_code, file.read_bytes()) == (1, content)
    assert list(tmp_path.iterdir()) == [file]


def test_name_that_no_spreadsheet_would_open_is_refused(tmp_path: Any) -> None:
    done = run("--data", str(ROOT / "tests/audit/example"), "--output", str(tmp_path / "mine.xls"))
    assert done.exit_code == 1
    assert "ends in .xlsx" in done.output
    assert list(tmp_path.iterdir()) == []


def test_package_that_the_audit_refuses_is_refused(tmp_path: Any) -> None:
    done = run("--data", str(tmp_path), "--output", str(tmp_path / "mine.xlsx"))
    assert done.exit_code == 1
    assert "datapackage.json" in done.output
    assert not (tmp_path / "mine.xlsx").exists()

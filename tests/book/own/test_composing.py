"""A compendium composed of the template and a package kept elsewhere; what is refused, and how."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checkouts import ROOT

from offshore.audit import quantities, report
from offshore.book import contents
from offshore.book.own import composing
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.data import borrowed, package
from offshore.data.borrowed import Borrowed
from offshore.notebook import contract

LaidOut = Callable[..., Path]
FACT = (["id", "printed", "unit"], [["only", "5", "kg"]])


def record(made: Compendium) -> Borrowed:
    found = borrowed.read(made)
    assert found
    return found


def test_tables_are_taken_byte_for_byte_and_read_by_every_notebook(
    laid_out: LaidOut, here: Compendium
) -> None:
    folder = laid_out({"paper/weights": FACT})
    made = composing.compose(here, folder)
    assert (made.data / "paper/weights.csv").read_bytes() == (
        folder / "paper/weights.csv"
    ).read_bytes()
    for name in contract.names(made):
        tables = contract.read_contract(made, name).tables
        assert tables == ("vocabulary/units", "paper/weights"), name


def test_same_package_under_another_folder_name_has_the_same_hash(
    laid_out: LaidOut, here: Compendium, tmp_path: Path
) -> None:
    folder = laid_out({"paper/weights": FACT}, name="mine")
    other = shutil.copytree(folder, tmp_path / "elsewhere")
    both = [record(composing.compose(here, one)).digest for one in (folder, Path(other))]
    assert both[0] == both[1]
    (other / "paper/weights.csv").write_text("id,printed,unit\nonly,6,kg\n", encoding="utf-8")
    assert record(composing.compose(here, Path(other))).digest != both[0]


def test_published_compendium_is_the_owner_of_its_own_data(here: Compendium) -> None:
    assert borrowed.read(here) is None


def test_what_a_descriptor_does_not_say_is_said_to_be_not_stated(
    laid_out: LaidOut, here: Compendium
) -> None:
    made = composing.compose(here, laid_out({"paper/weights": FACT}))
    assert record(made).title("en") == record(made).title("zh") == "别处 of mine"
    resource = package.resource("paper/weights", made.data)
    assert (resource["title"], resource["licenses"]) == ("paper/weights", [{"title": "not stated"}])


def test_titles_in_both_languages(laid_out: LaidOut, here: Compendium) -> None:
    folder = laid_out({"paper/weights": FACT}, title="A <b>", title_zh="甲", description_zh="述")
    found = record(composing.compose(here, folder))
    assert [found.title("en"), found.title("zh")] == ["A ‹b›", "甲"]
    assert [found.description("en"), found.description("zh")] == ["", "述"]
    assert not found.invented


def test_tables_without_rows_are_named_and_left_out(laid_out: LaidOut, here: Compendium) -> None:
    claims = (["id", "states_en", "function", "arguments", "holds"], [])
    made = composing.compose(here, laid_out({"paper/weights": FACT, "paper/claims": claims}))
    assert record(made).empty == ("paper/claims",)
    assert package.names(made.data) == ["vocabulary/units", "paper/weights"]


def test_no_page_of_the_published_book_is_in_it(laid_out: LaidOut, here: Compendium) -> None:
    made = composing.compose(here, laid_out({"paper/weights": FACT}))
    pages = contents.pages(made.contents)
    assert pages == [
        *("index", "audit", "severity", "results", "certificate", "facts", "outside", "data")
    ]
    text = "".join(
        file.read_text(encoding="utf-8")
        for folder in (made.book, made.notebooks)
        for kind in ("*.md", "*.ipynb", "*.yaml", "*.yml")
        for file in folder.rglob(kind)
    )
    assert not any(word in text for word in ("Wenzhou", "温州", "Zhejiang", "浙江"))


def claims(*rows: str) -> tuple[list[str], list[list[str]]]:
    columns = ["id", "states_en", "function", "arguments", "holds"]
    return columns, [row.split("|") for row in rows]


NUMBERS = (
    ["id", "printed", "unit"],
    [["a", "200", "kg"], ["b", "250", "kg"], ["grew", "25.0", "%"], ["grew-wrong", "24.0", "%"]],
)


def test_verdicts_worked_out_by_hand_from_a_package_in_english_alone(
    laid_out: LaidOut, here: Compendium
) -> None:
    # 250 may be 249.5 to 250.5 and 200 may be 199.5 to 200.5: growth of 24.44 to 25.56 per cent.
    # That meets 24.95 to 25.05, and not 23.95 to 24.05.
    folder = laid_out(
        {
            "paper/weights": NUMBERS,
            "paper/claims": claims(
                "right|It grew by a quarter.|growth|before=a; after=b|grew",
                "wrong|It grew by less.|growth|before=a; after=b|grew-wrong",
            ),
        }
    )
    made = composing.compose(here, folder)
    found = report.of_frames(quantities.load(made.data))
    assert {one.claim.id: one.verdict for one in found} == {
        "right": "reproduced",
        "wrong": "contradicted",
    }
    assert found[0].claim.row["states_zh"] == "It grew by a quarter."
    assert report.differences(found) == []  # none was recorded


def test_verdicts_of_the_invented_city_are_those_that_it_records(here: Compendium) -> None:
    found = report.of_folder(here.template / "data")
    assert report.differences(found) == []
    wrong = [one.claim.id for one in found if one.failed]
    # 1620 of 1800.0 is a fall of 10 %, 324 of 1620 is 20 %, and the yearbook has 1750.
    assert wrong == ["growth-2022-from-amounts", "value-2021-elsewhere", "share-kpo-of-value"]


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"paper/w": (FACT[0], [["only", "5", "stone"]])}, "row 2, column unit: 'stone'"),
        ({"paper/w": (FACT[0], [["O nly", "5", "kg"]])}, "row 2, column id: 'O nly' cannot be"),
        ({"paper/w": (FACT[0], [["only", "about 5", "kg"]])}, "w.csv, row 2, column printed"),
        ({"paper/w": (FACT[0], [["only", "", "kg"]])}, "row 2, column printed"),
        ({"paper/w": (FACT[0], [["x", "1", "kg"], ["x", "2", "kg"]])}, "'x' appears more than"),
        ({"context/w": (["id", "value", "unit"], [["o", "5 %", "%"]])}, "w.csv, row 2, column"),
        ({"vocabulary/units": (["unit"], [["kg"]])}, "row 1, column kind: the column is missing"),
        (
            {"vocabulary/units": (["unit", "kind", "base", "factor"], [["kg", "m", "kg", "-1"]])},
            "row 2, column factor: '-1' is not a factor",
        ),
        (
            {"paper/weights": NUMBERS, "paper/claims": claims("k|s|grwth|before=a; after=b|grew")},
            "Did you mean 'growth'?",
        ),
        (
            {"paper/weights": NUMBERS, "paper/claims": claims("k|s|growth|before=a; after=c|grew")},
            "'c' is not a known number of the data package",
        ),
        ({"paper/a`b": FACT}, "has a name that no page can show"),
    ],
    ids=lambda value: None if isinstance(value, dict) else str(value)[-20:],
)
def test_faults_are_named_with_folder_row_and_column(
    laid_out: LaidOut, here: Compendium, tables: dict[str, Any], said: str
) -> None:
    with pytest.raises(UserError) as refused:
        composing.compose(here, laid_out(tables))
    assert said in str(refused.value)
    assert "data/" not in str(refused.value).replace("别处 of mine/", "")
    assert not (here.build / composing.KIND).exists()


def test_units_are_the_only_table_that_must_be_there(laid_out: LaidOut, here: Compendium) -> None:
    folder = laid_out({})
    assert record(composing.compose(here, folder)).empty == ()
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described["resources"] = []
    (folder / "vocabulary/units.csv").unlink()
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(UserError, match=r"has no table vocabulary/units.*offshore new"):
        composing.compose(here, folder)


def test_folder_without_a_package_is_refused(tmp_path: Path, here: Compendium) -> None:
    with pytest.raises(UserError, match=r"datapackage\.json"):
        composing.compose(here, tmp_path)


@pytest.mark.parametrize(
    ("name", "edition"),
    [("invented-city", "invented-city"), ("en", "own-data-en"), ("a b/../C", "a-b-..-c")],
)
def test_edition_takes_the_name_of_the_package(
    laid_out: LaidOut, here: Compendium, name: str, edition: str
) -> None:
    made = composing.compose(here, laid_out({"paper/weights": FACT}, title=name))
    changed = json.loads(made.borrowed.read_text(encoding="utf-8")) | {"name": name}
    other = Compendium(made.root.with_name("other"))
    other.root.mkdir()
    other.borrowed.write_text(json.dumps(changed), encoding="utf-8")
    assert composing.edition_of(other, ["en", "zh"]) == edition


def test_template_has_every_translation() -> None:
    from offshore.book import catalogues

    found = catalogues.states(Compendium(ROOT / "template"))
    assert [one.file.name for one in found if not one.whole] == []
    assert {one.file.stem for one in found} >= {"index", "audit", "severity", "facts", "outside"}

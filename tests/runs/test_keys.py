"""The key of a run changes with everything that can change its result, and nothing else."""

from pathlib import Path

import pytest
from checkouts import Checkout, here
from conftest import work_with_package_of

from offshore.book import binding
from offshore.display.language import languages
from offshore.notebook import contract
from offshore.runs import planning

pytestmark = pytest.mark.usefixtures("inside")
BOTH, NONE = {"growth", "structure"}, set()


def keys(language: str = "en") -> dict[str, str]:
    return {name: planning.plan(here(), name, {"language": language}).key for name in BOTH}


def touch(file: str) -> None:
    """Change a file as little as can be: one digit of a table, else one character more."""
    path: Path = here().root / file
    content = path.read_bytes() if path.exists() else b""
    if path.suffix == ".csv":
        digits = [at for at, byte in enumerate(content) if chr(byte).isdigit()]
        other = b"1" if content[digits[-1] :][:1] != b"1" else b"2"
        content = content[: digits[-1]] + other + content[digits[-1] + 1 :]
    else:
        content += b"\n"
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        # One digit of a table reaches those that declare it.
        ("data/paper/amounts.csv", BOTH),
        ("data/paper/shares.csv", {"structure"}),
        ("data/context/exchange_rates.csv", {"growth"}),
        ("data/paper/counts.csv", NONE),
        # A module reaches those that import it, or import what imports it.
        ("offshore/study/concentration.py", {"structure"}),
        ("offshore/numerals/currency.py", {"growth"}),
        ("offshore/numerals/printed.py", BOTH),
        ("offshore/study/__init__.py", BOTH),
        ("offshore/data/tables.py", BOTH),
        ("offshore/display/language.py", BOTH),
        ("offshore/display/drawing/fonts/NotoSansSC-GB2312.otf", BOTH),
        ("offshore/notebook/session.py", BOTH),
        ("offshore/runs/execution.py", BOTH),
        ("offshore/cli/commands.py", NONE),
        ("offshore/book/binding.py", NONE),
        ("offshore/book/pages/chapters.py", NONE),
        ("offshore/unrelated.py", NONE),
        # And what else a result hangs on.
        ("notebooks/growth.ipynb", {"growth"}),
        ("requirements.lock", BOTH),
        ("book/index.md", NONE),
        ("book/translations/zh_CN/LC_MESSAGES/display.po", NONE),
        ("_config.yml", NONE),
        ("README.md", NONE),
        ("tests/conftest.py", NONE),
    ],
)
def test_changed_file_changes_the_keys_of_those_it_can_reach(file: str, changed: set[str]) -> None:
    before = keys()
    touch(file)
    after = keys()
    assert {name for name in BOTH if after[name] != before[name]} == changed


def test_changing_it_back_gives_the_key_back() -> None:
    before, content = keys(), (here().data / "paper/amounts.csv").read_bytes()
    touch("data/paper/amounts.csv")
    (here().data / "paper/amounts.csv").write_bytes(content)
    assert keys() == before


def test_catalogue_changes_the_keys_of_its_own_language_alone() -> None:
    english, chinese = keys("en"), keys("zh")
    touch("book/translations/zh_CN/LC_MESSAGES/display.po")
    assert keys("en") == english
    assert {keys("zh")[name] == chinese[name] for name in BOTH} == {False}


def test_schema_of_a_table_changes_the_keys_of_those_that_read_it(inside: Checkout) -> None:
    before = keys()
    inside.replace("data/datapackage.json", "Exchange", "Rate of exchange")
    assert keys() == before
    descriptor = (here().data / "datapackage.json").read_text(encoding="utf-8")
    at = descriptor.index('"context/exchange_rates.csv"')
    found = descriptor.index('"type": "string"', at)
    changed = descriptor[:found] + '"type":  "any"' + descriptor[found + len('"type": "string"') :]
    (here().data / "datapackage.json").write_text(changed, encoding="utf-8")
    after = keys()
    assert {name for name in BOTH if after[name] != before[name]} == {"growth"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("first_year", 2014), ("currency", "CNY"), ("language", "zh"), ("growth_basis", "recomputed")],
)
def test_parameter_changes_the_key(name: str, value: object) -> None:
    assert (
        planning.plan(here(), "growth", {name: value}).key
        != planning.plan(here(), "growth", {}).key
    )


def test_default_given_by_name_is_the_default() -> None:
    assert (
        planning.plan(here(), "growth", {"first_year": 2013}).key
        == planning.plan(here(), "growth", {}).key
    )


def test_every_parameter_of_every_notebook_is_in_its_recipe() -> None:
    for name in contract.names(here()):
        promised = contract.read_contract(here(), name)
        assert set(planning.plan(here(), name, {}).recipe["parameters"]) == set(promised.parameters)


def test_key_is_the_same_in_every_folder(inside: Checkout, monkeypatch, tmp_path: Path) -> None:
    before = keys()
    moved = inside.root.rename(tmp_path / "else where 温州")
    monkeypatch.setenv("OFFSHORE_ROOT", str(moved))
    work_with_package_of(moved, monkeypatch)
    assert keys() == before


def edition(code: str = "en", name: str = "mine") -> str:
    planned = [planning.plan(here(), "growth", {}), planning.plan(here(), "structure", {})]
    return binding.Edition(name, languages(here())[code], planned, []).key


@pytest.mark.parametrize(
    "file",
    [
        "book/index.md",
        "book/_toc.yml",
        "book/_static/offshore.css",
        "_config.yml",
        "data/paper/counts.csv",
        "data/datapackage.json",
        "offshore/book/sphinx/extension.py",
        "offshore/book/pages/chapters.py",
        "offshore/book/pages/reference.py",
        "offshore/display/markdown.py",
        "requirements.lock",
        "notebooks/growth.ipynb",
    ],
)
def test_changed_file_changes_the_key_of_the_book(file: str) -> None:
    before = edition()
    touch(file)
    assert edition() != before


@pytest.mark.parametrize("file", ["offshore/cli/commands.py", "README.md", "tests/conftest.py"])
def test_file_that_the_book_does_not_hang_on_leaves_its_key(file: str) -> None:
    before = edition()
    touch(file)
    assert edition() == before


def test_name_of_an_edition_of_ones_own_stands_in_its_book_and_changes_its_key() -> None:
    assert edition(name="mine") != edition(name="yours")


def test_language_of_an_edition_changes_the_key_of_the_book() -> None:
    assert edition("en") != edition("zh")

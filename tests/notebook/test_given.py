"""Parameters given with -p and in files: one syntax for every command; what is wrong is told."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checkouts import Checkout, here

from offshore.notebook import given


def of_file(folder: Path, text: str) -> Path:
    file = folder / "mine.yml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["first_year", "growth.first_year", " growth.first_year "])
def test_command_that_names_a_notebook_takes_a_name_with_it_or_without(name: str) -> None:
    assert given.for_notebook(here(), "growth", [f"{name}=2014"], None) == {"first_year": 2014}


def test_edition_has_values_by_notebook() -> None:
    options = ["growth.first_year=2014", "markets.markets=47", "growth.currency=CNY"]
    assert given.for_edition(here(), options, None) == {
        "growth": {"first_year": 2014, "currency": "CNY"},
        "markets": {"markets": 47},
    }


def test_value_with_an_equals_sign_or_a_point_is_kept_whole() -> None:
    options = ["growth.currency=a=b", "growth.growth_basis=x.y", "growth.language="]
    expected = {"currency": "a=b", "growth_basis": "x.y", "language": ""}
    assert given.for_edition(here(), options, None) == {"growth": expected}


FORMS = {
    "names with their notebook": "growth.first_year: 2014\nmarkets.markets: 47\n",
    "names below their notebook": "growth: {first_year: 2014}\nmarkets:\n  markets: 47\n",
    "some of each": "growth:\n  first_year: 2014\nmarkets.markets: 47\n",
    "with a byte order mark": "\ufeffgrowth.first_year: 2014\nmarkets.markets: 47\n",
    "as JSON": '{"growth": {"first_year": 2014}, "markets.markets": 47}',
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_file_of_an_edition_has_values_by_notebook(tmp_path: Path, text: str) -> None:
    expected = {"growth": {"first_year": 2014}, "markets": {"markets": 47}}
    assert given.for_edition(here(), [], of_file(tmp_path, text)) == expected


@pytest.mark.parametrize(
    "text", ["markets: 47\n", "markets.markets: 47\n", "markets: {markets: 47}\n"]
)
def test_file_for_one_notebook_takes_each_form(tmp_path: Path, text: str) -> None:
    # This notebook has a parameter of its own name.
    assert given.for_notebook(here(), "markets", [], of_file(tmp_path, text)) == {"markets": 47}


def test_option_goes_before_the_file(tmp_path: Path) -> None:
    file = of_file(tmp_path, "growth: {first_year: 2014, last_year: 2016}\n")
    found = given.for_notebook(here(), "growth", ["first_year=2015"], file)
    assert found == {"first_year": 2015, "last_year": 2016}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("True", True),
        ("False", False),
        ("'true'", "true"),
        ("yes", "yes"),
        ("2014", 2014),
        ("2014.0", 2014.0),
        ("'2014'", "2014"),
        ("2014-01-01", "2014-01-01"),
        ("1e2", 100.0),
        ("017", 17),
        ("[0.1, .5, -1]", [0.1, 0.5, -1]),
        ("null", None),
        ("", None),
        ("{a: 1}", {"a": 1}),
    ],
)
def test_value_of_a_file_is_what_is_written(tmp_path: Path, text: str, value: object) -> None:
    found = given.for_edition(here(), [], of_file(tmp_path, f"growth.first_year: {text}\n"))
    assert found == {"growth": {"first_year": value}}
    assert type(found["growth"]["first_year"]) is type(value)


OPTIONS: dict[str, tuple[list[str], str]] = {
    "the form of earlier versions": (
        ["run", "growth", "-p", "first_year", "2014"],
        "-p 'first_year' is not NAME=VALUE. Write both in one, as -p first_year=2014.",
    ),
    "the form of earlier versions, in front": (
        ["run", "-p", "first_year", "2014", "growth"],
        "Write both in one, as -p first_year=2014.",
    ),
    "no name": (["run", "growth", "-p", "=2014"], "as -p growth.first_year=2014."),
    "nothing": (["run", "growth", "-p", ""], "-p '' is not NAME=VALUE."),
    "no notebook": (
        ["build", "--edition", "mine", "-p", "first_year=2014"],
        "-p: first_year: whose parameter is it? Name the notebook, as growth.first_year.",
    ),
    "no such notebook": (
        ["build", "--edition", "mine", "-p", "grwth.first_year=2014"],
        "There is no notebook 'grwth'. Did you mean 'growth'?",
    ),
    "a path for a notebook": (
        ["build", "--edition", "mine", "-p", "notebooks/growth.first_year=2014"],
        "There is no notebook 'notebooks/growth'. Did you mean 'growth'?",
    ),
    "a file for a notebook": (
        ["build", "--edition", "mine", "-p", "growth.ipynb.first_year=2014"],
        "ipynb.first_year is not a parameter.",
    ),
    "another notebook": (
        ["run", "growth", "-p", "markets.markets=47"],
        "-p: markets.markets belongs to a notebook other than growth.",
    ),
    "twice": (
        ["run", "growth", "-p", "first_year=2014", "-p", "growth.first_year=2015"],
        "-p: growth.first_year is given twice. Give it once.",
    ),
    "unknown": (
        ["run", "growth", "-p", "frist_year=2014"],
        "Notebook growth: frist_year is not a parameter. Did you mean 'first_year'?",
    ),
    "20,000 letters": (
        ["run", "growth", "-p", f"{'x' * 20_000}={'y' * 20_000}"],
        f"{'x' * 60}… (20,000 characters) is not a parameter.",
    ),
    "20,000 letters without a value": (
        ["run", "growth", "-p", "x" * 20_000],
        f"-p '{'x' * 59}… (20,002 characters) is not NAME=VALUE.",
    ),
    "a notebook of 20,000 letters": (
        ["run", "x" * 20_000],
        f"There is no notebook '{'x' * 59}… (20,002 characters).",
    ),
    "6,000 digits": (
        ["run", "growth", "-p", f"first_year={'9' * 6000}"],
        f"first_year = '{'9' * 59}… (6,002 characters) is not allowed. Allowed: 2013 to 2016.",
    ),
    "4,200 digits": (
        ["run", "growth", "-p", f"first_year={'9' * 4200}"],
        "characters) is not allowed.",
    ),
    "a deep list": (
        ["run", "outlook", "-p", f"growth_rates={'[' * 50_000}"],
        "list[float], not str",
    ),
    "infinity": (
        ["run", "outlook", "-p", "digital_uplift=inf"],
        "digital_uplift = inf is not allowed.",
    ),
    "no number": (
        ["run", "outlook", "-p", "digital_uplift=nan"],
        "digital_uplift = nan is not allowed.",
    ),
    "too large": (["run", "outlook", "-p", "digital_uplift=1e400"], "= inf is not allowed."),
    "code": (
        ["run", "growth", "-p", "first_year=__import__('os')"],
        "must be of type int, not str.",
    ),
    "yes for true": (
        ["run", "countermeasures", "-p", "stated_only=yes"],
        "must be of type bool, not str.",
    ),
    "an escape of the terminal": (
        ["run", "growth", "-p", "\x1b[31m=1"],
        r"\x1b[31m is not a parameter.",
    ),
    "an edition without a name": (["build", "--edition", ""], "No edition can be called ''"),
    "an edition without a name and a parameter": (
        ["build", "--edition", "", "-p", "growth.first_year=2014"],
        "No edition can be called ''",
    ),
    "an edition called as a published one": (
        ["build", "--edition", "EN"],
        "Editions en, zh are published and keep languages and defaults.",
    ),
    "an edition of 300 letters": (["build", "--edition", "a" * 300], "No edition can be called"),
    "a language without a name": (["build", "--language", ""], "No language ''."),
    "a changed published edition": (
        ["build", "-p", "growth.first_year=2014"],
        "Name yours, for example --edition mine.",
    ),
    "a changed published edition, by a file": (
        ["build", "--parameters", "mine.yml"],
        "Name yours, for example --edition mine.",
    ),
}


@pytest.mark.parametrize(("command", "said"), OPTIONS.values(), ids=OPTIONS)
def test_wrong_parameter_is_told(quick: Checkout, command: list[str], said: str) -> None:
    assert said in quick.refuses(*command)
    assert quick.made() == {}


def test_truth_is_taken_as_yaml_and_json_write_it() -> None:
    for text, value in {"true": True, "false": False, "True": True, "False": False}.items():
        found = given.for_notebook(here(), "countermeasures", [f"stated_only={text}"], None)
        assert found == {"stated_only": value}


DEEP = "[" * 100_000
Content = str | bytes | Callable[[Path], object]
FILES: dict[str, tuple[Content, str]] = {
    "empty": ("", "mine.yml names no parameter. Write `growth.first_year: 2014`."),
    "only a comment": ("# nothing yet\n", "names no parameter"),
    "nothing": ("{}\n", "names no parameter"),
    "a list": ("- growth.first_year: 2014\n", "must have names with values at its top"),
    "a word": ("growth.first_year=2014\n", "must have names with values at its top"),
    "no YAML": ("growth: {first_year: 2014\n", "mine.yml, line 2, is not YAML"),
    "no notebook": ("first_year: 2014\n", "mine.yml: first_year: whose parameter is it?"),
    "a notebook without parameters": (
        "growth:\n",
        "growth needs parameters below it, as `growth: {",
    ),
    "a notebook with a value": ("growth: 2014\n", "mine.yml: growth needs parameters below it"),
    "no such notebook": (
        "grwth.first_year: 2014\n",
        "There is no notebook 'grwth'. Did you mean 'growth'",
    ),
    "no such notebook above": (
        "grwth: {first_year: 2014}\n",
        "There is no notebook 'grwth'. Did you",
    ),
    "unknown": (
        "growth.frist_year: 2014\n",
        "frist_year is not a parameter. Did you mean 'first_year'?",
    ),
    "out of range": (
        "growth.first_year: 1999\n",
        "first_year = 1999 is not allowed. Allowed: 2013 to",
    ),
    "a name twice": (
        "growth.first_year: 1\ngrowth.first_year: 1\n",
        "line 2, has the name growth.first_",
    ),
    "a name in both forms": (
        "growth: {first_year: 2014}\ngrowth.first_year: 2014\n",
        "mine.yml: growth.first_year is given twice. Give it once.",
    ),
    "a mapping for a value": (
        "growth: {first_year: {from: 2013}}\n",
        "must be of type int, not dict",
    ),
    "a list for a value": ("growth.first_year: [2013]\n", "must be of type int, not list"),
    "no value": ("growth.first_year:\n", "first_year = None must be of type int"),
    "a date": ("growth.first_year: 2014-01-01\n", "'2014-01-01' must be of type int, not str"),
    "infinity": ("outlook.digital_uplift: .inf\n", "digital_uplift = inf is not allowed"),
    "no number": ("outlook.digital_uplift: .nan\n", "digital_uplift = nan is not allowed"),
    "5,000 digits": (f"growth.first_year: {'9' * 5000}\n", "… (5,002 characters) is not allowed."),
    "a name of 900 letters": (
        f"growth.{'x' * 900}: 1\n",
        f"{'x' * 60}… (900 characters) is not a parameter",
    ),
    "10,000 unknown names": (
        "growth:\n" + "".join(f"  x{number}: 1\n" for number in range(10_000)),
        "9,990 more are not parameters.",
    ),
    "a merge key": ("<<: {growth.first_year: 2014}\n", "line 1, has a merge key (<<)"),
    "an anchor": ("growth: &a {first_year: 2014}\n", "line 1, has an anchor or alias"),
    "aliases of aliases": (
        "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(50)),
        "line 1, has an anchor or alias",
    ),
    "a tag": ("growth.first_year: !!int '2014'\n", "has the tag !!int; write the plain value"),
    "code": ("growth: !!python/object/apply:os.system ['true']\n", "has the tag !!python/object"),
    "two documents": ("growth.first_year: 2014\n---\na: 1\n", "line 2, starts a second document"),
    "100,000 brackets": (f"growth.first_year: {DEEP}", "line 1, is nested more than 8 deep"),
    "GBK": ("growth.currency: 温州\n".encode("gbk"), "mine.yml, line 1, is not UTF-8 text."),
    "UTF-16": (
        "growth.first_year: 2014\n".encode("utf-16"),
        "mine.yml, line 1, is not UTF-8 text.",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "is not UTF-8 text"),
    "300 KB": ("#" * 300_000, "is too large: 300,000 bytes in all.\nAllowed: at most 256 KB."),
    "named pipe": (os.mkfifo, "is a named pipe, not a file"),
    "zeros without end": (lambda path: path.symlink_to("/dev/zero"), "is a device, not a file"),
    "folder": (os.mkdir, "is a folder, not a file"),
    "no file": (lambda _: None, "mine.yml cannot be read (No such file or directory)"),
    "link to itself": (lambda path: path.symlink_to(path), "cannot be read (Too many levels"),
}


def lay(path: Path, content: Content) -> None:
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)


@pytest.mark.parametrize(("content", "said"), FILES.values(), ids=FILES)
def test_wrong_file_of_parameters_is_told_at_once(
    itself: Checkout, tmp_path: Path, content: Content, said: str
) -> None:
    lay(tmp_path / "mine.yml", content)
    told = itself.refuses("build", "--edition", "mine", "--parameters", f"{tmp_path}/mine.yml")
    assert said in told


OF_ONE: dict[str, tuple[str, str]] = {
    "another notebook": (
        "markets.markets: 47\n",
        "markets.markets belongs to a notebook other than",
    ),
    "another notebook above": (
        "markets: {markets: 47}\n",
        "markets.markets belongs to a notebook other than growth",
    ),
    "a name in two forms": ("first_year: 2014\ngrowth.first_year: 2014\n", "is given twice"),
    "a mapping": ("first_year: {from: 2013}\n", "must be of type int, not dict"),
}


@pytest.mark.parametrize(("text", "said"), OF_ONE.values(), ids=OF_ONE)
def test_file_that_does_not_fit_the_one_notebook_is_told(
    itself: Checkout, tmp_path: Path, text: str, said: str
) -> None:
    assert said in itself.refuses("run", "growth", "--parameters", str(of_file(tmp_path, text)))


def test_each_command_takes_the_same_names_for_the_same_run(quick: Checkout) -> None:
    (quick.root / "mine.yml").write_text("markets: {markets: 47}\n", encoding="utf-8")
    (quick.root / "grid.yml").write_text("grid: {markets.markets: 47}\n", encoding="utf-8")
    commands: list[list[str]] = [
        ["run", "markets", "-p", "markets.markets=47"],
        ["run", "markets", "-p", "markets=47"],
        ["run", "markets", "--parameters", "mine.yml"],
        ["sweep", "markets", "--grid", "grid.yml"],
    ]
    for command in commands:
        done = quick.offshore(*command)
        assert done.returncode == 0, done.stderr
    (made,) = quick.runs()
    recipe: Any = json.loads((quick.root / f"_build/runs/{made}/run.json").read_text())
    assert recipe["parameters"]["markets"] == 47

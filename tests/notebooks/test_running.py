"""Every notebook runs alone under plain papermill, from another folder, in both languages."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import choices
import pytest
from checkouts import PROGRAMS, ROOT, environment, here
from choices import Made, bundles
from click.testing import CliRunner
from papermill import cli

from offshore.display.mime import ITEM, NUMBERS
from offshore.notebook import contract

NAMES = contract.names(here())
CHINESE = re.compile("[\u4e00-\u9fff]")

# The others, such as the other currency of other chapters, are for `make acceptance`: a hundred
# runs take minutes.
YUAN = ("growth", '{"currency": "CNY"}')
CASES = [
    *((name, changes) for name in NAMES for changes in ("{}", '{"language": "zh"}')),
    YUAN,
]


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    with choices.running(CASES) as found:
        yield found


@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_runs_alone(made: Made, case: tuple[str, str]) -> None:
    choices.check(case, made[case].result())


# Works, their authors and institutions stand under the names that they have.
OWN_NAMES = {"claims", "kinds", "citations", "literature", "compared"}


@pytest.mark.parametrize("name", NAMES)
def test_says_everything_in_the_language_asked_for(made: Made, name: str) -> None:
    english, chinese = made[name, "{}"].result(), made[name, '{"language": "zh"}'].result()
    for item in bundles(english, ITEM):
        assert not CHINESE.search(item["caption"] + item["alternative"])
        assert item["id"] in OWN_NAMES or not CHINESE.search(str(item["rows"]))
    for item in bundles(chinese, ITEM):
        assert CHINESE.search(item["caption"])
        assert item["kind"] in ("table", "passages") or CHINESE.search(item["alternative"])
    ids = [[item["id"] for item in bundles(notebook, ITEM)] for notebook in (english, chinese)]
    assert ids[0] == ids[1]


def test_items_shown_differ_with_what_the_reader_chose(made: Made) -> None:
    default = bundles(made["growth", "{}"].result(), ITEM)
    yuan = bundles(made[YUAN].result(), ITEM)
    assert "USD 29.6 million" in default[0]["alternative"]
    # 2964 times 10 000 dollars at the yearly average of 2013, 6.1478 yuan for a dollar.
    assert "CNY 182.2 million" in yuan[0]["alternative"]


# From the paper's amounts by hand: 12932 / 7750.59 - 1, 22049 / 12932 - 1, and
# (22049 / 2964) ** (1 / 4) - 1; from its printed rates, their mean; 2774 / (1 + 28.933).
NUMBERS_BY_HAND = {
    ("growth", "recomputed_2016"): "66.85%",
    ("growth", "recomputed_2017"): "70.50%",
    ("growth", "compound"): "65.1%",
    ("growth", "mean_printed"): "66.9%",
    ("growth", "implied_rate"): "6.7531",
    ("structure", "sum_of_lines"): "USD 220.49 million",
    ("structure", "hhi"): "0.742",
    ("structure", "ito_before"): "USD 926.74 thousand",
}


@pytest.mark.parametrize(("place", "said"), NUMBERS_BY_HAND.items(), ids=str)
def test_number_is_the_one_computed_by_hand(made: Made, place: tuple[str, str], said: str) -> None:
    notebook, name = place
    numbers: dict[str, str] = {}
    for given in bundles(made[notebook, "{}"].result(), NUMBERS):
        numbers |= given
    assert numbers[name] == said


def papermill(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAMS / "papermill", *arguments],
        cwd=folder,
        env=environment(ROOT),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", NAMES)
def test_papermill_explains_each_parameter(name: str) -> None:
    shown = CliRunner().invoke(cli.papermill, ["--help-notebook", f"{ROOT}/notebooks/{name}.ipynb"])
    words = " ".join(shown.output.split())
    for item in contract.read_contract(here(), name).parameters.values():
        assert f"{item.name}: {item.kind} (default " in words
        assert f"{item.help} Allowed: {item.allowed}." in words


def test_papermill_command_runs_a_notebook_from_another_folder(tmp_path: Path) -> None:
    path = str(ROOT / "notebooks/growth.ipynb")
    done = papermill(tmp_path, path, "out.ipynb", "-p", "first_year", "2014")
    assert done.returncode == 0, done.stderr
    assert "2014–2017" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["out.ipynb"]


WRONG = [
    ("growth", "first_year", "1999", "first_year = 1999 is not allowed. Allowed: 2013 to 2016."),
    ("growth", "frist_year", "2014", "frist_year is not a parameter. Did you mean 'first_year'?"),
    ("structure", "language", "fr", 'language = \'fr\' is not allowed. Allowed: "en", "zh".'),
]


@pytest.mark.parametrize(("name", "parameter", "value", "message"), WRONG)
def test_papermill_command_refuses_a_wrong_value_in_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    parameter: str,
    value: str,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    given = [str(ROOT / f"notebooks/{name}.ipynb"), "out.ipynb", "-p", parameter, value]
    done = CliRunner().invoke(cli.papermill, given)
    assert done.exit_code != 0
    assert f"Notebook {name}: {message}" in str(done.exception)

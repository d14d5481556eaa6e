"""`offshore lab`: the notebooks that it opens in each language."""

import sys
from pathlib import Path

import miniature
import pytest
import reading

from offshore.compendium.root import Compendium
from offshore.display.language import languages
from offshore.notebook import contract
from offshore.reviewers import lab


@pytest.fixture
def compendium(tmp_path: Path) -> Compendium:
    return Compendium(miniature.make(tmp_path / "miniature").root)


def folder(compendium: Compendium, code: str) -> Path:
    return lab.folder(compendium, languages(compendium)[code])


def test_english_is_opened_where_it_is_stored(compendium: Compendium) -> None:
    assert folder(compendium, "en") == compendium.notebooks


def test_another_language_has_every_notebook_translated_with_its_expressions(
    compendium: Compendium,
) -> None:
    chinese = folder(compendium, "zh")
    assert chinese == compendium.root / "_build/lab/zh"
    assert [file.stem for file in sorted(chinese.iterdir())] == contract.names(compendium)
    told = reading.sources(reading.read(chinese / "totals.ipynb"))
    assert told["meaning"] == '## 含义\n\n最后一年是第一年的{eval}`run["times"]`倍。'


def test_its_parameters_cell_asks_for_the_language(compendium: Compendium) -> None:
    made = reading.read(folder(compendium, "zh") / "totals.ipynb")
    assert reading.sources(made, "code")["parameters"].splitlines() == [
        "first_year: int = 2013  # First year shown. Allowed: 2013 to 2016.",
        'language: str = "zh"  # Language of figures and tables. Allowed: "en", "zh".',
    ]


def test_a_notebook_that_somebody_changed_stays_and_a_missing_one_comes_back(
    compendium: Compendium,
) -> None:
    changed, deleted = (folder(compendium, "zh") / f"{name}.ipynb" for name in ("mix", "totals"))
    mine = changed.read_text(encoding="utf-8").replace("digits: int = 2", "digits: int = 4")
    changed.write_text(mine, encoding="utf-8")
    deleted.unlink()
    folder(compendium, "zh")
    assert changed.read_text(encoding="utf-8") == mine
    assert "totals" in deleted.read_text(encoding="utf-8")


def test_jupyterlab_is_started_on_the_folder_of_the_language(
    compendium: Compendium, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[list[str]] = []

    class Ended:
        returncode = 0

    def run(command: list[str], check: bool) -> Ended:
        given.append(command)
        assert not check
        return Ended()

    monkeypatch.setattr(lab.subprocess, "run", run)
    assert lab.start(compendium, languages(compendium)["zh"], 8899) == 0
    assert given[0][:3] == [sys.executable, "-m", "jupyterlab"]
    assert {
        f"--ServerApp.root_dir={compendium.root}",
        "--LabApp.default_url=/lab/tree/_build/lab/zh",
        "--ServerApp.port=8899",
    } < set(given[0])

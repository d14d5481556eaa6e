"""`offshore new`: a package to start from, its guide, and what it never overwrites."""

import re
from pathlib import Path

import pytest
from checkouts import ROOT, Checkout

from offshore.audit.functions import MANY, REGISTRY
from offshore.audit.rules import RULES
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.data import validation
from offshore.display.language import languages
from offshore.reviewers.own_data import package_template

HERE = Compendium(ROOT)
GUIDES = sorted((ROOT / "template/guides").glob("*.md"))


def test_new_package_is_sound_and_is_built_from_as_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "我的 city"
    package_template.write(HERE, folder, languages(HERE)["en"])
    assert validation.faults(folder, RULES) == []
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# A data package")


def test_guide_is_in_the_language_asked_for(tmp_path: Path) -> None:
    package_template.write(HERE, tmp_path / "new", languages(HERE)["zh"])
    assert "一个可供改写的数据包" in (tmp_path / "new/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_nothing_is_overwritten(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "taken"
    if kind == "folder":
        target.mkdir()
        (target / "mine.txt").write_text("mine", encoding="utf-8")
    else:
        target.write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="is there already, and stays as it is"):
        package_template.write(HERE, target, languages(HERE)["en"])
    kept = target / "mine.txt" if kind == "folder" else target
    assert kept.read_text(encoding="utf-8") == "mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["taken"]


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    package_template.write(HERE, tmp_path, languages(HERE)["en"])
    assert (tmp_path / "datapackage.json").exists()


def test_folder_without_a_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no folder"):
        package_template.write(HERE, tmp_path / "a/b", languages(HERE)["en"])


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_guide_explains_every_function_with_its_arguments(guide: Path) -> None:
    rows = re.findall(r"(?m)^\| `(\w+)` \| (.+?) \| .+ \|$", guide.read_text(encoding="utf-8"))
    told = {
        name: {(argument, bool(many)) for argument, many in re.findall(r"`(\w+)`(\*?)", arguments)}
        for name, arguments in rows
        if name in REGISTRY
    }
    wanted = {
        one.name: {(name, unit.endswith(MANY)) for name, unit in one.takes.items()}
        for one in REGISTRY.values()
    }
    assert told == wanted


def test_commands_say_what_they_need(quick: Checkout) -> None:
    assert "Name a folder" in quick.refuses("new")
    assert "--from needs the folder" in quick.refuses("new", "--from", "x.xlsx", "--workbook", "y")
    assert "x.xlsx" in quick.refuses("new", "mine", "--from", "x.xlsx")
    assert "No language 'fr'" in quick.refuses("new", "mine", "--language", "fr")


def test_from_form_to_verdicts_on_the_command_line(quick: Checkout) -> None:
    done = quick.offshore("new", "my city", "--workbook", "form.xlsx")
    assert done.returncode == 0, done.stderr
    assert "form.xlsx is there already" in quick.refuses("new", "--workbook", "form.xlsx")
    done = quick.offshore("validate", "--data", "my city")
    assert done.stdout == "my city/ is as my city/datapackage.json says.\n"
    for table in ("amounts", "claims"):  # the number, and the statements that print it
        file = quick.root / f"my city/paper/{table}.csv"
        text = file.read_text(encoding="utf-8").replace("1800.0", "1850.0")
        file.write_text(text, encoding="utf-8")
    assert "is the hash of this file" in quick.refuses("validate", "--data", "my city")
    assert quick.offshore("validate", "--data", "my city", "--accept").returncode == 0
    # 1850.0 after 1500 is growth of 23.3 %, and 20.0 is printed.
    said = quick.offshore("audit", "--data", "my city").stderr
    assert "growth-2021-from-amounts: recorded reproduced, now contradicted." in said

"""Tables remembered as sound: each fault is still found, and only what changed is checked."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checkouts import ROOT

from offshore.compendium.remembered import Remembered
from offshore.data import schema_checks, validation


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


@pytest.fixture
def sound(data: Path, tmp_path: Path) -> Remembered:
    """What is remembered once every table has been checked."""
    found = Remembered(tmp_path / "tables.json")
    assert validation.faults(data, sound=found) == []
    return Remembered(tmp_path / "tables.json")


def edit(file: Path, change: Callable[[str], str]) -> None:
    before = file.read_text(encoding="utf-8")
    file.write_text(change(before), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != before


def without_rule(text: str) -> str:
    """Return the descriptor with no more than one value allowed in a column of amounts."""
    described = json.loads(text)
    (amounts,) = (one for one in described["resources"] if one["path"] == "paper/amounts.csv")
    (column,) = (one for one in amounts["schema"]["fields"] if one["name"] == "qualifier")
    column["constraints"] = {"enum": ["exactly"]}
    return json.dumps(described, ensure_ascii=False)


CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "a word that its vocabulary lacks": (
        "paper/amounts.csv",
        lambda text: text.replace("USD", "X"),
    ),
    "an id twice": ("paper/amounts.csv", lambda text: text + text.splitlines()[-1] + "\n"),
    "a vocabulary that lacks a word that others use": (
        "vocabulary/units.csv",
        lambda text: "".join(
            line for line in text.splitlines(True) if not line.startswith("10 thousand USD,")
        ),
    ),
    "another rule": ("datapackage.json", without_rule),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_same_faults_are_found_as_by_checking_everything(
    change: str, data: Path, sound: Remembered
) -> None:
    file, how = CHANGES[change]
    edit(data / file, how)
    found = validation.faults(data, sound=sound)
    assert found == validation.faults(data)
    assert [one for one in found if one.kind == "content"]
    assert validation.faults(data, sound=sound) == found, "a fault was remembered as sound"


def test_only_what_changed_is_checked(
    data: Path, sound: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    usual = schema_checks._report

    def report(descriptor: dict[str, Any], *given: Any) -> Any:
        checked.extend(one["path"] for one in descriptor["resources"])
        return usual(descriptor, *given)

    monkeypatch.setattr(schema_checks, "_report", report)
    assert validation.faults(data, sound=sound) == []
    assert checked == []
    edit(data / "paper/amounts.csv", lambda text: text.replace("2964", "2965", 1))
    assert [one for one in validation.faults(data, sound=sound) if one.kind == "content"] == []
    assert [path for path in checked if not path.startswith("vocabulary/")] == ["paper/amounts.csv"]

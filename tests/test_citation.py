"""CITATION.cff names this version of the compendium, and no author or paper we do not know."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]


@pytest.fixture
def citation() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_version_and_licence_are_those_of_the_project(citation: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]


def test_no_reference_is_given_for_the_paper(citation: dict[str, Any]) -> None:
    assert not {"references", "preferred-citation"} & citation.keys()
    assert [set(author) for author in citation["authors"]] == [{"name"}]

"""Every chapter in JupyterLab, in each language: run with two sets of parameters, and as a copy."""

import json
from collections.abc import Iterator
from typing import Any

import checkouts
import choices
import nbformat
import pytest
import reading
from checkouts import here
from laboratory import Laboratory
from opened import Notebook
from share import some

from offshore.compendium.root import Compendium
from offshore.display.language import languages
from offshore.notebook import contract
from offshore.reviewers import lab as translated

NAMES, CODES = contract.names(here()), sorted(languages(here()))
EDITIONS = some([(name, code) for name in NAMES for code in CODES])
each = pytest.mark.parametrize(("name", "code"), EDITIONS)


def other_values(name: str) -> dict[str, Any]:
    """Return another allowed value of every parameter, as far as the values go together."""
    changes: dict[str, Any] = {}
    for item in contract.read_contract(here(), name).parameters.values():
        found = [value for value in choices.others(item) if item.name != "language"]
        if found and choices.sensible(name, changes | {item.name: found[-1]}):
            changes[item.name] = found[-1]
    return changes


@pytest.fixture(scope="module")
def compendium(lab: Laboratory) -> Compendium:
    """A copy of the checkout that JupyterLab serves."""
    return Compendium(checkouts.copy(lab.folder / "compendium").root)


@pytest.fixture(scope="module")
def copies() -> Iterator[choices.Made]:
    with choices.running(
        [(name, with_language(code)) for name, code in EDITIONS], whole=True
    ) as made:
        yield made


def with_language(code: str) -> str:
    return json.dumps({"language": code})


@each
def test_text_follows_the_parameters(
    lab: Laboratory, compendium: Compendium, name: str, code: str
) -> None:
    folder = translated.folder(compendium, languages(compendium)[code])
    with lab.opened(folder / f"{name}.ipynb") as notebook:
        notebook.run_all()
        check(notebook, name, code)
        for parameter, value in other_values(name).items():
            notebook.set_parameter(parameter, value)
        notebook.run_all()
        check(notebook, name, code)


@each
def test_copy_reads_like_the_chapter_without_being_run(
    lab: Laboratory, copies: choices.Made, name: str, code: str
) -> None:
    file = lab.folder / f"{name}-{code}.ipynb"
    nbformat.write(copies[name, with_language(code)].result(), file)
    with lab.opened(file) as notebook:
        assert not notebook.is_trusted
        check(notebook, name, code)


def check(notebook: Notebook, name: str, code: str) -> None:
    """Check that a reader sees every number, as its cells recorded it, and no notation."""
    stored, texts = reading.read(here().notebooks / f"{name}.ipynb"), notebook.texts
    assert notebook.faults == []
    assert reading.raw(texts) == []
    assert reading.left_out(stored, texts, notebook.numbers, here(), code) == []


def test_asks_no_other_host(lab: Laboratory) -> None:
    assert lab.outside == []

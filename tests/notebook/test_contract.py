"""What a stored notebook promises, read without running it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from checkouts import Checkout, here

from offshore.compendium.errors import UserError
from offshore.notebook import contract

PARAMETERS = "year: int = 2013  # Year. Allowed: 2013 to 2016."
START = "from offshore.notebook import start\nrun = start('sample', globals(), tables=['a/b'])"


def code(source: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "id": "x", "metadata": metadata, "source": source}


def store(checkout: Checkout, *cells: dict[str, Any]) -> Path:
    path = checkout.root / "notebooks/sample.ipynb"
    path.write_text(json.dumps({"cells": list(cells)}), encoding="utf-8")
    return path


def tagged(source: str = PARAMETERS) -> dict[str, Any]:
    return code(source, tags=["parameters"])


def test_contract_tells_parameters_tables_and_imports(inside: Checkout) -> None:
    store(inside, tagged(), code(START))
    read = contract.read_contract(here(), "sample")
    assert (read.name, list(read.parameters), read.tables) == ("sample", ["year"], ("a/b",))
    assert "offshore.notebook" in read.imports


def test_source_kept_as_lines_reads_as_source_kept_whole(inside: Checkout) -> None:
    whole = store(inside, tagged(), code(START)) and contract.read_contract(here(), "sample")
    lines = START.splitlines(keepends=True)
    store(inside, tagged(), code(START) | {"source": lines})
    found = contract.read_contract(here(), "sample")
    assert replace(found, text=whole.text) == whole


def test_what_a_run_executes_is_the_code_without_the_text(inside: Checkout) -> None:
    text = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Title"}
    store(inside, text, tagged(), text | {"id": "more"}, code(START))
    found = contract.read_contract(here(), "sample")
    none = {"execution_count": None, "outputs": []}
    assert json.loads(found.code)["cells"] == [tagged() | none, code(START) | none]
    assert "# Title" in found.text


def test_what_jupyterlab_keeps_is_not_part_of_what_is_run(inside: Checkout) -> None:
    store(inside, tagged(), code(START))
    before = contract.read_contract(here(), "sample").code
    kept = {"execution_count": 7, "outputs": [{"output_type": "stream", "text": "x"}]}
    folded = code(START) | kept | {"metadata": {"collapsed": False}}
    store(inside, tagged() | kept, folded)
    assert contract.read_contract(here(), "sample").code == before


@pytest.mark.parametrize("name", ["growth", "growth.ipynb", "notebooks/growth.ipynb"])
def test_notebook_is_found_by_name_file_or_path(name: str) -> None:
    assert contract.read_contract(here(), name).name == "growth"


@pytest.mark.parametrize(
    ("name", "near"), [("grwoth", "growth"), ("Structure", "structure"), ("struct", "structure")]
)
def test_unknown_notebook_is_refused_with_the_nearest(name: str, near: str) -> None:
    with pytest.raises(UserError, match=rf"no notebook '{name}'. Did you mean '{near}'\?"):
        contract.find(here(), name)


def test_unknown_notebook_near_nothing_is_refused_with_all_names() -> None:
    with pytest.raises(UserError, match=r"no notebook 'zzz'. Notebooks: audit, "):
        contract.find(here(), "zzz")


BAD_NOTEBOOKS = {
    "no parameters cell": ([code(START)], "0 cells are tagged 'parameters'"),
    "two parameters cells": ([tagged(), tagged(), code(START)], "2 cells are tagged"),
    "bad parameters cell": ([tagged("year = 1"), code(START)], "is not of the form"),
    "no call of start": ([tagged()], "one cell must call start"),
    "two calls of start": ([tagged(), code(START), code(START)], "one cell must call start"),
    "computed tables": ([tagged(), code("start('a', {}, tables=names)")], "malformed node"),
    "broken code": ([tagged(), code("run = = 1")], "invalid syntax"),
    "cells without kind": ([tagged() | {"cell_type": 1}, {"metadata": {}}], "cell_type"),
}


@pytest.mark.parametrize(("cells", "message"), BAD_NOTEBOOKS.values(), ids=BAD_NOTEBOOKS)
def test_notebook_that_breaks_the_form_is_refused(
    inside: Checkout, cells: list[dict[str, Any]], message: str
) -> None:
    store(inside, *cells)
    with pytest.raises(UserError, match=r"^sample\.ipynb: ") as refusal:
        contract.read_contract(here(), "sample")
    assert message in str(refusal.value)
    assert "CONTRIBUTING.md" in str(refusal.value)


@pytest.mark.parametrize("content", ["", "no notebook", "[]", '{"cells": 1}', "{}"])
def test_file_that_is_no_notebook_is_refused(inside: Checkout, content: str) -> None:
    store(inside).write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=r"^sample\.ipynb: "):
        contract.read_contract(here(), "sample")

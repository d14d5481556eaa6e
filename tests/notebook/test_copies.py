"""Copies of a notebook: to be read anywhere with its numbers, and to be run in a language."""

import ast
import base64
import json
from pathlib import Path
from typing import Any

import miniature
import nbformat
import pytest
from checkouts import here, notebooks
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from offshore.compendium.root import Compendium
from offshore.display import mime
from offshore.display.drawing import raster
from offshore.display.items import Item
from offshore.display.language import Language, languages
from offshore.notebook import copies, parameters, prose

TAGGED, INJECTED = {"tags": ["parameters"]}, {"tags": ["injected-parameters"]}
CELL = """first_year: int = 2013  # First year shown. Allowed: 2013 to 2016.
gap: float = 0.5  # A gap. Allowed: 0 to 1.
currency: str = "USD"  # A "currency" = money. Allowed: "USD", "CNY".
drawn: bool = True # One space before it. Allowed: True, False.
rates: list[float] = [0.1, 0.2]  # Rates. Allowed: 0 to 1.
lines: list[str] = ["a  # b", 'c']  # Lines. Allowed: "a  # b", "c".
switches: list[bool] = [True]  # Switches. Allowed: True, False.
language: str = "en"  # Language. Allowed: "en", "zh".
"""


def code(name: str, source: str, *outputs: Any, **metadata: Any) -> Any:
    return new_code_cell(source, id=name, outputs=list(outputs), metadata=metadata)


def text(name: str, source: str) -> Any:
    return new_markdown_cell(source, id=name)


def said(bundle: dict[str, Any]) -> Any:
    return new_output("display_data", data=bundle)


STORED = new_notebook(
    cells=[
        text("title", "# Title"),
        code("parameters", CELL, **TAGGED),
        text("between", "Between."),
        code("load", 'run = start("totals", globals(), tables=[])'),
        text("end", "End."),
    ]
)


def test_text_goes_between_the_cells_that_were_executed() -> None:
    made = code("load", 'run = start("totals", globals(), tables=[])', said({"text/plain": "1"}))
    executed = new_notebook(
        cells=[
            code("parameters", CELL, **TAGGED),
            code("injected-parameters", "# Parameters\nfirst_year = 2014\n", **INJECTED),
            made,
        ],
        metadata={"executed": True},
    )
    whole = copies.with_text(executed, STORED)
    ids = [cell["id"] for cell in whole["cells"]]
    assert ids == ["title", "parameters", "injected-parameters", "between", "load", "end"]
    assert whole["cells"][4] == made
    assert whole["cells"][0] == STORED.cells[0]
    assert whole["metadata"] == STORED.metadata


def test_run_without_parameters_of_its_own_has_no_cell_of_them() -> None:
    executed = new_notebook(cells=[cell for cell in STORED.cells if cell.cell_type == "code"])
    whole = copies.with_text(executed, STORED)
    assert [cell["id"] for cell in whole["cells"]] == [cell["id"] for cell in STORED.cells]


def test_comments_are_those_of_now() -> None:
    executed = new_notebook(cells=[code("code", "x = 1  # Then.")])
    stored = new_notebook(cells=[code("code", "x = 1  # Now.")])
    (cell,) = copies.with_text(executed, stored)["cells"]
    assert cell["source"] == "x = 1  # Now."


@pytest.mark.parametrize(
    ("cells", "language"),
    [
        ([code("parameters", CELL, **TAGGED)], "en"),
        ([code("parameters", CELL, **TAGGED), code("i", "language = 'zh'", **INJECTED)], "zh"),
        ([code("parameters", "year: int = 1  # Y. Allowed: 1 to 2.", **TAGGED)], "en"),
        ([text("title", "No code.")], "en"),
    ],
)
def test_language_of_a_run_is_the_last_one_given(cells: list[Any], language: str) -> None:
    assert copies.language_of(new_notebook(cells=cells), here()).code == language


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Compendium:
    root = miniature.make(tmp_path_factory.mktemp("small") / "compendium").root
    (root / "notebooks/words/totals.yaml").write_text(
        "items: {years: {caption: Year, alternative: 'Years {printed}.'}}", encoding="utf-8"
    )
    catalogue = root / "book/translations/zh_CN/LC_MESSAGES/totals.po"
    more = 'msgctxt "years: alternative"\nmsgid "Years {printed}."\nmsgstr "各年：{printed}。"\n'
    with catalogue.open("a", encoding="utf-8") as file:
        file.write(f"\n{more}")
    return Compendium(root)


def in_language(code: str, compendium: Compendium) -> Language:
    return Language(code, {"en": "en", "zh": "zh_CN"}[code], compendium)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="36pt" height="18pt"/>'
FIGURE = Item(
    "years", "figure", "Old caption", "paper", "a\n1\n", "Old words.", {"printed": "7"}, 
    SVG,
)  # fmt: skip


def executed(compendium: Compendium, code_of: str) -> Any:
    """Return the miniature's notebook as a run leaves it, with its text."""
    stored = json.loads((compendium.notebooks / "totals.ipynb").read_text(encoding="utf-8"))
    stored["cells"].append(
        text("more", 'From {eval}`run.printed["value-2013"]`, $5 *or* {eval}`run["times"]`.')
    )
    outputs = {
        "drawn": [said(FIGURE.bundle(in_language(code_of, compendium)))],
        "times": [said({mime.NUMBERS: {"times": "7.42"}, "text/plain": "times: 7.42"})],
    }
    for cell in stored["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = outputs.get(cell["id"], [])
    return stored


@pytest.mark.parametrize(
    ("code_of", "meaning", "more", "caption", "words"),
    [
        ("en", "## What it means\n\nThe last year is 7.42 times the first.",
         "From USD 29.64 million, $5 *or* 7.42.", "Year", "Years 7."),
        ("zh", "## 含义\n\n最后一年是第一年的7.42倍。",
         "From 2964万美元, $5 *or* 7.42.", "年份", "各年：7。"),
    ],
)  # fmt: skip
def test_copy_to_read_has_numbers_and_the_words_of_now(
    small: Compendium, code_of: str, meaning: str, more: str, caption: str, words: str
) -> None:
    notebook = executed(small, code_of)
    copies.readable(notebook, in_language(code_of, small))
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    assert cells["meaning"]["source"] == meaning
    assert cells["more"]["source"] == more
    picture, below = cells["drawn"]["outputs"]
    png = base64.b64encode(raster.png(SVG, small)).decode()
    assert picture["data"] == {"image/png": png, "text/plain": words}
    assert picture["metadata"] == {"image/png": {"width": copies.WIDTH}}
    assert f">{caption}</p>" in below["data"]["text/html"]
    assert f"<p>{words}</p>" in below["data"]["text/html"]
    assert "Old" not in json.dumps(notebook["cells"], default=str)
    assert not any(mime.ITEM in one["data"] for one in cells["drawn"]["outputs"])


def test_copy_to_read_is_a_sound_notebook_and_keeps_other_outputs(small: Compendium) -> None:
    notebook = executed(small, "en")
    copies.readable(notebook, in_language("en", small))
    nbformat.validate(nbformat.from_dict(notebook))
    (times,) = (cell for cell in notebook["cells"] if cell["id"] == "times")
    assert times["outputs"] == [
        said({mime.NUMBERS: {"times": "7.42"}, "text/plain": "times: 7.42"})
    ]


def defaults(source: str) -> dict[str, Any]:
    return {name: one.default for name, one in parameters.read_cell(source).items()}


CHANGED = {
    "first_year": 2015,
    "gap": 1e-07,
    "currency": "a\\b \"c\" 'd' \\g<1> é温 # e",
    "drawn": False,
    "rates": [0.25],
    "lines": ["a  # b", 'quo"te', "back\\slash"],
    "switches": [False, True],
    "language": "zh",
}


@pytest.mark.parametrize("name", CHANGED)
def test_default_of_each_kind_is_set_and_nothing_else(name: str) -> None:
    made = parameters.with_defaults(CELL, {name: CHANGED[name]})
    assert defaults(made) == defaults(CELL) | {name: CHANGED[name]}
    for new, old in zip(made.splitlines(), CELL.splitlines(), strict=True):
        assert (new == old) == (not new.startswith(f"{name}: "))
        assert new.endswith(old[old.rindex("#") :])


def test_all_defaults_are_set_at_once_and_unknown_names_are_left() -> None:
    made = parameters.with_defaults(CELL, CHANGED | {"other": 1})
    assert defaults(made) == CHANGED
    kept = {name: (one.help, one.allowed) for name, one in parameters.read_cell(CELL).items()}
    assert {n: (one.help, one.allowed) for n, one in parameters.read_cell(made).items()} == kept


def test_rules_are_set_beside_defaults_and_read_back() -> None:
    rules = {"first_year": "2015 to 2015", "currency": '"a. b", "Allowed: c # d"'}
    values = {"first_year": 2015, "currency": "Allowed: c # d"}
    made = parameters.read_cell(parameters.with_defaults(CELL, values, rules))
    old = parameters.read_cell(CELL)
    assert {name: one.allowed for name, one in made.items()} == {
        name: rules.get(name, one.allowed) for name, one in old.items()
    }
    assert [made[name].fault(values[name]) for name in values] == [None, None]
    assert [one.help for one in made.values()] == [one.help for one in old.values()]


def test_defaults_that_are_given_as_they_are_change_no_sign() -> None:
    plain = "".join(line for line in CELL.splitlines(keepends=True) if "'c'" not in line)
    assert parameters.with_defaults(plain, defaults(plain)) == plain


@given(st.text() | st.lists(st.text(), min_size=1) | st.booleans() | st.integers() | st.floats(0))
def test_any_default_reads_back(value: Any) -> None:
    if isinstance(value, float):
        value = min(value, 1e300)
    kind = {str: "str", bool: "bool", int: "int", float: "float", list: "list[str]"}[type(value)]
    source = f"é: int = 1  # É. Allowed: 1 to 2.\nname: {kind} = 1  # A name. Allowed: 1 to 2.\n"
    made = parameters.with_defaults(source, {"name": value})
    _, line = ast.parse(made).body
    assert isinstance(line, ast.AnnAssign)
    assert line.value
    assert ast.literal_eval(line.value) == value


def to_be_run(path: Path, code_of: str, **values: Any) -> dict[str, Any]:
    stored = json.loads(path.read_text(encoding="utf-8"))
    return copies.to_be_run(stored, path.stem, values, languages(here())[code_of])


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
@pytest.mark.parametrize("code_of", ["en", "zh"])
def test_copy_to_be_run_has_no_results_and_is_the_notebook_otherwise(
    path: Path, code_of: str
) -> None:
    made = to_be_run(path, code_of, language=code_of)
    nbformat.validate(nbformat.from_dict(made))
    stored = json.loads(path.read_text(encoding="utf-8"))
    pages = {file.stem for file in notebooks()}
    for cell, old in zip(made["cells"], stored["cells"], strict=True):
        assert (cell["id"], cell["cell_type"]) == (old["id"], old["cell_type"])
        now, before = copies.source(cell), copies.source(old)
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
            declares = "parameters" in cell["metadata"].get("tags", [])
            assert now == (
                before.replace('str = "en"  # Lang', f'str = "{code_of}"  # Lang')
                if declares
                else before
            )
            continue
        # Its numbers are still expressions, in any order; it leads to no page that is not there.
        assert sorted(prose.expressions(now)) == sorted(prose.expressions(before))
        assert not prose.ROLE.search(now)
        assert ".md)" not in now
        assert set(prose.FILE.findall(now)) <= {("", name, "") for name in pages}
        if code_of == "en":
            assert now == prose.to_expressions(prose.linked(prose.to_roles(before), pages), pages)


def test_copy_to_be_run_in_chinese_is_in_chinese() -> None:
    (path,) = (path for path in notebooks() if path.stem == "growth")
    first, *_ = to_be_run(path, "zh")["cells"]
    assert copies.source(first).startswith("# 执行额的增长\n\n")
    assert ":::{admonition} 学习目标\n:class: note\n" in copies.source(first)


def test_copy_to_be_run_has_the_parameters_of_its_run() -> None:
    (path,) = (path for path in notebooks() if path.stem == "growth")
    made = to_be_run(path, "en", first_year=2014, last_year=2016, currency="CNY", language="zh")
    (cell,) = (cell for cell in made["cells"] if cell["id"] == "parameters")
    found = defaults(copies.source(cell))
    assert (found["first_year"], found["last_year"], found["currency"]) == (2014, 2016, "CNY")
    assert (found["growth_basis"], found["language"]) == ("printed", "zh")


def test_source_kept_as_one_string_is_copied_as_source_kept_as_lines() -> None:
    words = languages(here())["en"]
    whole = copies.to_be_run(STORED, "totals", {"first_year": 2014}, words)
    assert all(isinstance(cell["source"], list) for cell in whole["cells"])
    assert "first_year: int = 2014" in copies.source(whole["cells"][1])
    assert copies.source(STORED.cells[1]) == CELL


def test_copy_to_be_run_has_no_results_of_an_earlier_run(small: Compendium) -> None:
    notebook = executed(small, "en")
    for cell in notebook["cells"]:
        cell["metadata"] = {"user_expressions": [{"expression": "run", "result": "9.99"}]}
    made = copies.to_be_run(notebook, "totals", {}, in_language("zh", small))
    assert [cell for cell in made["cells"] if cell["metadata"] or cell.get("outputs")] == []
    whole = copies.with_text({"cells": []}, notebook)
    assert "9.99" not in json.dumps(whole, default=str)

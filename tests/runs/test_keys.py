"""The key of a run changes with everything that can change its result, and nothing else."""

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from checkouts import ROOT, Checkout, here
from conftest import work_with_package_of
from warmed import forget

from offshore.book import binding
from offshore.compendium.root import PACKAGE
from offshore.display.language import languages
from offshore.notebook import contract
from offshore.runs import keys as keys_module
from offshore.runs import planning

pytestmark = pytest.mark.usefixtures("inside")
ALL, NONE = {"growth", "structure", "audit"}, set()
WARM = sorted(file.relative_to(ROOT).as_posix() for file in PACKAGE.glob("runs/warm/[a-z]*.py"))


def keys(language: str = "en") -> dict[str, str]:
    return {name: key(name, language) for name in ALL}


def key(notebook: str, language: str = "en") -> str:
    forget()  # catalogues that have been read
    return planning.plan(here(), notebook, {"language": language}).key


def changed_by(change: Callable[[], object], language: str = "en") -> set[str]:
    """Return the notebooks whose runs get other keys by a change."""
    before = keys(language)
    change()
    after = keys(language)
    return {name for name in ALL if after[name] != before[name]}


def touch(file: str) -> None:
    """Change a file: one digit of a table, a constant more in a module, else one character more."""
    path: Path = here().root / file
    content = path.read_bytes() if path.exists() else b""
    if path.suffix == ".csv":
        digits = [at for at, byte in enumerate(content) if chr(byte).isdigit()]
        other = b"1" if content[digits[-1] :][:1] != b"1" else b"2"
        content = content[: digits[-1]] + other + content[digits[-1] + 1 :]
    else:
        content += b"TOUCHED = 1\n" if path.suffix == ".py" else b"\n"
    path.write_bytes(content)


def edit(notebook: str, cell: str, old: str, new: str) -> None:
    """Change the text of one cell of a notebook."""
    path = contract.find(here(), notebook)
    content = json.loads(path.read_text(encoding="utf-8"))
    (found,) = (one for one in content["cells"] if one["id"] == cell)
    source = "".join(found["source"])
    assert old in source, f"{cell} no longer has {old!r}: choose another text to change"
    found["source"] = source.replace(old, new, 1).splitlines(keepends=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        # One digit of a table reaches those that declare it.
        ("data/paper/amounts.csv", ALL),
        ("data/paper/shares.csv", {"structure", "audit"}),
        ("data/context/exchange_rates.csv", {"growth", "audit"}),
        ("data/context/outsourcing.csv", {"growth", "structure"}),
        ("data/paper/concepts.csv", {"audit"}),
        ("data/argument/paragraphs.csv", NONE),
        # A constant of a module reaches those that import it, or import what imports it.
        ("offshore/study/concentration.py", {"structure"}),
        ("offshore/numerals/currency.py", {"growth", "structure"}),
        ("offshore/audit/consistency.py", {"growth", "structure"}),
        ("offshore/audit/functions.py", {"audit"}),
        ("offshore/audit/claims.py", {"audit"}),
        ("offshore/audit/verdicts.py", {"audit"}),
        ("offshore/display/findings/verdicts.py", {"audit"}),
        ("offshore/display/findings/marks.py", {"audit"}),
        ("offshore/study/argument_rules.py", {"audit"}),
        ("offshore/display/drawing/charts.py", {"audit"}),
        ("offshore/display/drawing/diagrams.py", NONE),
        ("offshore/audit/judgements.py", ALL),
        ("offshore/numerals/printed.py", ALL),
        ("offshore/study/__init__.py", ALL),
        ("offshore/data/tables.py", ALL),
        ("offshore/display/language.py", ALL),
        ("offshore/display/formats.py", ALL),
        ("offshore/display/drawing/fonts/NotoSansSC-GB2312.otf", ALL),
        ("offshore/notebook/session.py", ALL),
        # And what executes it, which a notebook does not import.
        ("offshore/runs/execution.py", ALL),
        ("offshore/runs/readable.py", ALL),
        *((file, ALL) for file in WARM),
        ("offshore/notebook/copies.py", NONE),  # which fills text, and a run has none
        ("offshore/runs/keys.py", NONE),
        ("offshore/runs/store.py", NONE),
        ("offshore/reviewers/sweep.py", NONE),
        ("offshore/cli/commands.py", NONE),
        ("offshore/book/binding.py", NONE),
        ("offshore/book/pages/chapters.py", NONE),
        ("offshore/unrelated.py", NONE),
        # And what else a result hangs on.
        ("requirements.lock", ALL),
        ("book/index.md", NONE),
        ("book/translations/zh_CN/LC_MESSAGES/display.po", NONE),
        ("_config.yml", NONE),
        ("README.md", NONE),
        ("tests/conftest.py", NONE),
    ],
)
def test_changed_file_changes_the_keys_of_those_it_can_reach(file: str, changed: set[str]) -> None:
    assert changed_by(lambda: touch(file)) == changed


def test_every_module_of_the_warm_engine_is_tried_above() -> None:
    assert {f"offshore.runs.warm.{Path(file).stem}" for file in WARM} <= {*keys_module.EXECUTING}
    assert len(WARM) > 5


def test_what_is_executed_for_a_run_has_no_text() -> None:
    for name in contract.names(here()):
        planned = planning.plan(here(), name, {})
        cells = json.loads(planned.request().source)["cells"]
        assert {cell["cell_type"] for cell in cells} == {"code"}
        assert not {*planned.recipe["modules"]} & keys_module.OF_TEXT


REACHED = ["offshore/study/growth.py", "offshore/notebook/session.py", "offshore/data/tables.py"]
REACHED += ["offshore/runs/execution.py", "offshore/runs/warm/kernel.py"]
UNHEARD: dict[str, Callable[[str], str]] = {
    "comment": lambda text: f"# A comment.\n{text}# Another.\n",
    "docstring of the module": lambda text: text.replace('"""', '"""Other words. ', 1),
    "docstring of a function": lambda text: re.sub(
        r'(\n *def \w+\([^"]*?:\n +""")', r"\1Other words. ", text, count=1
    ),
    "no docstring of a function": lambda text: re.sub(
        r'(\n *def \w+\([^"]*?:\n) +"""(?s:.*?)"""\n', r"\1", text, count=1
    ),
    "docstring of a class": lambda text: re.sub(
        r'(\nclass \w+[^"]*?:\n +""")', r"\1Other words. ", text, count=1
    ),
    "formatting": lambda text: ast.unparse(ast.parse(text)),
    "empty lines": lambda text: text.replace("\n\n", "\n\n\n"),
}


@pytest.mark.parametrize("file", REACHED)
@pytest.mark.parametrize("kind", UNHEARD)
def test_what_python_does_not_execute_changes_no_key(file: str, kind: str) -> None:
    path: Path = here().root / file
    text = path.read_text(encoding="utf-8")
    other = UNHEARD[kind](text)
    assert (other != text) or ("class" in kind and "\nclass " not in text)
    assert changed_by(lambda: path.write_text(other, encoding="utf-8")) == NONE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A docstring.", "Another."),
        ("# A comment.", "# Another."),
        ("VALUE = 1", "VALUE   =  (1)"),
    ],
)
def test_docstring_that_code_reads_counts_and_nothing_else_of_the_kind(old: str, new: str) -> None:
    path: Path = here().root / "offshore/study/growth.py"
    text = '"""A docstring."""\n\nVALUE = 1  # A comment.\nprint(__doc__)\n'
    path.write_text(text, encoding="utf-8")
    changed = changed_by(lambda: path.write_text(text.replace(old, new), encoding="utf-8"))
    assert changed == (ALL if "docstring" in old else NONE)


def in_chinese(copy: Checkout, context: str) -> None:
    """Change one translation that has a context."""
    path = copy.root / CATALOGUE
    text = path.read_text(encoding="utf-8")
    at = text.index('msgstr "', text.index(f'msgctxt "{context}"')) + len('msgstr "')
    path.write_text(f"{text[:at]}又{text[at:]}", encoding="utf-8")


def reordered(copy: Checkout) -> None:
    path = copy.root / WORDS
    head, items, rest = re.split(r"(?m)^(?=items:|values:)", path.read_text(encoding="utf-8"))
    path.write_text(head + rest + items, encoding="utf-8")


# Each says how a run or a book reads, not what is computed.
CATALOGUE = "book/translations/zh_CN/LC_MESSAGES/growth.po"
WORDS = "notebooks/words/growth.yaml"
OF_THE_BOOK: dict[str, Callable[[Checkout], None]] = {
    "a sentence": lambda _: edit("growth", "limits", "A handful of", "Some"),
    "a heading": lambda _: edit("growth", "two-bases", "## Two bases", "## The two bases"),
    "a number in a sentence": lambda _: edit(
        "growth", "average", 'run["mean_printed"]', 'run["x"]'
    ),
    "what a sentence hangs on": lambda copy: copy.replace(WORDS, "failing == 0", "failing < 1"),
    "a sentence that hangs on numbers": lambda copy: in_chinese(copy, "sentence: rates"),
    "a caption": lambda copy: copy.replace(WORDS, "The two bases", "Both bases"),
    "an alternative text": lambda copy: copy.replace(WORDS, "Pairs of bars, ", "Bars in pairs, "),
    "a Chinese sentence": lambda copy: copy.replace(CATALOGUE, "增速的两种口径", "两种增速"),
    "a Chinese caption": lambda copy: in_chinese(copy, "bases-drawn: caption"),
    "a Chinese alternative text": lambda copy: in_chinese(copy, "bases-drawn: alternative"),
    "a comment in a file of words": lambda copy: copy.replace(WORDS, "# What", "# All that"),
    "the layout of a file of words": lambda copy: copy.replace(WORDS, "items:\n", "items:\n\n\n"),
    "the order of its parts": reordered,
    "a comment in a catalogue": lambda copy: copy.replace(CATALOGUE, "\nmsgctxt", "\n# A\nmsgctxt"),
    "a comment in a cell": lambda _: edit("growth", "amounts", "usd = ", "# A\nusd = "),
    "a comment with a semicolon": lambda _: edit("growth", "amounts", "usd = ", "# A; b;\nusd = "),
    "the meaning of a parameter": lambda _: edit("growth", "parameters", "First year", "Year"),
}


@pytest.mark.parametrize("kind", OF_THE_BOOK)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_change_of_words_runs_nothing_but_changes_the_book(
    inside: Checkout, kind: str, language: str
) -> None:
    before = edition(language)
    assert changed_by(lambda: OF_THE_BOOK[kind](inside), language) == NONE
    assert edition(language) != before


def replaced(old: str, new: str) -> Callable[[Checkout], None]:
    return lambda copy: copy.replace(WORDS, old, new)


# Each is drawn, computed with, or decides what a run records.
OF_A_RUN: dict[str, Callable[[Checkout], None]] = {
    "a label": replaced("Difference, percentage points", "Distance in points"),
    "the name of a column": replaced("difference: Difference", "distance: Difference"),
    "a unit": replaced("  growth: percent\n", "  growth: percent 2\n"),
    "a unit of an item": replaced("units: {share: percent 3}", "units: {share: percent 2}"),
    "ticks": replaced("ticks: {share: percent 2}", "ticks: {share: percent 1}"),
    "a category": replaced("{printed: printed,", "{printed: as printed,"),
    "a text": replaced("texts:\n", "texts:\n  more: Year\n"),
    "what is said of a missing value": replaced(
        "    units: {share", "    missing: –\n    units: {share"
    ),
    "a new place in a caption": replaced("side by side.", "side by side, {currency}."),
    "a place less in an alternative text": replaced(" Printed: {printed}.", ""),
    "a new item": replaced("values:", "  more: {caption: More.}\nvalues:"),
    "a semicolon at the end of a cell": lambda _: edit(
        "growth", "amounts", "to_cny(usd, rates)", "to_cny(usd, rates);"
    ),
    "code": lambda _: edit("growth", "average-numbers", "iloc[-1], span)", "iloc[-1], 5)"),
    "the default of a parameter": lambda _: edit(
        "growth", "parameters", "int = 2013", "int = 2014"
    ),
    "the id of a cell": lambda copy: copy.replace(
        "notebooks/growth.ipynb", '"id": "amounts"', '"id": "levels"'
    ),
    "a tag of a cell": lambda copy: copy.replace(
        "notebooks/growth.ipynb", '"parameters"\n', '"parameters", "more"\n'
    ),
}


@pytest.mark.parametrize("kind", OF_A_RUN)
def test_change_of_what_is_drawn_or_computed_changes_the_run_of_its_notebook(
    inside: Checkout, kind: str
) -> None:
    assert changed_by(lambda: OF_A_RUN[kind](inside)) == {"growth"}


def test_text_of_another_notebooks_file_changes_its_runs_alone(inside: Checkout) -> None:
    before = key("framework"), keys()
    inside.replace("notebooks/words/framework.yaml", "\ntexts:\n", "\ntexts:\n  more: '2'\n")
    assert key("framework") != before[0]
    assert keys() == before[1]


def test_translation_of_a_label_changes_the_runs_in_its_language_alone(inside: Checkout) -> None:
    english = keys("en")
    assert changed_by(lambda: in_chinese(inside, "words"), "zh") == {"growth"}
    assert keys("en") == english


def test_changing_it_back_gives_the_key_back() -> None:
    before, content = keys(), (here().data / "paper/amounts.csv").read_bytes()
    touch("data/paper/amounts.csv")
    (here().data / "paper/amounts.csv").write_bytes(content)
    assert keys() == before


def test_catalogue_changes_the_keys_of_its_own_language_alone() -> None:
    english = keys("en")
    shared = "book/translations/zh_CN/LC_MESSAGES/display.po"
    assert changed_by(lambda: touch(shared), "zh") == ALL
    assert keys("en") == english


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
    assert {name for name in ALL if after[name] != before[name]} == {"growth", "audit"}


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
        "offshore/notebook/copies.py",
        "notebooks/words/growth.yaml",
        "book/translations/zh_CN/LC_MESSAGES/growth.po",
        "requirements.lock",
        "notebooks/growth.ipynb",
        "results/data.json",
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

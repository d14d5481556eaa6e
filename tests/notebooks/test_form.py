"""Every stored notebook keeps the contract that CONTRIBUTING sets out."""

import ast
import json
import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from checkouts import ROOT, here, notebooks

from offshore.display import citations, facts, word_files
from offshore.display.conditional import conditions
from offshore.display.language import languages
from offshore.display.words import VOCABULARY
from offshore.notebook import contract, prose
from offshore.results import multiverse

each = pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> dict[str, str]:
    """Return the source of each cell of a kind, by the cell's id."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in found if cell["cell_type"] == kind}


def whole(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@each
def test_stored_without_outputs_counts_and_machine_metadata(path: Path) -> None:
    notebook = whole(path)
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook["cells"]:
        assert set(cell["metadata"]) <= {"tags"}, cell["id"]
        assert cell.get("outputs", []) == [], cell["id"]
        assert cell.get("execution_count") is None, cell["id"]


@each
def test_stored_in_one_way_so_that_a_change_shows_as_itself(path: Path) -> None:
    text = json.dumps(whole(path), indent=1, ensure_ascii=False) + "\n"
    assert path.read_text(encoding="utf-8") == text


@each
def test_cell_ids_are_unique_words(path: Path) -> None:
    ids = [cell["id"] for cell in whole(path)["cells"]]
    assert len(set(ids)) == len(ids)
    words = re.compile(r"[a-z]{2,}(-[a-z]+|-\d{1,4})*")
    assert [name for name in ids if not words.fullmatch(name)] == []
    # What a tool makes up is hexadecimal.
    assert [name for name in ids if re.fullmatch(r"[0-9a-f]{8}(-.*)?", name)] == []


@each
def test_one_parameters_cell_first_of_the_code_with_a_language(path: Path) -> None:
    code = [cell for cell in whole(path)["cells"] if cell["cell_type"] == "code"]
    tagged = [cell for cell in code if cell["metadata"].get("tags") == ["parameters"]]
    assert tagged == code[:1]
    assert contract.read_contract(here(), path.stem).parameters["language"].choices == ("en", "zh")


@each
def test_opens_with_title_section_goals_and_time(path: Path) -> None:
    (first, *_) = whole(path)["cells"]
    title = "".join(first["source"])
    assert title.startswith("# ")
    assert re.search(r"section \d", title)
    assert ":::{admonition} Goals" in title
    assert re.search(r"Time: about \d+ minutes", title)


@each
def test_closes_with_limits_and_exercises(path: Path) -> None:
    headings = re.findall(r"(?m)^## (.+)$", "\n".join(cells(path, "markdown").values()))
    assert headings[-3:] == ["What this cannot show", "Further reading", "Exercises"]


@each
def test_code_cells_have_15_lines_at_the_most(path: Path) -> None:
    lines = {name: len(source.splitlines()) for name, source in cells(path, "code").items()}
    assert {name: count for name, count in lines.items() if count > 15} == {}


@each
def test_code_neither_defines_nor_reads_files_nor_hides_warnings(path: Path) -> None:
    for name, source in cells(path, "code").items():
        tree = ast.parse(source)
        nodes = list(ast.walk(tree))
        assert not [n for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)], name
        calls = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
        assert not {call for call in calls if re.search(r"(^|\.)(open|Path|read_\w+)$", call)}, name
        assert not re.search(r"https?://|\bwarnings\b|\.csv|[\"'][./~]+/", source), name
        # A magic is no Python, and a shell command reads what it likes.
        assert not re.search(r"(?m)^\s*[%!]", source), name


@each
def test_imports_stand_in_one_cell(path: Path) -> None:
    importing = [
        name
        for name, source in cells(path, "code").items()
        if any(isinstance(n, ast.Import | ast.ImportFrom) for n in ast.walk(ast.parse(source)))
    ]
    assert importing == ["load"]


READING = ("table", "in_language", "names", "facts", "by_id", "by_year", "by_segment")
IN_BASE = ("facts", "by_id", "by_year", "by_segment")  # which read the units too


def calls(source: str, *methods: str) -> Iterator[ast.Call]:
    """Yield the calls of methods of the run, in order."""
    wanted = [f"run.{method}" for method in methods]
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    yield from (node for node in nodes if ast.unparse(node.func) in wanted)


def texts_in(node: ast.AST) -> set[str]:
    constants = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
    return {value for value in constants if isinstance(value, str)}


def says(text: str, name: str) -> bool:
    """Return whether a text has a name as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def whole_code(path: Path) -> str:
    return "\n".join(cells(path, "code").values())


@each
def test_every_declared_table_is_read(path: Path) -> None:
    code = whole_code(path)
    declared = set(contract.read_contract(here(), path.stem).tables)
    read = {text for call in calls(code, *READING) for text in texts_in(call)} & declared
    read |= {"vocabulary/units"} if list(calls(code, *IN_BASE)) else set()
    read |= {name for name in declared if names_a_column(name, path)}
    read |= {"vocabulary/entities"} if "rests_on=" in code else set()  # a note names places
    assert (declared if list(calls(code, "all_tables")) else read) == declared


def names_a_column(table: str, path: Path) -> bool:
    """Return whether a table is a vocabulary that words use for a column of the notebook."""
    if not table.startswith(VOCABULARY):
        return False
    column = (here().data / f"{table}.csv").read_text(encoding="utf-8").partition(",")[0]
    return says(whole_code(path) + str(word_files.read(here(), path.stem)), column)


@each
def test_code_is_short_and_nothing_is_worked_out_in_passing(path: Path) -> None:
    lines = [len(lines_of(source)) for source in cells(path, "code").values()]
    assert statistics.median(lines) <= 6
    nodes = ast.walk(ast.parse(whole_code(path)))
    assert not [node for node in nodes if isinstance(node, ast.Lambda)]


def lines_of(source: str) -> list[str]:
    return [line for line in source.splitlines() if line.strip()]


@each
def test_nine_words_of_prose_for_each_line_of_code(path: Path) -> None:
    """As `wc` counts words: a number that the text takes from the run is one."""
    text = "\n".join(cells(path, "markdown").values())
    words = re.sub(r"\{eval\}`run\.says\[[^`]*`", "", text).split()
    words += [word for cases in sentences_of(path).values() for word in cases[0]["says"].split()]
    assert len(words) >= 9 * len(lines_of(whole_code(path)))


@each
def test_text_takes_numbers_and_works_by_expressions_alone(path: Path) -> None:
    for name, text in cells(path, "markdown").items():
        roles = re.findall(r"\{([\w:]+)\}`", text)
        assert set(roles) <= {"eval", "term"}, name
        assert roles.count("eval") == len(prose.expressions(text)), name
        assert not re.search(
            r"\]\((?!https?:|#)(?!(\.\./book/[\w-]+\.md|[\w-]+\.ipynb)[#)])", text
        ), name


def sentences_of(path: Path) -> dict[str, list[dict[str, str]]]:
    """Return the sentences of a notebook that hang on numbers or verdicts, with their cases."""
    return dict(word_files.read(here(), path.stem).get("sentences", {}))


def taken_by_sentences(path: Path, text: str) -> set[str]:
    """Return what the sentences of a text show or ask for by name."""
    said = [name for role, name in prose.expressions(text) if role == "says"]
    cases = [case for name in said for case in sentences_of(path)[name]]
    asked = set().union(*(conditions.names(case["when"], "") for case in cases if "when" in case))
    subscripts = (re.findall(r'said\["(\w+)"\]', case.get("when", "")) for case in cases)
    shown = (re.findall(r"\{number\}`(\w+)`", case["says"]) for case in cases)
    return asked.union(*subscripts, *shown)


def known_numbers(path: Path) -> set[str]:
    """Return every name that the notebook records a number by; others are parameters, verdicts."""
    code = cells(path, "code").values()
    return {
        str(one.arg) for text in code for call in calls(text, "numbers") for one in call.keywords
    }


@each
def test_text_says_every_sentence_of_its_file_and_no_other(path: Path) -> None:
    text = "\n".join(cells(path, "markdown").values())
    said = {name for role, name in prose.expressions(text) if role == "says"}
    assert said == set(sentences_of(path))


@each
def test_text_takes_only_numbers_that_the_code_above_it_gives(path: Path) -> None:
    given: list[str] = []
    taken: set[str] = set()
    for cell in whole(path)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            named = [one.arg for call in calls(source, "numbers") for one in call.keywords]
            given += [str(name) for name in named if name != "rests_on"]
            continue
        here_taken = {name for role, name in prose.expressions(source) if role == "number"}
        here_taken |= taken_by_sentences(path, source) & known_numbers(path)
        assert here_taken <= set(given), f"{cell['id']} shows what no cell above it records"
        taken |= here_taken
    assert len(set(given)) == len(given)
    for headline in multiverse.HEADLINES:  # which takes numbers off the runs, not the text
        if headline.notebook == path.stem:
            taken |= set(headline.values)
    assert taken == set(given)


@each
def test_text_names_only_numbers_and_works_that_there_are(path: Path) -> None:
    words = languages(here())["en"]
    known = {"printed": facts.all_worded(words), "cite": citations.named(words)}
    known |= {"cite:t": known["cite"], "says": dict.fromkeys(sentences_of(path), "")}
    for name, text in cells(path, "markdown").items():
        for role, taken in prose.expressions(text):
            names = [] if role == "number" else taken.split(",")
            assert [one for one in names if one not in known[role]] == [], name


SHOWING = ("figure", "show_table", "compare", "passages")


def shown(path: Path, *methods: str) -> list[str]:
    """Return the names of the items that calls of methods show."""
    names = [ast.literal_eval(call.args[0]) for call in calls(whole_code(path), *methods)]
    assert len(set(names)) == len(names)
    return names


@each
def test_every_figure_and_table_has_its_words_and_no_other_has(path: Path) -> None:
    items = word_files.read(here(), path.stem)["items"]
    assert set(shown(path, *SHOWING)) == set(items)
    assert [name for name, item in items.items() if not str(item.get("caption", "")).strip()] == []
    figures = shown(path, "figure")
    assert [name for name in figures if not items[name].get("alternative", "").strip()] == []
    assert [name for name in items if "alternative" in items[name] and name not in figures] == []


@each
def test_every_caption_and_alternative_text_is_a_sentence(path: Path) -> None:
    for item in word_files.read(here(), path.stem)["items"].values():
        for kind in word_files.APPLIED_LATER:
            assert re.fullmatch(r"(?s)[A-Z{].*[.}]", item.get(kind, "A.")), item[kind]


def reached(path: Path) -> str:
    """Return all that can name a column or category of a notebook, without the file of words."""
    promised = contract.read_contract(here(), path.stem)
    rooms = ("offshore.study", "offshore.audit", "offshore.display")
    modules = [name for name in promised.imports if name.startswith(rooms)]
    modules += ["offshore.audit.judgements"]  # the names of what checks come to
    files = [ROOT / f"{name.replace('.', '/')}.py" for name in modules]
    files += [here().data / f"{name}.csv" for name in promised.tables]
    texts = [file.read_text(encoding="utf-8") for file in files if file.exists()]
    return "\n".join([whole_code(path), *texts])


def headers(path: Path) -> set[str]:
    """Return the columns of a notebook's tables, those in a language without it."""
    tables = contract.read_contract(here(), path.stem).tables
    texts = [(here().data / f"{name}.csv").read_text(encoding="utf-8") for name in tables]
    return {
        re.sub(r"_(en|zh)$", "", one) for text in texts for one in text.split("\n")[0].split(",")
    }


@each
def test_every_unit_text_and_value_in_the_file_of_words_is_used(path: Path) -> None:
    content = word_files.read(here(), path.stem)
    code, known = whole_code(path), reached(path)
    items = content["items"]
    texts = {text for call in calls(code, "text", "each_row") for text in texts_in(call)}
    # Where a cell chooses one by what is in the data, its name is there.
    chosen = [call for call in calls(code, "text") if not isinstance(call.args[0], ast.Constant)]
    texts |= {name for name in content.get("texts", {}) if chosen and says(known, name)}
    assert [name for name in content.get("texts", {}) if name not in texts] == []
    places = {place for item in items.values() for place in places_of(item)}
    places |= {"cells"} if says(code, "pivot") else set()  # the unit of a pivoted table's columns
    places |= {place for text in content.get("texts", {}).values() for place in named_in(text)}
    labels = {label for item in items.values() for label in item.get("labels", {})}
    columns = [*content.get("units", {}), *content.get("values", {})]
    columns += [name for item in items.values() for name in item.get("units", {})]
    columns = [one for one in columns if one not in places | labels | headers(path)]
    assert [one for one in columns if not says(code, one)] == []
    categories = [name for named in content.get("values", {}).values() for name in named]
    assert [name for name in categories if not says(known, name)] == []
    assert [label for label in labels - headers(path) if not says(known, label)] == []


@each
def test_ticks_are_those_of_a_labelled_axis(path: Path) -> None:
    items = word_files.read(here(), path.stem)["items"]
    for name, item in items.items():
        assert set(item.get("ticks", {})) <= set(item.get("labels", {})), name
        assert "ticks" not in item or name in shown(path, "figure"), name


def named_in(text: object) -> set[str]:
    return word_files.places(str(text), "text")


def places_of(item: dict[str, Any]) -> set[str]:
    texts = [item.get(kind, "") for kind in word_files.APPLIED_LATER]
    return set().union(*map(named_in, [*texts, *item.get("labels", {}).values()]))

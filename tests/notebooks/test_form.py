"""Every stored notebook keeps the contract that DESIGN and CONTRIBUTING set out."""

import ast
import io
import json
import re
import tokenize
from pathlib import Path
from typing import Any

import pytest
from checkouts import here, notebooks

from offshore.book.pages import multiverse
from offshore.notebook import contract

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


@each
def test_every_declared_table_is_read(path: Path) -> None:
    code = "\n".join(cells(path, "code").values())
    declared = set(contract.read_contract(here(), path.stem).tables)
    read = set(re.findall(r"run\.(?:table|names|facts)\(['\"]([\w/]+)['\"]\)", code))
    read |= {"vocabulary/units"} if "run.facts(" in code else set()
    assert (declared if "run.all_tables()" in code else read) == declared


@each
def test_more_words_of_prose_than_of_code(path: Path) -> None:
    prose = re.sub(r"(?s)\$\$.*?\$\$|:::.*?\n", "", "\n".join(cells(path, "markdown").values()))
    # Captions and alternative texts stand in strings of the code, and are prose.
    names = [
        token
        for source in cells(path, "code").values()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.NAME
    ]
    assert len(re.findall(r"\w+", prose)) > len(names)


NUMBER_MAY_STAND = re.compile(
    r"""
    (?s:\$\$.*?\$\$) | \$[^$\n]+\$            # in a formula
    | \{\w+\}`[^`]*` | `[^`]*`                # in a role, which a run or a fact fills; in code
    | \bG20\b                                 # a name
    | \b[Ss]ections?\ \d(\.\d)? | \bFigures?\ \d
    | \b(19|20)\d\d\b                         # a year
    | ^\d\.\ (?=\S)                           # an item of a list
    | \bTime:\ about\ \d+\ minutes
    | (?<![\d.,])(0|1|100)(?![\d%]|[.,]\d)    # the ends of an index and the base of another
    """,
    re.VERBOSE | re.MULTILINE,
)


@each
def test_every_number_in_prose_comes_from_a_run_or_a_fact(path: Path) -> None:
    for name, text in cells(path, "markdown").items():
        typed = re.findall(r"\S*\d\S*", NUMBER_MAY_STAND.sub(" ", text))
        assert typed == [], name


@pytest.mark.parametrize("text", ["grew by 65%", "2,893.3%", "USD 4", "1.5 times", "12 932"])
def test_number_typed_by_hand_would_be_noticed(text: str) -> None:
    assert re.search(r"\d", NUMBER_MAY_STAND.sub(" ", text))


@each
def test_text_takes_only_numbers_that_the_code_gives(path: Path) -> None:
    text = "\n".join(cells(path, "markdown").values())
    taken = {name for name in re.findall(r"\{number\}`([^`]+)`", text) if "." not in name}
    calls = [
        node
        for source in cells(path, "code").values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "run.numbers"
    ]
    given = [keyword.arg for call in calls for keyword in call.keywords]
    assert len(set(given)) == len(given)
    for headline in multiverse.HEADLINES:  # which takes numbers off the runs, not the text
        if headline.notebook == path.stem:
            taken |= set(headline.values)
    assert taken == set(given)

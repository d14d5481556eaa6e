"""README.md and CONTRIBUTING.md against the code: commands, options, rooms, paths and links."""

import ast
import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from checkouts import ROOT, here, tracked

from offshore.cli.commands import main
from offshore.compendium.errors import UserError
from offshore.display.language import languages
from offshore.notebook import contract, given
from offshore.notebook.parameters import resolve
from offshore.notebook.showing import Session

README, CONTRIBUTING = "README.md", "CONTRIBUTING.md"
DOCUMENTS = (README, CONTRIBUTING)
each = pytest.mark.parametrize("document", DOCUMENTS)
COMMANDS = dict(sorted(main.commands.items()))
FENCED = re.compile(r"(?ms)^ *(?P<fence>`{3,})[^`\n]*\n(?P<inside>.*?)^ *(?P=fence)$")
ROOMS = sorted((ROOT / "offshore").rglob("*/__init__.py"))


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str) -> list[str]:
    """Return what stands in the fenced blocks of a document."""
    return [match["inside"] for match in FENCED.finditer(text_of(document))]


def prose(document: str) -> str:
    """Return a document without its fenced blocks."""
    return FENCED.sub("", text_of(document))


def quoted(document: str) -> list[str]:
    """Return what stands in single backticks."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", prose(document))


def rows(first: str) -> list[str]:
    """Return the rows of the table of CONTRIBUTING whose header begins with `first`."""
    _, _, after = text_of(CONTRIBUTING).partition(f"\n| {first} |")
    assert after, f"CONTRIBUTING.md has no table that begins with {first!r}"
    return after.split("\n\n")[0].splitlines()[2:]


# The tables that say what the code says.


def first_paragraph(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())


def room_rows() -> list[str]:
    """Return a row for each room, in the order of the import rules, from the ground up."""
    lines = (ROOT / ".importlinter").read_text(encoding="utf-8").partition("layers =")[2]
    layers = re.findall(r"\w+", lines.split("\n\n")[0])[::-1]
    found = []
    for file in ROOMS:
        room = file.parent.relative_to(ROOT)
        said = first_paragraph(ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))))
        found.append((layers.index(room.parts[1]), f"| `{room.as_posix()}/` | {said} |"))
    return [row for _, row in sorted(found)]


def command_rows() -> list[str]:
    return [f"| `offshore {n}` | {first_paragraph(c.help)} |" for n, c in COMMANDS.items()]


def option_rows() -> list[str]:
    """Return a row for each option and wording, with the commands that have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, command in COMMANDS.items():
        for option in (one for one in command.params if isinstance(one, click.Option)):
            flags = ", ".join(f"`{flag}`" for flag in option.opts)
            found.setdefault((flags, option.help or ""), []).append(f"`{name}`")
    ordered = sorted(found.items(), key=lambda item: item[0][0].strip("`-"))
    return [f"| {flags} | {', '.join(names)} | {said} |" for (flags, said), names in ordered]


def targets() -> dict[str, str]:
    """Return what the Makefile says of each target that people call."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^([a-z]+):.*## (.+)$", makefile))


def target_rows() -> list[str]:
    return [f"| `make {name}` | {said} |" for name, said in targets().items()]


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        ("Room", room_rows()),
        ("Command", command_rows()),
        ("Option", option_rows()),
        ("Make target", target_rows()),
    ],
    ids=["rooms", "commands", "options", "targets"],
)
def test_table_says_what_the_code_says(first: str, wanted: list[str]) -> None:
    wrong = "\n".join(row for row in wanted if row not in rows(first))
    assert rows(first) == wanted, f"these rows are missing from CONTRIBUTING.md:\n{wrong}"


# The commands that documents show.

PROGRAM = re.compile(r"(?:\.venv/bin/)?offshore ([^#]+)")


def shown(document: str) -> list[str]:
    """Return the lines of a document's blocks, and what stands in backticks."""
    lines = [line.strip() for block in blocks(document) for line in block.splitlines()]
    return [*quoted(document), *lines]


def calls(document: str) -> list[list[str]]:
    """Return the arguments of each call of `offshore`, but of commands that a recipe adds."""
    found = [PROGRAM.match(line) for line in shown(document)]
    added = re.findall(r"(?m)^ *@main\.command\(\)[^`]*?^ *def (\w+)\(", text_of(document))
    split = [shlex.split(match[1]) for match in found if match]
    return [call for call in split if call[0] not in added]


CALLS = [(document, call) for document in DOCUMENTS for call in calls(document)]


def complaint(call: list[str]) -> str:
    """Return what the command line finds wrong with a call, without running it."""
    if call[0] in ("-h", "--help"):
        return ""
    command = COMMANDS.get(call[0])
    if command is None:
        return f"there is no command {call[0]}"
    try:
        above = click.Context(main, **main.context_settings)
        context = command.make_context(call[0], call[1:], parent=above)
    except click.exceptions.Exit:
        return ""
    except click.MissingParameter as missing:
        # A command's name by itself speaks of the command, and is no example of a call.
        return "" if len(call) == 1 else missing.format_message()
    except click.ClickException as wrong:
        return wrong.format_message()
    return values_complaint(context)


def values_complaint(context: click.Context) -> str:
    """Return what is wrong with the notebook and the parameters that a call names."""
    notebook, options = context.params.get("notebook"), context.params.get("options", ())
    if "<" in str(notebook) or "<" in str(options):
        return ""
    try:
        if notebook:
            changes = {notebook: given.for_notebook(here(), notebook, options, None)}
        else:
            changes = given.for_edition(here(), options, None)
        for name, values in changes.items():
            resolve(contract.read_contract(here(), name).parameters, values, name)
    except UserError as wrong:
        return str(wrong)
    return ""


def test_documents_show_many_calls() -> None:
    assert {document for document, _ in CALLS} == set(DOCUMENTS)
    assert len(CALLS) > 20


@pytest.mark.parametrize(("document", "call"), CALLS, ids=[shlex.join(call) for _, call in CALLS])
def test_call_in_a_document_is_one_that_the_program_takes(document: str, call: list[str]) -> None:
    assert complaint(call) == "", document


@pytest.mark.parametrize(
    "call",
    ["buidl", "build --editon mine", "run growth -p frist_year=2014", "run grwth", "sweep growth"],
)
def test_call_that_the_program_does_not_take_would_be_noticed(call: str) -> None:
    assert complaint(call.split()) != ""


@each
def test_make_targets_that_are_named_exist(document: str) -> None:
    named = {name for text in shown(document) for name in re.findall(r"\bmake ([a-z]+)\b", text)}
    assert named
    assert named <= set(targets())


# What documents name: files, modules, methods, sections.

FILES = tracked()
FOLDERS = {parent.as_posix() for name in FILES for parent in Path(name).parents}
GENERATED = ("_build/", "dist/", ".venv", "generated/", "items/", "/")
ENDING = re.compile(r"\w\.(py|md|csv|json|yml|yaml|toml|lock|po|ipynb|cff|html|css|js|in|png)$")
# Files that an example has a user write, or that a command writes.
EXAMPLES = {"grid.yml", "mine.yml", "cases.csv", "runs.csv", "runs.parquet"}
EXAMPLES |= {".zenodo.json", "ro-crate-metadata.json"}  # in a deposit
EXAMPLES |= {"comparison.html", "results.json"}  # beside a book


def paths(document: str) -> Iterator[str]:
    """Yield what is a path in backticks; `<name>` in one stands for any name."""
    for text in quoted(document):
        plain = re.fullmatch(r"[\w./<>-]+", text) and not text.startswith(GENERATED)
        if plain and ("/" in text or ENDING.search(text)):
            yield text


def exists(path: str) -> bool:
    """Tell whether git has a file or folder of that path, or of that name where it is bare."""
    known = {*FILES, *FOLDERS}
    if "<" not in path:
        return path.rstrip("/") in known or ("/" not in path and path in bare())
    parts = re.split(r"<\w+>", path.rstrip("/"))
    pattern = re.compile(r"[^/]+".join(map(re.escape, parts)))
    names = known if "/" in path else bare()
    return any(pattern.fullmatch(one) for one in names)


def bare() -> set[str]:
    return {Path(name).name for name in FILES} | EXAMPLES


@each
def test_every_path_in_backticks_exists(document: str) -> None:
    found = sorted(set(paths(document)))
    assert found
    assert [path for path in found if not exists(path)] == []


@pytest.mark.parametrize("path", ["offshore/show/", "keyz.py", "book/<page>.rst", "data/<x>/y.csv"])
def test_path_that_does_not_exist_would_be_noticed(path: str) -> None:
    assert not exists(path)


def test_every_dotted_name_of_the_package_leads_somewhere() -> None:
    names = re.compile(r"offshore(?:\.\w+)+")
    told = {name for text in quoted(CONTRIBUTING) for name in names.findall(text)}
    assert told
    for name in told:
        module, _, attribute = name.rpartition(".")
        try:
            importlib.import_module(name)
        except ImportError:
            assert hasattr(importlib.import_module(module), attribute), name


def test_what_recipes_call_of_a_run_is_there() -> None:
    run = Session("growth", [], languages(here())["en"])
    told = set(re.findall(r"\brun\.(\w+)", text_of(CONTRIBUTING))) - {"json"}
    assert {"figure", "show_table", "numbers", "text"} <= told
    assert [name for name in told if not hasattr(run, name)] == []


def test_imports_in_recipes_work() -> None:
    lines = re.findall(r"(?m)^ *from (offshore[\w.]*) import (.+)$", text_of(CONTRIBUTING))
    assert lines
    for module, names in lines:
        for name in names.split(", "):
            found = importlib.import_module(module)
            assert hasattr(found, name) or importlib.import_module(f"{module}.{name}")


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(document: str) -> set[str]:
    return {anchor(one) for one in re.findall(r"(?m)^#+ (.+)$", prose(document))}


@each
def test_every_link_to_a_file_or_a_section_leads_there(document: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", prose(document)))
    assert links
    for link in (one for one in links if not one.startswith("https://")):
        file, _, section = link.partition("#")
        assert (ROOT / (file or document)).exists(), link
        if section:
            assert section in anchors(file or document), link


def test_section_that_an_error_names_is_there() -> None:
    source = (ROOT / "offshore/notebook/contract.py").read_text(encoding="utf-8")
    (named,) = re.findall(r"CONTRIBUTING\.md, ([\w ]+), has the form", source)
    assert anchor(named) in anchors(CONTRIBUTING)


def test_readme_fits_on_two_screens() -> None:
    assert len(text_of(README).splitlines()) <= 80

"""The way of the code is one-directional, and nothing in git leads to one machine or one host."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from checkouts import ROOT, tracked

from offshore.notebook.contract import imported_modules

MODULES = sorted((ROOT / "offshore").rglob("*.py"))
FILES = [name for name in tracked() if not name.endswith((".otf", ".png"))]


def name_of(file) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def test_rooms_import_in_one_direction() -> None:
    """The rules are those of `.importlinter`, which `make check` holds as well."""
    lint = str(Path(sys.executable).with_name("lint-imports"))
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_folder_has_more_than_a_dozen_modules() -> None:
    folders = {file.parent for file in MODULES}
    sizes = {str(one): len([*one.glob("[!_]*.py")]) for one in folders}
    assert {name: size for name, size in sizes.items() if size > 12} == {}


STUDY = [file for room in ("numerals", "study") for file in (ROOT / "offshore" / room).glob("*.py")]
PURE = {"collections", "dataclasses", "decimal", "enum", "fractions", "functools"}
PURE |= {
    "itertools",
    "math",
    "mpmath",
    "networkx",
    "numpy",
    "offshore",
    "operator",
    "pandas",
    "re",
    "statistics",
    "typing",
}


def test_the_economics_import_only_what_computes() -> None:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in STUDY]
    found = {name.split(".")[0] for tree in trees for name in imported_modules(tree)}
    assert found - PURE == set()


def test_the_economics_open_no_file_and_draw_nothing() -> None:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in STUDY]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = [ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)]
    forbidden = re.compile(r"(^|\.)(open|print|plot|to_csv|read_\w+|(read|write)_(text|bytes))$")
    assert [call for call in calls if forbidden.search(call)] == []


def test_only_places_knows_where_the_package_lies() -> None:
    knowing = [file for file in MODULES if "__file__" in file.read_text(encoding="utf-8")]
    # The theme finds the font that lies beside it; the warm process watches others' files.
    drawing = "offshore.display.drawing.theme"
    allowed = {"offshore.compendium.root", drawing, "offshore.runs.warm.server"}
    assert {name_of(file) for file in knowing} <= allowed


MACHINE = re.compile(r"(?<![\w.<*$}/-])/(work|root|tmp|home/\w+)\b")
REGISTRY = re.compile(r"(pypi|pythonhosted|npmjs|anaconda|debian)\.(org|com)|registry\.\w+\.\w+")


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine path", "registry host"])
def test_no_file_names_a(pattern: re.Pattern[str]) -> None:
    found = []
    for name in FILES:
        text = (ROOT / name).read_text(encoding="utf-8")
        found += [f"{name}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


LOCKS = [name for name in FILES if name.endswith(".lock")]


def test_all_locks_are_known() -> None:
    roles = ["requirements-dev.lock", "requirements-uv.lock", "requirements.lock"]
    assert sorted(LOCKS) == ["benchmarks/peers.lock", *roles, "tests/acceptance/roc-validator.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed_and_has_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in lock
    lines = [line for line in lock.replace("\\\n", " ").splitlines() if line.strip()]
    requirements = [line for line in lines if not line.lstrip().startswith("#")]
    assert requirements
    form = re.compile(r"[\w.\[\]-]+==\S+( ; .*?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line[:60] for line in requirements if not form.fullmatch(line)] == []

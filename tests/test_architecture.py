"""The way of the code is one-directional, and nothing in git leads to one machine or one host."""

import ast
import re

import pytest
from checkouts import ROOT, tracked

from offshore.contract import imported_modules

# Each part of the package imports only itself and parts before it.
ORDER = [
    "errors",
    "places",
    "bounded",
    "spreadsheet",
    "study",
    "tables",
    "audit",
    "parameters",
    "contract",
    "plain_yaml",
    "given",
    "grid",
    "guard",
    "show",
    "notebook",
    "warm",
    "publish",
    "sweep",
    "cli",
    "program",
]
MODULES = sorted((ROOT / "offshore").rglob("*.py"))
FILES = [name for name in tracked() if not name.endswith((".otf", ".png"))]


def part(module: str) -> str:
    return module.split(".")[1]


def name_of(file) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def own_imports(file) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {name for name in imported_modules(tree) if name.startswith("offshore.")}


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_module_imports_only_parts_that_come_before_its_own(file) -> None:
    if file.parent == ROOT / "offshore" and file.stem == "__init__":
        assert own_imports(file) == set()
        return
    here = part(name_of(file))
    allowed = {here} if here == "study" else set(ORDER[: ORDER.index(here) + 1])
    assert {part(name) for name in own_imports(file)} - allowed == set()


def test_publish_needs_nothing_of_what_a_notebook_imports() -> None:
    for file in (ROOT / "offshore/publish").glob("*.py"):
        assert "offshore.notebook" not in own_imports(file)


STUDY = sorted((ROOT / "offshore/study").glob("*.py"))
PURE = {"collections", "dataclasses", "decimal", "enum", "fractions", "functools", "graphlib"}
PURE |= {"itertools", "math", "mpmath", "numpy", "offshore", "pandas", "re", "statistics", "typing"}


@pytest.mark.parametrize("file", STUDY, ids=name_of)
def test_study_imports_only_what_computes(file) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert {name.split(".")[0] for name in imported_modules(tree)} - PURE == set()


@pytest.mark.parametrize("file", STUDY, ids=name_of)
def test_study_opens_no_file_and_draws_nothing(file) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    forbidden = re.compile(r"(^|\.)(open|print|plot|to_csv|read_\w+|(read|write)_(text|bytes))$")
    assert [call for call in calls if forbidden.search(call)] == []


def test_only_places_knows_where_the_package_lies() -> None:
    knowing = [file for file in MODULES if "__file__" in file.read_text(encoding="utf-8")]
    # The theme finds the font that lies beside it; the warm process watches others' files.
    allowed = {"offshore.places", "offshore.show.theme", "offshore.warm.server"}
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
    assert sorted(LOCKS) == ["benchmarks/peers.lock", *roles]


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed_and_has_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in lock
    lines = [line for line in lock.replace("\\\n", " ").splitlines() if line.strip()]
    requirements = [line for line in lines if not line.lstrip().startswith("#")]
    assert requirements
    form = re.compile(r"[\w.\[\]-]+==\S+( ; .*?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line[:60] for line in requirements if not form.fullmatch(line)] == []

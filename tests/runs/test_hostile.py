"""Notebooks that misbehave: each is told as what it is, touches nothing and leaves nothing."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import checkouts
import hostile
import psutil
import pytest
from checkouts import Checkout
from hostile import NOTEBOOKS

LIMITS = ("--cell-seconds", "6", "--memory", "1024", "--output-size", "1")


@dataclass(frozen=True)
class Tried:
    """What a build said of the hostile notebooks, and the sources before and after it."""

    done: subprocess.CompletedProcess[str]
    before: dict[str, tuple[bytes, int]]
    after: dict[str, tuple[bytes, int]]
    left: list[list[str]]
    good: set[str]


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    checkout = checkouts.copy(tmp_path_factory.mktemp("hostile") / "compendium 温州")
    for folder in ("notebooks", "book/multiverse"):
        shutil.rmtree(checkout.root / folder)
    (checkout.root / "notebooks").mkdir()
    hostile.write(checkout.root / "notebooks")
    before = sources(checkout)
    done = checkout.offshore("build", "--language", "en", *LIMITS)
    left = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
    recipes = (checkout.root / "_build/runs").glob("*/run.json")
    good = {name for recipe in recipes for name in NOTEBOOKS if f'"{name}":' in recipe.read_text()}
    yield Tried(done, before, sources(checkout), [one for one in left if one], good)


def sources(checkout: Checkout) -> dict[str, tuple[bytes, int]]:
    """Return content and mode of every file that is no result, by its path."""
    found = [path for path in checkout.root.rglob("*") if path.is_file()]
    named = {path.relative_to(checkout.root): path for path in found}
    return {
        str(name): (path.read_bytes(), path.stat().st_mode)
        for name, path in named.items()
        if name.parts[0] != "_build" and "__pycache__" not in name.parts
    }


@pytest.mark.parametrize("name", [name for name, one in NOTEBOOKS.items() if one.told])
def test_what_misbehaves_is_told_as_what_it_is(tried: Tried, name: str) -> None:
    told = re.search(rf"^Notebook {name}, cell (\w+): (.*)$", tried.done.stderr, re.MULTILINE)
    assert told, tried.done.stderr
    assert told[1] == "misbehaves"
    assert told[2].startswith(NOTEBOOKS[name].told)
    assert name not in tried.good


@pytest.mark.parametrize("name", [name for name, one in NOTEBOOKS.items() if not one.told])
def test_what_does_no_harm_is_good(tried: Tried, name: str) -> None:
    assert f"Notebook {name}," not in tried.done.stderr
    assert name in tried.good


def test_sources_are_as_they_were(tried: Tried) -> None:
    changed = {name for name in tried.before if tried.after.get(name) != tried.before[name]}
    assert changed == set()
    assert tried.after.keys() == tried.before.keys()


def test_nothing_that_a_notebook_started_is_left(tried: Tried) -> None:
    assert [one for one in tried.left if "3117" in one] == []


def test_failure_is_told_without_a_traceback(tried: Tried) -> None:
    assert tried.done.returncode == 1
    assert "Traceback" not in tried.done.stdout + tried.done.stderr
    failing = sum(1 for one in NOTEBOOKS.values() if one.told)
    assert f"{failing} of {len(NOTEBOOKS)} runs failed." in tried.done.stderr


def test_limits_and_their_defaults_are_in_the_help(itself: Checkout) -> None:
    for command in ("build", "run", "sweep"):
        said = " ".join(itself.offshore(command, "--help").stdout.split())
        for option, default in {"cell-seconds": 600, "memory": 4096, "output-size": 20}.items():
            assert re.search(rf"--{option} .*?default: {default}[;\]]", said), (command, option)


@pytest.mark.parametrize("given", ["0", "-1", "much", "999999999999"])
def test_limit_that_is_none_is_refused(itself: Checkout, given: str) -> None:
    done = itself.offshore("run", "growth", "--memory", given)
    assert done.returncode == 2
    assert "--memory" in done.stderr


def test_failed_notebook_is_kept_no_longer_than_its_limit(tried: Tried) -> None:
    file = re.search(r"Notebook prints_without_end.*\n.*got: (\S+)", tried.done.stderr)
    assert file
    assert "prints_without_end" in Path(file[1]).name

"""What readers, students and markers need works where there is neither POSIX nor the extras.

On Linux the processes here are without what Windows lacks, by `without_posix.py`. On Windows and
macOS, where the workflow runs this file, they have what there is.
"""

import os
import subprocess
import sys
from concurrent.futures import Executor
from pathlib import Path

import miniature
import nbformat
import pytest
import without_posix
from checkouts import ROOT, Checkout, environment
from choices import bundles

from offshore.compendium import root as root_module
from offshore.compendium import system
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.display.mime import NUMBERS
from offshore.runs import processes

LINUX = sys.platform == "linux"
on_linux = pytest.mark.skipif(not LINUX, reason="only Linux has to be made to lack anything")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which each process without POSIX says that it is one."""
    file = tmp_path / "processes.txt"
    monkeypatch.setenv(without_posix.LOG, str(file))
    return file


@pytest.fixture
def lacking(fresh: Checkout, log: Path) -> Checkout:  # noqa: ARG001
    """A copy whose processes, kernels included, are without POSIX: PYTHONPATH leads to it."""
    return deprived(fresh)


def deprived(checkout: Checkout) -> Checkout:
    (checkout.root / "sitecustomize.py").write_text(
        (ROOT / "tests/without_posix.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    return checkout


def python(checkout: Checkout, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=checkout.root,
        env=environment(checkout.root),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_chapter_runs_from_the_command_line(lacking: Checkout, log: Path) -> None:
    done = lacking.offshore("run", "markets", "-o", "copy.ipynb")
    assert (done.returncode, done.stderr) == (0, "")
    numbers: dict[str, str] = {}
    for given in bundles(nbformat.read(lacking.root / "copy.ipynb", as_version=4), NUMBERS):
        numbers |= given
    # Of at least 46 markets, 7 are above one million dollars; each of the other 39 has at most one
    # million, of 220.49 in all: 39 / 220.49 = 0.17688.
    assert (numbers["small_count"], numbers["small_share"]) == ("39", "17.7%")
    if LINUX:
        assert "longer: processes cannot be forked here" in done.stdout
        command, kernel = log.read_text(encoding="utf-8").splitlines()
        assert "offshore run markets" in command and "ipykernel_launcher" in kernel


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("parameters growth", "first_year: int"),
        ("audit", "claims: "),
        ("validate", "data/ is as data/datapackage.json says."),
    ],
)
def test_light_command_works(lacking: Checkout, command: str, said: str) -> None:
    done = lacking.offshore(*command.split())
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout


def test_a_sweep_runs(tmp_path: Path, log: Path) -> None:
    small = deprived(miniature.make(tmp_path / "small"))
    (small.root / "grid.yml").write_text("grid: {first_year: [2013, 2015]}\n", encoding="utf-8")
    done = small.offshore("sweep", "totals", "--grid", "grid.yml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 runs, 2 made now." in done.stdout
    assert not LINUX or log.exists()


@on_linux
@pytest.mark.parametrize("command", ["build", "serve", "translations"])
def test_command_for_books_says_that_it_cannot_work(lacking: Checkout, command: str) -> None:
    said = lacking.refuses(command)
    assert said.startswith(f"Error: offshore {command} works on Linux and macOS only.")


@on_linux
@pytest.mark.parametrize(
    "code",
    [
        "import fcntl",
        "import importlib; importlib.import_module('resource')",
        "from os import fork",
        "import signal; signal.SIGKILL",
        "import socket; socket.AF_UNIX",
        "import multiprocessing; multiprocessing.get_context('forkserver')",
    ],
)
def test_what_windows_lacks_is_lacking_here(lacking: Checkout, code: str) -> None:
    with pytest.raises(AssertionError, match=r"ModuleNotFound|ImportError|Attribute|ValueError"):
        python(lacking, code)


LIGHT = ("offshore.notebook.session", "offshore.cli.commands", "offshore.book.editions")
# papermill loads our engine.
LIGHT += ("offshore.audit.report", "offshore.data.validation", "papermill")
HEAVY = {"distributed", "docutils", "jupyter_book", "pybtex", "sphinx"}


def test_what_runs_a_chapter_imports_nothing_of_the_extras(fresh: Checkout) -> None:
    loading = f"import sys, {', '.join(LIGHT)}; print(*sys.modules)"
    loaded = set(python(fresh, loading).split())
    assert set(LIGHT) <= loaded
    assert loaded & HEAVY == set()


def test_what_runs_a_chapter_imports_without_posix(lacking: Checkout) -> None:
    assert python(lacking, f"import {', '.join(LIGHT)}; print('imported')") == "imported\n"


def test_extra_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "EXTRAS", {"book": ("click", "os.path")})
    system.require_extra("offshore build", "book")
    monkeypatch.setattr(
        system,
        "EXTRAS",
        {
            "book": (
                "click",
                "sphinx_that_is_not_there.at_all",
            )
        },
    )
    with pytest.raises(UserError) as refused:
        system.require_extra("offshore build", "book")
    assert str(refused.value) == (
        "offshore build needs the extra 'book': pip install 'offshore[book]'"
    )


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package outside a checkout that carries a compendium; the working folder holds none."""
    package = tmp_path / "site-packages/offshore"
    for mark in root_module.MARKS:
        (package / "edition" / mark).parent.mkdir(parents=True, exist_ok=True)
        (package / "edition" / mark).touch()
    monkeypatch.delenv("OFFSHORE_ROOT", raising=False)
    monkeypatch.setattr(root_module, "PACKAGE", package)
    monkeypatch.setattr(root_module, "INSTALLED", package / "edition")
    (tmp_path / "working").mkdir()
    monkeypatch.chdir(tmp_path / "working")
    return package / "edition"


def test_installed_compendium_is_read_and_results_go_to_the_working_folder(
    installed: Path,
) -> None:
    here = Compendium.here()
    assert here.root == installed.resolve()
    assert here.build == Path.cwd() / "_build"
    with pytest.raises(UserError, match="offshore build works in a checkout only"):
        here.require_checkout("offshore build")


def test_compendium_of_the_working_folder_comes_before_the_installed_one(
    installed: Path,  # noqa: ARG001
) -> None:
    for mark in root_module.MARKS:
        Path(mark).parent.mkdir(parents=True, exist_ok=True)
        Path(mark).touch()
    assert Compendium.here() == Compendium(Path.cwd().resolve())


def test_runs_are_made_in_turn_where_nothing_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "forks", lambda: False)
    with processes.pool() as workers:
        assert isinstance(workers, Executor)
        assert workers.submit(os.getpid).result() == os.getpid()
        assert isinstance(workers.submit(lambda: 1 / 0).exception(), ZeroDivisionError)

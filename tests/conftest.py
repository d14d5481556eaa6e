"""Copies of the checkout, built and not built, for every test to share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import browsing
import checkouts
import laboratory
import miniature
import pytest
from checkouts import ROOT, Checkout
from filelock import FileLock
from hypothesis import settings
from laboratory import Laboratory
from warmed import Warmed, WarmedCheckout, forget, warmed

from offshore.compendium import root as root_module
from offshore.runs import keys, planning, snapshot

# How long an example takes says nothing about whether it is right.
settings.register_profile("suite", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)  # of `make acceptance`
settings.load_profile("suite")


# Modules of seconds come last, so that no worker is left with a long one when the others are done.
SHORT = ("audit", "data", "display", "numerals", "results", "study")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(tests).parts[0] in SHORT)


@pytest.fixture
def fresh(tmp_path: Path) -> Checkout:
    """A copy of the checkout in which nothing is built."""
    return checkouts.copy(tmp_path / "fresh")


@pytest.fixture(scope="session")
def process() -> Iterator[Warmed]:
    """A process that has everything imported, for commands in many folders."""
    with warmed(ROOT) as one:
        yield one


@pytest.fixture
def quick(process: Warmed, tmp_path: Path) -> Checkout:
    """A copy in which nothing is built; its commands are given to one process, to save time."""
    return WarmedCheckout(checkouts.copy_of_sources(tmp_path / "quick").root, process)


@pytest.fixture(scope="session")
def itself(process: Warmed) -> WarmedCheckout:
    """The checkout, for commands that are refused: they leave it as it is."""
    return WarmedCheckout(ROOT, process)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what one worker makes for all of them."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built(shared: Path, process: Warmed) -> WarmedCheckout:
    """A copy with both editions built once, for all workers; tests only look at it."""
    root = shared / "built/compendium"
    with FileLock(shared / "built.lock"):
        if not Checkout(root).html("zh").exists():
            build = checkouts.copy(root).offshore("build")
            assert build.returncode == 0, build.stderr
    return WarmedCheckout(root, process)


@pytest.fixture
def rebuildable(built: WarmedCheckout, tmp_path: Path) -> WarmedCheckout:
    """A copy of the built one, to change and build again."""
    return built.copied(tmp_path / "rebuildable")


@pytest.fixture(scope="session")
def good(shared: Path, process: Warmed) -> WarmedCheckout:
    """The miniature with both editions built once, for all workers; tests only look at it."""
    checkout = WarmedCheckout(shared / "good/compendium", process)
    with FileLock(shared / "good.lock"):
        if not checkout.html("zh").exists():
            checkout.root.parent.mkdir()
            miniature.make(checkout.root)
            miniature.accept(checkout)
            done = checkout.offshore("build")
            assert (done.returncode, done.stderr) == (0, "")
    return checkout


@pytest.fixture
def inside(fresh: Checkout, monkeypatch: pytest.MonkeyPatch) -> Iterator[Checkout]:
    """A fresh copy that this process works in: its folders, its modules, its languages."""
    monkeypatch.setenv("OFFSHORE_ROOT", str(fresh.root))
    work_with_package_of(fresh.root, monkeypatch)
    forget()
    yield fresh
    forget()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with browsing.chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def lab(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    """JupyterLab in the browser, one for all tests of a worker."""
    with laboratory.started(browser, tmp_path_factory.mktemp("lab")) as one:
        yield one


def work_with_package_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have keys made of the package in a folder, as in a process that was started there."""
    for module in (root_module, keys, planning, snapshot):
        monkeypatch.setattr(module, "PACKAGE", root / "offshore")

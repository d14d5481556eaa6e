"""Both editions of the built book, page by page."""

from collections.abc import Iterator
from pathlib import Path

import browsing
import pytest
import yaml
from checkouts import ROOT, Checkout

CODES = ("en", "zh")


def toc() -> list[str]:
    """Return the names of the pages that the table of contents lists."""
    listed = yaml.safe_load((ROOT / "book/_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter["file"] for part in listed["parts"] for chapter in part["chapters"]]
    return [listed["root"], *chapters]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", toc())
    if "code" in metafunc.fixturenames:
        metafunc.parametrize("code", CODES)


@pytest.fixture(scope="session")
def editions_server(both: Path) -> Iterator[str]:
    with browsing.served(both) as address:
        yield address


@pytest.fixture(scope="session")
def both(built: Checkout) -> Path:
    """The folder of the published editions; not resolved, since they link to each other."""
    return built.root / "_build/book"

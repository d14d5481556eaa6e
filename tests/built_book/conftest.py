"""The built book's pages, from their folder and from a server."""

from collections.abc import Iterator
from pathlib import Path

import browsing
import pytest
import yaml
from checkouts import ROOT, Checkout


@pytest.fixture(scope="session")
def html(built: Checkout) -> Path:
    return built.html().resolve()


@pytest.fixture(scope="session")
def server(html: Path) -> Iterator[str]:
    with browsing.served(html) as address:
        yield address


@pytest.fixture(scope="session", params=["file", "http"])
def address(request: pytest.FixtureRequest, html: Path) -> str:
    """Where the book is opened: from its folder, then from a server."""
    return html.as_uri() if request.param == "file" else request.getfixturevalue("server")


CODES = ("en", "zh")


def toc() -> list[str]:
    """Return the names of the pages that the table of contents lists."""
    listed = yaml.safe_load((ROOT / "book/_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter["file"] for part in listed["parts"] for chapter in part["chapters"]]
    return [listed["root"], *chapters]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    given = {name for one in marks for name in ([one] if isinstance(one, str) else one)}
    if "name" in metafunc.fixturenames and "name" not in given:
        metafunc.parametrize("name", toc())
    if "code" in metafunc.fixturenames and "code" not in given:
        metafunc.parametrize("code", CODES)


@pytest.fixture(scope="session")
def editions_server(both: Path) -> Iterator[str]:
    with browsing.served(both) as address:
        yield address


@pytest.fixture(scope="session")
def both(built: Checkout) -> Path:
    """The folder of the published editions; not resolved, since they link to each other."""
    return built.root / "_build/book"

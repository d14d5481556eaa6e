"""The built book's pages, from their folder and from a server."""

from collections.abc import Iterator
from pathlib import Path

import browsing
import pytest
from checkouts import Checkout


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

"""A copy of the built miniature for each module of tests, to change and build again."""

from collections.abc import Iterator

import pytest
from checkouts import Checkout
from walking import lay_out
from warmed import Warmed, WarmedCheckout, warmed


@pytest.fixture(scope="module")
def builder(good: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warmed]:
    folder = tmp_path_factory.mktemp("copied") / "small"
    lay_out(good.root, folder, built=True)
    with warmed(folder) as process:
        yield process


@pytest.fixture
def small(good: Checkout, builder: Warmed) -> Checkout:
    """A copy of it, to change and build again."""
    lay_out(good.root, builder.root, built=True)
    return WarmedCheckout(builder.root, builder)

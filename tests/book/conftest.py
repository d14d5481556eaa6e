"""The miniature, built once for each module of tests, and a copy to change and build again."""

from collections.abc import Iterator

import miniature
import pytest
from checkouts import Checkout
from walking import lay_out
from warmed import Warmed, WarmedCheckout, warmed


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """The miniature with both editions built; tests only look at it."""
    checkout = miniature.make(tmp_path_factory.mktemp("miniature") / "compendium")
    miniature.accept(checkout)
    done = checkout.offshore("build")
    assert (done.returncode, done.stderr) == (0, "")
    return checkout


@pytest.fixture(scope="module")
def builder(good: Checkout) -> Iterator[Warmed]:
    folder = good.root.with_name("small")
    lay_out(good.root, folder, built=True)
    with warmed(folder) as process:
        yield process


@pytest.fixture
def small(good: Checkout, builder: Warmed) -> Checkout:
    """A copy of it, to change and build again."""
    lay_out(good.root, builder.root, built=True)
    return WarmedCheckout(builder.root, builder)

"""Here each command is a process of its own, as people's are."""

import pytest
from checkouts import Checkout
from warmed import WarmedCheckout


@pytest.fixture(scope="session")
def built(built: WarmedCheckout) -> Checkout:
    return built.alone

"""Waiting for what another process does."""

import time
from collections.abc import Callable

PATIENCE = 120.0  # seconds; far more than any of it takes, but without an end a fault would hang


def wait_until(arrived: Callable[[], bool], what: str) -> None:
    """Wait until something has happened; `what` names it if it does not."""
    deadline = time.monotonic() + PATIENCE
    while not arrived():
        assert time.monotonic() < deadline, f"after {PATIENCE:.0f} s not yet: {what}"
        time.sleep(0.02)

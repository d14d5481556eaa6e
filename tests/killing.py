"""Builds that are killed at a moment."""

from collections.abc import Callable

from checkouts import Checkout
from waiting import wait_until


def says(words: str) -> Callable[[Checkout], bool]:
    return lambda checkout: words in checkout.said


def binds(checkout: Checkout) -> bool:
    return any((checkout.root / "_build/aside").glob("*/entry/source"))


def kill_when(checkout: Checkout, arrived: Callable[[Checkout], bool]) -> None:
    """Start a build and kill it, and it alone, with SIGKILL at a moment."""
    process = checkout.started("build")
    wait_until(lambda: arrived(checkout) or process.poll() is not None, "the moment to kill")
    assert process.poll() is None, f"the build ended before its moment came: {checkout.said}"
    process.kill()
    process.wait()


MOMENTS = {
    "as runs begin": says("Running "),
    "after a run": says("[1/"),
    "while the book is bound": binds,
}

"""How much is done of tests that choose at random: all of it, or less on a machine in a hurry."""

import os


def share(whole: int) -> int:
    """Return how many of so many steps to take: TEST_SHARE of them, at least one."""
    return max(1, round(whole * float(os.environ.get("TEST_SHARE", "1"))))

"""How much is done of what tests choose at random: all of it, or less on a machine in a hurry.

TEST_SHARE says how much, such as 0.05; what is chosen depends on WALK_SEED, and is the same for all
workers.
"""

import os
from collections.abc import Sequence
from random import Random
from typing import TypeVar

Case = TypeVar("Case")


def share(whole: int) -> int:
    """Return how many of so many steps to take, at least one."""
    return max(1, round(whole * float(os.environ.get("TEST_SHARE", "1"))))


def some(cases: Sequence[Case]) -> list[Case]:
    """Return so many of the cases, in their order."""
    kept = Random(os.environ.get("WALK_SEED", "20")).sample(range(len(cases)), share(len(cases)))
    return [cases[place] for place in sorted(kept)]

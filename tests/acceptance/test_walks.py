"""Long walks: whatever people did, a build gives the book made from nothing of the same sources.

What is chosen depends on a seed that is printed; WALK_SEED takes another. TEST_SHARE takes a share
of the walks, for machines with a limit of time.
"""

from pathlib import Path

import walks
from share import share

WALKS = share(20)


def test_five_hundred_steps_through_the_miniature(tmp_path: Path) -> None:
    walks.walk(walks.of_miniature(tmp_path / "pristine"), walks=WALKS, steps=25)


def test_twenty_walks_through_the_real_compendium(tmp_path: Path) -> None:
    walks.walk(walks.of_everything(tmp_path / "pristine"), walks=WALKS, steps=6, sharing=True)

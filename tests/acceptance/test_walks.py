"""Long walks: whatever people did, a build gives the book made from nothing of the same sources.

What is chosen hangs on a seed that is printed; WALK_SEED takes another.
"""

from pathlib import Path

import walks


def test_five_hundred_steps_through_the_miniature(tmp_path: Path) -> None:
    walks.walk(walks.of_miniature(tmp_path / "pristine"), walks=20, steps=25)


def test_twenty_walks_through_the_real_compendium(tmp_path: Path) -> None:
    walks.walk(walks.of_everything(tmp_path / "pristine"), walks=20, steps=6, sharing=True)

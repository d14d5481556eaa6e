"""A short walk through the miniature; `make acceptance` takes the long ones."""

from pathlib import Path

import walks


def test_whatever_was_done_a_build_gives_the_book_made_from_nothing(tmp_path: Path) -> None:
    walks.walk(walks.of_miniature(tmp_path / "pristine"), walks=1, steps=12)

"""The published tables and the invented example, and claims made for a test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from offshore.audit import quantities
from offshore.audit.quantities import Frames

ROOT = Path(__file__).parents[2]
EXAMPLE = Path(__file__).parent / "example"


@pytest.fixture(scope="session")
def published() -> Frames:
    return quantities.load(ROOT / "data")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "data"))


@pytest.fixture
def edit(example: Path) -> Callable[[str, str, str], Path]:
    """Replace the first of a text in a table of the example; return the example."""

    def replaced(table: str, old: str, new: str) -> Path:
        file = example / f"{table}.csv"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return example

    return replaced

"""A package of somebody's own, and the checkout with its results elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checkouts import ROOT
from own_packages import UNITS, Table, lay_out

from offshore.compendium.root import Compendium


@pytest.fixture
def laid_out(tmp_path: Path) -> Callable[..., Path]:
    def made(tables: dict[str, Table], **about: Any) -> Path:
        return lay_out(tmp_path / "别处 of mine", {"vocabulary/units": UNITS, **tables}, **about)

    return made


@pytest.fixture
def here(tmp_path: Path) -> Compendium:
    """The checkout, with its results elsewhere."""
    return Compendium(ROOT, tmp_path / "results")

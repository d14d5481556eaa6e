"""Every notebook comes out of the warm engine as papermill's default engine leaves it."""

from pathlib import Path

import engines
import pytest
from checkouts import notebooks


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> engines.Made:
    asked = {path.stem: (path.read_text(encoding="utf-8"), {}, 600) for path in notebooks()}
    return engines.executed(asked, tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_notebook_comes_out_as_the_default_engine_leaves_it(made: engines.Made, path: Path) -> None:
    engines.check(made, path.stem)

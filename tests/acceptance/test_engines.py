"""The warm engine leaves every notebook as papermill's default engine does."""

import engines
import pytest
from checkouts import notebooks
from share import some

OURS = {path.stem: path for path in notebooks()}
NAMES = some([*engines.GALLERY, *OURS])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> engines.Made:
    asked = {name: engines.asked(name) for name in engines.GALLERY if name in NAMES}
    ours = {name: path for name, path in OURS.items() if name in NAMES}
    asked |= {name: (path.read_text(encoding="utf-8"), {}, 600) for name, path in ours.items()}
    return engines.executed(asked, tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("name", NAMES)
def test_notebook_comes_out_as_the_default_engine_leaves_it(made: engines.Made, name: str) -> None:
    engines.check(made, name)

"""A warm run leaves the notebook that papermill's default engine leaves."""

import engines
import pytest
from checkouts import ROOT

# The others are for `make acceptance`: the default engine takes two seconds for each.
SHORT = ("values", "display", "streams", "raises", "forks", "awaits", "dies", "place")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> engines.Made:
    asked = {name: engines.asked(name) for name in SHORT}
    growth = (ROOT / "notebooks/growth.ipynb").read_text(encoding="utf-8")
    asked["growth"] = (growth, {}, 600)
    return engines.executed(asked, tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("name", [*SHORT, "growth"])
def test_notebook_comes_out_as_the_default_engine_leaves_it(made: engines.Made, name: str) -> None:
    engines.check(made, name)

"""What a notebook shows, in words."""

from typing import Any

import pandas as pd
import pytest
from checkouts import here

from offshore.display.language import languages
from offshore.display.mime import ITEM
from offshore.notebook import session


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "display", lambda bundle, **_: found.append(bundle))
    return found


def run(notebook: str, **parameters: Any) -> session.Session:
    return session.Session(notebook, (), languages(here())["en"], parameters)


def test_ranges_are_written_as_the_column_of_their_low_end_is():
    labels = pd.Index(["total", "over 2m"], name="known")
    low = pd.Series([0.1, 0.25], labels, name="low")
    high = pd.Series([0.9, 0.25], labels, name="high")
    said = run("firms").ranges(low, high)
    assert said == "number and total: 0.100–0.900; + above 2 million: 0.250"


def test_what_fills_a_place_is_written_as_a_column_of_its_name_is(displayed):
    chapter = run("firms", year=2017)
    figure, axes = chapter.axes()
    bounds = {"low": 0.5, "high": 0.75, "cr_low": 0.3, "cr_high": 0.456}
    axes.set(xlabel="members")
    chapter.figure("lorenz", figure, pd.DataFrame({"members": [0, 1]}), **bounds)
    (bundle,) = displayed
    assert bundle[ITEM]["places"] == {
        "year": "2017",
        "low": "0.500",
        "high": "0.750",
        "cr_low": "30.0%",
        "cr_high": "45.6%",
    }

"""What a notebook reads and shows through its session, in the run's language."""

from typing import Any

import pandas as pd
import pytest
from checkouts import here

from offshore.compendium.errors import UserError
from offshore.display.language import languages
from offshore.display.mime import ITEM
from offshore.notebook import session as module
from offshore.notebook.session import Session

COMPANIES, UNITS = "argument/companies", "vocabulary/units"


def session(code: str) -> Session:
    return Session("problems", [COMPANIES, UNITS], languages(here())[code])


@pytest.mark.parametrize(
    ("code", "name", "place"),
    [
        ("en", "Dahua Technology", "4.2, sentence 6"),
        ("zh", "大华股份", "4.2节，第6句"),
    ],
)
def test_table_has_name_place_and_notes_in_the_runs_language(
    code: str, name: str, place: str
) -> None:
    run = session(code)
    found, raw = run.in_language(COMPANIES), run.table(COMPANIES)
    row = found.set_index("id").loc["company-dahua"]
    assert (row["name"], row["place"]) == (name, place)
    assert found["note"].tolist() == raw[f"note_{code}"].tolist()
    pd.testing.assert_frame_equal(found[raw.columns], raw)


def test_table_without_places_in_the_paper_gets_none() -> None:
    found = session("zh").in_language(UNITS)
    assert found["name"].tolist() == found["zh"].tolist()
    assert "place" not in found


def test_table_that_is_not_declared_is_refused() -> None:
    with pytest.raises(UserError, match="without declaring it"):
        session("en").in_language("argument/nodes")


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(module, "display", lambda bundle, **_: found.append(bundle))
    return found


def run(notebook: str, **parameters: Any) -> Session:
    return Session(notebook, (), languages(here())["en"], parameters)


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


def test_places_of_a_text_are_filled_by_the_units_of_the_file() -> None:
    assert run("framework").text("gap", points=-0.1) == "gap in growth: -10 points"
    assert run("framework").text("gap", points="ten") == "gap in growth: ten points"


@pytest.mark.parametrize("code", ["en", "zh"])
def test_legend_may_hold_a_text_whose_places_are_filled(code: str) -> None:
    chapter = Session("framework", (), languages(here())[code])
    assert chapter.words.is_own(chapter.text("gap", points=0.1))
    assert not chapter.words.is_own("concentration")

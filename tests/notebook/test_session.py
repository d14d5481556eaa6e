"""What a notebook reads through its session: tables, with their texts in the run's language."""

import pandas as pd
import pytest
from checkouts import here

from offshore.compendium.errors import UserError
from offshore.display.language import languages
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

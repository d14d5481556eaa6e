"""What a session gives a notebook: tables and texts in the run's language."""

import pytest
from checkouts import here

from offshore.compendium.errors import UserError
from offshore.display.language import languages
from offshore.notebook.session import Session


def session(notebook: str, language: str, *tables: str) -> Session:
    return Session(notebook, tables, languages(here())[language])


def test_table_is_described_in_the_language_of_the_run_with_its_own_columns_kept() -> None:
    first = session("framework", "zh", "argument/nodes").described("argument/nodes").iloc[1]
    assert (first["name"], first["place"]) == ("创新效应", "2.1节，第1句")
    assert first["summary"] == first["summary_zh"]
    assert first["en"] == "Innovation effect"
    english = session("framework", "en", "argument/nodes").described("argument/nodes").iloc[1]
    assert (english["name"], english["place"]) == ("Innovation effect", "2.1, sentence 1")


def test_table_that_is_not_of_the_paper_has_no_places() -> None:
    found = session("growth", "zh", "vocabulary/entities").described("vocabulary/entities")
    assert found["name"][0] == "中国"
    assert "place" not in found


def test_undeclared_table_is_not_described() -> None:
    with pytest.raises(UserError, match="without declaring it"):
        session("growth", "en").described("argument/nodes")


def test_places_of_a_text_are_filled_by_the_units_of_the_file() -> None:
    run = session("framework", "en")
    assert run.text("gap", points=-0.1) == "gap in growth: -10 points"
    assert run.text("gap", points="ten") == "gap in growth: ten points"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_legend_may_hold_a_text_whose_places_are_filled(language: str) -> None:
    run = session("framework", language)
    assert run.words.is_own(run.text("gap", points=0.1))
    assert not run.words.is_own("concentration")

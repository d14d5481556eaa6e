"""`offshore validate` refuses places that the table of sentences does not have."""

from pathlib import Path

import pytest
from checkouts import ROOT

from offshore.audit.transcription.fingerprints import sentences
from offshore.audit.transcription.rules import of_places, of_wordings
from offshore.data.tables import read_table

SENTENCES = [{"section": "3.1", "sentence": str(number)} for number in range(9)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"section": "3.1", "sentence": "9"},
         "data/paper/facts.csv, row 2, column sentence: '9' is not a sentence of section 3.1. "
         "Allowed: 0 to 8."),
        ({"section": "3.1", "first": "0", "last": "12"},
         "data/paper/facts.csv, row 2, column last: '12' is not a sentence of section 3.1. "
         "Allowed: 0 to 8."),
        ({"section": "3.4", "sentence": "1"},
         "data/paper/facts.csv, row 2, column section: '3.4' is not a section of paper/sentences. "
         "Allowed: one of 3.1."),
    ],
    ids=["sentence", "last sentence", "section"],
)  # fmt: skip
def test_a_place_that_no_sentence_has_is_a_fault(row: dict[str, str], told: str) -> None:
    tables = {"paper/sentences.csv": SENTENCES, "paper/facts.csv": [row]}
    assert list(map(str, of_places(tables, Path("data")))) == [told]


def test_places_that_exist_empty_ones_and_packages_without_sentences_are_sound() -> None:
    rows = [{"section": "3.1", "sentence": "8"}, {"section": "", "sentence": ""}]
    tables = {"paper/sentences.csv": SENTENCES, "paper/facts.csv": rows}
    assert of_places(tables, Path("data")) == []
    other = {"paper/facts.csv": [{"section": "9", "sentence": "9"}]}
    assert of_places(other, Path("data")) == []


@pytest.mark.parametrize(
    ("column", "value"), [("table", "paper/plans"), ("row", "plum"), ("column", "price")]
)
def test_words_of_ours_for_a_cell_that_is_not_there_are_a_fault(column: str, value: str) -> None:
    row = {"table": "paper/trees", "row": "pear", "column": "zh"} | {column: value}
    tables = {"paper/wordings.csv": [row], "paper/trees.csv": [{"id": "pear", "zh": "梨"}]}
    (fault,) = of_wordings(tables, Path("data"))
    assert (fault.row, fault.column, fault.value) == (2, column, value)


def test_paragraphs_of_the_argument_are_made_of_these_sentences_and_no_others() -> None:
    known = [one for one in sentences(ROOT / "data") if one.kind != "caption"]
    paragraphs = read_table("argument/paragraphs", ROOT / "data")
    listed = {
        (row.section, number)
        for row in paragraphs.itertuples()
        for number in range(row.first, row.last + 1)
    }
    # Section 1 is only a heading, as are those of the abstract and section 3, and argues nothing.
    apart = {one.place for one in known if one.place[0] in ("abstract", "1", "3")}
    headings = {("1.1", 0), ("1.2", 0)}
    assert listed == {one.place for one in known} - apart - headings

"""references.bib, as pybtex reads it back, and how the book writes a work."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from checkouts import here
from pybtex.database import BibliographyData, parse_string

from offshore.book.pages import bibliography, glossary
from offshore.book.sphinx import reference_style
from offshore.data.tables import read_table
from offshore.display.language import languages
from offshore.notebook import contract, prose

COLUMNS = [
    *("key", "type", "authors", "year", "title", "container", "volume", "number", "pages"),
    *("doi", "publisher", "isbn"),
]


def work(**cells: object) -> pd.DataFrame:
    given = {"key": "Work2001", "type": "article", "authors": "Roe, Ann", "year": 2001}
    return pd.DataFrame([dict.fromkeys(COLUMNS, "") | given | {"title": "On It"} | cells])


def read_back(table: pd.DataFrame) -> BibliographyData:
    return parse_string(bibliography.bibtex(table), "bibtex")


@pytest.fixture(autouse=True)
def style_is_known() -> None:
    reference_style.register()


def written(table: pd.DataFrame) -> str:
    style = reference_style.VerifiedStyle()
    (entry,) = style.format_bibliography(read_back(table))
    return str(entry.text.render_as("text"))


def test_every_work_of_the_table_is_there_and_nothing_else() -> None:
    table = read_table("context/literature", here().data)
    found = read_back(table).entries
    assert list(found) == list(table.key)
    for row in table.itertuples():
        assert found[row.key].fields["title"].strip("{}") == row.title
        assert found[row.key].fields["year"] == str(row.year)
        assert len(found[row.key].persons["author"]) == len(row.authors.split("; "))


def test_an_empty_cell_gives_no_field() -> None:
    assert set(read_back(work(container="Trade")).entries["Work2001"].fields) == {
        *("title", "year", "journal"),
    }


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"container": "Trade"}, "Ann Roe. On It. Trade, 2001."),
        (
            {"container": "Trade", "volume": "85", "number": "2"},
            "Ann Roe. On It. Trade, 85(2), 2001.",
        ),
        (
            {"container": "Trade", "number": "9", "pages": "49-55"},
            "Ann Roe. On It. Trade, (9):49-55, 2001.",
        ),
        ({}, "Ann Roe. On It. 2001."),
        ({"type": "book", "publisher": "Press"}, "Ann Roe. On It. Press, 2001."),
        (
            {"type": "report", "authors": "US Office", "publisher": "Press"},
            "US Office. On It. Press, 2001.",
        ),
        (
            {"type": "report", "authors": "李洁; 张天顶", "container": "Meeting"},
            "李洁、张天顶. On It. Meeting, 2001.",
        ),
    ],
)
def test_a_work_is_written_with_what_is_known(cells: dict[str, str], text: str) -> None:
    assert written(work(**cells)) == text


def test_marks_of_tex_in_a_title_survive() -> None:
    assert "R&D at 100% of $5" in written(work(title="R&D at 100% of $5", container="Trade"))


def test_organisations_are_sorted_among_persons() -> None:
    names = ["Zander, Bo", "US Office", "Adams, Al"]
    table = pd.concat([work(key=f"Work200{n}", authors=name) for n, name in enumerate(names)])
    style = reference_style.VerifiedStyle()
    ordered = [entry.key for entry in style.format_bibliography(read_back(table))]
    assert ordered == ["Work2002", "Work2001", "Work2000"]


def test_the_file_is_written_for_sphinx(tmp_path: Path) -> None:
    bibliography.write(here(), tmp_path)
    text = (tmp_path / "references.bib").read_text(encoding="utf-8")
    assert text == bibliography.bibtex(read_table("context/literature", here().data))


def test_every_citation_of_the_book_is_in_the_table() -> None:
    keys = set(read_table("context/literature", here().data).key)
    texts = [file.read_text(encoding="utf-8") for file in here().book.glob("*.md")]
    for name in contract.names(here()):
        cells = json.loads(contract.read_contract(here(), name).text)["cells"]
        texts += [prose.to_roles(contract.source(cell)) for cell in cells]
    roles = [re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", text) for text in texts]
    cited = {key for found in roles for keys_of_role in found for key in keys_of_role.split(",")}
    assert cited
    assert cited <= keys


@pytest.mark.parametrize("code", ["en", "zh"])
def test_each_term_stands_in_both_languages_with_its_definition(code: str) -> None:
    words = languages(here())[code]
    text, said = glossary.entries(words), glossary.definitions(words)
    for concept in read_table("paper/concepts", here().data).itertuples():
        assert f"\n{concept.en}\n" in text
        assert f"\n{concept.zh}\n" in text
        assert said[concept.en] == said[concept.zh] == getattr(concept, f"definition_{code}")

"""What stands on the built pages: figures, downloads, and every number of the paper."""

import csv
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

CHAPTERS = ("growth", "structure")


@cache
def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def pages(html: Path) -> list[Path]:
    return sorted(html.glob("*.html"))


def test_every_picture_has_alternative_text(html: Path) -> None:
    for path in pages(html):
        for image in parsed(path).find_all("img"):
            assert image.get("alt"), f"{path.name}: {image.get('src')}"


def test_every_link_inside_the_book_leads_somewhere(html: Path) -> None:
    for path in pages(html):
        for link in parsed(path).find_all(["a", "img", "script", "link"]):
            target = link.get("href") or link.get("src") or ""
            if re.match(r"\w+:|//", target) or not target:
                continue
            file, _, anchor = target.partition("#")
            if file.startswith("./../"):  # to the other language, which tests/languages follow
                continue
            aimed = html / unquote(file.partition("?")[0]) if file else path
            assert aimed.is_file(), f"{path.name}: {target}"
            if anchor and aimed.suffix == ".html":
                assert parsed(aimed).find(id=unquote(anchor)), f"{path.name}: {target}"


def test_no_element_loads_anything_from_another_host(html: Path) -> None:
    for path in pages(html):
        for name, attribute in {"img": "src", "script": "src", "link": "href"}.items():
            for element in parsed(path).find_all(name):
                assert not re.match(r"(https?:)?//", element.get(attribute) or ""), element


def displayed(page: BeautifulSoup) -> list[Tag]:
    tables = [table for table in page.find_all("table") if table.find("caption")]
    return [*page.find_all("figure"), *tables]


def downloads(item: Tag, html: Path) -> dict[str, Path]:
    note = item.find_next("p", class_="item-note")
    links = note.find_all("a", class_="download")
    return {link.get_text(): html / unquote(link["href"]) for link in links}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_item_has_a_caption_and_a_note_on_whose_it_is(html: Path, chapter: str) -> None:
    items = displayed(parsed(html / f"{chapter}.html"))
    assert len(items) >= 3
    for item in items:
        caption = item.find(["figcaption", "caption"])
        assert len(caption.get_text(strip=True)) > 10
        note = item.find_next("p", class_="item-note").get_text()
        whose = ("Our computation.", "Our reading of the paper's text", "Printed in the paper, ")
        assert note.startswith(whose)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_item_can_be_taken_away(html: Path, chapter: str) -> None:
    for item in displayed(parsed(html / f"{chapter}.html")):
        files = downloads(item, html)
        expected = {"SVG", "PNG", "CSV"} if item.name == "figure" else {"CSV"}
        assert set(files) == expected, item.get("id")
        header, *rows = csv.reader(files["CSV"].read_text(encoding="utf-8").splitlines())
        assert rows
        assert {len(row) for row in rows} == {len(header)}
        if item.name == "figure":
            assert files["PNG"].read_bytes().startswith(b"\x89PNG")
            assert ElementTree.parse(files["SVG"]).getroot().tag.endswith("svg")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_input_is_folded(html: Path, chapter: str) -> None:
    inputs = parsed(html / f"{chapter}.html").find_all(class_="cell_input")
    assert inputs
    for code in inputs:
        fold = code.find_parent("details")
        assert fold, code.get_text()[:60]
        assert not fold.has_attr("open")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapter_says_how_it_was_made(html: Path, chapter: str) -> None:
    page = parsed(html / f"{chapter}.html")
    made = page.find(id="how-this-chapter-was-made")
    assert re.search(r"Run [0-9a-f]{12}\.", made.get_text())
    assert "data/paper/amounts.csv" in made.get_text()
    assert (html / unquote(made.find("a", class_="download")["href"])).is_file()


# Typed from the paper: section, sentence, and what it prints there. First the paragraph on
# growth (3.1), then on structure (3.2, first half).
PAPER = [
    ("growth-average", "3.1, sentence 1", "50", "at least 50%"),
    ("growth-average-zhejiang", "3.1, sentence 1", "20", "20%"),
    ("value-2013", "3.1, sentence 2", "2964", "USD 29.64 million"),
    ("growth-2013", "3.1, sentence 2", "56", "56%"),
    ("value-2014", "3.1, sentence 3", "4032.9", "USD 40.329 million"),
    ("growth-2014", "3.1, sentence 3", "36.1", "36.1%"),
    ("value-2015", "3.1, sentence 4", "7750.59", "USD 77.5059 million"),
    ("growth-2015", "3.1, sentence 4", "92.18", "92.18%"),
    ("value-2016", "3.1, sentence 5", "12932", "USD 129.32 million"),
    ("growth-2016", "3.1, sentence 5", "76.84", "76.84%"),
    ("value-2017", "3.1, sentence 6", "22049", "USD 220.49 million"),
    ("value-2017-cny", "3.1, sentence 6", "14.89", "CNY 1.489 billion"),
    ("growth-2017", "3.1, sentence 6", "73.31", "73.31%"),
    ("value-kpo", "3.2, sentence 1", "18 785", "USD 187.85 million"),
    ("value-ito", "3.2, sentence 1", "2 774", "USD 27.74 million"),
    ("value-bpo", "3.2, sentence 1", "490", "USD 4.9 million"),
    ("share-kpo", "3.2, sentence 1", "85.20", "85.20%"),
    ("share-ito", "3.2, sentence 1", "12.58", "12.58%"),
    ("share-bpo", "3.2, sentence 1", "2.22", "2.22%"),
    ("growth-ito", "3.2, sentence 2", "2 893.3", "2,893.3%"),
]
# The sizes of firms and the markets, which the same paragraphs print too: in the facts at least.
MORE = [
    ("firms-2015", "3.1, sentence 7", "29", "29"),
    ("firms-2017", "3.1, sentence 7", "66", "66"),
    ("firms-over-2m", "3.1, sentence 7", "41", "41"),
    ("value-over-2m", "3.1, sentence 7", "20247", "USD 202.47 million"),
    ("share-over-2m", "3.1, sentence 7", "91.83", "91.83%"),
    ("firms-over-5m", "3.1, sentence 7", "13", "13"),
    ("value-over-5m", "3.1, sentence 7", "11028", "USD 110.28 million"),
    ("share-over-5m", "3.1, sentence 7", "50.02", "50.02%"),
    ("markets", "3.2, sentence 4", "45", "over 45"),
    ("markets-over-1m", "3.2, sentence 4", "7", "7"),
    ("markets-belt-and-road", "3.2, sentence 5", "17", "17"),
]


@pytest.mark.parametrize(("fact", "place", "printed", "said"), [*PAPER, *MORE], ids=str)
def test_number_of_the_paper_has_its_row_among_the_facts(
    html: Path, fact: str, place: str, printed: str, said: str
) -> None:
    digits = parsed(html / "facts.html").find(id=fact)
    assert digits.get_text() == printed
    cells = [cell.get_text() for cell in digits.find_parent("tr").find_all("td")]
    assert said in cells
    assert place in cells


@pytest.mark.parametrize(("fact", "place", "printed", "said"), PAPER, ids=str)
def test_number_of_the_paper_is_told_in_a_chapter_with_a_link_to_its_row(
    html: Path, fact: str, place: str, printed: str, said: str
) -> None:
    links = [
        link
        for chapter in CHAPTERS
        for link in parsed(html / f"{chapter}.html").find_all("a", href=f"facts.html#{fact}")
    ]
    assert {link.get_text() for link in links} == {said}
    for link in links:
        assert link["title"].startswith(f"The paper, section {place}: {printed} ")


def test_welcome_page_sends_each_kind_of_reader_their_way(html: Path) -> None:
    page = parsed(html / "index.html")
    cards = [card.get_text(strip=True) for card in page.find_all(class_="sd-card-title")]
    assert cards == ["To read and cite", "To review and rerun", "To teach"]


def test_page_on_the_paper_says_what_is_unknown(html: Path) -> None:
    text = parsed(html / "paper.html").find("main").get_text()
    for unknown in ("Title, authors, year and journal", "The two figures", "The reference list"):
        assert unknown in text


def test_formulas_are_mathml(html: Path) -> None:
    assert parsed(html / "structure.html").find_all("math")

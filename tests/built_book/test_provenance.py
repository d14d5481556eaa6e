"""Each number of ours leads to what it came from, and each number of the paper to what it moves."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag

PAGE = "provenance.html"


def read(html: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((html / page).read_text(encoding="utf-8"), "html.parser")


def part(html: Path, address: str) -> Tag:
    """Return the part of the page that an address leads to."""
    page, _, anchor = address.partition("#")
    found = read(html, page).find(id=anchor)
    assert page == PAGE
    assert isinstance(found, Tag), address
    return found


def test_number_in_the_text_leads_to_its_cells_and_rows(html: Path) -> None:
    links = read(html, "growth.html").select("span.number > a.from")
    (link,) = {str(one["href"]) for one in links if str(one["href"]).endswith(".mean_printed")}
    found = part(html, link)
    assert "growth.mean_rate(printed)" in found.text
    # Its rows are the printed rates of five years, each with its digits and its place.
    rows = {str(one["href"]) for one in found.select("li a")}
    assert rows == {f"facts.html#growth-{year}" for year in range(2013, 2018)}
    assert "growth-2016 (76.84; 3.1, sentence 5)" in found.text


def test_every_number_in_chapters_has_its_part(html: Path) -> None:
    there = {str(one["id"]) for one in read(html, PAGE).select("details.provenance")}
    for page in ("growth", "structure", "region", "summary"):
        links = read(html, f"{page}.html").select("a.from")
        assert links
        anchors = {str(one["href"]).partition("#")[2] for one in links}
        assert anchors <= there


def test_figure_leads_to_the_statements_that_draw_it(html: Path) -> None:
    figure = read(html, "growth.html").find(id="growth-executed-value")
    assert isinstance(figure, Tag)
    note = figure.find_next("p", class_="item-note")
    assert isinstance(note, Tag)
    (link,) = (str(one["href"]) for one in note.select("a") if PAGE in str(one["href"]))
    assert 'run.figure("executed-value"' in part(html, link).text


def test_number_of_the_paper_leads_to_what_may_move_with_it(html: Path) -> None:
    links = [str(one["href"]) for one in read(html, "facts.html").select(f'a[href^="{PAGE}"]')]
    found = part(html, f"{PAGE}#moves-value-2015")
    assert f"{PAGE}#moves-value-2015" in links
    moving = {one.text.partition(":")[0]: one.text for one in found.select("li")}
    assert "growth-2016-from-amounts" in moving["claims"]
    assert "recomputed_2016" in moving["growth"]
    assert "mean_printed" not in moving["growth"]  # that is of the printed rates alone
    assert "offshore affects value-2015" in found.text


def test_page_is_no_heavier_than_pictures_are(html: Path) -> None:
    assert (html / PAGE).stat().st_size < 1_000_000

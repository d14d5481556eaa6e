"""Every page in Chromium, from its folder and over http, with every other host out of reach."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import settle
from checkouts import ROOT

WIDTHS = {"phone": 390, "desk": 1280}


def toc() -> list[str]:
    """Return the names of the pages that the table of contents lists."""
    listed = yaml.safe_load((ROOT / "book/_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter["file"] for part in listed["parts"] for chapter in part["chapters"]]
    return [listed["root"], *chapters]


PAGES = [*toc(), "genindex", "search"]


LOUD = ("error", "warning", "assert")


@dataclass
class Visit:
    """A page opened in the browser, with what it asked other hosts for and complained of."""

    page: Any
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": WIDTHS["desk"], "height": 900})
    visited = Visit(context.new_page())

    def answer(route: Any) -> None:
        if route.request.url.startswith((address, "data:")):
            route.continue_()
        else:
            visited.outside.append(route.request.url)
            route.abort()

    context.route("**/*", answer)
    complain = visited.complaints.append
    visited.page.on("console", lambda said: said.type in LOUD and complain(said.text))
    visited.page.on("pageerror", lambda error: complain(str(error)))
    visited.page.on("requestfailed", lambda request: complain(request.url))
    yield visited
    context.close()


def test_every_page_is_one_that_the_tests_open(html: Path) -> None:
    assert sorted(path.stem for path in html.glob("*.html")) == sorted(PAGES)


OVER_HTTP = ("index", "growth", "audit", "search")  # one of each kind; from the folder all are
OPENED = [("file", name) for name in PAGES] + [("http", name) for name in OVER_HTTP]


@pytest.mark.parametrize(("address", "name"), OPENED, indirect=["address"])
def test_page_opens_whole_and_asks_no_other_host(visit: Visit, address: str, name: str) -> None:
    visit.page.goto(f"{address}/{name}.html", wait_until="load")
    settle(visit.page)
    assert (visit.outside, visit.complaints) == ([], [])
    assert visit.page.evaluate(BROKEN_PICTURES) == []
    for width in WIDTHS.values():
        visit.page.set_viewport_size({"width": width, "height": 900})
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.page.evaluate(OUT_OF_SIGHT) == []


BROKEN_PICTURES = """
Array.from(document.images)
  .filter(image => image.offsetParent !== null && image.naturalWidth === 0)
  .map(image => image.src)
"""

# What reaches over the right edge with no box around it to scroll in.
OUT_OF_SIGHT = """
(() => {
  const scrolls = element => {
    for (let box = element; box; box = box.parentElement) {
      if (/auto|scroll|hidden/.test(getComputedStyle(box).overflowX)) return true
      if (getComputedStyle(box).position === 'fixed') return true
    }
    return false
  }
  return Array.from(document.querySelectorAll('main *'))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e))
    .map(e => e.outerHTML.slice(0, 80))
})()
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_one_picture_of_each_pair_is_shown(browser: Any, html: Path, theme: str) -> None:
    context = browser.new_context(color_scheme=theme)
    page = context.new_page()
    page.goto((html / "growth.html").as_uri())
    shown = page.evaluate(
        "Array.from(document.querySelectorAll('figure img'))"
        ".filter(image => image.offsetParent !== null).map(image => image.getAttribute('src'))"
    )
    context.close()
    assert shown
    assert {name.split(".")[-2] for name in shown} == {theme}
    assert len(set(shown)) == len(shown)


def test_folded_input_opens_with_one_click(browser: Any, html: Path) -> None:
    page = browser.new_page()
    page.goto((html / "growth.html").as_uri())
    code = page.locator("details.hide .highlight").first
    assert not code.is_visible()
    page.locator("details.hide summary").first.click()
    assert code.is_visible()
    page.close()


def test_link_from_a_printed_number_leads_to_its_row(visit: Visit, address: str) -> None:
    visit.page.goto(f"{address}/growth.html")
    visit.page.click("a.printed >> nth=0")
    visit.page.wait_for_url("**/facts.html#value-2013")
    row = visit.page.locator("#value-2013").locator("xpath=ancestor::tr")
    assert row.is_visible()
    assert "2964" in row.inner_text()


def test_search_finds_a_word_of_a_chapter(visit: Visit, address: str) -> None:
    visit.page.goto(f"{address}/search.html?q=compound")
    found = visit.page.locator("#search-results li a").first
    found.wait_for()
    assert "Growth" in visit.page.locator("#search-results").inner_text()
    assert visit.outside == []


FAULTY = """
document.querySelector('main article').insertAdjacentHTML('beforeend', `
  <p id="wide" style="width: 3000px">wide</p>
  <img src="https://outside.example/picture.png" alt="outside">
  <img src="missing.png" alt="missing">`)
console.error('a complaint')
"""


def test_what_these_tests_look_for_is_noticed_where_it_is(visit: Visit, address: str) -> None:
    visit.page.goto(f"{address}/paper.html")
    visit.page.evaluate(FAULTY)
    settle(visit.page)
    assert visit.outside == ["https://outside.example/picture.png"]
    assert "a complaint" in visit.complaints
    assert len(visit.page.evaluate(BROKEN_PICTURES)) == 2
    assert any('id="wide"' in found for found in visit.page.evaluate(OUT_OF_SIGHT))

"""In Chromium: the front page, the switch between languages, and search with the network off."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from babel.messages.pofile import read_po
from checkouts import ROOT

from offshore.book.sphinx import searching

CATALOGUES = ROOT / "book/translations/zh_CN/LC_MESSAGES"


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, both: Path) -> str:
    """Where the editions are opened: from their folder, then from a server."""
    return both.as_uri() if request.param == "file" else request.getfixturevalue("editions_server")


@pytest.fixture
def opened(browser: Any, root: str) -> Iterator[Any]:
    """Return a page in a context that reaches only the editions."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    outside: list[str] = []

    def answer(route: Any) -> None:
        if route.request.url.startswith((root, "data:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", answer)
    yield context.new_page()
    context.close()
    assert outside == []


def test_front_page_leads_to_the_browsers_language_then_to_the_choice(
    opened: Any, root: str
) -> None:
    opened.goto(f"{root}/index.html")
    opened.wait_for_url("**/zh/index.html")
    opened.click('a[data-language="en"]')
    opened.wait_for_url("**/en/index.html*")
    opened.goto(f"{root}/index.html")
    opened.wait_for_url("**/en/index.html")


def test_front_page_without_script_has_a_link_to_each(browser: Any, both: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((both / "index.html").as_uri())
    links = page.locator("li a")
    assert links.all_inner_texts() == ["English", "中文"]
    for code, link in zip(("en", "zh"), links.all(), strict=True):
        assert (both / link.get_attribute("href")).samefile(both / code / "index.html")
    context.close()


@pytest.mark.parametrize("place", ["growth.html#figure-1-rebuilt", "facts.html#value-2013"])
def test_switch_leads_to_the_same_place(opened: Any, root: str, place: str) -> None:
    opened.goto(f"{root}/en/{place}")
    opened.click('a[data-language="zh"]')
    opened.wait_for_url(f"**/zh/{place}")
    assert opened.evaluate("document.documentElement.lang") == "zh-CN"
    opened.click('a[data-language="en"]')
    opened.wait_for_url(f"**/en/{place}")


def test_switch_leads_to_the_section_that_is_read(opened: Any, root: str) -> None:
    opened.goto(f"{root}/zh/growth.html")
    opened.locator("#dollars-and-yuan").evaluate("e => e.scrollIntoView({behavior: 'instant'})")
    link = opened.locator('a[data-language="en"]')
    # A click of the browser's driver would scroll first.
    link.dispatch_event("pointerdown")
    assert link.evaluate("link => link.hash") == "#dollars-and-yuan"


TERMS = {
    "en": [
        "offshore service outsourcing", "executed value", "knowledge process outsourcing",
        "Matthew effect", "digital industrialisation", "industrial digitalisation",
        "compound annual growth rate", "Gini coefficient", "second tier", "digital economy",
    ],
    "zh": [
        "离岸服务外包", "执行额", "知识流程外包", "马太效应", "数字产业化",
        "产业数字化", "融合效应", "基尼系数", "第二梯队", "数字经济",
    ],
}  # fmt: skip
# As each edition writes them; the last are printed in the paper and stand among its facts.
NUMBERS = {
    "en": [
        "29.64", "77.5059", "220.49", "92.18%", "85.20%",
        "2,893.3%", "7750.59", "22049", "66", "1.489",
    ],
    "zh": [
        "2964", "4032.9", "7750.59", "12932", "22049",
        "92.18%", "85.20%", "2,893.3%", "14.89", "66",
    ],
}  # fmt: skip


def prose(code: str) -> list[str]:
    """Return ten phrases of prose, from ten catalogues: a piece of a sentence of each."""
    found = []
    for file in sorted(CATALOGUES.glob("*.po")):
        if file.stem in ("display", "tables", "book"):
            continue
        with file.open("rb") as opened:
            entries = [one for one in read_po(opened) if one.string and not one.context]
        texts = [(str(one.id), str(one.string)) for one in entries]
        pieces = [piece for pair in texts for piece in phrases(pair[code == "zh"], code)]
        found += pieces[-1:]
    return found[:10]


def phrases(text: str, code: str) -> list[str]:
    """Return the pieces of a text that hold neither markup nor punctuation."""
    plain = re.sub(r"\{\w+\}`[^`]*`|\[[^\]]*\]\([^)]*\)|`[^`]*`|\*", "，", text)
    pieces = (
        re.split(r"[^\w\s'’-]+", plain) if code == "en" else re.findall(r"[\u3400-\u9fff]+", plain)
    )
    return [piece.strip()[:60] for piece in pieces if len(piece) >= (30 if code == "en" else 8)]


def test_there_are_thirty_phrases(code: str) -> None:
    assert [len(kind) for kind in (TERMS[code], prose(code), NUMBERS[code])] == [10, 10, 10]


def text_of(page: Path) -> str:
    """Return what a page says; a parser would take a second for each of the long ones."""
    main = page.read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"<script.*?</script>|<[^>]*>", "", main, flags=re.DOTALL))


# The index is the same script wherever a page is opened: each language is searched in one place.
@pytest.mark.parametrize(("root", "code"), [("http", "en"), ("file", "zh")], indirect=["root"])
def test_search_finds_phrases_of_three_kinds(opened: Any, root: str, both: Path, code: str) -> None:
    pages = {page.name: folded(text_of(page)) for page in (both / code).glob("*.html")}
    missed = []
    opened.goto(f"{root}/{code}/search.html?q={quote(TERMS[code][0])}")
    for phrase in [*TERMS[code], *prose(code), *NUMBERS[code]]:
        having = {name for name, text in pages.items() if folded(phrase) in text}
        opened.evaluate("words => Search.performSearch(words)", phrase)  # as the address has it do
        opened.wait_for_selector("#search-results p.search-summary:not(:empty)")
        links = opened.locator("#search-results > ul > li > a").all()
        found = {link.get_attribute("href").partition("#")[0].partition("?")[0] for link in links}
        if not having & {name.rpartition("/")[2] for name in found}:
            missed.append((phrase, sorted(having), sorted(found)))
    assert missed == []


def folded(text: str) -> str:
    return re.sub(r"\s+", "", text).lower().replace("’", "'")


SPLIT = [
    "离岸服务外包",
    "KPO占比85.20%",
    "2,893.3",
    "the 2nd tier",
    "温",
    "2017年，22049万美元",
    "ﬁrst Ångström",
]


def test_browser_and_index_split_text_alike(opened: Any, root: str) -> None:
    opened.goto(f"{root}/zh/search.html")
    for text in SPLIT:
        assert opened.evaluate(f"splitQuery({json.dumps(text)})") == searching.split(text)

"""The two built editions: the same pages, figures, numbers and anchors, each in its language."""

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Comment

HAN = re.compile(r"[\u3400-\u9fff]")
# English prose, told from names, abbreviations and file names by its little words.
LITTLE = re.compile(
    r"\b(the|of|and|is|are|was|were|that|which|this|with|from|what|how|can|not|its|their|"
    r"for|each|between|because|show|click|contents|search|previous|next)\b",
    re.IGNORECASE,
)
# What is not of the edition's own words: code, formulas, works cited, what is marked.
FOREIGN = (
    "pre, code, math, script, style, .citation, a[href*='bibliography.html#'], svg, a.language, "
    "[lang]:not(html)"
)


@cache
def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def pages(both: Path, name: str) -> dict[str, BeautifulSoup]:
    return {code: parsed(both / code / f"{name}.html") for code in ("en", "zh")}


def anchors(page: BeautifulSoup) -> list[str]:
    # What Sphinx numbers, such as a citation, is led to from the same edition's bibliography alone.
    found = [element["id"] for element in page.main.find_all(id=True)]
    return [anchor for anchor in found if not re.fullmatch(r"id\d+", anchor)]


def pictures(page: BeautifulSoup) -> list[str]:
    return [image["src"] for image in page.main.find_all("img")]


def test_both_editions_have_the_same_pages(both: Path) -> None:
    english, chinese = (
        {path.name for path in (both / code).glob("*.html")} for code in ("en", "zh")
    )
    assert english == chinese


def test_page_has_the_same_anchors_in_both(both: Path, name: str) -> None:
    page = pages(both, name)
    assert sorted(anchors(page["en"])) == sorted(anchors(page["zh"]))


def test_page_has_the_same_figures_and_tables_in_both(both: Path, name: str) -> None:
    page = pages(both, name)
    assert pictures(page["en"]) == pictures(page["zh"])
    sizes = {
        code: [len(table.find_all("tr")) for table in one.main.find_all("table")]
        for code, one in page.items()
    }
    assert sizes["en"] == sizes["zh"]


def test_figures_differ_in_words_alone(both: Path, name: str) -> None:
    for link in pages(both, name)["en"].main.select("a.download[href$='.csv']"):
        english, chinese = (both / code / link["href"] for code in ("en", "zh"))
        assert english.read_text().count("\n") == chinese.read_text().count("\n")


def test_page_has_the_same_numbers_in_both(both: Path, name: str) -> None:
    page = pages(both, name)
    links = {
        code: sorted(link["href"] for link in one.main.select("a.printed"))
        for code, one in page.items()
    }
    assert links["en"] == links["zh"]
    counts = {code: len(one.main.select(".number, .numbers")) for code, one in page.items()}
    assert counts["en"] == counts["zh"]
    told = {code: sorted(plain(one)) for code, one in page.items()}
    assert told["en"] == told["zh"]


def plain(page: BeautifulSoup) -> list[str]:
    """Return the numbers of a run that read the same in each language: no word, no unit."""
    texts = [one.get_text() for one in page.main.select(".number, .numbers")]
    return [text for text in texts if re.fullmatch(r"[−\d.,%–-]+", text)]


def test_page_says_its_language_and_where_the_other_is(both: Path, name: str, code: str) -> None:
    page = parsed(both / code / f"{name}.html")
    assert page.html["lang"] == {"en": "en", "zh": "zh-CN"}[code]
    paired = {
        link["hreflang"]: Path(os.path.normpath(both / code / link["href"]))
        for link in page.head.find_all("link", hreflang=True)
    }
    assert paired == {
        "en": both / "en" / f"{name}.html",
        "zh-CN": both / "zh" / f"{name}.html",
    }


def own(page: BeautifulSoup, **wanted: Any) -> list[Any]:
    """Return what is found in a page's body outside of what is foreign."""
    foreign = {id(one) for one in page.body.select(FOREIGN)}
    found = page.body.find_all(**wanted)
    return [one for one in found if foreign.isdisjoint(map(id, [one, *one.parents]))]


def own_words(page: BeautifulSoup) -> list[str]:
    """Return the texts that a page shows as its own, those of tooltips and pictures too."""
    texts = [text.strip() for text in own(page, string=True) if not isinstance(text, Comment)]
    named = ("title", "alt", "aria-label", "placeholder")
    return texts + [one[name] for name in named for one in own(page, attrs={name: True})]


def english_left(texts: list[str]) -> list[str]:
    return [text for text in texts if LITTLE.search(text) and not HAN.search(text)]


def test_no_english_is_left_in_a_chinese_page(both: Path, name: str) -> None:
    page = parsed(both / "zh" / f"{name}.html")
    assert english_left(own_words(page)) == []
    phrases = [one.get_text() for one in page.main.select('[lang="en"]') if not in_work(one)]
    assert [text for text in phrases if len(LITTLE.findall(text)) > 1] == []


LABELLED = "button, nav, summary, i, [role='button'], .btn"


def test_every_button_and_label_of_a_chinese_page_is_in_chinese(both: Path, name: str) -> None:
    page = parsed(both / "zh" / f"{name}.html")
    labels = ("title", "aria-label", "data-bs-title", "placeholder")
    said = [one.get(label, "") for one in page.select(LABELLED) for label in labels]
    assert [text for text in said if text and not HAN.search(text)] == []
    # What scripts write into the page.
    hints = re.findall(r"toggleHint\w+ = '([^']*)'", str(page))
    assert [hint for hint in hints if not HAN.search(hint)] == []


def test_authors_are_joined_in_the_language_of_the_text(both: Path) -> None:
    english, chinese = pages(both, "literature").values()
    assert "Amiti and Wei" in english.main.get_text()
    text = chinese.main.get_text()
    assert "Amiti和Wei" in text
    assert "李洁和张天顶" in text
    assert re.findall(r"\w+ and \w+ \[", text) == []
    for page in pages(both, "bibliography").values():  # a work is written in its own language
        assert "李洁、张天顶. 投入产出分析" in page.main.get_text()


def in_work(element: Any) -> bool:
    """Tell whether an element is of a work cited, a table, code or a term in every language."""
    inside = element.find_parent(["table", "pre", "code", "dt"])
    return inside or element.find_parent(class_="citation")


def test_no_chinese_is_left_unmarked_in_an_english_page(both: Path, name: str) -> None:
    page = parsed(both / "en" / f"{name}.html")
    assert [text for text in own(page, string=True) if HAN.search(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("What this cannot show", True), ("温州的离岸外包", False), ("KPO", False), ("2013", False)],
)
def test_what_these_tests_look_for_is_noticed_where_it_is(text: str, found: bool) -> None:
    assert bool(english_left([text])) is found

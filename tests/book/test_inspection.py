"""A gallery of small books, each with one thing wrong; what inspection says of each."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from offshore.book import contents, inspection
from offshore.compendium.remembered import Remembered

THEME = "".join(f'<link rel="stylesheet" href="{sheet}?digest=1">' for sheet in inspection.THEME)
WORDS = "<article><h1>Title</h1><p>Words.</p>{}</article>"
CONTENTS = ("index", "second")


def page(body: str = "", head: str = THEME) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{WORDS.format(body)}</body></html>"


GOOD = {
    **dict.fromkeys(inspection.THEME, "p { color: black }"),
    **dict.fromkeys(["genindex.html", "search.html"], f"<head>{THEME}</head>"),
    "index.html": page('<a href="second.html#there">second</a>'),
    "second.html": page('<h2 id="there">There</h2><a href="index.html">back</a>'),
    "items/table.csv": "a,b",
    "items/two words.csv": "a,b",
    "items/温州.csv": "a,b",
    "items/empty.csv": "",
    "_static/picture.svg": "<svg/>",
}


def book(folder: Path, changes: Mapping[str, str | None]) -> Path:
    """Write a good book with some files changed; None leaves a file out."""
    for name, text in {**GOOD, **changes}.items():
        if text is not None:
            path = folder / "en" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return folder / "en"


def found(folder: Path, changes: Mapping[str, str | None], *editions: str) -> list[str]:
    """Return the faults of a book, which are the same where its pages have been seen before."""
    made, file = book(folder, changes), folder / "pages.json"
    faults = inspection.faults(made, CONTENTS, editions)
    for _ in range(2):
        assert inspection.faults(made, CONTENTS, editions, Remembered(file)) == faults
    return faults


def test_good_book_has_no_faults(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


def test_page_that_changes_is_looked_at_again(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []
    changed = {"second.html": GOOD["second.html"].replace("there", "where")}
    assert found(tmp_path, changed) == ["index.html leads to second.html#there, which is not there"]


SHEET = "_static/offshore.css"
NEITHER = "it does not load _static/offshore.css, _static/styles/sphinx-book-theme.css"
BOOKS = {
    "stylesheet that is not there": (
        {SHEET: None},
        [
            f"{name}.html leads to {SHEET}?digest=1, which is not there"
            for name in ("genindex", "index", "search", "second")
        ],
    ),
    "page without the theme": (
        {"second.html": page('<p id="there">.</p>', head="")},
        [f"second.html is without its theme: {NEITHER}"],
    ),
    "page with the theme in a comment": (
        {"second.html": page(f"<p id='there'></p><!-- {THEME} -->", head="")},
        [f"second.html is without its theme: {NEITHER}"],
    ),
    "page that is missing": (
        {"second.html": None, "index.html": page()},
        ["second.html is missing"],
    ),
    "search that is missing": ({"search.html": None}, ["search.html is missing"]),
    "page that nobody listed": (
        {"more/third.html": page(head=THEME.replace('href="', 'href="../'))},
        ["more/third.html is not in the contents"],
    ),
    "page with a title alone": (
        {"index.html": f"<head>{THEME}</head><article><h1>Title</h1> \n </article>"},
        ["index.html is empty"],
    ),
    "page without a title": (
        {"index.html": f"<head>{THEME}</head><article><p>Words.</p></article>"},
        ["index.html is empty"],
    ),
    "page with words around the article alone": (
        {"index.html": f"<head>{THEME}</head><h1>Title</h1><p>Words.</p><article></article>"},
        ["index.html is empty"],
    ),
    "page whose only words are a script": (
        {"index.html": f"<head>{THEME}</head><article><h1>T</h1><script>w</script></article>"},
        ["index.html is empty"],
    ),
    "file of no bytes": (
        {"index.html": ""},
        [
            f"index.html is without its theme: {NEITHER}",
            "index.html is empty",
            "second.html leads to index.html, which is not there",
        ],
    ),
    "page of the theme's templates": ({"_static/webpack-macros.html": "{% macro %}"}, []),
    "stylesheet that leads nowhere": (
        {SHEET: "p { background: url(nowhere.png) }"},
        [f"{SHEET} leads to nowhere.png, which is not there"],
    ),
    "stylesheet that leads to a picture": ({SHEET: "p { background: url('picture.svg') }"}, []),
    "stylesheet that leads out of a comment": ({SHEET: "/* url(nowhere.png) */"}, []),
    "stylesheet that takes another host's": (
        {SHEET: '@import "https://elsewhere.example/a.css"; @import url(//elsewhere.example/b);'},
        [
            f"{SHEET} asks another host: https://elsewhere.example/a.css",
            f"{SHEET} asks another host: //elsewhere.example/b",
        ],
    ),
    "stylesheet with a picture inside": (
        {SHEET: "p { background: url(\"data:image/svg+xml,%3csvg a='http://w3.example'%3e\") }"},
        [],
    ),
    "stylesheet that is not UTF-8, as old ones are": ({SHEET: "/* \udce9 */"}, []),
}


@pytest.mark.parametrize(("changes", "faults"), BOOKS.values(), ids=BOOKS)
def test_book_is_told_by_its_faults(
    tmp_path: Path, changes: Mapping[str, str | None], faults: list[str]
) -> None:
    assert found(tmp_path, changes) == faults


GONE = "index.html leads to {}, which is not there"
ASKS = "index.html asks another host: {}"
HOST = "https://elsewhere.example/x"
HTML = {
    "nowhere": ('<a href="nowhere.html">x</a>', GONE.format("nowhere.html")),
    "an anchor": ('<a href="second.html#there">x</a>', ""),
    "an anchor that is not there": ('<a href="#nowhere">x</a>', GONE.format("#nowhere")),
    "another page's anchor that is not there": (
        '<a href="second.html#nowhere">x</a>',
        GONE.format("second.html#nowhere"),
    ),
    "an anchor by name": ('<a name="here"></a><a href="#here">x</a>', ""),
    "a Chinese anchor": ('<p id="温州"></p><a href="#温州">x</a>', ""),
    "a Chinese anchor, encoded": (f'<p id="温州"></p><a href="#{quote("温州")}">x</a>', ""),
    "the top": ('<a href="#">x</a><a href="#top">x</a><a href="second.html#Top">x</a>', ""),
    "words to be shown": ('<a href="second.html#:~:text=Words">x</a>', ""),
    "itself": ('<a href="">x</a><a href="index.html">x</a><a href="?a=b">x</a>', ""),
    "a search": ('<a href="search.html?q=Wenzhou">x</a>', ""),
    "a page with a query and an anchor": ('<a href="second.html?a=b#there">x</a>', ""),
    "a file": ('<a href="items/table.csv">x</a>', ""),
    "a file by a way around": ('<a href="./items/../items/table.csv">x</a>', ""),
    "a file with blanks around its name": ('<a href=" items/table.csv ">x</a>', ""),
    "a file of another name": ('<a href="items/Table.csv">x</a>', GONE.format("items/Table.csv")),
    "an encoded name": ('<a href="items/two%20words.csv">x</a>', ""),
    "a Chinese name": ('<a href="items/温州.csv">x</a>', ""),
    "a Chinese name, encoded": (f'<a href="items/{quote("温州")}.csv">x</a>', ""),
    "a Chinese name that is not there": ('<a href="杭州.csv">x</a>', GONE.format("杭州.csv")),
    "an empty file": ('<a href="items/empty.csv">x</a>', GONE.format("items/empty.csv")),
    "a folder": ('<a href="items">x</a>', GONE.format("items")),
    "out of the book": ('<a href="../../x.html">x</a>', GONE.format("../../x.html")),
    "the machine's files": ('<a href="/etc/passwd">x</a>', GONE.format("/etc/passwd")),
    "a name too long for a file": (f'<a href="{"x" * 300}">x</a>', GONE.format("x" * 300)),
    "a byte that no name has": ('<a href="a%00b">x</a>', GONE.format("a%00b")),
    "an address that is none": (
        '<a href="http://[x">x</a>',
        "index.html leads to http://[x, which is not an address",
    ),
    "a picture that is not there": ('<img src="x.png">', GONE.format("x.png")),
    "a picture": ('<img src="_static/picture.svg">', ""),
    "a large picture that is not there": (
        '<img src="_static/picture.svg" srcset="_static/picture.svg 1x, large.svg 2x">',
        GONE.format("large.svg"),
    ),
    "a script that is not there": ('<script src="x.js"></script>', GONE.format("x.js")),
    "a style that is not there": ('<p style="background: url(x.png)">', GONE.format("x.png")),
    "a download in capitals": ('<A HREF="nowhere.csv">x</A>', GONE.format("nowhere.csv")),
    "another host, for who follows it": (f'<a href="{HOST}">x</a>', ""),
    "another host as the canonical one": (f'<link rel="canonical" href="{HOST}">', ""),
    "a letter": ('<a href="mailto:a@b.example">x</a><a href="tel:1">x</a>', ""),
    "data": ('<img src="data:image/png;base64,AAAA">', ""),
    "a script of another host": (f'<script src="{HOST}"></script>', ASKS.format(HOST)),
    "another host in capitals": (
        '<script src="HTTPS://ELSEWHERE.EXAMPLE"></script>',
        ASKS.format("HTTPS://ELSEWHERE.EXAMPLE"),
    ),
    "a host without a scheme": (
        '<script src="//elsewhere.example/x.js"></script>',
        ASKS.format("//elsewhere.example/x.js"),
    ),
    "a picture of another host": (f'<img src="{HOST}">', ASKS.format(HOST)),
    "a large picture of another host": (f'<img srcset="{HOST} 2x">', ASKS.format(HOST)),
    "a style of another host": (f'<p style="background: url({HOST})">', ASKS.format(HOST)),
    "a stylesheet of another host": (f'<link rel="stylesheet" href="{HOST}">', ASKS.format(HOST)),
    "styles that take another host's": (
        f"<style>@import '{HOST}';</style>",
        ASKS.format(HOST),
    ),
    "a frame of another host": (f'<iframe src="{HOST}"></iframe>', ASKS.format(HOST)),
    "a host to be ready for": (f'<link rel="preconnect" href="{HOST}">', ASKS.format(HOST)),
    "a form to another host": (f'<form action="{HOST}"></form>', ASKS.format(HOST)),
    "a drawing of another host": (
        f'<svg><image xlink:href="{HOST}"/></svg>',
        ASKS.format(HOST),
    ),
    "a base of another host": (f'<base href="{HOST}">', ASKS.format(HOST)),
    "a page that moves on": (
        f'<meta http-equiv="refresh" content="0; url={HOST}">',
        ASKS.format(HOST),
    ),
}


@pytest.mark.parametrize(("body", "fault"), HTML.values(), ids=HTML)
def test_page_leads_to(tmp_path: Path, body: str, fault: str) -> None:
    assert found(tmp_path, {"index.html": page(body)}) == ([fault] if fault else [])


def test_fault_is_told_once_for_each_page(tmp_path: Path) -> None:
    twice = page('<a href="x">x</a>' * 2 + '<p id="there">x</p>')
    assert found(tmp_path, {"index.html": twice, "second.html": twice}) == [
        GONE.format("x"),
        "second.html leads to x, which is not there",
    ]


NEIGHBOURS = {
    "its page": ("../zh/second.html", ""),
    "its page at an anchor": ("../zh/second.html#there", ""),
    "its search": ("../zh/search.html", ""),
    "a page that it will not have": ("../zh/third.html", GONE.format("../zh/third.html")),
    "no edition beside this one": ("../fr/index.html", GONE.format("../fr/index.html")),
    "a file of it": ("../zh/items/table.csv", GONE.format("../zh/items/table.csv")),
    "this edition, from outside": ("../en/second.html", ""),
}


@pytest.mark.parametrize(("address", "fault"), NEIGHBOURS.values(), ids=NEIGHBOURS)
def test_neighbour_has(tmp_path: Path, address: str, fault: str) -> None:
    body = {"index.html": page(f'<link rel="alternate" href="{address}">')}
    assert found(tmp_path, body, "en", "zh") == ([fault] if fault else [])


def test_edition_that_stands_alone_leads_to_no_neighbour(tmp_path: Path) -> None:
    body = {"index.html": page('<a href="../zh/index.html">x</a>')}
    assert found(tmp_path, body) == [GONE.format("../zh/index.html")]


def test_link_in_the_file_system_is_no_file_of_the_book(tmp_path: Path) -> None:
    made = book(tmp_path, {"index.html": page('<a href="items/linked.csv">x</a>')})
    (made / "items/linked.csv").symlink_to(made / "items/table.csv")
    assert inspection.faults(made, CONTENTS) == [GONE.format("items/linked.csv")]


def test_page_in_a_folder_leads_from_there(tmp_path: Path) -> None:
    head = THEME.replace('href="', 'href="../')
    body = '<a href="../index.html">x</a><a href="deep.html">x</a><a href="index.html">x</a>'
    made = book(tmp_path, {"below/deep.html": page(body, head)})
    assert inspection.faults(made, [*CONTENTS, "below/deep"]) == [
        "below/deep.html leads to index.html, which is not there"
    ]


TABLES_OF_CONTENTS = {
    "chapters": ("root: index\nchapters:\n- file: one\n- file: two", ["index", "one", "two"]),
    "parts": (
        "root: index\nparts:\n- caption: A\n  chapters:\n  - file: one\n- chapters:\n  - file: b/c",
        ["index", "one", "b/c"],
    ),
    "sections below chapters": (
        "root: index\nchapters:\n- file: one\n  sections:\n  - file: two\n    title: Two",
        ["index", "one", "two"],
    ),
    "endings": ("root: index.md\nchapters:\n- file: one.ipynb", ["index", "one"]),
    "links to elsewhere": (
        f"root: index\nchapters:\n- url: {HOST}\n  title: X\n- file: one",
        ["index", "one"],
    ),
    "names that look like numbers": ("root: index\nchapters:\n- file: 2017", ["index", "2017"]),
    "a root alone": ("format: jb-book\nroot: index", ["index"]),
}


@pytest.mark.parametrize(("text", "pages"), TABLES_OF_CONTENTS.values(), ids=TABLES_OF_CONTENTS)
def test_contents_list_pages_in_their_order(tmp_path: Path, text: str, pages: list[str]) -> None:
    file = tmp_path / "_toc.yml"
    file.write_text(text, encoding="utf-8")
    assert contents.pages(file) == pages


ALONE = "<!DOCTYPE html><html><head><style>p {{ color: red }}</style></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ('<a href="second.html#there">second</a>', []),
        ('<a href="third.html">third</a>', ["leads to third.html, which is not there"]),
        ('<svg><use href="#lost"/></svg>', ["leads to #lost, which is not there"]),
        ('<img src="https://example.org/a.png">', ["asks another host: https://example.org/a.png"]),
        ('<img src="data:image/png;base64,AAAA">', []),
    ],
)
def test_the_page_of_a_comparison_has_its_own_style_and_leads_nowhere_else(
    tmp_path: Path, body: str, faults: list[str]
) -> None:
    made = found(tmp_path, {"comparison.html": ALONE.format(body)})
    assert made == [f"comparison.html {what}" for what in faults]
    assert "comparison" not in inspection.pages_of(tmp_path / "en")  # no page of its contents

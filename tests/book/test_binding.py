"""What is published is whole: a book that is not stays aside, and is told; in the miniature."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from checkouts import Checkout
from walking import Manifest, manifest, unlike


def published(checkout: Checkout) -> dict[str, Manifest | None]:
    return {code: manifest(checkout.html(code)) for code in ("en", "zh")}


def test_book_has_the_pages_of_its_contents_and_no_others(good: Checkout) -> None:
    pages = ["facts", "genindex", "index", "method", "mix", "search", "totals"]
    for code in ("en", "zh"):
        assert sorted(path.stem for path in good.html(code).glob("*.html")) == pages


def test_book_says_nothing_of_where_it_was_bound(good: Checkout) -> None:
    assert not (good.html() / ".buildinfo").exists()  # has a hash of paths
    place = str(good.root).encode()
    files = [path for path in good.html().rglob("*") if path.is_file()]
    assert [path for path in files if place in path.read_bytes()] == []


def test_printed_numbers_and_those_of_runs_stand_in_a_small_book(good: Checkout) -> None:
    page = (good.html() / "index.html").read_text(encoding="utf-8")
    assert 'href="facts.html#value-2013"' in page
    assert '<span class="number">7.44</span>' in page  # 22049 / 2964
    assert "audit.html" not in page  # where no page has verdicts, no mark leads to one


WORDS = """
sentences:
  grew:
    - when: totals.times > 1
      says: "It **grew**, as [the totals](totals) show, to {printed}`value-2017`."
"""
TRANSLATED = """
msgctxt "sentence: grew"
msgid "It **grew**, as [the totals](totals) show, to {printed}`value-2017`."
msgstr "[总额](totals)**增长**到{printed}`value-2017`。"
"""


def test_page_says_a_sentence_in_each_language_as_long_as_it_holds(small: Checkout) -> None:
    (small.root / "book/words").mkdir()
    (small.root / "book/words/index.yaml").write_text(WORDS, encoding="utf-8")
    small.replace("book/index.md", "Most of", "{says}`grew`\n\nMost of")
    with (small.root / "book/translations/zh_CN/LC_MESSAGES/index.po").open("a") as catalogue:
        catalogue.write(TRANSLATED)
    assert small.offshore("build").returncode == 0
    for code, said in (("en", "It grew, as the totals show, to "), ("zh", "总额增长到")):
        page = BeautifulSoup((small.html(code) / "index.html").read_text("utf-8"), "html.parser")
        (paragraph,) = [one.parent for one in page.select("p > .said")]
        assert paragraph.get_text().startswith(said)
        assert paragraph.a["href"] == "totals.html"
        assert paragraph.strong and paragraph.select("a.printed")
    small.replace("data/paper/amounts.csv", "2017,22049", "2017,2204.9")  # of 2964
    assert small.offshore("build", "--language", "en").returncode == 0
    page = BeautifulSoup((small.html() / "index.html").read_text("utf-8"), "html.parser")
    assert page.select(".said") == []
    assert [one for one in page.select("article p") if not one.get_text().strip()] == []


AT_FAULT = {
    "leads nowhere": (
        '<a href="nowhere.html">Nowhere</a>',
        "method.html leads to nowhere.html, which is not there",
    ),
    "leads to no part of a page": (
        '<a href="index.html#nothing">Nothing</a>',
        "method.html leads to index.html#nothing, which is not there",
    ),
    "asks another host": (
        '<img alt="" src="https://elsewhere.example/x.png">',
        "method.html asks another host: https://elsewhere.example/x.png",
    ),
}


@pytest.mark.parametrize(("html", "fault"), AT_FAULT.values(), ids=AT_FAULT)
def test_page_at_fault_is_told_and_the_last_good_books_stay(
    small: Checkout, html: str, fault: str
) -> None:
    before, stored = published(small), small.made()
    small.replace("book/method.md", "# Method", f"# Method\n\n{html}\n")
    done = small.offshore("build", "--language", "en")
    assert done.returncode == 1
    assert done.stderr == (
        "Error: The book en is not whole, and was not published:\n"
        f"{fault}\nIt is in _build/failed/book-en; the last good book stays in place.\n"
    )
    assert published(small) == before
    assert small.made() == stored
    assert html in (small.root / "_build/failed/book-en/method.html").read_text(encoding="utf-8")
    assert list((small.root / "_build/aside").iterdir()) == []

    small.replace("book/method.md", f"\n\n{html}\n", "")
    again = small.offshore("build")
    assert (again.returncode, published(small)) == (0, before)


def test_one_edition_at_fault_publishes_neither(small: Checkout) -> None:
    before = published(small)
    link = "[完整资料集](index)"
    catalogue = "book/translations/zh_CN/LC_MESSAGES/method.po"
    small.replace(catalogue, link, f'{link}<a href=\\"nowhere.html\\">无</a>')
    small.replace("book/index.md", "Most of", "Nearly all of")
    done = small.offshore("build")
    assert done.returncode == 1
    assert "The book zh is not whole" in done.stderr
    assert published(small) == before


def test_edition_of_ones_own_at_fault_is_told_by_its_name(small: Checkout) -> None:
    small.replace("book/method.md", "# Method", '# Method\n\n<a href="nowhere.html">x</a>\n')
    done = small.offshore("build", "--edition", "mine", "-p", "mix.digits=1")
    assert done.returncode == 1
    assert "The book mine is not whole" in done.stderr
    assert (small.root / "_build/failed/book-mine/index.html").is_file()
    assert not (small.root / "_build/mine").exists()


def test_many_faults_are_told_in_part_and_counted(small: Checkout) -> None:
    links = "".join(f'<a href="nowhere-{number:02}.html">x</a>' for number in range(13))
    small.replace("book/method.md", "# Method", f"# Method\n\n{links}\n")
    done = small.offshore("build", "--language", "en")
    assert done.stderr.count("which is not there") == 10
    assert "… and 3 more." in done.stderr


def forge(folder: Path) -> None:
    """Seal a folder as it is, as a build of ours once sealed books that were not whole."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "seal.json"]
    sealed = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    (folder / "seal.json").write_text(json.dumps(sealed), encoding="utf-8")


FORGED = {
    "without its stylesheet": lambda book: (book / "_static/offshore.css").unlink(),
    "without its scripts": lambda book: shutil.rmtree(book / "_static/scripts"),
    "with a page that is gone": lambda book: (book / "totals.html").unlink(),
    "with an empty page": lambda book: (book / "totals.html").write_text(""),
    "with nothing in it": lambda book: [shutil.rmtree(book), book.mkdir()],
}


@pytest.mark.parametrize("damage", FORGED.values(), ids=FORGED)
def test_book_that_was_sealed_though_it_is_not_whole_is_made_again(small: Checkout, damage) -> None:
    before = published(small)
    stored = small.html().resolve().parent
    damage(stored / "html")
    forge(stored)
    assert published(small) != before
    done = small.offshore("build")
    assert done.returncode == 0, done.stderr
    assert "book bound." in done.stdout
    assert published(small) == before


DELETED = {
    "the books": ("_build/books", "_build/book"),
    "the books and what was inspected": ("_build/books", "_build/inspected"),
    "the links": ("_build/book",),
    "everything": ("_build",),
}


@pytest.mark.parametrize("parts", DELETED.values(), ids=DELETED)
def test_what_was_deleted_is_made_again_to_the_byte(
    good: Checkout, small: Checkout, parts: tuple[str, ...]
) -> None:
    for part in parts:
        shutil.rmtree(small.root / part)
    done = small.offshore("build")
    assert done.returncode == 0, done.stderr
    for code, book in published(good).items():
        assert unlike(manifest(small.html(code)), book or {}) == []
    assert small.made() == good.made()


def test_whole_books_are_not_made_again_though_nobody_knows_that_they_are(small: Checkout) -> None:
    stored = small.made()
    shutil.rmtree(small.root / "_build/inspected")
    done = small.offshore("build")
    assert "0 made now; book unchanged." in done.stdout
    assert small.made() == stored


def test_edition_whose_neighbour_is_not_there_says_so(small: Checkout) -> None:
    shutil.rmtree(small.root / "_build")
    alone = small.offshore("build", "--language", "zh")
    assert alone.returncode == 0, alone.stderr
    assert (
        "Note: pages link to the edition en, which is not there or lacks some of them; "
        "`offshore build` makes every language.\n"
    ) in alone.stdout
    assert "edition zh" not in alone.stdout
    assert "Note:" not in small.offshore("build").stdout


def test_edition_whose_neighbour_lacks_a_page_says_so(small: Checkout) -> None:
    small.replace(
        "book/_toc.yml", "      - file: method\n", "      - file: method\n      - file: new\n"
    )
    (small.root / "book/new.md").write_text("# New\n\nA page.\n", encoding="utf-8")
    alone = small.offshore("build", "--language", "en")
    assert alone.returncode == 0, alone.stderr
    assert "Note: pages link to the edition zh, which is not there or lacks some" in alone.stdout

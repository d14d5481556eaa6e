"""A custom edition, and a published one from other tables, say so on every page."""

import hashlib
import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browsing import settle
from bs4 import BeautifulSoup, Tag
from checkouts import ROOT, Checkout, here

from offshore.book import editions
from offshore.book.differences import Change, Differences, OtherTable, between
from offshore.book.pages import edition_banner
from offshore.book.sphinx import banner
from offshore.compendium.root import Compendium
from offshore.display.language import Language, languages
from offshore.notebook import given

EN, ZH = Language("en", "en", Compendium(ROOT)), Language("zh", "zh_CN", Compendium(ROOT))
LIST = "#what-is-changed-in-this-edition"
HOSTILE = "<i>'a|b`</i>"
WORD = r"""note: str = \"plain\"  # A word. Allowed: \"plain\", \"<i>'a|b`</i>\".\n","""
CHANGES = ("-p", "growth.first_year=2014", "-p", f"markets.note={HOSTILE}")


@cache
def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def pages(html: Path) -> dict[str, BeautifulSoup]:
    every = sorted(html.resolve().glob("*.html"))
    found = {path.stem: parsed(path) for path in every if path.stem != "comparison"}
    assert {"index", "growth", "certificate", "genindex", "search"} <= set(found)
    return found


def metadata(page: BeautifulSoup) -> dict[str, str]:
    return {one["name"]: one["content"] for one in page.head.find_all("meta", attrs={"name": True})}


def text(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text(" ", strip=True).split())


def section(page: BeautifulSoup, anchor: str) -> Tag:
    found = page.find("section", id=anchor)
    assert isinstance(found, Tag)
    return found


def rows(table: Tag) -> list[list[str]]:
    return [[text(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def names_of_files(html: Path) -> set[str]:
    """Return the names that a browser suggests for what a reader takes from the pages."""
    links = [link for page in pages(html).values() for link in page.select("a.download")]
    images = [image for page in pages(html).values() for image in page.main.find_all("img")]
    found = [one.get("href") or one["src"] for one in [*links, *images]]
    return {name.rpartition("/")[2] for name in found}


@pytest.fixture(scope="module")
def own(built: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    checkout = built.copied(tmp_path_factory.mktemp("own") / "compendium")
    head = '"markets: int = 46'
    checkout.replace("notebooks/markets.ipynb", head, f'"{WORD}\n    {head}')
    done = checkout.offshore("build", "--edition", "mine", "--language", "zh", *CHANGES)
    assert done.returncode == 0, done.stderr
    return checkout


@pytest.fixture(scope="module")
def mine(own: Checkout) -> Path:
    return own.html("mine").resolve()


@pytest.fixture(scope="module")
def other_table(built: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    checkout = built.copied(tmp_path_factory.mktemp("table") / "compendium")
    checkout.replace("data/paper/shares.csv", ",85.20,", ",85.21,")
    done = checkout.offshore("build", "--language", "en")
    assert done.returncode == 0, done.stderr
    assert "Note: paper/shares differs from its recorded hash." in done.stdout
    return checkout


def test_every_page_says_what_it_is_and_what_was_changed_from_what(mine: Path) -> None:
    for name, page in pages(mine).items():
        (told,) = page.find_all("aside", attrs={"aria-label": "关于本版本"})
        assert "自定版本“mine”，不是正式版本" in text(told), name
        assert "growth：first_year为2014（正式版本：2013）" in text(told)
        assert f"markets：note为{HOSTILE}（正式版本：plain）" in text(told)
        assert told.find("i") is None


def test_banner_leads_to_the_list_of_changes(mine: Path) -> None:
    for name, page in pages(mine).items():
        link = page.select_one("aside.edition a")
        assert link is not None
        assert link["href"] == ("" if name == "certificate" else "certificate.html") + LIST
    listed = section(pages(mine)["certificate"], LIST[1:])
    assert rows(listed.find("table"))[1:] == [
        ["执行额的增长", "first_year", "2013", "2014"],
        ["市场", "note", "'plain'", repr(HOSTILE)],
    ]
    assert "改动的数据表：无。" in text(listed)


def test_name_is_in_title_and_metadata_and_no_search_engine_is_asked_in(mine: Path) -> None:
    for page in pages(mine).values():
        assert page.title.get_text().endswith(" 数字经济与温州离岸服务外包（版本mine）")
        told = metadata(page)
        assert (told["edition"], told["robots"]) == ("mine", "noindex")
        assert "first_year为2014" in told["description"]
        assert HOSTILE in told["description"]


def test_what_a_reader_takes_away_has_the_editions_name(mine: Path) -> None:
    names = names_of_files(mine)
    assert {"mine-growth-executed-value.csv", "mine-growth.ipynb"} <= names
    assert "mine-growth-executed-value.light.svg" in names
    assert "mine-multiverse-readings.png" in names
    assert [name for name in names if not name.startswith("mine-")] == []


def test_command_of_the_certificate_makes_this_very_edition(own: Checkout, mine: Path) -> None:
    command = section(pages(mine)["certificate"], LIST[1:]).find("pre")
    program, *arguments = shlex.split(command.get_text())
    assert (program, arguments) == (
        "offshore",
        ["build", "--edition", "mine", "--language", "zh", *CHANGES],
    )
    again = own.offshore(*arguments)
    assert "0 made now; book unchanged." in again.stdout
    assert own.html("mine").resolve() == mine


def test_closing_of_a_changed_chapter_marks_its_changes(mine: Path) -> None:
    growth, structure = (
        section(pages(mine)[name], "how-this-chapter-was-made").find("table")
        for name in ("growth", "structure")
    )
    assert rows(growth)[:3] == [
        ["参数", "取值", "正式版本"],
        ["first_year", "2014", "已改动 ，原为 2013"],
        ["last_year", "2017", "相同"],
    ]
    assert {len(row) for row in rows(structure)} == {2}


def test_front_page_does_not_speak_as_the_published_one(mine: Path, built: Checkout) -> None:
    own, published = (text(pages(html)["index"].main) for html in (mine, built.html("zh")))
    assert "make book 从全新克隆的仓库生成本书" in published
    assert "make book 从全新克隆的仓库生成本书" not in own
    assert "本版本不是正式版本" in own
    assert "本版本不是正式版本" not in published


@pytest.mark.parametrize("code", ["en", "zh"])
def test_published_edition_is_as_it_was(built: Checkout, code: str) -> None:
    html = built.html(code).resolve()
    for page in pages(html).values():
        assert page.select("aside.edition") == []
        assert {"edition", "robots", "description"} & set(metadata(page)) == set()
        assert page.head.find("link", href=re.compile("banner")) is None
    assert not (html / "_static" / banner.STYLE).exists()
    assert {"growth-executed-value.csv", "growth.ipynb"} <= names_of_files(html)


def test_certificate_of_the_published_edition_claims_what_was_compared(built: Checkout) -> None:
    page = pages(built.html())["certificate"]
    listed = section(page, LIST[1:])
    assert "This is the published edition." in text(listed)
    assert "Changed parameters: none. Changed tables: none." in text(listed)
    assert text(listed.find("pre")) == "make book"
    header, *items = rows(section(page, "figures-and-tables").find("table"))
    assert header == ["What", "Notebook", "Kind", "Of", "Cell", "Run"]
    assert items


def test_other_table_is_named_on_every_page_of_the_published_book(other_table: Checkout) -> None:
    for name, page in pages(other_table.html()).items():
        (told,) = page.find_all("aside", attrs={"aria-label": "About this edition"})
        assert "differ from their recorded hash: paper/shares." in text(told), name
        assert told.find("a")["href"].endswith(LIST)
        assert "one’s own" not in text(told)
        assert "edition" not in metadata(page)
    assert "growth-executed-value.csv" in names_of_files(other_table.html())


def test_certificate_has_both_hashes_of_the_other_table(other_table: Checkout) -> None:
    listed = section(pages(other_table.html())["certificate"], LIST[1:])
    data = other_table.root / "data"
    described = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    (recorded,) = (one["hash"] for one in described if one["path"] == "paper/shares.csv")
    actual = hashlib.sha256((data / "paper/shares.csv").read_bytes()).hexdigest()
    assert rows(listed.find("table"))[1:] == [
        ["data/paper/shares.csv", recorded.removeprefix("sha256:")[:12], actual[:12]]
    ]
    assert "Changed parameters: none." in text(listed)
    assert "This is the published edition." not in text(listed)


def test_what_is_shown_of_the_other_table_is_marked(other_table: Checkout) -> None:
    made = pages(other_table.html())
    structure, growth = (
        section(made[name], "how-this-chapter-was-made").find_all("table")[1]
        for name in ("structure", "growth")
    )
    marked = {row[0] for row in rows(structure) if row[2].startswith("changed from ")}
    assert marked == {"data/paper/shares.csv"}
    assert {len(row) for row in rows(growth)} == {2}
    assert "Printed in the paper, drawn by us." not in text(made["structure"].main)
    assert "Printed in the paper, drawn by us." in text(made["growth"].main)
    for name in ("facts", "data"):
        assert text(made[name].main).count("This table differs from its recorded hash") == 1


@pytest.fixture(params=[(390, "dark"), (1280, "light")], ids=str)
def opened(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    width, theme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    page.complaints = []
    loud = ("error", "warning", "assert")
    page.on("console", lambda said: said.type in loud and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize("name", ["index", "growth", "certificate", "search", "genindex"])
def test_banner_can_be_read_and_covers_nothing(opened: Any, mine: Path, name: str) -> None:
    opened.goto((mine / f"{name}.html").as_uri())
    settle(opened)
    told = opened.get_by_role("complementary", name="关于本版本")
    assert told.is_visible()
    box, width = told.bounding_box(), opened.viewport_size["width"]
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.locator("main h1:visible").first.bounding_box()["y"] >= box["y"] + box["height"]
    assert min(opened.evaluate(COLOURS, part) for part in ("p", "a")) >= 4.5
    assert opened.complaints == []
    opened.emulate_media(media="print")
    assert told.is_visible()


# The contrast of a part of the banner with its ground, as WCAG 2 computes it.
COLOURS = """
part => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(c => c / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const banner = document.querySelector("aside.edition");
  const ground = light(getComputedStyle(banner).backgroundColor);
  const ink = light(getComputedStyle(banner.querySelector(part)).color);
  return (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
}
"""


def test_edition_without_changes_says_so() -> None:
    told = edition_banner.described(Differences("mine", EN))
    assert told["title"] == "This is “mine”, a custom edition, not the published one."
    assert told["sentences"] == ["Its parameters are the published ones."]
    assert edition_banner.described(Differences("", EN)) == {}


def test_of_many_changes_the_first_are_named_and_the_others_counted() -> None:
    changes = tuple(Change(f"n{i // 3}", f"p{i}", i, i + 1) for i in range(7))
    tables = tuple(OtherTable(f"paper/t{i}", "", "b" * 64) for i in range(5))
    told = edition_banner.described(Differences("mine", EN, changes, tables))
    parameters, named, _ = told["sentences"]
    # By hand: p0 to p2 are of the notebook n0, p3 of n1; seven less four are three.
    assert parameters == (
        "Changed parameters: n0: p0 1 (published: 0), p1 2 (published: 1), p2 3 (published: 2); "
        "n1: p3 4 (published: 3); 3 more."
    )
    assert named.endswith("hash: paper/t0; paper/t1; paper/t2; paper/t3; 1 more.")


def test_long_value_is_cut_in_the_banner() -> None:
    change = Change("growth", "note", "", "x" * 5000)
    (told, _) = edition_banner.described(Differences("mine", EN, (change,)))["sentences"]
    assert len(told) < 150


COMMANDS = {
    "none": ((), "offshore build --edition mine"),
    "number": ((2014,), "offshore build --edition mine -p growth.x=2014"),
    "text": (("two words; rm",), "offshore build --edition mine -p 'growth.x=two words; rm'"),
    "numbers": (([0.1],), "offshore build --edition mine -p 'growth.x=[0.1]'"),
    "texts": ((["a", "b"],), "offshore build --edition mine -p growth.x=a,b"),
}


@pytest.mark.parametrize(("values", "command"), COMMANDS.values(), ids=COMMANDS)
def test_command_is_quoted_for_a_shell(values: tuple[Any, ...], command: str) -> None:
    changes = tuple(Change("growth", "x", None, value) for value in values)
    assert Differences("mine", EN, changes).command == command


SAME = {
    "nothing given": (),
    "the default given by name": ("growth.first_year=2013",),
    "the edition's language given by name": ("growth.language=zh",),
    "another way to write the default": ("framework.others_growth=0.10",),
}


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("options", SAME.values(), ids=SAME)
def test_what_is_as_published_is_no_change(options: tuple[str, ...]) -> None:
    planned = editions.plan(languages(here())["zh"], given.for_edition(here(), options, None))
    assert not between("mine", languages(here())["zh"], planned)


@pytest.mark.usefixtures("inside")
def test_language_of_one_chapter_is_a_change() -> None:
    english = languages(here())["en"]
    planned = editions.plan(english, {"growth": {"language": "zh"}})
    found = between("mine", english, planned).changes
    assert found == (Change("growth", "language", "en", "zh"),)

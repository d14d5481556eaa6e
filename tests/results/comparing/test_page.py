"""The page of a comparison: it stands alone, is escaped, and says how much is the same."""

import io
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from checkouts import ROOT
from PIL import Image

from offshore.compendium.hashes import of_bytes
from offshore.compendium.root import Compendium
from offshore.display.language import Language
from offshore.results.comparing import page, pictures, wording
from offshore.results.comparison import compare
from offshore.results.difference import Difference, Place
from offshore.results.model import Chapter, Check, Item, Results

EN, ZH = Language("en", "en", Compendium(ROOT)), Language("zh", "zh_CN", Compendium(ROOT))
HOSTILE = "<script>alert(1)</script>\"'&amp;"


def drawing(colour: str) -> bytes:
    return f'<svg viewBox="0 0 20 10"><rect fill="{colour}"/></svg>'.encode()


def picture(box: tuple[int, int, int, int] | None) -> bytes:
    """Return a PNG of 20 by 10 pixels, white but for a black box."""
    image = Image.new("RGB", (20, 10), "white")
    if box:
        image.paste("black", box)
    file = io.BytesIO()
    image.save(file, format="PNG")
    return file.getvalue()


FILES = [drawing("red"), drawing("blue"), picture(None), picture((5, 2, 15, 4))]
AT_HAND = {of_bytes(one): one for one in FILES}
SVGS, PNGS = ([of_bytes(one) for one in pair] for pair in (FILES[:2], FILES[2:]))
FIGURE = Item("figure", "Bars", "Rise", "year,value\n2013,1.5\n", svg=SVGS[0], png=PNGS[0])
BEFORE = Results(
    "en",
    facts={"first": {"printed": "12", "qualifier": "over", "unit": "%"}},
    checks={"sum": Check("reproduced", "exact", (1.0, 2.0), (1.5, 1.5))},
    chapters={
        "growth": Chapter(
            {"year": 2013},
            code={"load": "a = 1\nb = 2"},
            numbers={"rate": "36.1%", "kept": "7"},
            values={"rate": 0.361, "kept": 7},
            sentences={"rises": "It rises by 36.1%."},
            items={"bars": FIGURE},
        )
    },
    variants={"growth, CNY": Chapter({}, values={"rate": 1.0})},
)
CHAPTER = replace(
    BEFORE.chapters["growth"],
    parameters={"year": HOSTILE},
    code={"load": f"a = 1\nb = '{HOSTILE}'"},
    numbers={"rate": "41.1%", "kept": "7"},
    values={"rate": 0.411, "kept": 7},
    sentences={"rises": f"It rises by {HOSTILE}."},
    items={"bars": replace(FIGURE, caption=HOSTILE, svg=SVGS[1], png=PNGS[1])},
)
AFTER = replace(
    BEFORE,
    edition="mine",
    facts={"first": {"printed": "14", "qualifier": "over", "unit": "%"}},
    checks={"sum": Check("contradicted", "bound", (1.0, 2.0), (2.5, None))},
    chapters={"growth": CHAPTER, HOSTILE: Chapter({})},
    variants={"growth, CNY": Chapter({}, values={"rate": 2.0})},
)


def rendered(words: Language = EN, after: Results = AFTER, at_hand=AT_HAND) -> BeautifulSoup:
    names = page.published(words), page.edition(after, words)
    sides = page.Sides(BEFORE, after, names, compare(BEFORE, after), at_hand)
    return BeautifulSoup(page.render(sides, words, ["growth"]), "html.parser")


def cells(found: BeautifulSoup, section: str) -> list[list[str]]:
    rows = found.select(f"#{section} tbody tr")
    return [[cell.get_text() for cell in row.find_all("td")] for row in rows]


def test_each_section_says_from_what_to_what_and_by_how_much() -> None:
    found = rendered()
    assert cells(found, "numbers") == [
        ["growth.rate", "36.1%", "41.1%", "+5 percentage points", "+13.9%"]
    ]
    assert cells(found, "data") == [["first", "printed", "12", "14", "+2", "≥ 12", "≥ 14"]]
    assert cells(found, "verdicts") == [
        ["sum", "reproduced → contradicted", "exact → bound", "1.5 → ≥ 2.5"]
    ]
    assert found.select_one("h1").text == "What differs: the published results → the edition “mine”"
    assert "numbers 1" in found.select_one("#identical").text
    assert found.select_one("#counts").text.endswith("runs of the multiverse 1")


def test_in_chinese_it_says_the_same() -> None:
    found = rendered(ZH)
    assert found.html["lang"] == "zh-CN"
    assert cells(found, "verdicts")[0][1:3] == ["可复现 → 相矛盾", "精确 → 界限"]
    assert cells(found, "numbers")[0][3] == "+5个百分点"


def test_text_is_text_whatever_it_holds() -> None:
    found = rendered()
    assert len(found.find_all("script")) == 1
    assert found.select_one("#code ins").text == f"+ b = '{HOSTILE}'"
    assert cells(found, "parameters") == [["growth", "year", "2013", HOSTILE]]
    assert HOSTILE in found.select_one("#items h3").text


def test_pictures_lie_one_over_the_other_with_a_frame_around_what_differs() -> None:
    found = rendered()
    over = found.select_one("#items svg:has(g.over)")
    rect = over.rect
    assert [float(rect[name]) for name in ("x", "y", "width", "height")] == [5, 2, 10, 2]
    assert [one["href"] for one in over.find_all("use")] == [
        "#picture-growth-bars-before",
        "#picture-growth-bars-after",
    ]
    assert over.find_next("input").has_attr("hidden")  # until the script shows it


def test_a_picture_that_is_not_at_hand_is_said_to_be_lacking() -> None:
    some = {name: one for name, one in AT_HAND.items() if name != SVGS[0]}
    found = rendered(at_hand=some)
    assert found.select_one("#items .lacking").text == "This picture is not at hand."
    assert len(found.select("#items defs image")) == 1
    assert found.select_one("#items .over") is None


def test_it_asks_nothing_of_anywhere() -> None:
    found = rendered()
    addresses = [one.get("href", one.get("src", "")) for one in found.select("[href], [src]")]
    ids = {one["id"] for one in found.select("[id]")}
    assert {one for one in addresses if one.startswith("#")} <= {f"#{one}" for one in ids}
    others = {one for one in addresses if not one.startswith(("#", "data:image/svg+xml;base64,"))}
    assert others == {"growth.html"}


def test_nothing_that_differs_is_said_in_as_many_words() -> None:
    found = rendered(after=replace(BEFORE, edition="mine"))
    assert "Nothing differs." in found.main.text
    assert found.select("section") == []


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ((2963.5, 2964.5), "2,963.5 to 2,964.5"),
        ((50.0, None), "≥ 50"),
        ((None, 50.0), "≤ 50"),
        ((29.0, 29.0), "29"),
        ((None, None), "any value"),
        ((0.0, None), "≥ 0"),
        (None, ""),
    ],
)
def test_intervals_in_words(ends, told) -> None:
    assert wording.interval(ends, EN) == told


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0.0, "0"),
        (12345678.0, "12,345,678"),
        (0.1 + 0.2, "0.3"),
        (-1.5, "-1.5"),
        (1e-12, "1e-12"),
        (100.0, "100"),
        (float("inf"), "inf"),
    ],
)
def test_plain_numbers_in_words(number, told) -> None:
    assert wording.plain(number, EN) == told


def test_by_how_much_in_words() -> None:
    def one(before, after, *numbers):
        return Difference("number", Place("chapters"), before, after, numbers)

    assert wording.moved(one("36.1%", "41.1%", 0.361, 0.411), EN) == "+5 percentage points"
    assert wording.moved(one("7", "5", 7.0, 5.0), EN) == "-2"
    assert wording.moved(one("some", "none", None, None), EN) == ""
    assert wording.relative(one("7", "5", 7.0, 5.0), EN) == "-28.6%"
    assert wording.relative(one("0", "5", 0.0, 5.0), EN) == ""


def test_frames_only_of_pictures_of_one_size() -> None:
    small = Image.new("RGB", (4, 4), "white")
    file = io.BytesIO()
    small.save(file, format="PNG")
    other = replace(FIGURE, png=of_bytes(file.getvalue()))
    at_hand = AT_HAND | {other.png: file.getvalue()}
    assert pictures.frame(FIGURE, other, at_hand) is None
    assert pictures.frame(FIGURE, FIGURE, at_hand) is None
    assert pictures.frame(FIGURE, replace(FIGURE, png="lost"), at_hand) is None

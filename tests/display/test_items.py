"""Display items: whole in a notebook's output, the same bytes every time, escaped."""

import base64
import io
import json

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from checkouts import ROOT
from matplotlib.figure import Figure

from offshore.compendium.root import Compendium
from offshore.display import items
from offshore.display.drawing import raster, theme
from offshore.display.items import ITEM, Item
from offshore.display.language import Language

EN = Language("en", "en", Compendium(ROOT))
ZH = Language("zh", "zh_CN", Compendium(ROOT))
DATA = pd.DataFrame({"year": [2013, 2014], "name": ['a "quoted", cell', "温州"]})
HOSTILE = '"><script>alert(1)</script>'


def drawn(alternative: str = "A line.", caption: str = "Growth.") -> Item:
    theme.apply()
    drawing = Figure(figsize=(2, 1))
    drawing.subplots().plot([2013, 2014], [1, 2], label="温州")
    words = {"caption": caption, "alternative": alternative, "origin": "ours"}
    return items.figure("line", drawing, DATA, **words)


def test_figure_carries_its_data_as_csv() -> None:
    pd.testing.assert_frame_equal(pd.read_csv(io.StringIO(drawn().data)), DATA)


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert drawn() == drawn()


def test_figure_carries_neither_date_nor_outside_address_to_load() -> None:
    svg = drawn().svg
    assert "<dc:date>" not in svg
    assert 'href="http' not in svg


def test_item_is_whole_in_a_notebooks_output() -> None:
    item = drawn()
    kept = json.loads(json.dumps(item.bundle(EN)[ITEM]))
    assert Item(**kept | {"header": (), "rows": (), "anchors": (), "doubtful": ()}) == item
    assert item.bundle(EN)["text/plain"] == "Growth."


@pytest.mark.parametrize(
    "shown",
    [
        drawn(HOSTILE, HOSTILE),
        items.table("t", pd.DataFrame({HOSTILE: [HOSTILE]}), DATA, caption=HOSTILE, origin="ours"),
    ],
    ids=["figure", "table"],
)
def test_words_of_an_item_never_become_elements(shown: Item) -> None:
    page = BeautifulSoup(shown.bundle(EN)["text/html"], "html.parser")
    assert not page.find("script")
    assert HOSTILE in page.get_text()


def test_picture_has_its_alternative_text_and_caption() -> None:
    page = BeautifulSoup(drawn(HOSTILE).bundle(EN)["text/html"], "html.parser")
    assert page.img["alt"] == HOSTILE
    assert page.find(class_="caption").get_text() == "Growth."
    assert HOSTILE in page.details.get_text()


def test_table_shows_words_and_keeps_its_data() -> None:
    shown = pd.DataFrame({"Year": [2013], "Growth": ["56.0%"]})
    data = pd.DataFrame({"year": [2013], "growth": [0.56]})
    item = items.table("t", shown, data, caption="C.", origin="paper")
    assert (item.header, item.rows) == (("Year", "Growth"), (("2013", "56.0%"),))
    assert item.data == "year,growth\n2013,0.56\n"
    page = BeautifulSoup(item.bundle(EN)["text/html"], "html.parser")
    assert [cell.get_text() for cell in page.find_all(["th", "td"])] == [
        "Year",
        "Growth",
        "2013",
        "56.0%",
    ]


@pytest.mark.parametrize(
    ("words", "summaries"), [(EN, ["In words", "Data"]), (ZH, ["文字说明", "数据"])]
)
def test_below_a_picture_are_its_caption_its_words_and_its_data(
    words: Language, summaries: list[str]
) -> None:
    page = BeautifulSoup(drawn().bundle(words)["text/html"], "html.parser")
    assert [one.get_text() for one in page.find_all("summary")] == summaries
    assert page.find(class_="caption").get_text() == "Growth."
    link = page.a
    assert link["download"] == "line.csv"
    kind, _, coded = link["href"].partition(",")
    assert kind == "data:text/csv;base64"
    assert base64.b64decode(coded).decode() == drawn().data == page.pre.get_text()


def test_parts_of_a_figure_are_a_picture_and_what_is_below_it() -> None:
    picture, below = drawn().parts(EN)
    png = raster.png(drawn().svg, EN.compendium)
    assert picture == {"image/png": base64.b64encode(png).decode(), "text/plain": "A line."}
    assert set(below) == {"text/html", "text/plain"}
    assert "<img" not in below["text/html"]


def test_table_is_one_part_and_has_no_words_beside_its_own() -> None:
    table = items.table("t", DATA, DATA, caption="C.", origin="ours")
    (part,) = table.parts(EN)
    page = BeautifulSoup(part["text/html"], "html.parser")
    assert len(page.find_all("tr")) == 3
    assert [one.get_text() for one in page.find_all("summary")] == ["Data"]


def test_passages_are_titles_with_paragraphs() -> None:
    told = [("First <b>", "one", "two"), ("Second", "three")]
    (part,) = items.passages("p", told, DATA, caption="C.", origin="ours").parts(EN)
    page = BeautifulSoup(part["text/html"], "html.parser")
    assert [one.get_text() for one in page.find_all("strong")] == ["First <b>", "Second"]
    assert [one.get_text() for one in page.find_all("p")][:5] == [
        "First <b>", "one", "two", "Second", "three",
    ]  # fmt: skip

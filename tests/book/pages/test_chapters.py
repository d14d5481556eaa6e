"""An executed notebook as a page: inputs folded, items and numbers taken out, text escaped."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import nbformat
import pandas as pd
import pytest
from checkouts import ROOT
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from offshore.book.differences import Differences
from offshore.book.pages import chapters
from offshore.compendium.root import Compendium
from offshore.display import items, mime
from offshore.display.drawing import theme
from offshore.display.language import Language, languages
from offshore.notebook import contract
from offshore.runs.planning import Run

EN = Language("en", "en", Compendium(ROOT))
PUBLISHED = Differences("", EN)
DATA = pd.DataFrame({"year": [2013], "growth": [0.56]})
RECIPE = {"parameters": {"first_year": 2013}, "tables": {"paper/amounts": "a" * 64}}


@dataclass(frozen=True)
class Made:
    """A run of the chapter on growth that left these cells; its text is that of the notebook."""

    cells: list[Any]
    recipe: Mapping[str, Any] = field(default_factory=lambda: RECIPE)
    key: str = "b" * 64

    @property
    def contract(self) -> Any:
        stored = contract.read_contract(Compendium(ROOT), "growth")
        return replace(stored, text=nbformat.writes(new_notebook(cells=self.cells)))

    def read(self) -> str:
        code = [cell for cell in self.cells if cell.cell_type == "code"]
        return str(nbformat.writes(new_notebook(cells=code)))


def shown(bundle: dict[str, Any]) -> Any:
    return new_output("display_data", data=bundle)


def figure(caption: str = "A $caption$.", alternative: str = 'A "line".') -> items.Item:
    theme.apply()
    words = {"caption": caption, "alternative": alternative, "origin": "paper"}
    return items.figure("line", Figure(figsize=(1, 1)), DATA, **words)


def page(*cells: Any) -> chapters.Page:
    return chapters.make(cast(Run, Made(list(cells))), PUBLISHED)


def code(source: str, *outputs: Any) -> Any:
    return new_code_cell(source, id=source.strip("()") or "x", outputs=list(outputs))


def test_every_input_is_folded() -> None:
    made = page(code("one", shown({"text/plain": "1"})), code("two"))
    tags = [cell.metadata.get("tags") for cell in made.notebook.cells if cell.cell_type == "code"]
    assert tags == [["hide-input"], ["hide-input"]]


def test_code_up_to_the_first_output_is_folded_as_one() -> None:
    made = page(code("one"), code("two", shown({"text/plain": "2"})), code("three"))
    sources = [cell.source for cell in made.notebook.cells if cell.cell_type == "code"]
    assert sources == ["one\n\ntwo", "three"]


def test_code_on_either_side_of_text_stays_apart() -> None:
    made = page(code("one"), new_markdown_cell("Text."), code("two"))
    sources = [cell.source for cell in made.notebook.cells][:3]
    assert sources == ["one", "Text.", "two"]


@pytest.mark.parametrize(("name", "marked"), [("+ above 2 million", True), ("-0.5", False)])
def test_apostrophes_of_a_download_are_explained_beside_it(name: str, marked: bool) -> None:
    data = pd.DataFrame({"name": [name]})
    item = items.table("t", data, data, caption="C.", origin="ours")
    text = page(code("one", shown(item.bundle(EN)))).notebook.cells[-2].source
    assert "Download:" in text
    assert ("an apostrophe marks text that begins as a formula does" in text) == marked


def test_numbers_are_kept_for_the_text_and_shown_nowhere_else() -> None:
    made = page(code("one", shown({mime.NUMBERS: {"compound": "65.2%"}, "text/plain": "x"})))
    assert made.numbers == {"compound": "65.2%"}
    assert made.notebook.cells[0].outputs == []


def test_item_becomes_text_after_its_cell_with_caption_origin_and_downloads() -> None:
    made = page(code("one", shown(figure().bundle(EN))))
    text = made.notebook.cells[1].source
    assert made.notebook.cells[0].outputs == []
    assert text.startswith("```{figure} items/growth-line.light.svg\n:name: growth-line\n")
    assert r"A \$caption\$\." in text
    assert r':alt: "A \"line\"."' in text
    assert "Printed in the paper, drawn by us." in text
    for kind, ending in {"SVG": "light.svg", "PNG": "png", "CSV": "csv"}.items():
        assert f"{{download}}`{kind} <items/growth-line.{ending}>`" in text


def test_caption_cannot_end_its_block_early() -> None:
    text = page(code("one", shown(figure("Ends\n```\n# Here").bundle(EN)))).notebook.cells[1].source
    assert [line for line in text.splitlines() if line.startswith(("```", "#"))] == [
        "```{figure} items/growth-line.light.svg",
        "```",
    ]


def test_files_of_an_item_lie_where_its_page_links_to_them(tmp_path: Path) -> None:
    page(code("one", shown(figure().bundle(EN)))).write(tmp_path)
    folder = tmp_path / "items"
    assert {path.name for path in folder.iterdir()} == {
        "growth-line.csv",
        "growth-line.light.svg",
        "growth-line.dark.svg",
        "growth-line.png",
    }
    rows = list(csv.DictReader(io.StringIO((folder / "growth-line.csv").read_text())))
    assert rows == [{"year": "2013", "growth": "0.56"}]


def test_page_closes_with_how_it_was_made() -> None:
    closing = page(code("one")).notebook.cells[-1].source
    assert "Run `bbbbbbbbbbbb`" in closing
    assert "| `first_year` | `2013` |" in closing
    assert "| `data/paper/amounts.csv` | `aaaaaaaaaaaa` |" in closing
    assert "{download}`growth.ipynb <runs/growth.ipynb>`" in closing


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("paper figure", "Printed in the paper, drawn by us."),
        ("paper table", "Printed in the paper, arranged by us."),
        ("reading figure", "Our reading of the paper's text, in our words; drawn by us."),
        ("reading table", "Our reading of the paper's text, in our words."),
        ("ours table", "Our computation."),
    ],
)
def test_page_says_whose_an_item_is(who: str, sentence: str) -> None:
    whose, kind = who.split()
    assert chapters.origin(whose, EN, kind=kind) == sentence


@pytest.mark.parametrize("who", ["paper", "reading"])
def test_a_table_is_not_called_a_figure_in_chinese(who: str) -> None:
    words = languages(EN.compendium)["zh"]
    for changed in (False, True):
        assert "图" in chapters.origin(who, words, changed)
        assert "图" not in chapters.origin(who, words, changed, kind="table")


def test_text_of_a_page_is_the_stored_one_in_the_notation_of_the_book() -> None:
    stored = 'It is {eval}`run["compound"]`; see [firms](firms.ipynb) and [it](../book/data.md#x).'
    made = page(new_markdown_cell(stored), code("one"))
    assert (
        made.notebook.cells[0].source
        == "It is {number}`compound`; see [firms](firms) and [it](data#x)."
    )


def test_item_has_the_caption_that_the_file_of_words_has_now() -> None:
    theme.apply()
    told = {"caption": "Old.", "alternative": "Old.", "origin": "ours"}
    places = {"growth": "56%", "first_year": "2013", "last_year": "2014", "executed_value": "1"}
    places["growth_basis"] = "as printed"
    item = items.figure("executed-value", Figure(figsize=(1, 1)), DATA, places=places, **told)
    made = page(code("one", shown(item.bundle(EN))))
    (kept,) = made.items
    caption = "Offshore executed value of Wenzhou and its growth (as printed), 2013–2014."
    assert kept["caption"] == caption
    assert kept["alternative"].startswith("Bars of the executed value: 1. Line of growth")
    assert "Old." not in made.notebook.cells[1].source


def test_chapter_lists_the_outside_values_it_read_and_what_rests_on_doubtful_ones() -> None:
    bundle = {
        mime.NUMBERS: {"pace": "11.6%", "share": "3.0%"},
        mime.OUTSIDE: {"china-2016-usd": "high", "china-2023-usd": "medium"},
        mime.DOUBTFUL: {"pace": ["china-2023-usd"]},
    }
    *_, section, closing = page(code("one", shown(bundle))).notebook.cells
    assert "## How this chapter was made" in closing.source
    (line,) = [line for line in section.source.splitlines() if "china-2023-usd" in line]
    assert r"[China 2023](#china-2023-usd) | People\'s Daily Online\, 2024\-02\-04 |" in line
    assert line.endswith("| not located by us | medium |")
    assert r"this rests on values of medium confidence: 11\.6\%." in section.source


def test_chapter_without_outside_values_lists_none() -> None:
    closing = page(code("one")).notebook.cells[-2:]
    assert not any("Outside values" in cell.source for cell in closing)


def test_item_says_below_it_what_it_rests_on() -> None:
    row = {"publisher_en": "P", "title": "T", "published": "2024"}
    row |= {"period": "2023", "entity": "China"}
    doubtful = ({"id": "x", "confidence": "medium", **row},)
    item = items.table("t", DATA, DATA, caption="C.", origin="ours", doubtful=doubtful)
    text = page(code("one", shown(item.bundle(EN)))).notebook.cells[1].source
    assert r"medium confidence\: China 2023 \(" in text

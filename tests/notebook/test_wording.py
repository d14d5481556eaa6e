"""What a run puts into words for a cell, in both languages."""

import pandas as pd
import pytest
from checkouts import here

from offshore.display.language import languages
from offshore.notebook.showing import Session

THEMES = ["vocabulary/themes", "vocabulary/regions"]
STEPS = pd.DataFrame(
    {
        "year": [1995, 2016],
        "en": ["one", "two"],
        "zh": ["一", "二"],
        "who_en": ["Don Tapscott", "G20"],
        "who_zh": ["唐·泰普斯科特", "二十国集团"],
        "section": ["introduction", "1.2"],
        "sentence": [3, 0],
    }
)


def run(code: str) -> Session:
    return Session("literature", THEMES, languages(here())[code])


@pytest.mark.parametrize(
    ("code", "names", "who"),
    [("en", ["one", "two"], "Don Tapscott"), ("zh", ["一", "二"], "唐·泰普斯科特")],
)
def test_what_a_table_has_in_each_language_is_named_without_it(
    code: str, names: list[str], who: str
) -> None:
    shown = run(code).in_language(STEPS)
    assert list(shown.name) == names
    assert shown.who[0] == who
    assert list(shown.columns[: STEPS.shape[1]]) == list(STEPS.columns)


def test_a_declared_table_can_be_named() -> None:
    named = run("zh").in_language("vocabulary/regions")
    assert named.name.equals(named.zh)
    assert "place" not in named


def test_a_table_in_no_language_stays_as_it_is() -> None:
    plain = STEPS[["year"]]
    assert run("en").in_language(plain).equals(plain)


def test_places_in_the_paper_are_told_by_section_and_sentence() -> None:
    assert list(run("en").in_language(STEPS).place) == ["introduction, sentence 3", "1.2, heading"]


def test_a_text_is_filled_for_each_row() -> None:
    cells = pd.DataFrame({"theme": ["data"], "region": ["China"], "origin": "ours", "works": 2})
    twice = pd.concat([cells, cells])
    assert run("en").each_row("cell", cells) == "source of data, China, added by us: 2"
    assert run("zh").each_row("cell", twice) == "；".join(["数据来源, 中国, 本书补充: 2"] * 2)
    assert run("en").each_row("cell", cells[:0]) == ""


def test_any_declared_vocabulary_names_its_first_column() -> None:
    assert run("zh").word("region", "Wenzhou") == "温州"
    assert Session("literature", [], languages(here())["zh"]).word("region", "Wenzhou") == "Wenzhou"

"""No count and no result is typed in prose, in English or in Chinese."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import handtyped
import pytest
import yaml
from babel.messages.pofile import read_po
from checkouts import ROOT

WRITTEN = sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("book/*.md")])
WORDS = sorted([*ROOT.glob("notebooks/words/*.yaml"), *ROOT.glob("book/words/*.yaml")])
MESSAGES = ("display", "sphinx")  # whose English is not prose
CATALOGUES = [
    file
    for file in sorted(ROOT.glob("book/translations/zh_CN/LC_MESSAGES/*.po"))
    if file.stem not in MESSAGES
]
SILENT = ("units", "ticks", "when")  # which say nothing


def written(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "markdown")


def said(found: Any) -> Iterator[tuple[str, bool]]:
    """Yield each text of a file of words, and whether a condition decides when it stands."""
    if isinstance(found, dict):
        for name, value in found.items():
            held = name == "says" and "when" in found
            parts = said(value) if name not in SILENT else iter(())
            yield from ((text, held or inside) for text, inside in parts)
    elif isinstance(found, list):
        yield from (one for value in found for one in said(value))
    else:
        yield str(found), False


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.stem)
def test_prose_has_no_number_of_its_own(file: Path) -> None:
    text = written(file)
    assert handtyped.digits(text) + handtyped.words(text) == []


@pytest.mark.parametrize("file", WORDS, ids=lambda file: file.stem)
def test_words_have_no_number_of_their_own(file: Path) -> None:
    texts = list(said(yaml.safe_load(file.read_text(encoding="utf-8"))))
    assert [one for text, _ in texts for one in handtyped.digits(text)] == []
    assert [one for text, held in texts if not held for one in handtyped.words(text)] == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_chinese_has_no_number_that_the_english_has_not(file: Path) -> None:
    with file.open("rb") as opened:
        entries = [(str(one.id), str(one.string)) for one in read_po(opened) if one.id]
    typed = [one for pair in entries for one in handtyped.chinese_alone(*pair)]
    described = file.stem == "tables"  # of data, digits included
    assert (
        typed + [one for _, text in entries for one in handtyped.digits(text) * (not described)]
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "grew by 65%",
        "2,893.3%",
        "USD 4",
        "1.5 times",
        "12 932",
        "from 92.175% to 92.185%",
        "增长65%",
        "500万美元以上",
        "引文编号为18",
    ],
)
def test_digits_by_hand_would_be_noticed(text: str) -> None:
    assert handtyped.digits(text)


@pytest.mark.parametrize(
    "text",
    [
        "five named platforms",
        "is three reports",
        "within half a point",
        "Rounding explains a hundredth of that.",
        "Nineteen citations",
        "The mean of the four rates",
        "firms above ten million",
    ],
)
def test_number_words_by_hand_would_be_noticed(text: str) -> None:
    assert handtyped.words(text)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("reports", "其实是三份报告"), ("citations", "十九条引文"), ("a point", "相差半个百分点")],
)
def test_numbers_of_the_chinese_alone_would_be_noticed(english: str, chinese: str) -> None:
    assert list(handtyped.chinese_alone(english, chinese))


@pytest.mark.parametrize(
    "text",
    [
        "In 2016 and 2017, sections 1, 3 and 4 and figure 2 of the G20",
        "From 1998 to 2003 {number}`share` of 100",
        "1. Set `first_year` to 2014.",
        "第3.1节和图2，2016—2017年",
    ],
)
def test_years_places_and_names_may_stand(text: str) -> None:
    assert handtyped.digits(text) == []

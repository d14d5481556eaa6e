"""The mark beside a number of the paper, and that no number of the paper stands without one."""

import re
from pathlib import Path

import pytest
from checkouts import here

from offshore.audit import report
from offshore.book.sphinx.badges import ANCHOR, link
from offshore.display.findings.marks import SIGNS, badges
from offshore.display.language import languages
from offshore.numerals.printed import number

ROOT = Path(__file__).parents[2]
# Numbers in roles, code, links and formulas are no typed numbers; years and sections may stand.
TAKEN = re.compile(r"\{\w+\}`[^`]*`|```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)", re.DOTALL)
DIGITS = re.compile(r"(?<![\w.,])\d[\d, ]*(?:\.\d+)?(?![\w])")
# A number of the paper with three significant digits or more is not met by chance.
DISTINCT = 3


def told(published) -> dict[str, set[str]]:
    """Return the facts of three significant digits or more by their value, as text would say it."""
    found: dict[str, set[str]] = {}
    for name, table in published.items():
        if name.startswith("paper/") and {"id", "printed"} <= set(table.columns):
            for fact, printed in zip(table["id"], table["printed"], strict=True):
                value = number(printed).normalize()
                if len(value.as_tuple().digits) >= DISTINCT:
                    found.setdefault(f"{value:f}", set()).add(fact)
    return found


def bare(text: str, facts: dict[str, set[str]]) -> list[str]:
    """Return the numbers of the paper that stand in a text outside a role."""
    typed = (
        match.replace(",", "").replace(" ", "") for match in DIGITS.findall(TAKEN.sub("", text))
    )
    return [digits for digits in typed if f"{number(digits).normalize():f}" in facts]


def sources() -> list[Path]:
    return sorted([*(ROOT / "book").glob("*.md"), *(ROOT / "notebooks").glob("*.ipynb")])


def prose(path: Path) -> str:
    import json

    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.stem)
def test_no_number_of_the_paper_stands_without_its_badge(path, published):
    assert bare(prose(path), told(published)) == []


@pytest.mark.parametrize(
    "text",
    ["grew by 92.18% in", "an amount of 7,750.59", "ITO made 2 774", "they made 85.2 per cent"],
)
def test_a_number_typed_by_hand_would_be_noticed(text, published):
    assert bare(text, told(published))


@pytest.mark.parametrize("text", ["{printed}`growth-2015`", "in `92.18` code", "since 2017"])
def test_what_is_no_typed_number_of_the_paper_is_left_alone(text, published):
    assert bare(text, told(published)) == []


@pytest.mark.parametrize("code", languages(here()))
def test_every_fact_has_a_badge_that_says_its_verdict(code, published):
    words = languages(here())[code]
    verdicts = report.of_frames(published)
    found = badges(verdicts, words)
    assert found["growth-2016"]["mark"] == "contradicted"
    assert found["growth-2015"]["mark"] == "reproduced"
    # The growth of the digital economy is as published, and does not follow from the sizes.
    assert found["digital-economy-growth-2016"]["claim"] == "digital-growth-from-sizes"
    for mark in found.values():
        assert mark["word"] in mark["title"] and mark["word"]


def test_signs_tell_marks_apart_without_colour():
    assert len(set(SIGNS.values())) == len(SIGNS) == 8


def test_a_badge_is_a_link_that_a_screen_reader_hears_as_a_word():
    given = {"mark": "contradicted", "sign": "≠", "word": "<b>", "title": "t", "claim": "c"}
    made = link(given, "audit.html")
    assert made["refuri"] == f"audit.html#{ANCHOR}c"
    assert made["classes"] == ["verdict", "contradicted"]
    shown = made.astext()
    assert '<span aria-hidden="true">≠</span>' in shown
    assert '<span class="visually-hidden">&lt;b&gt;</span>' in shown

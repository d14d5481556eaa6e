"""Text that comes from data says just that text when Markdown has read it."""

from collections.abc import Sequence

import pytest
from babel.messages.pofile import read_po
from checkouts import here
from docutils.nodes import make_id
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from offshore.display.language import DISPLAY, languages
from offshore.display.markdown import anchor, code, escape, pipe_table

PARSER = MarkdownIt("commonmark").enable("table")
# What a CSV cell or a caption may hold; Markdown replaces NUL and lone surrogates are no text.
TEXT = st.text(st.characters(blacklist_categories=["Cc", "Cs"]))


def said(tokens: Sequence[Token]) -> str:
    """Return what the tokens of a line say; anything but plain text fails."""
    assert {token.type for token in tokens} <= {"text", "text_special"}
    return "".join(token.content for token in tokens)


def words(text: str) -> str:
    return " ".join(text.split())


@given(TEXT)
def test_escaped_text_says_itself_on_one_line(text: str) -> None:
    (line,) = PARSER.parseInline(escape(text))
    assert said(line.children or []) == words(text)


@given(TEXT.filter(words))
def test_code_in_a_cell_says_itself(text: str) -> None:
    table = pipe_table(["a", "b"], [[code(text), "end"]], raw=True)
    (first, last) = [token for token in PARSER.parse(table) if token.type == "inline"][2:]
    (only,) = first.children or []
    assert (only.type, only.content, last.content) == ("code_inline", words(text), "end")


@pytest.mark.parametrize(
    "text",
    ["# no heading", "- no item", "1. no item", "> no quote", "```", "---", "|a|", "$x$", "[a](b)"],
)
def test_escaped_text_starts_no_block(text: str) -> None:
    assert [token.type for token in PARSER.parse(escape(text))] == [
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=y>", "&amp;"])
def test_escaped_text_is_no_html(text: str) -> None:
    assert "&lt;" in PARSER.render(escape(text)) or "&amp;amp;" in PARSER.render(escape(text))


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_table_has_each_cell_in_its_place(rows: list[tuple[str, str]]) -> None:
    parsed = PARSER.parse(pipe_table(["a|b", "*c*"], rows))
    cells = [said(token.children or []) for token in parsed if token.type == "inline"]
    assert cells == ["a|b", "*c*", *(words(cell) for row in rows for cell in row)]


def test_anchor_of_every_english_text_is_the_one_that_sphinx_gives_it() -> None:
    with languages(here())["zh"].file(DISPLAY).open("rb") as catalogue:
        texts = [str(entry.id) for entry in read_po(catalogue) if entry.id]
    assert len(texts) > 100
    assert [text for text in texts if make_id(text) not in ("", anchor(text))] == []


@given(st.text(st.characters(max_codepoint=127)))
def test_anchor_is_the_one_that_sphinx_gives(english: str) -> None:
    expected = make_id(english)  # "" for a text without letters or digits
    assert anchor(english) == expected or (not expected and anchor(english).startswith("heading-"))


def test_raw_cells_are_markdown_already() -> None:
    assert "<code>x</code>" in PARSER.render(pipe_table(["h"], [["`x`"]], raw=True))

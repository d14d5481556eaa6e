"""A notebook's text: as it is stored, as the book has it, translated, and in plain Markdown."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from checkouts import here, notebooks
from hypothesis import given
from hypothesis import strategies as st

from offshore.compendium.errors import UserError
from offshore.notebook import prose

NAMES = frozenset({"growth", "structure", "region"})
each = pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)


def texts(path: Path) -> Iterator[str]:
    """Yield the text of each cell of prose of a stored notebook."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"])


# As it is stored, and as the book and the translators have it.
PAIRS = [
    ('{eval}`run["compound"]`', "{number}`compound`"),
    ('{eval}`run["growth.compound"]`', "{number}`growth.compound`"),
    ('{eval}`run.printed["value-2013"]`', "{printed}`value-2013`"),
    ('{eval}`run.cited["AmitiWei2005"]`', "{cite}`AmitiWei2005`"),
    ('{eval}`run.work["AmitiWei2005"]`', "{cite:t}`AmitiWei2005`"),
    ("[growth](growth.ipynb)", "[growth](growth)"),
    ("[a term](../book/glossary.md)", "[a term](glossary)"),
    ("[a part](growth.ipynb#bases)", "[a part](growth#bases)"),
    ("[a *row*](../book/paper.md#value-2013)", "[a *row*](paper#value-2013)"),
    ("{term}`executed value`", "{term}`executed value`"),
    ("`run[\"x\"]` and [here](#bases)", "`run[\"x\"]` and [here](#bases)"),
    ("[there](https://example.org)", "[there](https://example.org)"),
    ("$a_{number}$ {eval}`1 + 1`", "$a_{number}$ {eval}`1 + 1`"),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "in_book"), PAIRS)
def test_stored_text_and_text_of_the_book_convert_into_each_other(
    stored: str, in_book: str
) -> None:
    assert prose.to_roles(stored) == in_book
    assert prose.to_expressions(in_book, NAMES) == stored


def test_all_in_one_line_convert_too() -> None:
    stored, in_book = (" – ".join(parts) for parts in zip(*PAIRS, strict=True))
    assert prose.to_roles(stored) == in_book
    assert prose.to_expressions(in_book, NAMES) == stored


WORDS = st.text(st.sampled_from("abz é温 .,;:!?()*_#-\n$%{}\"'<>"), max_size=20)
NAMED = st.from_regex(r"[A-Za-z0-9_][\w.-]*", fullmatch=True)
ROLES = st.builds(
    "{{{}}}`{}`".format, st.sampled_from(["number", "printed", "cite", "cite:t", "term"]), NAMED
)
ADDRESS = st.from_regex(r"[a-z][a-z0-9_-]*(#[a-z0-9-]+)?", fullmatch=True) | st.sampled_from(
    sorted(NAMES)
)
LINKS = st.builds("[{}]({})".format, st.text("ab 温", max_size=5), ADDRESS)
TEXTS = st.lists(WORDS | ROLES | LINKS).map("".join)


@given(TEXTS)
def test_text_of_the_book_comes_back_from_its_stored_form(text: str) -> None:
    stored = prose.to_expressions(text, NAMES)
    assert prose.to_roles(stored) == text
    assert not prose.ROLE.search(stored)
    found = [(role, name) for role, name in prose.ROLE.findall(text)]
    assert prose.expressions(stored) == found


@each
def test_every_stored_text_comes_back_from_the_book(path: Path) -> None:
    pages = {file.stem for file in notebooks()}
    for text in texts(path):
        assert prose.to_expressions(prose.to_roles(text), pages) == text


def marked(text: str) -> str:
    """Return a text of which each translated piece is in angle quotes."""
    return prose.translated(text, lambda words: f"«{words}»")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A sentence. Another.", "«A sentence. Another.»"),
        ("# Title", "# «Title»"),
        ("### Part {number}`x`", "### «Part {number}`x`»"),
        ("#hash", "«#hash»"),
        ("- one\n- two", "- «one»\n- «two»"),
        ("* one", "* «one»"),
        ("*one* word", "«*one* word»"),
        ("  - inner", "  - «inner»"),
        ("1. first\n12. twelfth", "1. «first»\n12. «twelfth»"),
        ("2013 was early.", "«2013 was early.»"),
        ("\n\nA.\n\n\nB.\n", "\n\n«A.»\n\n\n«B.»\n"),
        ("", ""),
        (
            ":::{admonition} Goals\n:class: note\n\nRead\n\n- one\n:::\nAfter.",
            ":::{admonition} «Goals»\n:class: note\n\n«Read»\n\n- «one»\n:::\n«After.»",
        ),
        ("A\n\n$$\na = b\n+ c\n$$\n\nB", "«A»\n\n$$\na = b\n+ c\n$$\n\n«B»"),
        ("$$\na\n$$\nB\n$$\nc\n$$", "$$\na\n$$\n«B»\n$$\nc\n$$"),
        ("$$ a = b $$", "$$ a = b $$"),
        ("It is $x$ here.", "«It is $x$ here.»"),
    ],
)
def test_text_is_translated_line_by_line_without_its_marks(text: str, expected: str) -> None:
    assert marked(text) == expected


@given(st.text("ab# -*1.:{}$\n"))
def test_what_is_not_translated_stays(text: str) -> None:
    assert prose.translated(text, lambda words: words) == text


@each
def test_every_line_of_prose_is_in_the_notebooks_catalogue(path: Path) -> None:
    with here().catalogue("zh_CN", path.stem).open("rb") as file:
        known = {entry.id: entry.string for entry in read_po(file) if not entry.context}
    lines: list[str] = []

    def translate(line: str) -> str:
        lines.append(line)
        return line

    for text in texts(path):
        prose.translated(prose.to_roles(text), translate)
    # A line that only says a sentence has its words in the file of words.
    lettered = [line for line in lines if re.search(r"[^\W\d_]", prose.SAYS.sub("", line))]
    assert lettered
    assert [line for line in lettered if not known.get(line)] == []


FILLED = {
    "says": {"rates": "The rates follow, by {number}`compound`.", "none": ""},
    "number": {"compound": "65.2%", "x": "one_of_*two*"},
    "printed": {"value-2013": "USD 29.64 million"},
    "cite": {"AmitiWei2005": "Amiti and Wei, 2005"},
    "cite:t": {"AmitiWei2005": "Amiti and Wei (2005)"},
}


def plain(text: str) -> str:
    return prose.plain(text, FILLED, NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is {number}`compound`, {number}`compound`.", "It is 65.2%, 65.2%."),
        ("From {printed}`value-2013` on.", "From USD 29.64 million on."),
        ("See {cite}`AmitiWei2005`.", "See [Amiti and Wei, 2005]."),
        ("See {cite}`AmitiWei2005,AmitiWei2005`.",
         "See [Amiti and Wei, 2005; Amiti and Wei, 2005]."),
        ("As {cite:t}`AmitiWei2005` say.", "As Amiti and Wei (2005) say."),
        ("Not {number}`x` but *x*.", r"Not one\_of\_\*two\* but *x*."),
        ("The {term}`executed value` of a {term}`park <parks>`.", "The executed value of a park."),
        ("See [growth](growth) and [a part](region#rank).",
         "See [growth](growth.ipynb) and [a part](region.ipynb#rank)."),
        ("See [the glossary](glossary) and [a row](paper#value-2013).",
         "See the glossary and a row."),
        ("See [{number}`compound` of it](glossary).", "See 65.2% of it."),
        ("See [there](https://example.org/a).", "See [there](https://example.org/a)."),
        ("So: {says}`rates` And {says}`none` more.", "So: The rates follow, by 65.2%. And more."),
        ("- {says}`none`\n- {says}`rates` Yes.", "- The rates follow, by 65.2%. Yes."),
        ("Before. {says}`none`", "Before."),
        ("## A heading\n\n$$\na\n$$", "## A heading\n\n$$\na\n$$"),
    ],
)  # fmt: skip
def test_plain_text_has_no_roles_and_no_links_to_pages(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_admonition_becomes_a_quotation_under_its_title() -> None:
    text = (
        "Before.\n\n:::{admonition} Goals\n:class: note\n\nRead\n\n- one;\n- {number}`compound`.\n"
        ":::\n\nBetween.\n\n:::{admonition} Note\nSee [growth](growth).\n:::\nAfter."
    )
    assert plain(text) == (
        "Before.\n\n> **Goals**\n>\n> Read\n>\n> - one;\n> - 65.2%.\n"
        "\nBetween.\n\n> **Note**\n> See [growth](growth.ipynb).\nAfter."
    )


def test_spoken_sentence_has_no_roles_links_or_emphasis() -> None:
    said = (
        "*All* of {printed}`value-2013` [grew](growth) by {number}`compound`, {cite}`AmitiWei2005`."
    )
    assert prose.spoken(said, FILLED) == (
        "All of USD 29.64 million grew by 65.2%, [Amiti and Wei, 2005]."
    )


@each
def test_plain_text_of_every_notebook_has_nothing_that_only_the_book_knows(path: Path) -> None:
    pages = {file.stem for file in notebooks()}
    for text in texts(path):
        known = {role: {} for role in prose.EXPRESSIONS}
        for role, names in prose.expressions(text):
            known[role] |= dict.fromkeys(names.split(","), "7")
        made = prose.plain(prose.to_roles(text), known, pages)
        assert not re.search(r"(?m)\{[\w:]+\}`|^:::|^:class:|\.md\b", made)
        for address in re.findall(r"\]\(([\w-]+)\.ipynb", made):
            assert address in pages


@pytest.mark.parametrize("name", ["nothing", "compound,nothing"])
def test_name_that_stands_for_nothing_is_told(name: str) -> None:
    with pytest.raises(UserError, match=r"The text asks for run\['nothing'\], which is not there"):
        plain(f"A {{number}}`{name}`.")


UNKNOWN = [
    "{eval}`1 + 1`",
    "{eval}`run.percent(0.5)`",
    "{eval}`run['compound']`",
    '{eval}`run["compound"] `',
    "{number}`compound`",
    "{numref}`growth-bases`",
    "{cite:p}`AmitiWei2005`",
    ":::{note}",
    "::::{admonition}",
    "```{admonition}",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_copies_do_not_know_is_a_fault(text: str) -> None:
    (fault,) = prose.faults(f"Before {text}\n\nafter `code`.")
    assert fault.startswith(f"{text} is not known here. Allowed: {{eval}}`run")


@each
def test_no_stored_text_has_a_fault(path: Path) -> None:
    assert [fault for text in texts(path) for fault in prose.faults(text)] == []

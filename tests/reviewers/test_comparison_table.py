"""What a terminal shows of a comparison: a screenful, the numbers first in it, nothing hostile."""

import io

import pytest
from checkouts import ROOT
from rich.console import Console
from rich.table import Table

from offshore.compendium.root import Compendium
from offshore.display.language import Language
from offshore.results.comparing.changed_text import GONE, NEW, SAME, Piece
from offshore.results.comparing.page import Sides
from offshore.results.comparison import compare
from offshore.results.model import Chapter, Check, Results
from offshore.reviewers import comparison_table

EN = Language("en", "en", Compendium(ROOT))
HOSTILE = "[red]a[/red] \x1b[31mb\n:smile:"


def edition(numbers: int, sentences: int, moved: float) -> Results:
    return Results(
        "en",
        chapters={
            "growth": Chapter(
                {"word": HOSTILE if moved else "plain"},
                values={f"number-{one}": one + moved for one in range(numbers)},
                sentences={f"s{one}": f"It is {moved:.0f} of it." for one in range(sentences)},
            )
        },
    )


def sides(numbers: int, sentences: int) -> Sides:
    pair = edition(numbers, sentences, 0.0), edition(numbers, sentences, 2.0)
    return Sides(*pair, ("one", "other"), compare(*pair), {})


def shown(numbers: int, sentences: int) -> tuple[list[int], str]:
    """Return how many rows each group shows, and everything as text."""
    found = list(comparison_table.tables(sides(numbers, sentences), EN))
    file = io.StringIO()
    for one in found:
        Console(file=file, width=80, highlight=False, emoji=False).print(one)
    return [one.row_count for one in found if isinstance(one, Table)], file.getvalue()


@pytest.mark.parametrize(
    ("numbers", "sentences", "rows", "left"),
    [
        (3, 2, [1, 3, 2], ""),
        (100, 2, [1, 37, 2], "… and 63 more, see the page."),
        (100, 100, [1, 33, 6], "… and 161 more, see the page."),
        (5, 100, [1, 5, 34], "… and 66 more, see the page."),
    ],
)
def test_forty_lines_are_shared_with_numbers_first(numbers, sentences, rows, left) -> None:
    counts, text = shown(numbers, sentences)
    assert counts == rows
    assert text.rstrip().endswith(left)
    assert ("more, see the page" in text) is bool(left)


def test_what_is_shown_is_what_is_there_and_moves_no_cursor() -> None:
    _, text = shown(1, 1)
    assert "[red]a[/red] ·[31mb :smile:" in text
    assert "growth.number-0" in text
    assert "It is [0 → 2] of it." in text


def test_verdict_that_flips_is_never_cut() -> None:
    before, after = (
        Results("en", checks={"average-growth-compound": Check(verdict, "exact", ends, ends, "%")})
        for verdict, ends in (
            ("reproduced", (65.141756, 65.157558)),
            ("contradicted", (49.377614, 49.384112)),
        )
    )
    pair = Sides(before, after, ("one", "other"), compare(before, after), {})
    file = io.StringIO()
    for one in comparison_table.tables(pair, EN):
        Console(file=file, width=80, highlight=False).print(one)
    assert "reproduced → contradicted" in file.getvalue()


def test_headline_counts_what_differs_and_what_is_the_same() -> None:
    told = comparison_table.headline(sides(3, 2), EN)
    assert told == [
        "one → other",
        "Differs: parameters 1, numbers 3, sentences 2.",
        "Identical: nothing.",
    ]
    pair = edition(3, 2, 0.0), edition(3, 2, 0.0)
    same = Sides(*pair, ("one", "other"), compare(*pair), {})
    assert comparison_table.headline(same, EN)[1:] == [
        "Nothing differs.",
        "Identical: parameters 1, numbers 3, sentences 2.",
    ]


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        ([Piece(SAME, "a "), Piece(GONE, "b"), Piece(NEW, "c")], r"a \[b → c]"),
        (
            [Piece(SAME, "a" * 90 + "z "), Piece(GONE, "b"), Piece(NEW, "c"), Piece(SAME, " d")],
            rf"…{'a' * 22}z \[b → c] d",
        ),
        ([Piece(NEW, "c"), Piece(SAME, "d" * 90)], f"[→ c]{'d' * 24}…"),
        ([Piece(SAME, "d" * 90)], "d" * 90),
        ([Piece(GONE, "b"), Piece(SAME, " a")], r"\[b →] a"),
        ([Piece(NEW, "c"), Piece(SAME, " a")], "[→ c] a"),
        ([Piece(GONE, "b")], r"\[b →]"),
    ],
)
def test_changed_text_in_brackets(pieces, told) -> None:
    assert comparison_table.flat(pieces) == told

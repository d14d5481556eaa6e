import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.results.comparing.changed_text import GONE, NEW, SAME, lines, words


def told(pieces):
    return [(piece.kind, piece.text) for piece in pieces]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "It grew by 36.1% in 2014.",
            "It grew by 41.1% in 2014.",
            [(SAME, "It grew by "), (GONE, "36.1%"), (NEW, "41.1%"), (SAME, " in 2014.")],
        ),
        (
            "温州为436。",
            "温州为418。",
            [(SAME, "温州为"), (GONE, "436"), (NEW, "418"), (SAME, "。")],
        ),
        ("", "It holds.", [(NEW, "It holds.")]),
        ("It holds.", "", [(GONE, "It holds.")]),
        ("Bars rise", "Nothing here", [(GONE, "Bars rise"), (NEW, "Nothing here")]),
        ("same", "same", [(SAME, "same")]),
    ],
)
def test_words_that_changed_are_told_apart_from_those_that_stayed(before, after, expected):
    assert told(words(before, after)) == expected


def test_code_is_told_line_by_line():
    assert told(lines("a = 1\nb = 2\nc = 3", "a = 1\nb = 4\nc = 3\n")) == [
        (SAME, "a = 1"),
        (GONE, "b = 2"),
        (NEW, "b = 4"),
        (SAME, "c = 3"),
    ]


texts = st.text(alphabet="ab1. \n温，%<", max_size=20)


@given(texts, texts)
def test_both_texts_can_be_read_from_what_is_told(before, after):
    found = words(before, after)
    assert "".join(piece.text for piece in found if piece.kind != NEW) == before
    assert "".join(piece.text for piece in found if piece.kind != GONE) == after
    found = lines(before, after)
    assert [piece.text for piece in found if piece.kind != NEW] == before.splitlines()
    assert [piece.text for piece in found if piece.kind != GONE] == after.splitlines()

"""A comparison in a terminal: what differs, grouped, and how much is the same."""

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.markup import escape
from rich.table import Table

from offshore.display.language import Language
from offshore.results.comparing import page, sections
from offshore.results.comparing.changed_text import GONE, NEW, SAME, Piece
from offshore.results.comparing.page import Sides
from offshore.results.comparing.sections import NUMBERS

MOST = 40  # lines of differences
VERDICTS = 25  # of "reproduced → unverifiable"
WIDEST, NARROW = 36, 16  # of a name, which is never cut before, and of a value
AROUND = 24  # characters that are kept of what stays, beside what changed
OF_ONE, OF_NUMBERS = 6, 20  # of which a group, and numbers, have so many while others wait


def headline(sides: Sides, words: Language) -> list[str]:
    """Return what is compared, how much differs of each kind, and how much is the same."""
    differs = _listed(page.kinds_of(sides.found), words)
    same = _listed(sides.found.identical, words)
    return [
        " → ".join(sides.names),
        f"Differs: {differs}." if differs else "Nothing differs.",
        f"Identical: {same or 'nothing'}.",
    ]


def _listed(numbers: Mapping[str, int], words: Language) -> str:
    return ", ".join(" ".join(one) for one in page.counted(numbers, words))


def tables(sides: Sides, words: Language) -> Iterator[Table | str]:
    """Yield the groups of what differs as tables, with a line for what was left out of them."""
    groups = [one for one in _groups(sides, words) if one.rows]
    room = _room([(len(one.rows), _first(one)) for one in groups])
    for group, shown in zip(groups, room, strict=True):
        if not shown:
            continue
        yield _made(group, shown)
    left = sum(len(one.rows) for one in groups) - sum(room)
    if left:
        yield f"… and {left:,} more, see the page."


def _made(group: sections.Table, shown: int) -> Table:
    """Return the first rows of a group; of these, only texts are cut where the room ends."""
    title = f"{group.title} ({len(group.rows)})"
    made = Table(title=title, title_justify="left", box=None, pad_edge=False)
    rows = [[flat(cell) for cell in row] for row in group.rows[:shown]]
    last = len(group.header) - 1
    for number, name in enumerate(group.header):
        is_text = any(not isinstance(row[number], str) for row in group.rows)
        longest = max(cell_len(row[number]) for row in rows)
        made.add_column(
            name,
            justify="right" if number in group.numeric else "left",
            overflow="ellipsis",
            no_wrap=True,
            min_width=_least(number, last, longest),
            max_width=None if is_text or number in (0, 1, last) else NARROW,
        )
    for row in rows:
        made.add_row(*row)
    return made


def _least(number: int, last: int, longest: int) -> int | None:
    """Return how much of a column is always seen: of names, and of what comes next to them."""
    if number == 0:
        return min(WIDEST, longest)
    return min(VERDICTS, longest) if number == 1 < last else None


def _groups(sides: Sides, words: Language) -> Iterator[sections.Table]:
    """Yield the tables of the page's sections, and one each of figures and of code cells."""
    found = sections.of_comparison(sides.found, words)
    for one in (one for one in found if not one.folded):
        for table in one.tables:
            yield sections.Table(table.header, table.rows, table.numeric, table.title or one.title)
    changed = [
        (f"{one.chapter}.{one.name}", str(one.count), [Piece(SAME, one.caption)])
        for one in page.items(sides, words)
    ]
    header = ("Which", "Differences", "Caption")
    yield sections.Table(header, changed, (1,), "Figures and tables")
    code = [source for one in found for source in one.sources]
    lines = [
        (one.name, *(str(sum(line.kind == kind for line in one.lines)) for kind in (GONE, NEW)))
        for one in code
    ]
    yield sections.Table(("Which", "Lines gone", "New lines"), lines, (1, 2), "Code cells")
    folded = [(one.title, str(one.count)) for one in found if one.folded]
    yield sections.Table(("Which", "Differences"), folded, (1,), "Further runs")


def _first(group: sections.Table) -> int:
    """Return how many rows a group has before others have theirs."""
    return OF_NUMBERS if group.title == NUMBERS else OF_ONE


def _room(groups: Sequence[tuple[int, int]]) -> list[int]:
    """Return how many rows each group shows, given how many it has, and before others have any."""
    room: list[int] = []
    for length, first in groups:
        room.append(min(length, first, MOST - sum(room)))
    for number, (length, _) in enumerate(groups):
        room[number] += min(length - room[number], MOST - sum(room))
    return room


def flat(cell: sections.Cell) -> str:
    """Return a cell as plain text; changed text has what went and what came in brackets."""
    text = cell if isinstance(cell, str) else "".join(_brackets(cell))
    line = " ".join(text.split()).replace(" percentage points", " pp")
    return escape("".join(sign if sign.isprintable() else "·" for sign in line))


def _around(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces of which those that stay are cut to what is beside a change."""
    changed = any(piece.kind != SAME for piece in pieces)
    for number, piece in enumerate(pieces):
        if not changed or piece.kind != SAME or len(piece.text) <= 2 * AROUND:
            yield piece
            continue
        first, last = number == 0, number == len(pieces) - 1
        start, end = piece.text[:AROUND], piece.text[-AROUND:]
        yield Piece(SAME, f"{'' if first else start}…{'' if last else end}")


def _brackets(pieces: Sequence[Piece]) -> Iterator[str]:
    gone = ""
    for piece in _around(pieces):
        if gone and piece.kind != NEW:
            yield f"[{gone} →]"
        if piece.kind == NEW:
            yield f"[{gone} → {piece.text}]" if gone else f"[→ {piece.text}]"
        elif piece.kind != GONE:
            yield piece.text
        gone = piece.text if piece.kind == GONE else ""
    if gone:
        yield f"[{gone} →]"

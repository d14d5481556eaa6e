"""A comparison in a terminal: what differs, grouped, and how much is the same."""

from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table

from offshore.display.language import Language
from offshore.results.comparing import page, sections
from offshore.results.comparing.changed_text import GONE, NEW, SAME, Piece
from offshore.results.comparing.page import Sides
from offshore.results.difference import KINDS

MOST = 40  # lines of differences
WIDEST = 36  # signs of a name that are never cut
OF_ONE = 12  # of which one group has at most so many while others have some, too


def headline(sides: Sides) -> list[str]:
    """Return what is compared, how much differs of each kind, and how much is the same."""
    counts = counted(sides.found.counts)
    return [
        " → ".join(sides.names),
        f"Differs: {counts}." if counts else "Nothing differs.",
        f"Identical: {counted(sides.found.identical) or 'nothing'}.",
    ]


def counted(numbers: Mapping[str, int]) -> str:
    """Return how many there are of each kind, in words."""
    return ", ".join(
        f"{number:,} {kind if number == 1 else KINDS[kind]}" for kind, number in numbers.items()
    )


def tables(sides: Sides, words: Language) -> Iterator[Table | str]:
    """Yield the groups of what differs as tables, with a line for what was left out of them."""
    groups = [one for one in _groups(sides, words) if one.rows]
    room = _room([len(one.rows) for one in groups])
    for group, shown in zip(groups, room, strict=True):
        if not shown:
            continue
        yield _made(group, shown)
    left = sum(len(one.rows) for one in groups) - sum(room)
    if left:
        yield f"… and {left:,} more, see the page."


def _made(group: sections.Table, shown: int) -> Table:
    """Return the first rows of a group; of these, only texts are cut where the room ends."""
    made = Table(title=f"{group.title} ({len(group.rows)})", title_justify="left", box=None)
    rows = [[flat(cell) for cell in row] for row in group.rows[:shown]]
    for number, name in enumerate(group.header):
        is_text = any(not isinstance(row[number], str) for row in group.rows)
        widest = 0 if is_text else min(WIDEST, max(len(row[number]) for row in rows))
        made.add_column(
            name,
            justify="right" if number in group.numeric else "left",
            overflow="ellipsis",
            no_wrap=True,
            min_width=widest,
        )
    for row in rows:
        made.add_row(*row)
    return made


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


def _room(lengths: Sequence[int]) -> list[int]:
    """Return how many rows each group shows, so that none is crowded out by those before it."""
    room = [min(length, OF_ONE) for length in lengths]
    for number in range(len(room)):
        room[number] = min(room[number], max(0, MOST - sum(room[:number])))
    for number, length in enumerate(lengths):
        room[number] += min(length - room[number], MOST - sum(room))
    return room


def flat(cell: sections.Cell) -> str:
    """Return a cell as plain text; changed text has what went and what came in brackets."""
    text = cell if isinstance(cell, str) else "".join(_brackets(cell))
    return " ".join(text.split()).replace("[", r"\[")


def _brackets(pieces: Sequence[Piece]) -> Iterator[str]:
    gone = ""
    for piece in pieces:
        if gone and piece.kind != NEW:
            yield f"[{gone} →]"
        if piece.kind == NEW:
            yield f"[{gone or ''} → {piece.text}]"
        elif piece.kind != GONE:
            yield piece.text
        gone = piece.text if piece.kind == GONE else ""
    if gone:
        yield f"[{gone} →]"

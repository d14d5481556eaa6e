"""What a printed number affects, as a table for a terminal."""

from collections.abc import Iterable, Iterator

from offshore.reviewers.tracing.affecting import Affected, Way
from offshore.reviewers.tracing.moves import KINDS, Move

LONGEST = 44  # columns of a cell of the table
TITLES = {
    "verdict": "Verdicts",
    "strength": "Strengths of checks",
    "mark": "Marks",
    "number": "Numbers",
    "sentence": "Sentences",
    "item": "Figures and tables",
}
NOTHING = "–"
RELATIVE = "In brackets, and for cells of data: by how much, relative to what it is now."


def lines(found: Affected) -> list[str]:
    """Return what a number affects: verdicts, numbers, sentences, figures and tables."""
    up, down = found.ways["up"], found.ways["down"]
    head = f"{found.fact} ({found.table}) is {found.printed} {found.unit}".rstrip()
    told = [f"{head}; tried: {up.printed} and {down.printed}."]
    told += [
        f"{way.printed} cannot be tried: {way.impossible}" for way in (up, down) if way.impossible
    ]
    for kind, title in TITLES.items():
        told += _table(title, kind, up, down)
    return [*told, *_intervals(up, down), "", RELATIVE, _end(found)]


def _table(title: str, kind: str, up: Way, down: Way) -> Iterator[str]:
    """Yield a table of what moves of one kind: now, with the digit up, and with it down."""
    moved = [{one.name: one for one in way.moves if one.kind == kind} for way in (up, down)]
    names = list(dict.fromkeys(name for one in moved for name in one))
    if not names:
        return
    rows = [(title, "now", up.printed, down.printed)]
    for name in names:
        pair = [one.get(name) for one in moved]
        rows.append((name, _now(pair), _then(pair[0]), _then(pair[1])))
    yield from ("", *_aligned(rows))


def _now(pair: Iterable[Move | None]) -> str:
    found = next(one for one in pair if one)
    return "" if found.kind == "item" else _cut(_said(found.before))


def _then(one: Move | None) -> str:
    """Return what something is then, and by how much that is more."""
    if one is None:
        return NOTHING
    if one.kind == "item":
        return _of_item(one)
    by = f" ({_signed(one)})" if one.relative is not None else ""
    return _cut(_said(one.after)) + by


def _of_item(one: Move) -> str:
    cells = f"{one.cells} cell{'' if one.cells == 1 else 's'}" if one.cells else ""
    largest = f", by up to {_signed(one)}" if one.cells and one.relative is not None else ""
    words = "words" if one.words else ""
    return " and ".join(filter(None, [cells + largest, words])) or "picture"


def _signed(one: Move) -> str:
    assert one.relative is not None
    ratio = 100 * one.relative
    return f"{ratio:+.0f}%" if abs(ratio) >= 100 else f"{ratio:+.2g}%"


def _said(value: object) -> str:
    return "nothing" if value in (None, "") else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _aligned(rows: list[tuple[str, str, str, str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _intervals(up: Way, down: Way) -> list[str]:
    """Return the claims whose intervals move, in one line: most do without any other change."""
    kind = KINDS[KINDS.index("interval")]
    moved = (
        one.name.rpartition(" ")[0] for way in (up, down) for one in way.moves if one.kind == kind
    )
    names = list(dict.fromkeys(moved))
    return ["", f"Intervals move in {len(names)} checks: {', '.join(names)}."] if names else []


def _end(found: Affected) -> str:
    if not any(way.moves for way in found.ways.values()):
        return f"Nothing moves. Run again for it: {_ran(found)}. {found.seconds:.0f} s."
    return f"Run again, twice: {_ran(found)}. {found.seconds:.0f} s."


def _ran(found: Affected) -> str:
    many = len(found.variants)
    more = [f"{many} run{'' if many == 1 else 's'} of the multiverse"] if many else []
    return ", ".join([*found.chapters, *more]) or "nothing"

"""Two states of one table, cell by cell: rows are matched by their keys, else by their order.

A key is the first column called `id`, or whose name ends in `_id`, that tells the rows of both
states apart; else the fewest first columns without fractions that do so together. What no key
matches is matched by its place, if enough of the row is the same.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from offshore.data.spreadsheet import NUMBER

Row = tuple[str, ...]
SHARED = 0.5  # of the cells of two rows without a key in common that are one row, changed
MOST = 200  # rows without a partner that are tried in every pair; more are paired by their order


@dataclass(frozen=True)
class Change:
    """A cell, row or column that differs; None where there was or is none."""

    kind: str
    row: str
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Table:
    """A header and rows of text."""

    header: Row
    rows: Sequence[Row]

    @cached_property
    def columns(self) -> dict[str, int]:
        """The position of each column; a name that comes again has its number behind it."""
        widest = max([len(self.header), *map(len, self.rows)], default=0)
        names = [*self.header, *("" for _ in range(widest - len(self.header)))]
        seen: Counter[str] = Counter()
        found = {}
        for position, name in enumerate(names):
            seen[name] += 1
            label = name or f"column {position + 1}"
            found[label if not name or seen[name] == 1 else f"{name} ({seen[name]})"] = position
        return found

    def cell(self, row: int, column: str) -> str | None:
        """Return a cell, None where the row or the table has none."""
        position = self.columns.get(column)
        cells = self.rows[row]
        return cells[position] if position is not None and position < len(cells) else None

    def key(self, row: int, columns: Sequence[str]) -> tuple[str | None, ...]:
        """Return some cells of a row."""
        return tuple(self.cell(row, column) for column in columns)


def of_csv(text: str) -> Table:
    """Return the table that CSV text holds."""
    header, *rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))] or [()]
    return Table(header, rows)


def changes(before: Table, after: Table) -> Iterator[Change]:
    """Yield what differs between two states of a table: columns, rows, then cells.

    Where the same rows or columns are only in another order, that is one change.
    """
    if before == after:
        return
    renamed = _renamed(before, after)
    both = {new: " / ".join(sorted((old, new))) for old, new in renamed.items()}
    yield from (Change("column", "", "", old, new) for old, new in renamed.items())
    old = Table(tuple(renamed.get(name, name) for name in before.header), before.rows)
    shared = _shared(old, after)
    yield from _columns(old, after, shared)
    keys = _keys(old, after, shared)
    pairs = list(_pairs(old, after, keys, shared))
    for pair in pairs:
        label = _label_of_both(old, after, pair, keys)
        for column, cell, other in _unlike(old, after, pair, shared):
            yield Change("cell", label, both.get(column, column), cell, other)
    yield from _unmatched(old, after, keys, pairs)
    if [j for _, j in pairs] != sorted(j for _, j in pairs):
        orders = [i for i, _ in pairs], sorted(j for _, j in pairs)
        told = (_order(table, rows, keys) for table, rows in zip((old, after), orders, strict=True))
        yield Change("row", "order", "", *told)


def _renamed(before: Table, after: Table) -> dict[str, str]:
    """Return the columns that have another name at the same place, by their old name.

    What has no name at all is not renamed: it is told by its place.
    """
    if len(before.header) != len(after.header):
        return {}
    pairs = [(one, other) for one, other in zip(before.header, after.header, strict=True)]
    old = [one for one, other in pairs if one != other]
    new = [other for one, other in pairs if one != other]
    apart = not set(old) & set(after.header) and not set(new) & set(before.header)
    once = len(set(old)) == len(old) and len(set(new)) == len(new)
    return dict(zip(old, new, strict=True)) if apart and once and all([*old, *new]) else {}


def _columns(before: Table, after: Table, shared: Sequence[str]) -> Iterator[Change]:
    """Yield the columns that only one of the states has, and that they are in another order."""
    for column in [*before.columns, *(one for one in after.columns if one not in before.columns)]:
        if column not in shared:
            there = (column if column in one.columns else None for one in (before, after))
            yield Change("column", "", column, *there)
    places = [after.columns[column] for column in before.columns if column in shared]
    if places != sorted(places):
        yield Change("column", "", "order", *map(_listed, (before.columns, after.columns)))
    lengths = [len(table.header) for table in (before, after)]
    if lengths[0] != lengths[1] and before.columns == after.columns:  # a heading without a text
        yield Change("column", "", "headings", *map(str, lengths))


def _shared(before: Table, after: Table) -> list[str]:
    """Return the columns of both, in an order that is the same seen from either side."""
    both = [column for column in before.columns if column in after.columns]
    places = {one: sorted([before.columns[one], after.columns[one]], reverse=True) for one in both}
    return sorted(both, key=lambda one: (places[one], one))


def _keys(before: Table, after: Table, shared: Sequence[str]) -> list[str]:
    """Return the columns that tell the rows of both apart, none if there are no such columns."""
    ids = [one for one in shared if one == "id" or one.endswith("_id")]
    whole = [one for one in shared if not any(_fractions(table, one) for table in (before, after))]
    tried = [[one] for one in ids] + [whole[:count] for count in range(1, len(whole) + 1)]
    return next(
        (one for one in tried if _tells_apart(before, one) and _tells_apart(after, one)), []
    )


def _fractions(table: Table, column: str) -> bool:
    cells = (table.cell(row, column) for row in range(len(table.rows)))
    return any(cell and NUMBER.fullmatch(cell) and not cell.isdecimal() for cell in cells)


def _tells_apart(table: Table, columns: Sequence[str]) -> bool:
    return len({table.key(row, columns) for row in range(len(table.rows))}) == len(table.rows)


def _pairs(
    before: Table, after: Table, keys: Sequence[str], shared: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Yield the rows that are the same row, as positions before and after."""
    if not keys and len(before.rows) == len(after.rows):
        yield from ((i, i) for i in range(len(before.rows)))
        return
    there = {one: j for j, one in enumerate(_numbered(after, keys or shared))}
    matched = [
        (i, there[one]) for i, one in enumerate(_numbered(before, keys or shared)) if one in there
    ]
    taken = [{pair[side] for pair in matched} for side in (0, 1)]
    left = [i for i in range(len(before.rows)) if i not in taken[0]]
    over = [j for j in range(len(after.rows)) if j not in taken[1]]
    yield from sorted([*matched, *_alike(before, after, left, over, shared)])


def _numbered(table: Table, columns: Sequence[str]) -> Iterator[tuple[object, int]]:
    """Yield the key of each row, with how often it came before."""
    seen: Counter[object] = Counter()
    for row in range(len(table.rows)):
        key = table.key(row, columns)
        yield key, seen[key]
        seen[key] += 1


def _alike(
    before: Table, after: Table, left: list[int], over: list[int], shared: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows that have most cells in common, the most alike first."""
    pairs = [(i, j) for i in left for j in over]
    if len(pairs) > MOST * MOST:
        pairs = list(zip(left, over, strict=False))
    alike = {(i, j): _common(before, after, (i, j), shared) for i, j in pairs}
    pairs = [pair for pair in pairs if shared and alike[pair] >= SHARED * len(shared)]
    # The same from either side: what only one side knows does not decide.
    pairs.sort(key=lambda pair: (-alike[pair], abs(pair[0] - pair[1]), sum(pair), pair))
    free, others = set(left), set(over)
    for i, j in pairs:
        if i in free and j in others:
            free.remove(i)
            others.remove(j)
            yield i, j


def _common(before: Table, after: Table, pair: tuple[int, int], shared: Sequence[str]) -> int:
    i, j = pair
    return sum(before.cell(i, column) == after.cell(j, column) for column in shared)


def _unlike(
    before: Table, after: Table, pair: tuple[int, int], shared: Sequence[str]
) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the columns in which two rows differ, with both cells."""
    for column in shared:
        cell, other = before.cell(pair[0], column), after.cell(pair[1], column)
        if cell != other:
            yield column, cell, other


def _unmatched(
    before: Table, after: Table, keys: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> Iterator[Change]:
    """Yield the rows that only one of the states has."""
    for side, table in enumerate((before, after)):
        taken = {pair[side] for pair in pairs}
        for row, cells in enumerate(table.rows):
            if row not in taken:
                told = _listed(cells)
                yield Change("row", _label(table, row, keys), "", *_on(side, told))


def _on(side: int, told: str) -> tuple[str | None, str | None]:
    return (told, None) if side == 0 else (None, told)


def _label(table: Table, row: int, keys: Sequence[str]) -> str:
    key = [cell for cell in table.key(row, keys) if cell]
    return _listed(key) if key else f"row {row + 1}"


def _label_of_both(before: Table, after: Table, pair: tuple[int, int], keys: Sequence[str]) -> str:
    labels = {_label(before, pair[0], keys), _label(after, pair[1], keys)}
    return " / ".join(sorted(labels))


def _order(table: Table, rows: Sequence[int], keys: Sequence[str]) -> str:
    return "; ".join(_label(table, row, keys) for row in rows)


def _listed(cells: Sequence[str] | dict[str, int]) -> str:
    return ", ".join(cells)

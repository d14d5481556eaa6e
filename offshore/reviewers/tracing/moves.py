"""What moves between two results: each verdict, number, sentence, figure and table once."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from offshore.results.comparison import Comparison
from offshore.results.difference import Difference

KINDS = ("verdict", "strength", "mark", "interval", "number", "sentence", "item")
IN_ITEMS = ("cell", "row", "column", "worded", "caption", "alternative", "note", "picture", "label")
PARTS = ("checks", "marks", "chapters", "pages")
CELLS = ("cell", "row", "column")


@dataclass(frozen=True)
class Move:
    """One thing that moves, from what to what.

    `by` is in the number's own unit, `relative` a ratio to its size before. Of a figure or table,
    `cells` of its data move, and `before`, `after`, `by` and `relative` are of the one that moves
    most; `words` tells whether what it says does, too.
    """

    kind: str
    name: str
    before: Any
    after: Any
    by: float | None = None
    relative: float | None = None
    cells: int = 0
    words: bool = False

    def plain(self) -> dict[str, Any]:
        """Return it as values that JSON represents."""
        return asdict(self)


def of(comparison: Comparison) -> list[Move]:
    """Return what moves, in the order of `KINDS`, each kind in the order of the edition."""
    found = [one for one in comparison.differences if one.place.part in PARTS]
    told = [*_plain(found), *_items(found)]
    return sorted(told, key=lambda one: KINDS.index(one.kind))


def _plain(found: Sequence[Difference]) -> Iterator[Move]:
    for one in found:
        if one.kind in KINDS and one.kind != "item":
            name = str(replace(one.place, part="", field="")) or one.place.name
            field = f" {one.place.field}" if one.kind == "interval" else ""
            yield Move(one.kind, name + field, one.before, one.after, one.by, one.relative)


def _items(found: Sequence[Difference]) -> Iterator[Move]:
    by_item: dict[str, list[Difference]] = {}
    for one in found:
        if one.kind in IN_ITEMS:
            by_item.setdefault(f"{one.place.chapter}.{one.place.name}", []).append(one)
        elif one.kind == "item":
            yield Move("item", str(one.place), one.before, one.after)
    for name, ones in by_item.items():
        cells = [one for one in ones if one.kind in CELLS]
        largest = max(cells, key=lambda one: abs(one.relative or 0), default=None)
        by, relative = (largest.by, largest.relative) if largest else (None, None)
        ends = (largest.before, largest.after) if largest else (None, None)
        words = any(one.kind not in (*CELLS, "picture") for one in ones)
        yield Move("item", name, ends[0], ends[1], by, relative, len(cells), words)

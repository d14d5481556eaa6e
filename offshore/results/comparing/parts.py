"""The parts of two results, held against each other: what differs in one of each.

Each function yields differences at a place; None stands for a part that one of the results lacks.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from offshore.data.spreadsheet import NUMBER
from offshore.numerals.printed import bounds, number
from offshore.numerals.qualifiers import stated
from offshore.results.comparing import cells
from offshore.results.difference import Difference, Place, is_same, plain_number
from offshore.results.model import Chapter, Check, Ends, Item

Texts = Mapping[str, str]
OF_ITEMS = {  # fields of an item that are compared whole, and the kind of their difference
    "kind": "item",
    "caption": "caption",
    "alternative": "alternative",
    "origin": "note",
    "doubtful": "note",
}


def union(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the names of both, those before first."""
    return [*before, *(name for name in after if name not in before)]


def named(
    kind: str, place: Place, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    """Yield what differs between two mappings of names to plain values."""
    for name in union(before, after):
        if (name in before) != (name in after) or not is_same(before.get(name), after.get(name)):
            at = replace(place, name=name)
            yield Difference(kind, at, before.get(name), after.get(name))


def facts(place: Place, before: Texts | None, after: Texts | None) -> Iterator[Difference]:
    """Yield what differs in a printed number: its columns, with what its digits can mean."""
    if before is None or after is None:
        old, new = (row and row.get("printed", "") for row in (before, after))
        ends = _meaning(before), _meaning(after)
        yield Difference("fact", replace(place, field="printed"), old, new, intervals=ends)
        return
    for one in named("fact", place, before, after):
        at = replace(place, field=one.place.name)
        moved = _digits(before), _digits(after)
        meant = (_meaning(before), _meaning(after))
        yield replace(
            one,
            place=at,
            numbers=moved if at.field == "printed" else (None, None),
            intervals=meant if at.field in ("printed", "qualifier") else (None, None),
        )


def _digits(fact: Texts) -> float | None:
    try:
        return float(number(fact.get("printed", "")))
    except ValueError:
        return None


def _meaning(fact: Texts | None) -> Ends | None:
    """Return the interval of what a printed number can mean, in its unit."""
    if fact is None:
        return None
    word, whole = fact.get("qualifier") or "exact", fact.get("whole") == "yes"
    try:
        low, high = bounds(stated(fact.get("printed", ""), word, whole=whole))
    except ValueError:
        return None
    return _end(low), _end(high)


def _end(value: float) -> float | None:
    # Ends are rounded outwards, by the last bit of a float; 15 digits are those of the decimal.
    return float(f"{value:.15g}") if math.isfinite(value) else None


def contents(place: Place, before: str, after: str) -> Iterator[Difference]:
    """Yield what differs in the CSV of a data table."""
    if before != after:
        for one in _data(place, before, after):
            yield replace(one, kind="entry")


def checks(place: Place, before: Check | None, after: Check | None) -> Iterator[Difference]:
    """Yield what differs in the check of a claim: verdict, strength, intervals."""
    verdicts = before and before.verdict, after and after.verdict
    if verdicts[0] != verdicts[1]:
        yield Difference("verdict", replace(place, field="verdict"), *verdicts)
    if before is None or after is None:
        return
    if before.strength != after.strength:
        at = replace(place, field="strength")
        yield Difference("strength", at, before.strength, after.strength)
    if before.unit != after.unit:
        yield Difference("interval", replace(place, field="unit"), before.unit, after.unit)
    for name in ("stated", "recomputed"):
        ends = getattr(before, name), getattr(after, name)
        if not is_same(*ends):
            yield Difference("interval", replace(place, field=name), *ends, intervals=ends)


def chapters(place: Place, before: Chapter, after: Chapter) -> Iterator[Difference]:
    """Yield what differs in a chapter that both have."""
    fields = {"parameter": "parameters", "verdict": "verdicts", "sentence": "sentences"}
    for kind, name in {**fields, "code": "code"}.items():
        at = replace(place, field=name)
        yield from named(kind, at, getattr(before, name), getattr(after, name))
    yield from _numbers(place, before, after)
    for name in union(before.items, after.items):
        at = replace(place, name=name)
        yield from _items(at, before.items.get(name), after.items.get(name))


def _numbers(place: Place, before: Chapter, after: Chapter) -> Iterator[Difference]:
    """Yield the named numbers whose words or whose plain values differ, each once.

    The field of one that has no words on either side is `values`.
    """
    names = union(before.numbers, after.numbers)
    for name in [*names, *(one for one in union(before.values, after.values) if one not in names)]:
        told = [_told(chapter, name) for chapter in (before, after)]
        values = [(name in one.values, one.values.get(name)) for one in (before, after)]
        if told[0] != told[1] or not is_same(*values):
            plain = plain_number(values[0][1]), plain_number(values[1][1])
            at = replace(place, name=name, field="numbers" if name in names else "values")
            yield Difference("number", at, told[0], told[1], plain)


def _told(chapter: Chapter, name: str) -> str | None:
    """Return a number as a reader sees it, else its plain value, None where there is none."""
    if name in chapter.numbers:
        return chapter.numbers[name]
    return repr(chapter.values[name]) if name in chapter.values else None


def _items(place: Place, before: Item | None, after: Item | None) -> Iterator[Difference]:
    if before is None or after is None:
        yield Difference("item", place, before and before.caption, after and after.caption)
        return
    for name, kind in OF_ITEMS.items():
        old, new = getattr(before, name), getattr(after, name)
        if not is_same(old, new):
            yield Difference(kind, replace(place, field=name), old, new)
    if before.data != after.data:
        yield from _data(replace(place, field="data"), before.data, after.data)
    shown = [cells.Table(one.header, one.rows) for one in (before, after)]
    for change in cells.changes(*shown):
        yield _of_cell("worded", replace(place, field="rows"), change)
    yield from _labels(replace(place, field="labels"), before.labels, after.labels)
    yield from _pictures(place, before, after)


def _labels(place: Place, before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """Yield each text in a picture that differs, or one difference with those of either alone."""
    if len(before) == len(after):
        for number, texts in enumerate(zip(before, after, strict=True), start=1):
            if texts[0] != texts[1]:
                yield Difference("label", replace(place, row=f"text {number}"), *texts)
        return
    alone = Counter(before) - Counter(after), Counter(after) - Counter(before)
    old, new = ("; ".join(one.elements()) for one in alone)
    yield Difference("label", place, old, new)


def _data(place: Place, before: str, after: str) -> Iterator[Difference]:
    """Yield what differs in the data of a figure or table, at least that they are written apart."""
    found = list(cells.changes(cells.of_csv(before), cells.of_csv(after)))
    yield from (_of_cell(one.kind, place, one) for one in found)
    if not found:
        yield Difference("cell", place, before, after)


def _of_cell(kind: str, place: Place, one: cells.Change) -> Difference:
    at = replace(place, row=one.row, column=one.column)
    plain = (_real(one.before), _real(one.after)) if kind == "cell" else (None, None)
    return Difference(kind, at, one.before, one.after, plain)


def _real(cell: str | None) -> float | None:
    return float(cell) if cell and NUMBER.fullmatch(cell) else None


def _pictures(place: Place, before: Item, after: Item) -> Iterator[Difference]:
    names = [one for one in ("svg", "png") if getattr(before, one) != getattr(after, one)]
    if names:
        old, new = (getattr(one, names[0]) or None for one in (before, after))
        yield Difference("picture", replace(place, field=" and ".join(names)), old, new)

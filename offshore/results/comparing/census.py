"""The places that two results have in common, and at how many of them both are the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from offshore.results.difference import KINDS, Difference
from offshore.results.model import Chapter, Item, Results

Spot = tuple[str, str, str, str]  # kind, part, chapter, name
OF_DATA = ("row", "column")  # kinds that differ where the data of a figure or table do
NAMED = {  # kinds of a chapter's named parts, and the fields that hold them
    "parameter": "parameters",
    "verdict": "verdicts",
    "sentence": "sentences",
    "code": "code",
}


def identical(before: Results, after: Results, found: Iterable[Difference]) -> dict[str, int]:
    """Return at how many places both are the same, by kind, given all differences."""
    differ = {("cell" if one.kind in OF_DATA else one.kind, *_of(one)) for one in found}
    same = Counter(spot[0] for spot in _shared(before, after) if spot not in differ)
    return {kind: same[kind] for kind in KINDS if same[kind]}


def _of(one: Difference) -> tuple[str, str, str]:
    return one.place.part, one.place.chapter, one.place.name


def _shared(before: Results, after: Results) -> Iterator[Spot]:
    wholes = {"table": "tables", "mark": "marks", "module": "modules", "fact": "facts"}
    wholes["entry"] = "contents"
    wholes_of_checks = {"verdict": "checks", "strength": "checks", "interval": "checks"}
    for kind, part in [*wholes.items(), *wholes_of_checks.items()]:
        yield from ((kind, part, "", name) for name in _both(before, after, part))
    for chapter in _both(before, after, "pages"):
        names = before.pages[chapter].keys() & after.pages[chapter].keys()
        yield from (("sentence", "pages", chapter, name) for name in names)
    for part in ("chapters", "variants"):
        for name in _both(before, after, part):
            pair = getattr(before, part)[name], getattr(after, part)[name]
            yield from ((kind, part, name, spot) for kind, spot in _of_chapters(*pair))


def _both(before: Any, after: Any, field: str) -> Iterator[str]:
    """Yield the names that a field of both holds."""
    here: Mapping[str, Any] = getattr(before, field)
    there: Mapping[str, Any] = getattr(after, field)
    yield from (name for name in here if name in there)


def _of_chapters(before: Chapter, after: Chapter) -> Iterator[tuple[str, str]]:
    for kind, field in NAMED.items():
        yield from ((kind, name) for name in _both(before, after, field))
    valued = [{**chapter.values, **chapter.numbers} for chapter in (before, after)]
    yield from (("number", name) for name in valued[0] if name in valued[1])
    for name in _both(before, after, "items"):
        kinds = ("cell", "worded", "caption", "alternative", "label", "picture", "note")
        pair = before.items[name], after.items[name]
        yield from ((kind, name) for kind in kinds if all(_has(one, kind) for one in pair))


def _has(item: Item, kind: str) -> bool:
    """Tell whether an item has what a kind of difference is about."""
    held = {"cell": item.data, "worded": item.rows, "label": item.labels}
    held |= {"caption": item.caption, "alternative": item.alternative}
    held |= {"picture": item.svg or item.png, "note": item.origin or item.doubtful}
    return bool(held[kind])

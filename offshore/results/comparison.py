"""Two results, held against each other part by part: everything that differs, and what is the same.

Pure: nothing is read, and no study is known. Comparing the other way around gives the same
differences, reversed.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from offshore.results.comparing import census, parts
from offshore.results.difference import EXACT, KINDS, Difference, Place, Tolerance
from offshore.results.model import Results


@dataclass(frozen=True)
class Comparison:
    """What differs between two results, in the order of `KINDS`, and how much is the same.

    `within` are differences that the tolerance explains. `identical` has, for each kind, at how
    many places both are the same; a place is a number, a verdict, a figure and so on.
    """

    differences: tuple[Difference, ...]
    within: tuple[Difference, ...]
    identical: Mapping[str, int]

    def __bool__(self) -> bool:
        """Tell whether anything differs by more than the tolerance."""
        return bool(self.differences)

    def of(self, *kinds: str) -> list[Difference]:
        """Return the differences of some kinds."""
        return [one for one in self.differences if one.kind in kinds]

    @property
    def main(self) -> "Comparison":
        """The same without what differs in variants, which mostly follows from the rest."""
        kept = tuple(one for one in self.differences if one.place.part != "variants")
        return replace(self, differences=kept)

    @property
    def counts(self) -> dict[str, int]:
        """How many differences there are of each kind that has any."""
        found = Counter(one.kind for one in self.differences)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    def plain(self) -> dict[str, Any]:
        """Return the comparison as values that JSON represents."""
        return {
            "counts": self.counts,
            "identical": dict(self.identical),
            "differences": [one.plain() for one in self.differences],
            "within": [one.plain() for one in self.within],
        }


def compare(before: Results, after: Results, tolerance: Tolerance = EXACT) -> Comparison:
    """Return everything that differs between two results, but for the name of the edition."""
    order = list(KINDS)
    found = sorted(_all(before, after), key=lambda one: order.index(one.kind))
    within = [one for one in found if tolerance.explains(one)]
    beyond = [one for one in found if not tolerance.explains(one)]
    return Comparison(tuple(beyond), tuple(within), census.identical(before, after, found))


def _all(before: Results, after: Results) -> Iterator[Difference]:
    if before.language != after.language:
        yield Difference("language", Place("language"), before.language, after.language)
    yield from parts.named("table", Place("tables"), before.tables, after.tables)
    yield from parts.named("mark", Place("marks"), before.marks, after.marks)
    if before.modules and after.modules:  # what was recorded need not say how it was made
        yield from parts.named("module", Place("modules"), before.modules, after.modules)
    for name in parts.union(before.contents, after.contents):
        if name in before.contents and name in after.contents:
            place = Place("contents", name=name)
            yield from parts.contents(place, before.contents[name], after.contents[name])
    for name in parts.union(before.facts, after.facts):
        yield from parts.facts(
            Place("facts", name=name), before.facts.get(name), after.facts.get(name)
        )
    for name in parts.union(before.checks, after.checks):
        place = Place("checks", name=name)
        yield from parts.checks(place, before.checks.get(name), after.checks.get(name))
    for part in ("chapters", "variants"):
        yield from _wholes(part, getattr(before, part), getattr(after, part), parts.chapters)
    yield from _wholes("pages", before.pages, after.pages, partial(parts.named, "sentence"))


def _wholes(
    part: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    within: Callable[[Place, Any, Any], Iterator[Difference]],
) -> Iterator[Difference]:
    """Yield what differs in chapters, variants or pages; a whole one that only one has is one."""
    for name in parts.union(before, after):
        place = Place(part, chapter=name)
        if name in before and name in after:
            yield from within(place, before[name], after[name])
        else:
            old, new = (name if name in one else None for one in (before, after))
            yield Difference("chapter", place, old, new)

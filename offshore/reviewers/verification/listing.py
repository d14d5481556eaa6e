"""Differences between editions in all their languages, in words: what they share is told once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from offshore.compendium.errors import LONGEST, cut
from offshore.results.comparison import Comparison, compare
from offshore.results.difference import EXACT, KINDS, Difference, Tolerance
from offshore.results.model import Results

SHOWN = 3  # differences of a kind that are listed one by one
BEFORE = 20  # characters of a long text that are shown before the place at which it differs
HASH = 12  # signs of a hash that tell it from others
HASHED = ("table", "picture", "module")  # kinds whose values are hashes
OF_A_LANGUAGE = ("chapters", "pages")  # parts of results that each language has for itself
IN_ALL = ("code",)  # kinds of differences in them that are the same in each
GIVEN = ("parameter", "table", "entry", "fact", "code", "module")  # kinds that others follow from


@dataclass(frozen=True)
class Found:
    """A difference, and the language of the edition in which it is, "" for all of them."""

    language: str
    difference: Difference

    @property
    def is_given(self) -> bool:
        """Whether it is in what results are made from, not in the results."""
        return self.difference.kind in GIVEN

    @property
    def sides(self) -> tuple[str, str]:
        """What was and what is now, in words; of a hash its beginning."""
        one = self.difference
        most = HASH if one.kind in HASHED else None
        # A number may read the same in words.
        pair = one.numbers if one.before == one.after else (one.before, one.after)
        before, after = ("nothing" if side in (None, "") else str(side)[:most] for side in pair)
        return before, after

    def __str__(self) -> str:
        """Return it on a line: what, where, from what, to what; of long texts where they part."""
        language = f" ({self.language})" if self.language else ""
        before, after = _where_they_part(*self.sides)
        return f"{self.difference.kind} {self.difference.place}{language}: {before} → {after}"


def _where_they_part(before: str, after: str) -> tuple[str, str]:
    """Return texts on one line, cut to what is around the first place at which they differ."""
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, pair in pairs if pair[0] != pair[1]), min(len(before), len(after)))
    start = max(0, same - BEFORE) if max(len(before), len(after)) > LONGEST else 0
    mark = "…" if start else ""
    return cut(mark + before[start:]), cut(mark + after[start:])


def compared(
    before: Mapping[str, Results], after: Mapping[str, Results], tolerance: Tolerance = EXACT
) -> dict[str, Comparison]:
    """Return the comparison in each language of either; an edition that is not there says nothing.

    What all languages have in common is compared in the first one alone.
    """
    codes = [*after, *(code for code in before if code not in after)]
    found = {}
    for code in codes:
        old, new = (one.get(code) or Results(language="") for one in (before, after))
        if code != codes[0]:
            old, new = _own(old), _own(new)
        found[code] = compare(old, new, tolerance)
    return found


def _own(one: Results) -> Results:
    """Return what an edition says for itself alone, not with the other languages."""
    chapters = {name: replace(chapter, code={}) for name, chapter in one.chapters.items()}
    return Results(one.language, chapters=chapters, pages=one.pages)


def listed(differences: Mapping[str, Iterable[Difference]]) -> list[Found]:
    """Return differences by language as a list, by their kinds."""
    found = [Found(_where(code, one), one) for code, some in differences.items() for one in some]
    order = list(KINDS)
    return sorted(found, key=lambda one: order.index(one.difference.kind))


def _where(code: str, one: Difference) -> str:
    return code if one.place.part in OF_A_LANGUAGE and one.kind not in IN_ALL else ""


def lines(found: Iterable[Found]) -> list[str]:
    """Return the first differences of each kind, a line each, and how many more there are."""
    told = []
    for kind, some in groupby(found, key=lambda one: one.difference.kind):
        alike = list(some)
        told += [f"  {one}" for one in alike[:SHOWN]]
        if (more := len(alike) - SHOWN) > 0:
            told.append(f"  … {KINDS[kind]}: {more} more")
    return told


def counted(found: Iterable[Found]) -> str:
    """Return how many differences there are of each kind that has any, in words."""
    counts = Counter(one.difference.kind for one in found)
    return "; ".join(f"{plural}: {counts[kind]}" for kind, plural in KINDS.items() if counts[kind])

"""All published editions held against recorded ones: what they share is told once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from offshore.compendium.errors import cut
from offshore.results.difference import KINDS, Difference

SHOWN = 12  # differences that are listed one by one
OF_A_LANGUAGE = ("chapters", "pages")  # parts of results that each language has for itself
IN_ALL = ("code",)  # kinds that are the same in all languages all the same


@dataclass(frozen=True)
class Found:
    """A difference, and the language of the edition in which it is, "" for all of them."""

    language: str
    difference: Difference

    def __str__(self) -> str:
        """Return it on a line: where, what, from what, to what."""
        one = self.difference
        before, after = (_said(value) for value in (one.before, one.after))
        language = f" ({self.language})" if self.language else ""
        return f"{one.kind} {one.place}{language}: {before} → {after}"


def _said(value: object) -> str:
    return "nothing" if value is None else cut(str(value)) or "nothing"


def listed(compared: Mapping[str, Iterable[Difference]]) -> list[Found]:
    """Return differences by language, those that all languages share once, by their kinds."""
    found: dict[str, Found] = {}
    for code, differences in compared.items():
        for one in differences:
            apart = one.place.part in OF_A_LANGUAGE and one.kind not in IN_ALL
            language = code if apart else ""
            found.setdefault(f"{language} {one}", Found(language, one))
    order = list(KINDS)
    return sorted(found.values(), key=lambda one: order.index(one.difference.kind))


def summary(found: Sequence[Found]) -> list[str]:
    """Return how much differs of each kind, and the first differences, a line each."""
    if not found:
        return []
    more = len(found) - SHOWN
    lines = [f"  {one}" for one in found[:SHOWN]] + ([f"  … and {more} more."] if more > 0 else [])
    return [f"{counted(found)}.", *lines]


def counted(found: Sequence[Found]) -> str:
    """Return how many differences there are of each kind that has any, in words."""
    counts = Counter(one.difference.kind for one in found)
    return ", ".join(
        f"{counts[kind]} {kind if counts[kind] == 1 else plural}"
        for kind, plural in KINDS.items()
        if counts[kind]
    )

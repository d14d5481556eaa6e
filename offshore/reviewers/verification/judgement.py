"""What was executed afresh, held against the record: identical, explained, or different."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from offshore.results.comparison import Comparison
from offshore.results.difference import ARITHMETIC, Difference
from offshore.results.model import Chapter, Results
from offshore.results.specifications import PAGE
from offshore.reviewers.verification import listing
from offshore.reviewers.verification.fresh import Executed, Fresh
from offshore.reviewers.verification.listing import Found

IDENTICAL, EXPLAINED, DIFFERS = "identical", "explained", "differs"
FLOATS = "within float arithmetic"
DRAWING = "same data, other drawing"


@dataclass(frozen=True)
class Judgement:
    """What differs from the record, what of it is explained, by why, and how much is identical.

    `identical` counts, by kind, the places at which both are the same.
    """

    differs: Sequence[Found]
    explained: Mapping[str, Sequence[Found]]
    identical: Mapping[str, int]
    complete: bool = True  # everything was executed

    @property
    def verdict(self) -> str:
        """Whether all is identical, or explained, or something differs or could not be made."""
        if self.differs or not self.complete:
            return DIFFERS
        return EXPLAINED if any(self.explained.values()) else IDENTICAL


def judge(recorded: Mapping[str, Results], fresh: Fresh) -> Judgement:
    """Return how a fresh execution compares with a record of editions in the same languages.

    What hangs on runs that failed is left out on both sides.
    """
    before, after = recorded, fresh.results
    if fresh.refused:
        before = {code: _data(one) for code, one in before.items()}
    elif fresh.failures:
        before = {code: _without(one, fresh, code) for code, one in before.items()}
        after = {code: _without(one, fresh, code) for code, one in after.items()}
    compared = listing.compared(before, after, ARITHMETIC)
    return _judged(compared, complete=not fresh.refused and not fresh.failures)


def _judged(compared: Mapping[str, Comparison], complete: bool) -> Judgement:
    drawn = {code: [*_only_drawn(one.differences)] for code, one in compared.items()}
    differ = {
        code: [other for other in one.differences if other not in drawn[code]]
        for code, one in compared.items()
    }
    within = {code: one.within for code, one in compared.items()}
    kinds = dict.fromkeys(kind for one in compared.values() for kind in one.identical)
    same = {kind: sum(one.identical.get(kind, 0) for one in compared.values()) for kind in kinds}
    explained = {FLOATS: listing.listed(within), DRAWING: listing.listed(drawn)}
    return Judgement(listing.listed(differ), explained, same, complete)


def _only_drawn(differences: Sequence[Difference]) -> list[Difference]:
    """Return the pictures that differ although nothing else of their figure does."""
    touched = {_item(one) for one in differences if one.kind != "picture"}
    return [one for one in differences if one.kind == "picture" and _item(one) not in touched]


def _item(one: Difference) -> tuple[str, str, str]:
    return one.place.part, one.place.chapter, one.place.name


def _data(one: Results) -> Results:
    return Results(one.language, tables=one.tables, contents=one.contents)


def _without(one: Results, fresh: Fresh, code: str) -> Results:
    """Return results without what hangs on runs that failed, all but parameters and code."""
    made = fresh.results.get(code, one)
    labels = {each.run.label for each in fresh.failures}
    unmade = {each.run.contract.name for each in fresh.failures if _is_bare(each, made)}
    chapters = {
        name: _bare(each) if name in unmade else each
        for name, each in one.chapters.items()
        if name != PAGE or PAGE in made.chapters
    }
    pages = {
        page: {name: said for name, said in each.items() if name in made.pages.get(page, {})}
        for page, each in one.pages.items()
        if page != PAGE or PAGE in made.chapters
    }
    variants = {label: each for label, each in one.variants.items() if label not in labels}
    return replace(one, chapters=chapters, variants=variants, pages=pages)


def _is_bare(failed: Executed, made: Results) -> bool:
    """Tell whether a run that failed is a chapter's, not one of the multiverse."""
    chapter = made.chapters.get(failed.run.contract.name)
    return chapter is not None and chapter == _bare(chapter)


def _bare(chapter: Chapter) -> Chapter:
    return Chapter(chapter.parameters, code=chapter.code)

"""What was executed afresh, held against the record: identical, explained, or different."""

from collections.abc import Mapping, Sequence, Set
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
# How a PNG packs the same points hangs on the library that packs them, and on the processor.
ENCODING = "same drawing, its PNG packed otherwise"
DRAWN, OTHER = "drawn otherwise", "other"
Item = tuple[str, str, str]  # part, chapter and name of a figure or table


@dataclass(frozen=True)
class Judgement:
    """What differs from the record, what of it is explained, by why, and how much is identical.

    `drawn` are the pictures of figures of which nothing else differs: neither data nor texts.
    `identical` counts, by kind, the places at which both are the same.
    """

    others: Sequence[Found]
    drawn: Sequence[Found]
    explained: Mapping[str, Sequence[Found]]
    identical: Mapping[str, int]
    complete: bool = True  # everything was executed

    @property
    def differs(self) -> list[Found]:
        """Everything that nothing explains."""
        return [*self.others, *self.drawn]

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
    classes = {code: _classes(one) for code, one in compared.items()}

    def of(name: str) -> list[Found]:
        return listing.listed({code: found[name] for code, found in classes.items()})

    kinds = dict.fromkeys(kind for one in compared.values() for kind in one.identical)
    same = {kind: sum(one.identical.get(kind, 0) for one in compared.values()) for kind in kinds}
    explained = {why: of(why) for why in (FLOATS, ENCODING)}
    return Judgement(of(OTHER), of(DRAWN), explained, same, complete)


def _classes(one: Comparison) -> dict[str, list[Difference]]:
    """Return all differences by what explains them; those of a picture alone apart."""
    touched = {_item(each) for each in one.differences if each.kind != "picture"}
    nearly = {_item(each) for each in one.within}
    found: dict[str, list[Difference]] = {FLOATS: [*one.within], ENCODING: [], DRAWN: [], OTHER: []}
    for each in one.differences:
        found[_class(each, touched, nearly)].append(each)
    return found


def _class(one: Difference, touched: Set[Item], nearly: Set[Item]) -> str:
    """Return what a difference is; `touched` are items of which more than the picture differs.

    `nearly` are those whose data are apart by float arithmetic, which may move a line.
    """
    if one.kind != "picture" or _item(one) in touched:
        return OTHER
    if one.place.field == "png":  # the SVG, which has every line of a drawing, is as it was
        return ENCODING
    return FLOATS if _item(one) in nearly else DRAWN


def _item(one: Difference) -> Item:
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

"""One page that stands alone: everything that differs between two results, and what does not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from offshore.compendium import templates
from offshore.compendium.root import PACKAGE
from offshore.display.language import Language
from offshore.results.comparing import pictures, sections
from offshore.results.comparing.pictures import Drawn, Frame, Pictures
from offshore.results.comparison import Comparison
from offshore.results.difference import KINDS, Difference
from offshore.results.model import Item, Results

TEMPLATE = PACKAGE / "results/comparing/page.html"
OF_ITEMS = ("cell", "row", "column", "worded", "caption", "alternative", "label", "picture", "note")


@dataclass(frozen=True)
class Sides:
    """Two results with their names in words, what differs, and the pictures that are at hand."""

    before: Results
    after: Results
    names: tuple[str, str]
    found: Comparison
    pictures: Pictures


@dataclass(frozen=True)
class Shown:
    """A figure or table that changed: its name, its caption, what differs, and both pictures."""

    chapter: str
    name: str
    caption: str
    count: int
    tables: Sequence[sections.Table]
    pictures: Sequence[Drawn | None] = ()
    frame: Frame | None = None


def published(words: Language, revision: str = "") -> str:
    """Return what the recorded results are called, at a revision or as they are now."""
    if revision:
        return words.text("the published results at {revision}", revision=revision)
    return words.text("the published results")


def edition(results: Results, words: Language) -> str:
    """Return what an edition is called."""
    if results.edition:
        return words.text("the edition “{name}”", name=results.edition)
    return words.text("the edition in _build/book/{code}", code=results.language)


def render(sides: Sides, words: Language, pages: Collection[str] = ()) -> str:
    """Return the page in a language; `pages` are those beside it that it can link to."""
    made = sections.of_comparison(sides.found, words)
    return templates.render(
        TEMPLATE,
        language=words.locale.replace("_", "-"),
        text=words.text,
        names=sides.names,
        counts=counted(kinds_of(sides.found), words),
        identical=counted(sides.found.identical, words),
        sections=made,
        items=items(sides, words),
        pages=set(pages),
    )


VARIANTS = "runs of the multiverse"


def kinds_of(found: Comparison) -> dict[str, int]:
    """Return how many differences there are of each kind, those in further runs as one kind."""
    further = len(found.differences) - len(found.main.differences)
    return found.main.counts | ({VARIANTS: further} if further else {})


def counted(numbers: Mapping[str, int], words: Language) -> list[tuple[str, str]]:
    """Return numbers by kind in words: the kind in the plural, and the number."""
    return [
        (words.text(KINDS.get(kind, kind)), str(words.number(number)))
        for kind, number in numbers.items()
    ]


def items(sides: Sides, words: Language) -> list[Shown]:
    """Return the figures and tables that both have and that differ, in the order of chapters."""
    listed = [one for one in sides.found.of(*OF_ITEMS) if one.place.part == "chapters"]
    spots = sorted({(one.place.chapter, one.place.name) for one in listed})
    return [
        _item(
            sides,
            [one for one in listed if (one.place.chapter, one.place.name) == spot],
            words,
        )
        for spot in spots
    ]


def _item(sides: Sides, listed: Sequence[Difference], words: Language) -> Shown:
    place = listed[0].place
    before, after = (_of(side, place.chapter, place.name) for side in (sides.before, sides.after))
    tables = sections.of_item(listed, (before.labels, after.labels), words)
    shown = Shown(place.chapter, place.name, after.caption, len(listed), tables)
    if not any(one.kind == "picture" for one in listed):
        return shown
    drawn = [pictures.drawn(one, sides.pictures) for one in (before, after)]
    frame = pictures.frame(before, after, sides.pictures)
    return Shown(**{**vars(shown), "pictures": drawn, "frame": frame})


def _of(side: Results, chapter: str, name: str) -> Item:
    return side.chapters[chapter].items[name]

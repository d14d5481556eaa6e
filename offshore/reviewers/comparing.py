"""Comparing on a reviewer's command: what differs, and the page that shows it."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from offshore.book import binding, editions
from offshore.book.editions import RECORD
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.display.language import SOURCE, Language, chosen
from offshore.results.comparing import page, pictures
from offshore.results.comparing.pictures import Pictures
from offshore.results.comparison import Comparison, compare
from offshore.results.model import Results
from offshore.reviewers.operands import Operand, read


@dataclass(frozen=True)
class Compared:
    """A comparison with the language of its page."""

    sides: page.Sides
    words: Language

    @property
    def found(self) -> Comparison:
        """What differs."""
        return self.sides.found


def made(
    compendium: Compendium, before: Operand, after: Operand, code: str | None = None
) -> Compared:
    """Return the comparison of two operands, with the pictures that are at hand."""
    first, second = read(compendium, before, after, code)
    words = chosen(compendium, second.language)
    found = compare(first, second)
    wanted = _pictures_of(found, first, second)
    names = _named(before, first, words), _named(after, second, words)
    at_hand = _at_hand(compendium, wanted, words) if wanted else {}
    return Compared(page.Sides(first, second, names, found, at_hand), words)


def in_english(compared: Compared, before: Operand, after: Operand) -> page.Sides:
    """Return the same with names in English, as a terminal shows them."""
    words = chosen(compared.words.compendium, SOURCE)
    sides = compared.sides
    names = _named(before, sides.before, words), _named(after, sides.after, words)
    return replace(sides, names=names)


def _named(one: Operand, results: Results, words: Language) -> str:
    if not one.is_record:
        return page.edition(results, words)
    return page.published(words, "" if one.name == RECORD else one.name)


def _pictures_of(found: Comparison, *sides: Results) -> set[str]:
    """Return the hashes of both pictures of every figure whose picture differs."""
    places = [one.place for one in found.of("picture") if one.place.part == "chapters"]
    items = [side.chapters[at.chapter].items[at.name] for at in places for side in sides]
    return {one for item in items for one in (item.svg, item.png) if one}


def _at_hand(compendium: Compendium, wanted: Collection[str], words: Language) -> Pictures:
    """Return the pictures that books in the store have, else those of stored published runs."""
    books = sorted((compendium.build / binding.KIND).glob(f"*/{binding.HTML}"))
    found = pictures.of_books(books, wanted)
    if set(wanted) <= found.keys():
        return found
    try:
        runs = [run for run in editions.plan(words, {}) if run.stored]
    except UserError:  # the notebooks are no longer sound, which is nothing to what was kept
        return found
    return {**pictures.of_runs(compendium, runs), **found}


def page_of(compendium: Compendium, before: Operand, after: Operand) -> Path:
    """Return the file of the page of a comparison."""
    return compendium.build / editions.COMPARISONS / f"{before.label}-{after.label}.html"


def write(compared: Compared, file: Path) -> None:
    """Write the page of a comparison."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page.render(compared.sides, compared.words), encoding="utf-8")


def write_plain(compared: Compared, file: Path) -> None:
    """Write everything that differs as JSON."""
    sides = compared.sides
    named = {"before": sides.names[0], "after": sides.names[1], "language": compared.words.code}
    text = json.dumps({**named, **compared.found.plain()}, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")

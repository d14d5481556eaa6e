"""Nothing moves that `explain` does not lead back to what was changed: everything is run."""

import random
from collections.abc import Iterator

import pytest
from checkouts import Checkout
from share import share

from offshore.book import editions
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.display.language import SOURCE, languages
from offshore.results import extraction
from offshore.results.comparison import compare
from offshore.results.difference import Difference
from offshore.results.known import Known
from offshore.results.model import Results
from offshore.results.provenance.edition import CLAIM, SENTENCE, OfEdition, Thing
from offshore.results.provenance.explanations import ITEM, NUMBER, VERDICT
from offshore.reviewers.tracing import scratch
from offshore.reviewers.tracing.explaining import of_edition
from offshore.runs import executor, planning
from offshore.runs.planning import Run

SEED, CHANGED = 20261128, share(4)  # numbers of the paper and of outside, at random, one by one
KINDS = {"number": NUMBER, "verdict": VERDICT, "sentence": SENTENCE}
PARTS = ("checks", "chapters", "pages")


@pytest.fixture
def edition(inside: Checkout) -> OfEdition:
    found = of_edition(Compendium(inside.root), {})
    executor.make(runs_of(found), lambda _: None)
    return found


def runs_of(edition: OfEdition) -> list[Run]:
    return [one.run for one in (*edition.chapters.values(), *edition.variants)]


def results(runs: list[Run], chapters: int, known: Known) -> Results:
    words = languages(known.compendium)[SOURCE]
    return extraction.of_runs(runs[:chapters], runs[chapters:], words, known)


def again(edition: OfEdition, copy: Compendium) -> Results:
    """Return what everything comes to in a copy, every chapter run again."""
    editions.check_data(copy)
    made = [
        planning.plan(copy, one.contract.name, one.recipe["parameters"]) for one in runs_of(edition)
    ]
    executor.make(made, lambda _: None)
    return results(made, len(edition.chapters), Known(copy))


def moved(differences: Iterator[Difference]) -> Iterator[Thing]:
    for one in differences:
        if one.place.part == "checks":
            yield Thing(CLAIM, "", one.place.name)
        elif one.place.part in PARTS:
            yield Thing(KINDS.get(one.kind, ITEM), one.place.chapter, one.place.name)


def test_what_moves_with_a_number_is_explained_by_it(edition: OfEdition) -> None:
    compendium: Compendium = edition.known.compendium
    before = results(runs_of(edition), len(edition.chapters), edition.known)
    numbers = sorted(name for name in edition.tables.facts if name[0].islower())
    tried, seen = random.Random(SEED).sample(numbers, len(numbers)), 0
    for name in tried:
        table = edition.tables.table_of(name)
        changed = scratch.moved(scratch.digits(compendium, table, name), 1)
        with scratch.with_digits(compendium, table, name, changed) as copy:
            try:
                after = again(edition, copy)
            except UserError:  # the tables may not have this number
                continue
        things = set(moved(iter(compare(before, after).differences)))
        assert [str(one) for one in things if name not in edition.facts_behind(one)] == [], name
        seen += bool(things)
        if seen == CHANGED:
            break
    assert seen == CHANGED

"""What one unit of a printed number's last digit would move, by running it: `offshore affects`."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offshore.book import editions
from offshore.compendium.errors import UserError
from offshore.compendium.progress import Say
from offshore.compendium.root import Compendium
from offshore.display.language import SOURCE, languages
from offshore.results import extraction
from offshore.results.comparison import compare
from offshore.results.known import Known
from offshore.results.model import Results
from offshore.results.provenance.edition import FACT, OfEdition
from offshore.reviewers.tracing import moves, scratch
from offshore.reviewers.tracing.explaining import of_edition
from offshore.reviewers.tracing.moves import Move
from offshore.reviewers.tracing.naming import Names
from offshore.runs import executor, planning
from offshore.runs.executor import HERE, Means
from offshore.runs.planning import Run

WAYS = {"up": 1, "down": -1}  # units of the last printed digit


@dataclass(frozen=True)
class Way:
    """One way to move a number: its digits then, what moves, or why that cannot be tried."""

    printed: str
    moves: tuple[Move, ...] = ()
    impossible: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it as values that JSON represents."""
        told = [one.plain() for one in self.moves]
        return {"printed": self.printed, "moves": told, "impossible": self.impossible}


@dataclass(frozen=True)
class Affected:
    """What a printed number affects: both ways, and the chapters that ran again for it."""

    fact: str
    table: str
    printed: str
    unit: str
    ways: Mapping[str, Way]
    chapters: tuple[str, ...]
    variants: tuple[str, ...]
    seconds: float

    def plain(self) -> dict[str, Any]:
        """Return it as values that JSON represents."""
        return {
            "fact": self.fact,
            "table": self.table,
            "printed": self.printed,
            "unit": self.unit,
            "ran": [*self.chapters, *self.variants],
            **{name: way.plain() for name, way in self.ways.items()},
        }


def affects(compendium: Compendium, what: str, say: Say, means: Means = HERE) -> Affected:
    """Return what a printed number would move, one unit of its last digit up and down.

    Chapters that cannot depend on it, by what `explain` finds, are not run again. Raises UserError
    as `Names.find` does, and for a run of the edition as it is that fails.
    """
    begun = time.monotonic()
    editions.check_data(compendium)
    edition = of_edition(compendium, {})
    fact = Names(edition, say, means).find(what, (FACT,)).name
    table = edition.tables.table_of(fact)
    printed = scratch.digits(compendium, table, fact)
    runs = [one.run for one in (*edition.chapters.values(), *edition.variants)]
    executor.make(runs, say, means)
    before = _results(edition, edition.known, {})
    again = _resting(fact, edition)
    say(f"{len(again)} of {len(runs)} runs may depend on {fact}.")
    row = edition.tables.row(table, fact)
    ways = {}
    for step, (name, units) in enumerate(WAYS.items(), start=1):
        changed = scratch.moved(printed, units)
        say(f"{step} of {len(WAYS)}: {changed} in place of {printed}.")
        with scratch.with_digits(compendium, table, fact, changed) as copy:
            ways[name] = _tried(changed, copy, again, edition, before, say, means)
    chapters = {one.contract.name for one in again} & {*edition.chapters}
    variants = [one.label for one in again if one not in _chapters(edition)]
    spent = time.monotonic() - begun
    return Affected(
        fact, table, printed, row.unit, ways, tuple(sorted(chapters)), tuple(variants), spent
    )


def _chapters(edition: OfEdition) -> list[Run]:
    return [one.run for one in edition.chapters.values()]


def _resting(fact: str, edition: OfEdition) -> list[Run]:
    """Return the runs that record something that may depend on a number."""
    found = []
    for one in (*edition.chapters.values(), *edition.variants):
        rows = (rows for kind, name in one.names() for rows in one.rows(kind, name))
        if any(fact in each.ids for each in rows):
            found.append(one.run)
    return found


def _tried(
    printed: str,
    copy: Compendium,
    again: Sequence[Run],
    edition: OfEdition,
    before: Results,
    say: Say,
    means: Means,
) -> Way:
    """Return what moves in a copy with the number changed, or what forbids it."""
    if again:
        executor.warm_up()  # while the data are checked
    try:
        editions.check_data(copy)
        planned = _planned(copy, again)
        executor.make(list(planned.values()), say, means)
        after = _results(edition, Known(copy), planned)
    except UserError as fault:
        return Way(printed, impossible=str(fault))
    return Way(printed, tuple(moves.of(compare(before, after))))


def _planned(copy: Compendium, again: Sequence[Run]) -> dict[str, Run]:
    """Return the runs of the copy that stand for some, by their keys."""
    found: dict[str, Run] = {}
    for name, numbers_only in dict.fromkeys(_kind(run) for run in again):
        runs = [run for run in again if _kind(run) == (name, numbers_only)]
        sets = [run.recipe["parameters"] for run in runs]
        planned = planning.plan_all(copy, name, sets, numbers_only)
        found |= {run.key: one for run, one in zip(runs, planned, strict=True)}
    return found


def _kind(run: Run) -> tuple[str, bool]:
    return run.contract.name, run.numbers_only


def _results(edition: OfEdition, known: Known, instead: Mapping[str, Run]) -> Results:
    words = languages(known.compendium)[SOURCE]
    chapters = [instead.get(run.key, run) for run in _chapters(edition)]
    variants = [instead.get(one.run.key, one.run) for one in edition.variants]
    return extraction.of_runs(chapters, variants, words, known)

"""What something that an edition says came from, as plain values: `offshore explain`."""

from collections.abc import Mapping, Sequence
from typing import Any

from offshore.book import editions
from offshore.compendium.progress import Say
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.display.conditional import conditions
from offshore.display.conditional.sentences import SAYS, WHEN
from offshore.display.language import SOURCE, languages
from offshore.results import specifications
from offshore.results.known import Known
from offshore.results.provenance import asked, claims
from offshore.results.provenance.edition import CLAIM, FACT, SENTENCE, OfEdition, Thing
from offshore.results.provenance.rows import Tables
from offshore.results.said import Said
from offshore.results.specifications import PAGE
from offshore.reviewers.tracing.naming import Names
from offshore.runs import executor
from offshore.runs.executor import HERE, Means

Changes = Mapping[str, Mapping[str, object]]


def of_edition(compendium: Compendium, changes: Changes) -> OfEdition:
    """Return the published edition in English, or one with other parameters, nothing made yet."""
    words = languages(compendium)[SOURCE]
    chapters = editions.plan(words, changes)
    known = Known(compendium)
    return OfEdition(chapters, specifications.plan(compendium), known, Tables(words, known))


def explain(
    compendium: Compendium, what: str, changes: Changes, say: Say, means: Means = HERE
) -> dict[str, Any]:
    """Return what a name stands for and what that came from, as values that JSON represents.

    The runs that it takes are made if they are missing. Raises UserError as `Names.find` does.
    """
    editions.check_data(compendium)
    edition = of_edition(compendium, changes)
    names = Names(edition, say, means)
    found = names.find(what)
    told = _explained(found, edition, names)
    kind = told.get("explanation", {}).get("kind", found.kind)
    return {"what": kind, "name": str(found), **told}


def _explained(one: Thing, edition: OfEdition, names: Names) -> dict[str, Any]:
    if one.kind == CLAIM:
        return {"claim": _claim(one, edition)}
    if one.kind == FACT:
        return {"fact": fact(one.name, edition)}
    if one.kind == SENTENCE:
        return {"sentence": _sentence(one, edition, names)}
    if one.page == PAGE:
        return {"multiverse": _of_multiverse(one, edition, names)}
    return {"explanation": edition.chapters[one.page].explain(one.kind, one.name).plain()}


def _claim(one: Thing, edition: OfEdition) -> dict[str, Any]:
    for verdicts in edition.known.verdicts:
        for verdict in verdicts:
            if verdict.claim.id == one.name:
                return claims.explain(verdict, verdicts, edition.tables).plain()
    raise AssertionError(one.name)


def fact(name: str, edition: OfEdition) -> dict[str, Any]:
    """Return a printed number: its row and table, its mark, and the claims that it is part of."""
    tables, known = edition.tables, edition.known
    table = tables.table_of(name)
    frame = tables.frame(table)
    record = frame[frame.iloc[:, 0].astype(str) == name].iloc[0]
    using = [
        {"claim": verdict.claim.id, "verdict": verdict.verdict}
        for verdicts in known.verdicts
        for verdict in verdicts
        if name in verdict.claim.numbers
    ]
    row = tables.row(table, name)
    return {
        "table": table,
        "sha256": package.actual_hash(table, tables.words.compendium.data).removeprefix(
            package.HASH
        ),
        "place": row.place,
        "source": row.source,
        "row": {str(column): str(value) for column, value in record.items()},
        "mark": known.marks.get(name, ""),
        "claims": using,
    }


def _sentence(one: Thing, edition: OfEdition, names: Names) -> dict[str, Any]:
    """Return a sentence as it reads, its cases with which of them hold, and what they ask for."""
    asks = edition.asked_by(one.page, one.name)
    chapters = {each.name.partition(".")[0] for each in asks if each.kind == asked.NAME}
    pages = [*edition.chapters] if one.page not in edition.chapters else [one.page]
    names.made(page for page in edition.chapters if page in {*chapters, *pages})
    spread = PAGE in {one.page, *chapters}
    said = _said(edition, names, spread)
    known = said.known(one.page)
    return {
        "reads": said.plain(one.page)[one.name],
        "cases": _cases(one, edition, known),
        "asks": [_answer(each, one.page, edition, known) for each in asks],
        "facts": sorted(edition.facts_behind(one)),
    }


def _said(edition: OfEdition, names: Names, spread: bool) -> Said:
    from offshore.results import multiverse

    words = edition.tables.words
    variants = [each.run for each in edition.variants]
    if spread:
        executor.make(variants, names.say, names.means)
    numbers = multiverse.of_runs(variants, words).numbers if spread and variants else {}
    runs = [each.run for each in edition.chapters.values() if each.run.stored]
    return Said(runs, numbers, edition.known.claims, words)


def _cases(one: Thing, edition: OfEdition, known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return each case with whether it holds; the first that does is said."""
    cases: Sequence[Mapping[str, str]] = edition.words(one.page).content["sentences"][one.name]
    label = f"{one}"
    return [
        {
            "when": case.get(WHEN, ""),
            "says": case[SAYS],
            "holds": WHEN not in case or conditions.holds(case[WHEN], known, label),
        }
        for case in cases
    ]


def _answer(
    each: asked.Asked, page: str, edition: OfEdition, known: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a sentence asked for, and what it was told."""
    if each.kind == asked.CLAIM:
        return {"kind": each.kind, "name": each.name, "is": edition.known.claims.get(each.name, "")}
    if each.kind == asked.FACT:
        row = edition.tables.find(each.name)
        return {
            "kind": each.kind,
            "name": each.name,
            "is": f"{row.printed} {row.unit}" if row else "",
        }
    own, _, name = each.name.partition(".")
    key = name if own == page and name in known else each.name
    return {"kind": each.kind, "name": each.name, "is": known.get(key)}


def _of_multiverse(one: Thing, edition: OfEdition, names: Names) -> dict[str, Any]:
    """Return the runs and the numbers that something on the page of the multiverse is made of."""
    made_of = edition.numbers_of_variants(one)
    runs = [each.run for each in edition.variants if each.run.contract.name in made_of]
    executor.make(runs, names.say, names.means)
    return {
        "runs": [
            {"run": run.label, "key": run.key, "numbers": made_of.get(run.contract.name, [])}
            for run in runs
        ],
        "facts": sorted(edition.facts_behind(one)),
    }

"""What an edition says, taken from its runs."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from offshore.compendium.hashes import of_bytes
from offshore.compendium.scalars import representable
from offshore.display import mime
from offshore.display.drawing import raster
from offshore.display.language import Language, Worded
from offshore.display.words import Words
from offshore.numerals.floats import to_digits
from offshore.results import multiverse
from offshore.results.known import Known
from offshore.results.model import Chapter, Item, Results
from offshore.results.multiverse import Multiverse
from offshore.results.said import Said
from offshore.results.specifications import PAGE
from offshore.runs.planning import HEADLINE, Run

LABEL = re.compile(r"<!-- (.*?) -->", re.DOTALL)  # how matplotlib notes a text that it draws


def of_runs(
    chapters: Sequence[Run],
    variants: Sequence[Run],
    words: Language,
    known: Known,
    own: str = "",
    spread: Multiverse | None = None,
    partial: bool = False,
) -> Results:
    """Return what an edition in a language says, from the runs of its chapters and its variants.

    `own` is the name of a custom edition; `spread` what its variants come to, where that has been
    drawn already. `partial`: leave out what hangs on runs that have not been made, all but their
    parameters and code, rather than raise UserError.
    """
    there = [run for run in chapters if run.stored or not partial]
    made = [run for run in variants if run.stored or not partial]
    if spread is None and made and len(made) == len(variants):
        spread = multiverse.of_runs(made, words)
    said = Said(there, spread.numbers if spread else {}, known.claims, words)
    found = {run.contract.name: _unmade(run) for run in chapters}
    found |= {run.contract.name: _chapter(run, words, said) for run in there}
    if spread:
        found[PAGE] = _of_multiverse(spread, said, words)
    return replace(
        of_data(words, known),
        edition=own,
        facts=known.facts,
        checks=known.checks,
        marks=known.marks,
        chapters=found,
        variants={run.label: _variant(run) for run in made},
        pages={page: said.plain(page, partial) for page in said.pages if page not in found},
        modules=_modules(there),
    )


def _modules(runs: Sequence[Run]) -> dict[str, str]:
    found = {name: one for run in runs for name, one in run.recipe["modules"].items()}
    return dict(sorted(found.items()))  # in no order of its own: it is a walk over sets of names


def of_data(words: Language, known: Known) -> Results:
    """Return the tables of a compendium as the results of a language, which say nothing else."""
    tables = {name: of_bytes(text.encode()) for name, text in known.tables.items()}
    return Results(words.code, tables=tables, contents=known.tables)


def _chapter(run: Run, words: Language, said: Said) -> Chapter:
    name, executed = run.contract.name, json.loads(run.read())
    worded = Words(name, words)
    shown = [worded.applied(item) for item in mime.bundles(executed, mime.ITEM)]
    return replace(
        _unmade(run),
        **_recorded(run),
        sentences=said.plain(name),
        items={item["id"]: _item(item, words) for item in shown},
    )


def _unmade(run: Run) -> Chapter:
    """Return what is known of a run before it is made: its parameters and its code."""
    code = json.loads(run.contract.code)["cells"]
    sources = {cell["id"]: cell["source"] for cell in code}
    return Chapter(dict(run.recipe["parameters"]), code=sources)


def _variant(run: Run) -> Chapter:
    return Chapter(dict(run.recipe["parameters"]), **_recorded(run))


def _recorded(run: Run) -> dict[str, Any]:
    """Return what a run recorded by name: numbers, values, verdicts."""
    return {kind: _plain(one) for kind, one in json.loads(run.read(HEADLINE)).items()}


def _of_multiverse(found: Multiverse, said: Said, words: Language) -> Chapter:
    values = {name: text.value for name, text in found.numbers.items() if isinstance(text, Worded)}
    return Chapter(
        parameters={},
        numbers={name: str(text) for name, text in found.numbers.items()},
        values=_plain({name: to_digits(value) for name, value in values.items()}),
        sentences=said.plain(PAGE),
        items={item.id: _item(asdict(item), words) for item in found.items},
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: representable(value) for name, value in values.items()}


def _item(shown: Mapping[str, Any], words: Language) -> Item:
    """Return a display item with hashes of the pictures that readers download."""
    svg, png = shown["svg"].encode(), raster.png(shown["svg"], words.compendium)
    return Item(
        kind=shown["kind"],
        caption=shown["caption"],
        alternative=shown["alternative"],
        data=shown["data"],
        header=tuple(shown["header"]),
        rows=tuple(map(tuple, shown["rows"])),
        svg=of_bytes(svg) if svg else "",
        png=of_bytes(png) if png else "",
        labels=tuple(html.unescape(text) for text in LABEL.findall(shown["svg"])),
        origin=shown["origin"],
        doubtful=tuple(row["id"] for row in shown["doubtful"]),
    )

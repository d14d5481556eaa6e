"""Assembling what Sphinx reads: hand-written pages, and pages made from runs and from data."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from offshore import places
from offshore.audit import report
from offshore.audit.verdicts import Verdict
from offshore.publish import (
    argument_map,
    banner,
    benchmarks,
    bibliography,
    certificate,
    contents,
    glossary,
    multiverse,
    reference,
    switching,
    translation,
)
from offshore.publish.differences import Differences
from offshore.publish.marks import AUDIT_PAGE
from offshore.publish.pages import Page
from offshore.publish.pages import make as make_page
from offshore.publish.readings import PAGE
from offshore.publish.runs import Run
from offshore.show.language import Language
from offshore.show.verdicts import marks

INPUTS = "_inputs.json"  # what `sphinx_ext` reads: worded numbers, facts, terms and marks
AUDITED = {AUDIT_PAGE, "certificate"}  # the pages that show verdicts


def assemble(
    chapters: Sequence[Run],
    readings: Sequence[Run],
    differing: Differences,
    siblings: Sequence[Language],
    source: Path,
) -> None:
    """Lay out, in a new folder, written pages, chapters, items, and what was made from data.

    `readings` are the runs of the multiverse. `siblings` are the languages of the editions
    that stand beside this one, its own among them; none for an edition that stands alone.
    """
    words = differing.language
    shutil.copytree(places.book(), source, ignore=shutil.ignore_patterns("translations", PAGE))
    made = [(_page(run, differing), run) for run in chapters]
    (source / "runs").mkdir()
    for page, run in made:
        page.write(source)
        taken = source / "runs" / f"{differing.named(page.name)}.ipynb"
        taken.write_text(run.read(), encoding="utf-8")
    translation.lay_out(source, words)
    pages = contents.pages(places.contents())
    audited = report.of_frames(report.load()) if AUDITED.intersection(pages) else []
    _write_parts(pages, made, audited, differing, source)
    numbers = {page.name: page.numbers for page, _ in made}
    if PAGE in pages:
        numbers[PAGE] = multiverse.write(source, readings, differing)
    inputs = _inputs(pages, numbers, audited, words, siblings)
    inputs |= {"own": differing.own, "banner": banner.described(differing)}
    (source / INPUTS).write_text(json.dumps(inputs, ensure_ascii=False), encoding="utf-8")


def _write_parts(
    pages: Sequence[str],
    made: Sequence[tuple[Page, Run]],
    audited: Sequence[Verdict],
    differing: Differences,
    source: Path,
) -> None:
    """Write the generated parts that pages include, and none for a page that the book lacks."""
    words, folder = differing.language, source / reference.FOLDER
    folder.mkdir()
    writers: dict[str, Callable[[], None]] = {
        **{page: partial(reference.write, page, folder, differing) for page in reference.PARTS},
        "glossary": partial(glossary.write, folder, words),
        "argument": partial(argument_map.write, folder, words),
        "benchmarks": partial(benchmarks.write, folder, words),
        "bibliography": partial(bibliography.write, source),
        "certificate": partial(certificate.write, folder, made, audited, differing),
    }
    for page in writers.keys() & set(pages):
        writers[page]()


def _inputs(
    pages: Sequence[str],
    numbers: Mapping[str, Mapping[str, str]],
    audited: Sequence[Verdict],
    words: Language,
    siblings: Sequence[Language],
) -> dict[str, Any]:
    """Return what `sphinx_ext` reads; what would link to a page that the book lacks is left out."""
    return {
        "numbers": {
            f"{page}.{name}": value
            for page, named in numbers.items()
            for name, value in named.items()
        },
        "facts": reference.worded_facts(words),
        "terms": glossary.definitions(words) if "glossary" in pages else {},
        "marks": marks(audited, words) if AUDIT_PAGE in pages else {},
        "filtering": filtering(words),
        "editions": [switching.described(one) for one in siblings],
    }


def filtering(words: Language) -> dict[str, str]:
    """Return what a table that can be filtered says of itself, by the names of DataTables."""
    return {
        "search": words.text("Filter the table:"),
        "zeroRecords": words.text("No row has this."),
        "info": words.text("Rows shown: {count}", count="_TOTAL_"),
        "infoEmpty": words.text("Rows shown: {count}", count=0),
        "infoFiltered": words.text("(of {count})", count="_MAX_"),
    }


def _page(run: Run, differing: Differences) -> Page:
    return make_page(run.contract.name, run.read(), run.recipe, run.key, differing)

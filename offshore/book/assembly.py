"""Assembling the input of Sphinx: hand-written pages, and pages made from runs and from data."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from offshore.audit.verdicts import Verdict
from offshore.book import contents, front_page, translation
from offshore.book.differences import Differences
from offshore.book.handover import AUDIT_PAGE, CERTIFICATE, INPUTS, NOT_AVAILABLE, PROVENANCE
from offshore.book.own import first_page
from offshore.book.pages import (
    argument_map,
    benchmarks,
    bibliography,
    certificate,
    desk,
    edition_banner,
    glossary,
    multiverse,
    outside,
    reference,
    results_map,
)
from offshore.book.pages.chapters import RUNS, Page, files_of
from offshore.book.pages.chapters import make as make_page
from offshore.book.pages.missing import chapter as missing_chapter
from offshore.book.pages.missing.sections import Sections
from offshore.display.findings.marks import badges, legend
from offshore.display.language import Language
from offshore.results.known import Known
from offshore.results.multiverse import Multiverse
from offshore.results.provenance import page as provenance
from offshore.results.said import Said
from offshore.results.specifications import PAGE
from offshore.runs.planning import Run

AUDITED = {AUDIT_PAGE, CERTIFICATE, desk.PAGE}  # the pages that show verdicts


@dataclass(frozen=True)
class Given:
    """What an edition's pages say besides its chapters.

    `known`: the data and the audit. `variants`: the runs of the multiverse, and `spread` what they
    come to. `siblings`: the languages of the editions
    published together with this one, its own included; none for an edition that stands alone.
    `compared`: a page beside the book's says what differs from the recorded results.
    """

    known: Known
    variants: Sequence[Run]
    spread: Multiverse | None
    siblings: Sequence[Language]
    compared: bool


def assemble(sections: Sections, given: Given, differing: Differences, source: Path) -> None:
    """Write hand-written pages, chapters, items and pages made from data to a new folder."""
    words = differing.language
    shutil.copytree(
        words.compendium.book, source, ignore=shutil.ignore_patterns("translations", "words", PAGE)
    )
    made = [(_page(run, sections, differing), run) for run in sections.chapters]
    (source / RUNS).mkdir()
    for page, run in made:
        page.write(source)
        if not page.failed:
            _write_copies(run, differing, source / RUNS)
    for one in sections.failures:
        (source / RUNS / one.file.name).write_text(one.text, encoding="utf-8")
    translation.lay_out(source, words)
    pages = contents.pages(words.compendium.contents)
    known = given.known
    audited = known.claims.audited if AUDITED.intersection(pages) else []
    _write_parts(pages, made, audited, given, differing, source)
    if desk.PAGE in pages:
        desk.write(source / reference.FOLDER, audited, words)
    if PROVENANCE in pages:
        variants = [one for one in given.variants if PAGE in pages and not sections.failed(one)]
        part = source / reference.FOLDER / f"{PROVENANCE}.md"
        part.write_text(provenance.text(sections.good, variants, known, words), encoding="utf-8")
    numbers = {page.name: page.numbers for page, _ in made}
    if PAGE in pages and given.spread:
        multiverse.write(source, given.spread, differing, sections.of_multiverse)
        numbers[PAGE] = dict(given.spread.numbers)
    lost, lacking = sections.without_result(pages), sections.lacking
    inputs = _inputs(pages, numbers, audited, words, given.siblings)
    if AUDIT_PAGE in lost:  # it has no rows to link to
        inputs["badges"] = {name: one | {"claim": ""} for name, one in inputs["badges"].items()}
    said = Said(sections.good, numbers.get(PAGE, {}), known.claims, words, lacking)
    inputs["sentences"] = _sentences(said)
    inputs["explained"] = (
        [run.contract.name for run in sections.good] if PROVENANCE in pages else []
    )
    banner = edition_banner.described(differing, lost, given.compared)
    inputs |= {"own": differing.own, "banner": banner}
    inputs |= {"preview": bool(lost), "lacking": sorted(lacking)}
    inputs["not_available"] = words.text(NOT_AVAILABLE)
    (source / INPUTS).write_text(json.dumps(inputs, ensure_ascii=False), encoding="utf-8")


def _page(run: Run, sections: Sections, differing: Differences) -> Page:
    failure = sections.failed(run)
    return missing_chapter.make(failure, differing) if failure else make_page(run, differing)


def _write_copies(run: Run, differing: Differences, folder: Path) -> None:
    """Write a chapter's notebooks to download: to be read, and to be run."""
    words = differing.language
    names = files_of(run.contract.name, differing)
    for name, text in zip(names, (run.copy(words), run.to_be_run(words)), strict=True):
        (folder / name).write_text(text, encoding="utf-8")


def _write_parts(
    pages: Sequence[str],
    made: Sequence[tuple[Page, Run]],
    audited: Sequence[Verdict],
    given: Given,
    differing: Differences,
    source: Path,
) -> None:
    """Write the generated parts that pages include, but none for a page that the book lacks."""
    words, folder = differing.language, source / reference.FOLDER
    folder.mkdir()
    writers: dict[str, Callable[[], None]] = {
        **{page: partial(reference.write, page, folder, differing) for page in reference.PARTS},
        outside.PAGE: partial(outside.write, folder, differing),
        "glossary": partial(glossary.write, folder, words),
        "argument": partial(argument_map.write, folder, words),
        "benchmarks": partial(benchmarks.write, folder, words),
        "bibliography": partial(bibliography.write, words.compendium, source),
        "results": partial(results_map.write, folder, made, words),
        "certificate": partial(certificate.write, folder, made, audited, differing, given.compared),
    }
    if differing.borrowed:
        writers["index"] = partial(first_page.write, folder, words, differing.borrowed)
    for page in writers.keys() & set(pages):
        writers[page]()


def _sentences(said: Said) -> dict[str, str]:
    """Return every sentence that hangs on numbers or verdicts, as in `growth.rates`, with roles."""
    return {
        f"{page}.{name}": text
        for page in said.pages
        for name, text in said.with_roles(page).items()
    }


def _inputs(
    pages: Sequence[str],
    numbers: Mapping[str, Mapping[str, str]],
    audited: Sequence[Verdict],
    words: Language,
    siblings: Sequence[Language],
) -> dict[str, Any]:
    """Return what the Sphinx extension reads, without links to pages that the book lacks."""
    return {
        "numbers": {
            f"{page}.{name}": value
            for page, named in numbers.items()
            for name, value in named.items()
        },
        "facts": reference.worded_facts(words),
        "terms": glossary.definitions(words) if "glossary" in pages else {},
        "badges": badges(audited, words) if AUDIT_PAGE in pages else {},
        "legend": legend(words),
        "filtering": filtering(words),
        "editions": [front_page.described(one) for one in siblings],
    }


def filtering(words: Language) -> dict[str, str]:
    """Return the words around a table that can be filtered, by DataTables' names for them."""
    return {
        "search": words.text("Filter the table:"),
        "zeroRecords": words.text("No row has this."),
        "info": words.text("Rows shown: {count}", count="_TOTAL_"),
        "infoEmpty": words.text("Rows shown: {count}", count=0),
        "infoFiltered": words.text("(of {count})", count="_MAX_"),
    }

"""Assembling the input of Sphinx: hand-written pages, and pages made from runs and from data."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from offshore.audit.verdicts import Verdict
from offshore.book import contents, front_page, translation
from offshore.book.differences import Differences
from offshore.book.handover import AUDIT_PAGE, CERTIFICATE, INPUTS
from offshore.book.own import first_page
from offshore.book.pages import (
    argument_map,
    benchmarks,
    bibliography,
    certificate,
    edition_banner,
    glossary,
    multiverse,
    outside,
    reference,
    results_map,
)
from offshore.book.pages.chapters import Page, files_of
from offshore.book.pages.chapters import make as make_page
from offshore.book.pages.specifications import PAGE
from offshore.display.conditional import sentences
from offshore.display.conditional.claims import Claims
from offshore.display.findings.marks import badges, legend
from offshore.display.language import Language
from offshore.display.words import Words
from offshore.notebook import prose
from offshore.runs.planning import HEADLINE, Run

AUDITED = {AUDIT_PAGE, CERTIFICATE}  # the pages that show verdicts


def assemble(
    chapters: Sequence[Run],
    specifications: Sequence[Run],
    differing: Differences,
    siblings: Sequence[Language],
    source: Path,
) -> None:
    """Write hand-written pages, chapters, display items and pages made from data to a new folder.

    `specifications` are the runs of the multiverse. `siblings` are the languages of the editions
    published together with this one, its own included; none for an edition that stands alone.
    """
    words = differing.language
    shutil.copytree(
        words.compendium.book, source, ignore=shutil.ignore_patterns("translations", "words", PAGE)
    )
    made = [(make_page(run, differing), run) for run in chapters]
    (source / "runs").mkdir()
    for page, run in made:
        page.write(source)
        copies = zip(
            files_of(page.name, differing), (run.copy(words), run.to_be_run(words)), strict=True
        )
        for name, text in copies:
            (source / "runs" / name).write_text(text, encoding="utf-8")
    translation.lay_out(source, words)
    pages = contents.pages(words.compendium.contents)
    claims = Claims(words.compendium)
    audited = claims.audited if AUDITED.intersection(pages) else []
    _write_parts(pages, made, audited, differing, source)
    numbers = {page.name: page.numbers for page, _ in made}
    if PAGE in pages:
        numbers[PAGE] = multiverse.write(source, specifications, differing)
    inputs = _inputs(pages, numbers, audited, words, siblings)
    inputs["sentences"] = sentences_of(made, numbers.get(PAGE, {}), claims, words)
    inputs |= {"own": differing.own, "banner": edition_banner.described(differing)}
    (source / INPUTS).write_text(json.dumps(inputs, ensure_ascii=False), encoding="utf-8")


def _write_parts(
    pages: Sequence[str],
    made: Sequence[tuple[Page, Run]],
    audited: Sequence[Verdict],
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
        "certificate": partial(certificate.write, folder, made, audited, differing),
    }
    if differing.borrowed:
        writers["index"] = partial(first_page.write, folder, words, differing.borrowed)
    for page in writers.keys() & set(pages):
        writers[page]()


def sentences_of(
    made: Sequence[tuple[Page, Run]],
    of_multiverse: Mapping[str, str],
    claims: Claims,
    words: Language,
) -> dict[str, str]:
    """Return every sentence that hangs on numbers or verdicts as it is said in this book.

    By page and name, as in `growth.rates`, with roles; "" for one that does not hold.
    `of_multiverse`: the named numbers of the page on the multiverse.
    """
    chapters = {
        page.name: sentences.known(run.recipe["parameters"], json.loads(run.read(HEADLINE)), claims)
        for page, run in made
    }
    known = {page: (Words(page, words), one) for page, one in chapters.items()}
    page = {PAGE: sentences.of_numbers(of_multiverse, claims)} if of_multiverse else {}
    of_all = sentences.of_all(chapters | page, claims)
    known |= {page: (Words(page, words), of_all) for page in words.compendium.worded_pages}
    return {
        f"{page}.{name}": prose.of_page(said.sentence(name, one), page)
        for page, (said, one) in known.items()
        for name in said.sentences
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

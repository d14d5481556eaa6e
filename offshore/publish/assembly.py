"""Assembling what Sphinx reads: hand-written pages, and pages made from runs and from data."""

import json
import shutil
from collections.abc import Mapping, Sequence
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
    glossary,
    multiverse,
    reference,
    switching,
    translation,
)
from offshore.publish.differences import Differences
from offshore.publish.pages import Page
from offshore.publish.pages import make as make_page
from offshore.publish.readings import PAGE
from offshore.publish.runs import Run
from offshore.show.language import Language
from offshore.show.verdicts import marks

INPUTS = "_inputs.json"  # what `sphinx_ext` reads: worded numbers, facts, terms and marks


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
    reference.write(source, differing)
    audited = report.of_frames(report.load())
    glossary.write(source / reference.FOLDER, words)
    argument_map.write(source / reference.FOLDER, words)
    bibliography.write(source)
    benchmarks.write(source / reference.FOLDER, words)
    certificate.write(source / reference.FOLDER, made, audited, differing)
    numbers = {page.name: page.numbers for page, _ in made}
    numbers[PAGE] = multiverse.write(source, readings, differing)
    inputs = _inputs(numbers, audited, words, siblings)
    inputs |= {"own": differing.own, "banner": banner.described(differing)}
    inputs["bibliography"] = (source / bibliography.FILE).read_text(encoding="utf-8")
    (source / INPUTS).write_text(json.dumps(inputs, ensure_ascii=False), encoding="utf-8")


def _inputs(
    numbers: Mapping[str, Mapping[str, str]],
    audited: Sequence[Verdict],
    words: Language,
    siblings: Sequence[Language],
) -> dict[str, Any]:
    """Return what `sphinx_ext` reads."""
    return {
        "numbers": {
            f"{page}.{name}": value
            for page, named in numbers.items()
            for name, value in named.items()
        },
        "facts": reference.worded_facts(words),
        "terms": glossary.definitions(words),
        "marks": marks(audited, words),
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

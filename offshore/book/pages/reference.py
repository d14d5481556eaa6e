"""Pages made from the data package: the codebook, and every number that the paper prints."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from offshore.book import contents
from offshore.book.differences import Differences
from offshore.book.handover import PROVENANCE
from offshore.data import package
from offshore.data.package import VOCABULARIES
from offshore.data.tables import read_table
from offshore.display.facts import tables, worded
from offshore.display.language import TABLES, Language
from offshore.display.locations import place
from offshore.display.markdown import escape, heading, pipe_table
from offshore.results.provenance.anchors import of_fact

FOLDER = "generated"


def write(page: str, folder: Path, differing: Differences) -> None:
    """Write what a page of the book includes into the folder of generated parts."""
    (folder / f"{page}.md").write_text(PARTS[page](differing) + "\n", encoding="utf-8")


def codebook(differing: Differences) -> str:
    """Return a section for each table: what it holds, its terms of use, and each column."""
    return "\n\n".join(
        _table_section(name, differing)
        for name in package.names(differing.language.compendium.data)
    )


def _not_accepted(name: str, differing: Differences) -> list[str]:
    """Return a note if a table is not the accepted one, else nothing."""
    note = "This table differs from its recorded hash: what it says need not be in its source."
    return [f"**{escape(differing.language.text(note))}**"] if differing.recorded([name]) else []


def described(resource: Mapping[str, Any]) -> Iterator[str]:
    """Yield the data package's texts about a table, in English."""
    yield resource["title"]
    yield resource["description"]
    yield from (one["title"] for kind in ("licenses", "sources") for one in resource[kind])
    for field in resource["schema"]["fields"]:
        if "description" in field:
            yield field["description"]


def _table_section(name: str, differing: Differences) -> str:
    words = differing.language

    def prose(text: str) -> str:
        return words.prose(text, TABLES)

    data = words.compendium.data
    resource = package.resource(name, data)
    header = [words.text(label) for label in ("Column", "Type", "Meaning", "Allowed")]
    rows = [
        (field["name"], field["type"], prose(field.get("description", "")), _allowed(field, words))
        for field in resource["schema"]["fields"]
    ]
    titles = [prose(one["title"]).rstrip(".。") for one in resource["sources"]]
    origin = words.text(
        "`{file}`, SHA-256 `{digest}`. Terms: {licences}. Source: {sources}.",
        file=f"data/{name}.csv",
        digest=package.actual_hash(name, data).removeprefix(package.HASH)[:12],
        licences=escape(words.listed(prose(one["title"]) for one in resource["licenses"])),
        sources=escape(words.text("; ").join(titles)),
    )
    title = heading(2, prose(resource["title"]), resource["title"])
    parts = [title, *_not_accepted(name, differing), escape(prose(resource["description"]))]
    return "\n\n".join([*parts, origin, pipe_table(header, rows)])


def _allowed(field: Mapping[str, Any], words: Language) -> str:
    limits = field.get("constraints", {})
    rules = [words.text("required")] if limits.get("required") else []
    rules += [words.listed(map(str, limits["enum"]))] if "enum" in limits else []
    rules += [f"≥ {limits['minimum']}"] if "minimum" in limits else []
    rules += [f"≤ {limits['maximum']}"] if "maximum" in limits else []
    return words.text("; ").join(rules)


def fact_tables(differing: Differences) -> str:
    """Return a table for each kind of fact; each number carries the anchor of its fact."""
    words = differing.language
    traced = PROVENANCE in contents.pages(words.compendium.contents)
    labels = ["Digits and unit", "That is", "What", "Where", "When", "Section"]
    header = [words.text(label) for label in [*labels, *(["May move"] if traced else [])]]
    said, data = worded_facts(words), words.compendium.data
    sections = []
    for name in tables(words):
        rows = [
            _fact_row(fact, said[fact.id]["worded"], words) + _moves(fact.id, traced, words)
            for _, fact in facts(name, words).iterrows()
        ]
        title = package.resource(name, data)["title"]
        head = heading(2, words.prose(title, TABLES), title)
        table = pipe_table(header, rows, raw=True)
        sections.append("\n\n".join([head, *_not_accepted(name, differing), table]))
    return "\n\n".join(sections)


def _fact_row(fact: Any, said: str, words: Language) -> tuple[str, ...]:
    # The unit as the paper prints it: in Chinese, whatever the edition's language.
    digits = f"[{escape(fact.printed)}]{{#{fact.id}}}[{escape(fact.unit_printed)}]{{lang=zh}}"
    what = _what(fact, words)
    where_printed = place(fact, words)
    cells = (said, fact.entity_name, fact.period, where_printed)
    said, where, when, where_printed = map(escape, cells)
    return digits, said, what, where, when, where_printed


def _moves(fact: str, traced: bool, words: Language) -> tuple[str, ...]:
    """Return a cell with a link to what may move with a fact, none where no page says it."""
    return (f"{{traced}}`{words.text('list')} <{of_fact(fact)}>`",) if traced else ()


def _what(fact: Any, words: Language) -> str:
    quantity, segment = escape(fact.quantity_name), escape(fact.segment_name)
    if fact.segment == "all":
        return quantity
    return words.text("{what}: {values}", what=quantity, values=segment)


def facts(name: str, words: Language) -> pd.DataFrame:
    """Return a table of the paper's facts with the names of its terms in an edition's language."""
    table = read_table(name, words.compendium.data)
    for kind, plural in VOCABULARIES.items():
        names = read_table(f"vocabulary/{plural}", words.compendium.data).set_index(kind)
        table[f"{kind}_name"] = table[kind].map(names[words.code])
        table[f"{kind}_printed"] = table[kind].map(names["zh"])
    return table


def worded_facts(words: Language) -> dict[str, dict[str, str]]:
    """Return, for each fact's id, its wording in prose and its place in the paper."""
    units = read_table("vocabulary/units", words.compendium.data).set_index("unit")
    return {
        fact.id: {
            "worded": worded(fact, units.loc[fact.unit], words),
            "source": _source(fact, words),
        }
        for name in tables(words)
        for _, fact in facts(name, words).iterrows()
    }


def _source(fact: Any, words: Language) -> str:
    return words.text(
        "The paper, section {place}: {printed} {unit}",
        place=place(fact, words),
        printed=fact.printed,
        unit=fact.unit_printed,
    )


PARTS = {"data": codebook, "facts": fact_tables}  # by the page that includes each

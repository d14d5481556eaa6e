"""Pages made from the data package: the codebook, and every number that the paper prints."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from offshore.publish.differences import Differences
from offshore.show.facts import worded
from offshore.show.language import TABLES, Language
from offshore.show.markdown import escape, heading, pipe_table
from offshore.show.passages import place
from offshore.tables import package
from offshore.tables.read import read

FOLDER = "generated"
PAPER = "paper/"
VOCABULARIES = {
    "quantity": "quantities",
    "entity": "entities",
    "segment": "segments",
    "unit": "units",
}


def write(page: str, folder: Path, differing: Differences) -> None:
    """Write what a page of the book includes into the folder of generated parts."""
    (folder / f"{page}.md").write_text(PARTS[page](differing) + "\n", encoding="utf-8")


def codebook(differing: Differences) -> str:
    """Return a section for each table: what it holds, its terms, and each column."""
    return "\n\n".join(_table_section(name, differing) for name in package.names())


def _not_accepted(name: str, differing: Differences) -> list[str]:
    """Return a note where a table is not the accepted one, else nothing."""
    note = "This table differs from its recorded hash: what it says need not be in its source."
    return [f"**{escape(differing.language.text(note))}**"] if differing.recorded([name]) else []


def described(resource: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts that the data package has on a table, in English."""
    yield resource["title"]
    yield resource["description"]
    yield from (one["title"] for kind in ("licenses", "sources") for one in resource[kind])
    for field in resource["schema"]["fields"]:
        if "description" in field:
            yield field["description"]


def _table_section(name: str, differing: Differences) -> str:
    words = differing.language

    def told(text: str) -> str:
        return words.prose(text, TABLES)

    resource = package.resource(name)
    header = [words.text(label) for label in ("Column", "Type", "Meaning", "Allowed")]
    rows = [
        (field["name"], field["type"], told(field.get("description", "")), _allowed(field, words))
        for field in resource["schema"]["fields"]
    ]
    origin = words.text(
        "`{file}`, SHA-256 `{digest}`. Terms: {licences}. Source: {sources}.",
        file=f"data/{name}.csv",
        digest=package.actual_hash(name).removeprefix(package.HASH)[:12],
        licences=escape(", ".join(told(one["title"]) for one in resource["licenses"])),
        sources=escape("; ".join(told(one["title"]).rstrip(".。") for one in resource["sources"])),
    )
    title = heading(2, told(resource["title"]), resource["title"])
    parts = [title, *_not_accepted(name, differing), escape(told(resource["description"]))]
    return "\n\n".join([*parts, origin, pipe_table(header, rows)])


def _allowed(field: Mapping[str, Any], words: Language) -> str:
    limits = field.get("constraints", {})
    told = [words.text("required")] if limits.get("required") else []
    told += [", ".join(map(str, limits["enum"]))] if "enum" in limits else []
    told += [f"≥ {limits['minimum']}"] if "minimum" in limits else []
    told += [f"≤ {limits['maximum']}"] if "maximum" in limits else []
    return "; ".join(told)


def fact_tables(differing: Differences) -> str:
    """Return a table for each kind of fact; each number is the anchor of its fact."""
    words = differing.language
    labels = ("Printed", "That is", "What", "Where", "When", "Section")
    header = [words.text(label) for label in labels]
    said = worded_facts(words)
    sections = []
    for name in _paper_tables():
        rows = [
            _fact_row(fact, said[fact.id]["worded"], words)
            for _, fact in facts(name, words).iterrows()
        ]
        title = package.resource(name)["title"]
        head = heading(2, words.prose(title, TABLES), title)
        table = pipe_table(header, rows, raw=True)
        sections.append("\n\n".join([head, *_not_accepted(name, differing), table]))
    return "\n\n".join(sections)


def _paper_tables() -> list[str]:
    """Return the tables of the paper's numbers; what it defines, cites and names has others."""
    of_paper = [name for name in package.names() if name.startswith(PAPER)]
    return [name for name in of_paper if "printed" in package.columns(package.resource(name))]


def _fact_row(fact: Any, said: str, words: Language) -> tuple[str, ...]:
    # The unit as the paper prints it, which is in Chinese whatever the edition's language.
    digits = f"[{escape(fact.printed)}]{{#{fact.id}}}[{escape(fact.unit_printed)}]{{lang=zh}}"
    what = escape(fact.quantity_name) + _segment(fact)
    where_printed = place(fact, words)
    cells = (said, fact.entity_name, fact.period, where_printed)
    said, where, when, where_printed = map(escape, cells)
    return digits, said, what, where, when, where_printed


def _segment(fact: Any) -> str:
    return "" if fact.segment == "all" else f": {escape(fact.segment_name)}"


def facts(name: str, words: Language) -> pd.DataFrame:
    """Return a table of the paper's facts with the names of its terms in an edition's language."""
    table = read(name)
    for kind, plural in VOCABULARIES.items():
        names = read(f"vocabulary/{plural}").set_index(kind)
        table[f"{kind}_name"] = table[kind].map(names[words.code])
        table[f"{kind}_printed"] = table[kind].map(names["zh"])
    return table


def worded_facts(words: Language) -> dict[str, dict[str, str]]:
    """Return, for each fact's id, how prose says it and where the paper prints it."""
    units = read("vocabulary/units").set_index("unit")
    return {
        fact.id: {
            "worded": worded(fact, units.loc[fact.unit], words),
            "source": _source(fact, words),
        }
        for name in _paper_tables()
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

"""The book's references.bib, written from the table of literature."""

from pathlib import Path

import pandas as pd
from pybtex.database import BibliographyData, Entry, Person

from offshore.tables.read import read

FILE = "references.bib"
PLAIN = ("year", "volume", "number", "pages", "doi", "isbn")


def write(source: Path) -> None:
    """Write references.bib into a folder of book sources."""
    text = bibtex(read("context/literature"))
    (source / FILE).write_text(text, encoding="utf-8")


def bibtex(literature: pd.DataFrame) -> str:
    """Return works in BibTeX, a row of `context/literature` each; an empty cell gives no field."""
    entries = {work["key"]: _entry(work) for _, work in literature.astype(str).iterrows()}
    return str(BibliographyData(entries).to_string("bibtex"))


def _entry(work: pd.Series) -> Entry:
    """Return one work; kinds whose obligatory fields are not all verified become "misc"."""
    kind, fields = "misc", {"howpublished": _joined(work["container"], work["publisher"])}
    if work["type"] == "article" and work["container"]:
        kind, fields = "article", {"journal": work["container"]}
    elif work["type"] == "book":
        kind, fields = "book", {"publisher": work["publisher"]}
    fields |= {name: work[name] for name in PLAIN}
    # Braces keep the capitals of a title; what is empty would print its punctuation.
    given = {
        "title": f"{{{work['title']}}}",
        **{name: text for name, text in fields.items() if text},
    }
    return Entry(kind, fields=given, persons={"author": _persons(work["authors"])})


def _persons(authors: str) -> list[Person]:
    """Return persons; a name without a comma is one word, be it Chinese or an organisation's."""
    names = authors.split("; ")
    return [Person(name if "," in name else f"{{{name}}}") for name in names]


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)

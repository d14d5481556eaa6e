"""The book's references.bib, written from the table of literature."""

from pathlib import Path

import pandas as pd
from pybtex.database import BibliographyData, Entry, Person

from offshore.compendium.root import Compendium
from offshore.data.tables import read_table

FILE, PAGE = "references.bib", "bibliography"
PLAIN = ("year", "volume", "number", "pages", "doi", "isbn")


def write(compendium: Compendium, source: Path) -> None:
    """Write references.bib into a folder of book sources."""
    text = bibtex(read_table("context/literature", compendium.data))
    (source / FILE).write_text(text, encoding="utf-8")


def bibtex(literature: pd.DataFrame) -> str:
    """Return works as BibTeX, one per row of `context/literature`; an empty cell gives no field."""
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
    # Braces keep a title's capitals; an empty field would leave its punctuation behind.
    given = {
        "title": f"{{{work['title']}}}",
        **{name: text for name, text in fields.items() if text},
    }
    return Entry(kind, fields=given, persons={"author": _persons(work["authors"])})


def _persons(authors: str) -> list[Person]:
    """Return persons; a name without a comma, Chinese or an organisation's, is kept as one word."""
    names = authors.split("; ")
    return [Person(name if "," in name else f"{{{name}}}") for name in names]


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)

"""The first page of a book of somebody's own data: whose they are, what is there, what is not."""

from collections.abc import Iterator
from pathlib import Path

from offshore.book.pages.edition_banner import INVENTED
from offshore.compendium.errors import UserError
from offshore.data import package
from offshore.data.borrowed import Borrowed
from offshore.data.tables import read_table
from offshore.display.language import TABLES, Language
from offshore.display.markdown import escape, heading, pipe_table

FILE = "index.md"
WANTED = {  # what a page shows, and how the names of the tables begin that it is made from
    "the paper's numbers": "paper/",
    "claims, which the audit recomputes": "paper/claims",
    "outside values": "context/",
    "checks of outside values": "context/claims",
    "names of quantities": "vocabulary/quantities",
    "names of places": "vocabulary/entities",
    "names of parts": "vocabulary/segments",
}
OWN = (
    "This book is made from data of the user's own. Data package {name}, SHA-256 {digest}, of its "
    "descriptor and all its tables."
)


def write(folder: Path, words: Language, record: Borrowed) -> None:
    """Write the page's part into the folder of generated parts."""
    (folder / FILE).write_text("\n\n".join(_parts(words, record)) + "\n", encoding="utf-8")


def _parts(words: Language, record: Borrowed) -> Iterator[str]:
    yield heading(1, record.title(words.code), record.title("en"))
    yield escape(words.text(OWN, name=record.name, digest=record.digest))
    if record.invented:
        yield f"**{escape(words.text(INVENTED))}**"
    if told := record.description(words.code):
        yield escape(told)
    yield heading(2, words.text("What the package holds"), "What the package holds")
    yield _tables(words)
    if lacking := list(_lacking(words, record)):
        yield "\n".join(f"- {escape(one)}" for one in lacking)


def _tables(words: Language) -> str:
    data = words.compendium.data
    header = [words.text(label) for label in ("Table", "What it holds", "Rows")]
    rows = [
        (name, words.prose(package.resource(name, data)["title"], TABLES), _rows(name, words))
        for name in package.names(data)
    ]
    return pipe_table(header, rows)


def _rows(name: str, words: Language) -> str:
    try:
        return words.number(len(read_table(name, words.compendium.data)))
    except UserError:  # it was checked before
        return ""


def _lacking(words: Language, record: Borrowed) -> Iterator[str]:
    """Yield a sentence for each thing that the package has no data for."""
    there = package.names(words.compendium.data)
    for what, start in WANTED.items():
        if not any(name.startswith(start) and _counts(name, start) for name in there):
            yield words.text("No data for {what}.", what=words.text(what))
    for name in record.empty:
        yield words.text("The table {name} has no rows.", name=name)
    for chapter, quantities in record.without.items():
        yield words.text(
            "No chapter “{chapter}”: no data by year for {what}.",
            chapter=words.text(chapter),
            what=words.listed(quantities),
        )


def _counts(name: str, start: str) -> bool:
    """Tell whether a table is of the kind; a table of claims holds no numbers."""
    return name == start or not name.endswith("/claims")

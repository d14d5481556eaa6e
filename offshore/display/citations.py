"""Works as a sentence names them: authors and year, for a notebook outside the book."""

from typing import Any

from offshore.data import package
from offshore.data.tables import read_table
from offshore.display.language import Language

TABLE = "context/literature"


def named(words: Language) -> dict[str, str]:
    """Return how each work of the bibliography is named, by its key; nothing without one."""
    data = words.compendium.data
    if TABLE not in package.names(data):
        return {}
    works = read_table(TABLE, data).itertuples()
    return {str(work.key): _named(work, words) for work in works}


def _named(work: Any, words: Language) -> str:
    # "Family, Given"; a Chinese name or an organisation's has no comma.
    first, *others = [author.split(", ")[0] for author in work.authors.split("; ")]
    if len(others) > 1:
        authors = words.text("{author} et al.", author=first)
    elif others:
        authors = words.text("{author} and {other}", author=first, other=others[0])
    else:
        authors = first
    return words.text("{authors} ({year})", authors=authors, year=work.year)

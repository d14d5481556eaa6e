"""Works by authors and year, as a notebook outside the book names them."""

from collections.abc import Iterator

from offshore.data import package
from offshore.data.tables import read_table
from offshore.display.language import Language

TABLE = "context/literature"


def named(words: Language) -> dict[str, str]:
    """Return each work as part of a sentence, "Amiti and Wei (2005)", by its key."""
    return {
        key: words.text("{authors} ({year})", authors=authors, year=year)
        for key, authors, year in _works(words)
    }


def cited(words: Language) -> dict[str, str]:
    """Return each work as it stands in brackets, "Amiti and Wei, 2005", by its key."""
    return {
        key: words.text("{authors}, {year}", authors=authors, year=year)
        for key, authors, year in _works(words)
    }


def _works(words: Language) -> Iterator[tuple[str, str, str]]:
    """Yield key, authors and year of each work of the bibliography; nothing without one."""
    data = words.compendium.data
    if TABLE in package.names(data):
        for work in read_table(TABLE, data).itertuples():
            yield str(work.key), _authors(str(work.authors), words), str(work.year)


def _authors(given: str, words: Language) -> str:
    # "Family, Given"; a Chinese name or an organisation's has no comma.
    first, *others = [author.split(", ")[0] for author in given.split("; ")]
    if len(others) > 1:
        return words.text("{author} et al.", author=first)
    if others:
        return words.text("{author} and {other}", author=first, other=others[0])
    return first

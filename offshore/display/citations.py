"""Works as a sentence names them: authors and year, for a notebook outside the book."""

import pandas as pd

from offshore.data.tables import read_table
from offshore.display.language import Language

TABLE = "context/literature"
MOST = 2  # authors that are named; of more, the first


def named(words: Language) -> dict[str, str]:
    """Return how each work of the bibliography is named, by its key."""
    works = read_table(TABLE, words.compendium.data)
    return {work.key: _named(work, words) for _, work in works.iterrows()}


def _named(work: pd.Series, words: Language) -> str:
    # "Family, Given"; a Chinese name or an organisation's has no comma.
    authors = [author.split(", ")[0] for author in str(work.authors).split("; ")]
    if len(authors) > MOST:
        said = words.text("{author} et al.", author=authors[0])
    else:
        said = (
            words.text("{author} and {other}", author=authors[0], other=authors[1])
            if (len(authors) == MOST)
            else authors[0]
        )
    return words.text("{authors} ({year})", authors=said, year=work.year)

"""The names that vocabularies give to terms, as far as a data package has vocabularies."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from offshore.data.package import VOCABULARIES
from offshore.display.language import SOURCE

LANGUAGES = (SOURCE, "zh")  # the columns that may stand in for one that a vocabulary lacks


def names(vocabulary: pd.DataFrame, code: str) -> pd.Series:
    """Return the names that a table of terms gives in a language, indexed by term.

    A term that has no name in that language keeps the one it has in another, or its own.
    """
    terms = vocabulary.iloc[:, 0].astype(str)
    found = pd.Series("", index=vocabulary.index, dtype=object)
    for column in (code, *LANGUAGES):
        if column in vocabulary:
            found = found.where(found != "", vocabulary[column].astype(str))
    named: pd.Series = found.where(found != "", terms).set_axis(terms).rename(code)
    return named


def used(frames: Mapping[str, pd.DataFrame], code: str) -> dict[str, pd.Series]:
    """Return the names of quantities, places, parts and units in a language, by kind.

    Terms that tables use and no vocabulary defines stand for themselves.
    """
    return {
        kind: _with_undefined(frames.get(f"vocabulary/{plural}"), _terms(frames, kind), code)
        for kind, plural in VOCABULARIES.items()
    }


def _terms(frames: Mapping[str, pd.DataFrame], kind: str) -> list[str]:
    cells = (table[kind] for table in frames.values() if kind in table)
    return list(dict.fromkeys(str(cell) for column in cells for cell in column))


def _with_undefined(vocabulary: Any, terms: list[str], code: str) -> pd.Series:
    defined = pd.Series(dtype=object) if vocabulary is None else names(vocabulary, code)
    others = [term for term in terms if term not in defined.index]
    every: pd.Series = pd.concat([defined, pd.Series(others, index=others, dtype=object)])
    return every

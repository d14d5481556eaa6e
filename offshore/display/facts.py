"""Facts in words: a printed number as prose gives it, with all of its digits."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from offshore.data import package
from offshore.data.package import VOCABULARIES
from offshore.data.tables import read_table
from offshore.display import vocabulary
from offshore.display.language import Language
from offshore.display.periods import period

QUALIFIERS = {
    "exact": "{number}",
    "over": "over {number}",
    "at_least": "at least {number}",
    "under": "no more than {number}",
    "about": "about {number}",
    "nearly": "nearly {number}",
}
PAPER = "paper/"
PERCENT = 0.01
BARE = ("count", "rate")  # kinds of units that are not written beside a number
OUTSIDE = {"id", "value", "publisher_en", "confidence"}  # columns of tables of outside values
MEDIUM = "medium"  # the lower of the two confidences
NOT_LOCATED = "not located"
DOUBTFUL = "Rests in part on outside values of medium confidence: {values}."


def tables(words: Language) -> list[str]:
    """Return the tables of the paper's numbers; definitions, citations and names have others."""
    data = words.compendium.data
    of_paper = [name for name in package.names(data) if name.startswith(PAPER)]
    return [name for name in of_paper if _has_numbers(package.resource(name, data))]


def _has_numbers(described: dict[str, Any]) -> bool:
    return set(package.columns(described)) >= {"id", "printed", "unit"}


# What a table of numbers has in a column that it lacks.
ABSENT = {"qualifier": "exact", "segment": "all"} | dict.fromkeys(
    (
        *("quantity", "entity", "period", "section", "sentence"),
        *("basis", "title", "published", "address", "work", "confidence"),
        *(f"{stem}_{code}" for stem in ("publisher", "note") for code in vocabulary.LANGUAGES),
    ),
    "",
)


def completed(numbers: pd.DataFrame) -> pd.DataFrame:
    """Return a table of numbers with every column that pages show, empty where it has none."""
    lacking = {name: one for name, one in ABSENT.items() if name not in numbers}
    return numbers.assign(**lacking)


def all_worded(words: Language) -> dict[str, str]:
    """Return every number of the paper in words, by id."""
    data = words.compendium.data
    units = read_table("vocabulary/units", data)
    told = [worded_table(read_table(name, data), units, words) for name in tables(words)]
    return {str(fact): said for one in told for fact, said in one.items()}


def worded_table(facts: pd.DataFrame, units: pd.DataFrame, words: Language) -> pd.Series:
    """Return the facts of a table in words, indexed by id; `units` is the table of units."""
    by_unit = {row.unit: row for _, row in units.iterrows()}
    rows = completed(facts).itertuples()
    told = {row.id: worded(row, by_unit[row.unit], words) for row in rows}
    return pd.Series(told, dtype=object)


def worded(fact: Any, unit: Any, words: Language) -> str:
    """Return a fact's number in an edition's language; `unit` is the row of its unit."""
    return words.text(QUALIFIERS[fact.qualifier], number=_number(fact, unit, words))


def _number(fact: Any, unit: Any, words: Language) -> str:
    decimals = len(fact.printed.partition(".")[2])
    if unit.kind == "money":
        return words.money(fact.value * float(unit.factor), unit.base, digits=6)
    if fact.unit == "%":
        return words.percent(fact.value / 100, decimals)
    told = words.number(fact.value, decimals)
    if unit.kind == "ratio" and float(unit.factor) == PERCENT:
        return words.text("{number} percentage points", number=told)
    if unit.kind in BARE:
        return told
    named = next((unit[code] for code in (words.code, *vocabulary.LANGUAGES) if code in unit), "")
    return words.text("{number} {unit}", number=told, unit=named or fact.unit)


def vocabularies(frames: Mapping[str, pd.DataFrame], words: Language) -> dict[str, pd.Series]:
    """Return the names of quantities, places, parts and units in a language, by kind.

    `frames` has the vocabularies, as far as there are any; each series is indexed by what it names.
    """
    return vocabulary.used(frames, words.code)


def source(row: Mapping[str, Any], words: Language) -> str:
    """Return who published an outside value, under which title, and when, as far as known."""
    title = words.text("“{title}”", title=row["title"]) if row["title"] else ""
    return _joined([in_language(row, "publisher", words), title, row["published"]], words)


def in_language(row: Mapping[str, Any], stem: str, words: Language) -> str:
    """Return what a row says in a language, or in another where it says nothing in that."""
    found = (row.get(f"{stem}_{code}", "") for code in (words.code, *vocabulary.LANGUAGES))
    return str(next(filter(None, found), ""))


def where_found(row: Mapping[str, Any], words: Language) -> str:
    """Return the address of an outside value, or that none is known."""
    located = row["address"] != NOT_LOCATED
    return str(row["address"]) if located else words.text("not located by us")


def doubts(rows: Iterable[Mapping[str, Any]], words: Language) -> str:
    """Return a sentence that names the outside values of medium confidence, "" for none.

    Each is named by its place and period, those of one source together.
    """
    doubtful = [row for row in rows if row["confidence"] == MEDIUM]
    entities = _entities(words) if doubtful else {}
    by_source: dict[str, dict[str, None]] = {}
    for row in doubtful:
        what = _where_and_when(row, entities, words)
        by_source.setdefault(_publisher(row, words), {})[what] = None
    named = [
        words.text("{what} ({detail})", what=words.listed(values), detail=said)
        for said, values in by_source.items()
    ]
    return words.text(DOUBTFUL, values=_joined(named, words, "; ")) if named else ""


def _entities(words: Language) -> Mapping[str, str]:
    table = read_table(f"vocabulary/{VOCABULARIES['entity']}", words.compendium.data)
    return dict(vocabulary.names(table, words.code))


def _where_and_when(row: Mapping[str, Any], entities: Mapping[str, str], words: Language) -> str:
    place, when = entities[row["entity"]], row["period"]
    if when.isdecimal():
        return words.text("{place} {year}", place=place, year=when)
    return words.text("{place}, {period}", place=place, period=period(when, words))


def _publisher(row: Mapping[str, Any], words: Language) -> str:
    """Return who published an outside value, and when, as far as known."""
    return _joined([in_language(row, "publisher", words), row["published"]], words)


def _joined(parts: Iterable[str], words: Language, mark: str = ", ") -> str:
    return words.text(mark).join(part for part in parts if part)

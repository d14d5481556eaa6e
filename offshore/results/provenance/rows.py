"""Rows of a data package behind something: which they are, and where each one is from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from offshore.data import package
from offshore.display import citations, facts
from offshore.display.language import Language
from offshore.display.locations import PLACED, place
from offshore.results.known import Known
from offshore.results.provenance.slicing import reads
from offshore.results.provenance.slicing.reads import Read

VOCABULARY = reads.VOCABULARY.removesuffix("*")


@dataclass(frozen=True)
class Row:
    """One row: its id, what it prints with its unit, and its place in the paper or its source."""

    id: str
    printed: str = ""
    unit: str = ""
    place: str = ""
    source: str = ""


@dataclass(frozen=True)
class Rows:
    """Rows of a table, out of as many as it has."""

    table: str
    ids: tuple[str, ...]
    total: int

    @property
    def whole(self) -> bool:
        """Whether these are all rows of the table."""
        return len(self.ids) == self.total


class Tables:
    """The tables of a compendium, each read once, for what runs read of them."""

    def __init__(self, words: Language, known: Known) -> None:
        self.words, self._data = words, known
        self._known: dict[Any, tuple[str, ...]] = {}

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table."""
        return self._data.frames[name]

    def rows(self, found: Iterable[Read], declared: Iterable[str]) -> list[Rows]:
        """Return the rows that reads of a notebook fetch, by table; `declared`: its tables."""
        names = list(declared)
        ids: dict[str, dict[str, None]] = {}
        for one in found:
            for table in self._tables(one.table, names):
                ids.setdefault(table, {}).update(dict.fromkeys(self._ids(table, one)))
        order = sorted(name for name in ids if ids[name])
        return [Rows(one, tuple(ids[one]), len(self.frame(one))) for one in order]

    def _tables(self, name: str, declared: list[str]) -> list[str]:
        if name == reads.EVERY:
            return declared
        if name == reads.VOCABULARY:
            return [one for one in declared if one.startswith(VOCABULARY)]
        if name == reads.PRINTED:
            return facts.tables(self.words)
        return [citations.TABLE] if name == reads.CITED else [name]

    def _ids(self, table: str, read: Read) -> tuple[str, ...]:
        wanted = tuple(sorted(read.wanted.items()))
        if (table, wanted) not in self._known:
            self._known[table, wanted] = tuple(_selected(self.frame(table), read.wanted))
        return self._known[table, wanted]

    def row(self, table: str, name: str) -> Row:
        """Return a row by its id, with its place in the paper or its source in words."""
        return self._rows_of(table)[name]

    def find(self, name: str) -> Row | None:
        """Return the row of a number by its id, whichever table has it, or of a work by its key."""
        table = self.table_of(name)
        return self.row(table, name) if table else None

    def table_of(self, name: str) -> str:
        """Return the table that has a number or a work of this id, "" for none."""
        return self._owners.get(name, "")

    @property
    def facts(self) -> dict[str, str]:
        """The table of each number and each work of the data package, by its id."""
        return self._owners

    @cached_property
    def _owners(self) -> dict[str, str]:
        data = self.words.compendium.data
        described = {
            name: package.columns(package.resource(name, data)) for name in package.names(data)
        }
        kept = [name for name, columns in described.items() if _is_of_numbers(columns)]
        return {str(one): name for name in kept for one in self.frame(name).iloc[:, 0]}

    def _rows_of(self, table: str) -> dict[str, Row]:
        if table not in self._told:
            records: list[Any] = self.frame(table).to_dict("records")
            first = self.frame(table).columns[0]
            self._told[table] = {str(one[first]): _row(one, first, self.words) for one in records}
        return self._told[table]

    @cached_property
    def _told(self) -> dict[str, dict[str, Row]]:
        return {}


def _selected(frame: pd.DataFrame, wanted: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the ids, in the first column, of rows that have the wanted words.

    A column that the table lacks selects nothing away.
    """
    for column, words in wanted.items():
        if column in frame:
            frame = frame[frame[column].astype(str).isin(words)]
    yield from map(str, frame.iloc[:, 0])


def _row(one: Mapping[str, Any], first: str, words: Language) -> Row:
    placed = set(PLACED) <= set(one)
    return Row(
        str(one[first]),
        str(one.get("printed", "")),
        str(one.get("unit", "")),
        place(_Attributes(one), words) if placed else "",
        facts.source(one, words) if set(one) >= facts.OUTSIDE else "",
    )


def _is_of_numbers(columns: Sequence[str]) -> bool:
    """Tell whether a table with these columns in its file has numbers, or works with years."""
    of_numbers = {"id", "unit"} <= {*columns} and bool({"printed", "value"} & {*columns})
    return of_numbers or {"key", "year"} <= {*columns}


class _Attributes:
    """A row whose columns are attributes."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.__dict__.update(row)

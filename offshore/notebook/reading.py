"""What a notebook reads: its declared tables, and series, values and names from them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from offshore.compendium.errors import UserError
from offshore.data.tables import read_table
from offshore.display import facts, vocabulary
from offshore.display.language import Language
from offshore.display.locations import PLACED, place
from offshore.numerals import units
from offshore.study import series


class Reading:
    """A notebook's declared tables, in the language of its run."""

    def __init__(self, notebook: str, tables: Sequence[str], language: Language) -> None:
        self.notebook = notebook
        self.tables = tuple(tables)
        self.language = language
        self._read: dict[str, pd.DataFrame] = {}
        self.used: dict[str, str] = {}  # the confidence of each outside value used, by its id

    def table(self, name: str) -> pd.DataFrame:
        """Return a declared table, typed by its schema.

        Raises UserError for a table that the notebook did not declare: the result would then depend
        on something that the run's key does not include.
        """
        if name not in self.tables:
            raise UserError(
                f"Notebook {self.notebook} reads {name} without declaring it.\n"
                f"Add it to tables=[…] in its call of start; declared: {', '.join(self.tables)}."
            )
        if name not in self._read:
            self._read[name] = read_table(name, self.language.compendium.data)
        return self._read[name].copy(deep=False)  # as read_table does

    def in_language(self, table: str | pd.DataFrame) -> pd.DataFrame:
        """Return a declared table, or rows of one, with what it says in the run's language besides.

        Added columns: `name` for `en` and `zh`, `summary` for `summary_en` and `summary_zh`, others
        likewise; and `place`, the place in the paper in words, if rows have section and sentence.
        """
        data = self.table(table) if isinstance(table, str) else table
        return data.assign(**self._in_language(data))

    def _in_language(self, data: pd.DataFrame) -> dict[str, Any]:
        code = self.language.code
        ending = f"_{code}"
        own: dict[str, Any] = {"name": data[code]} if code in data else {}
        for column in map(str, data):
            if column.endswith(ending):
                own[column.removesuffix(ending)] = data[column]
        if set(PLACED) <= set(data):
            own["place"] = [place(row, self.language) for row in data.itertuples()]
        return own

    def all_tables(self) -> dict[str, pd.DataFrame]:
        """Return every declared table by name, for code that goes through all of them."""
        return {name: self.table(name) for name in self.tables}

    def by_year(self, table: str, quantity: str, entity: str, **which: Any) -> pd.Series:
        """Return a quantity's values of whole years, in base units, indexed by year.

        `which`: segment, unit, or column="printed" for the printed digits; see `series.by_year`.
        """
        found: pd.Series = series.by_year(self.table(table), quantity, entity, **which)
        self.outside(found)
        return self._in_base(found, which)

    def by_segment(
        self,
        table: str,
        quantity: str,
        entity: str,
        period: str,
        segments: Sequence[str],
        **which: Any,
    ) -> pd.Series:
        """Return a quantity's values of one period, in base units, indexed by segment.

        `which`: unit, or column="printed" for the printed digits; see `series.by_segment`.
        """
        rows = self.table(table)
        found: pd.Series = series.by_segment(rows, quantity, entity, period, segments, **which)
        self.outside(found)
        return self._in_base(found, which)

    def _in_base(self, values: pd.Series, which: Mapping[str, Any]) -> pd.Series:
        if "column" in which:
            return values
        based: pd.Series = units.in_base(values, self.table("vocabulary/units"))
        return based

    def outside(self, *sources: pd.Series | pd.DataFrame) -> list[dict[str, Any]]:
        """Return the outside values among some sources, as rows, and note that they are used.

        A source is a series of `by_year` or `by_segment`, or a part of one, or a frame with the ids
        of its values in columns called `id` or `…_id`.
        """
        names = dict.fromkeys(name for one in sources for name in _ids(one))
        found = [self._outside[name] for name in names if name in self._outside]
        self.used |= {row["id"]: row["confidence"] for row in found}
        return found

    @cached_property
    def _outside(self) -> dict[str, dict[str, Any]]:
        """Every outside value of the declared tables, by id."""
        tables = (self.table(name) for name in self.tables)
        kept = [table for table in tables if set(table) >= facts.OUTSIDE]
        rows: list[Any] = [row for table in kept for row in table.to_dict("records")]
        return {row["id"]: row for row in rows}

    def by_id(self, *tables: str) -> pd.Series:
        """Return the values of every fact of some tables, in base units, indexed by id."""
        facts = pd.concat([self.table(name) for name in tables])
        return units.by_id(facts, self.table("vocabulary/units"))

    def intervals_by_id(self, *tables: str) -> pd.Series:
        """Return what rounds to the printed digits of each fact, in base units, indexed by id."""
        facts = pd.concat([self.table(name) for name in tables])
        return units.intervals_by_id(facts, self.table("vocabulary/units"))

    def names(self, name: str) -> pd.Series:
        """Return the names, in the run's language, of what a vocabulary table lists."""
        return vocabulary.names(self.table(name), self.language.code)

    def facts(self, *tables: str) -> pd.Series:
        """Return the facts of declared tables in words, indexed by id; needs vocabulary/units."""
        units = self.table("vocabulary/units")
        told = [facts.worded_table(self.table(name), units, self.language) for name in tables]
        found: pd.Series = pd.concat(told)
        return found


def _ids(source: pd.Series | pd.DataFrame) -> Iterator[str]:
    if isinstance(source, pd.Series):
        yield from series.ids(source)
    else:
        for column in map(str, source):
            if column == "id" or column.endswith("_id"):
                yield from map(str, source[column])

"""What a notebook says: values in words, and the numbers that its text shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from offshore.compendium.errors import UserError, did_you_mean, shown
from offshore.display import citations, facts
from offshore.display.conditional import sentences
from offshore.display.conditional.claims import Claims
from offshore.display.language import Language, Shown, Worded
from offshore.display.words import Words
from offshore.notebook import prose
from offshore.notebook.reading import Reading
from offshore.numerals.floats import to_digits

PAIR = "{what}: {values}"
KEYS = f"Allowed: a key in data/{citations.TABLE}.csv."


class Told(Mapping[str, Shown]):
    """What expressions of one role can show, by name, or by several names with commas between."""

    def __init__(self, role: str, known: Mapping[str, str], advice: str) -> None:
        self.role, self.known, self.advice = role, known, advice

    def __getitem__(self, name: str) -> Shown:
        """Return what a name stands for, or several; raises UserError for one that is not here."""
        for one in name.split(","):
            if one not in self.known:
                hint = did_you_mean(one, self.known)
                raise UserError(f"No {shown(one)} here.{hint} {self.advice}")
        return Shown(prose.told(self.role, self.known, name))

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self.known)

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self.known)


class Says(Mapping[str, Shown]):
    """The sentences that hang on what a run has recorded, by name, for expressions in the text."""

    def __init__(self, wording: "Wording") -> None:
        self.wording = wording

    def __getitem__(self, name: str) -> Shown:
        """Return a sentence as it is said now; raises UserError as `Words.sentence` does."""
        one = self.wording
        text = one.words.sentence(name, one.known)
        filled = {"number": one.recorded, "printed": one.printed.known, "cite": one.cited.known}
        return Shown(prose.spoken(text, filled | {"cite:t": one.work.known}))

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self.wording.words.sentences)

    def __len__(self) -> int:
        """Return how many sentences there are."""
        return len(self.wording.words.sentences)


class Wording(Reading):
    """A notebook's file of words, and what it has recorded for its text."""

    def __init__(
        self,
        notebook: str,
        tables: Sequence[str],
        language: Language,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(notebook, tables, language)
        self.words = Words(notebook, language, parameters or {}, self.tables)
        self.text = self.words.text
        self.number = language.number
        self.percent = language.percent
        self.money = language.money
        self._numbers: dict[str, str] = {}
        self._verdicts: dict[str, str] = {}
        self._claims = Claims(language.compendium)

    def __getitem__(self, name: str) -> Shown:
        """Return a number that this run has recorded, for an expression in the text.

        Raises UserError, with what is recorded, for one that is not.
        """
        if name not in self._numbers:
            raise UserError(
                f"No number {shown(name)} yet.{did_you_mean(name, self._numbers)} Recorded: "
                f"{', '.join(self._numbers) or 'none'}. Run the cells above first; one of them "
                f"records it with `run.numbers({name}=…)`."
            )
        return Shown(self._numbers[name])

    @property
    def recorded(self) -> Mapping[str, str]:
        """The numbers in words that this run has recorded so far, by name."""
        return self._numbers

    @property
    def values(self) -> dict[str, float]:
        """The recorded numbers as plain ones, where each is one."""
        plain = {name: one for name, one in self._numbers.items() if isinstance(one, Worded)}
        return {name: to_digits(one.value) for name, one in plain.items()}

    @property
    def known(self) -> dict[str, Any]:
        """What conditions of sentences can ask for, as far as this run has recorded it."""
        recorded: dict[str, Any] = {
            "numbers": self._numbers,
            "values": self.values,
            "verdicts": self._verdicts,
        }
        return sentences.known(self.words.given, recorded, self._claims)

    @cached_property
    def says(self) -> Says:
        """The sentences that hang on numbers or verdicts, by name, for expressions in the text."""
        return Says(self)

    @cached_property
    def printed(self) -> Told:
        """The numbers of the paper in words, by id, for expressions in the text."""
        advice = f"Allowed: an id in the tables {', '.join(facts.tables(self.language))} of data/."
        return Told("printed", facts.all_worded(self.language), advice)

    @cached_property
    def cited(self) -> Told:
        """The works of the bibliography in brackets, by key, for expressions in the text."""
        return Told("cite", citations.cited(self.language), KEYS)

    @cached_property
    def work(self) -> Told:
        """The works of the bibliography as part of a sentence, by key."""
        return Told("cite:t", citations.named(self.language), KEYS)

    def word(self, column: str, value: Any) -> str:
        """Return a category of a column in words."""
        return self.words.value(column, value)

    def named(self, data: pd.DataFrame) -> pd.DataFrame:
        """Return a frame whose categories, but not its numbers, are in words, for a drawing."""
        texts = data.select_dtypes(exclude="number").columns
        return data.assign(
            **{column: [self.word(column, value) for value in data[column]] for column in texts}
        )

    def worded(self, data: pd.DataFrame, item: str = "") -> pd.DataFrame:
        """Return a frame with each value in words: by its column's unit, or as a category.

        The columns of a pivoted table, whose names are values, have the unit of `cells`.
        """
        said = self.words.item(item) if item else {}
        worded = {
            column: [self.words.write(_unit_of(column), value, said) for value in values]
            for column, values in data.items()
        }
        return pd.DataFrame(worded, index=data.index).set_axis(data.columns, axis=1)

    def joined(self, column: str, values: Iterable[Any]) -> str:
        """Return values of a column as a list within a sentence: "2014, 2015 and 2016"."""
        return self.language.joined([self.words.write(column, value) for value in values])

    def listing(self, values: pd.Series | pd.DataFrame, item: str = "") -> str:
        """Return a series in words for alternative texts: "2013: 56.0%, 2014: 36.1%".

        The rows of a frame follow each other, each with its label; a value is written by its
        column's unit.
        """
        if isinstance(values, pd.DataFrame):
            told = self.worded(values, item).where(values.notna())
            return self.pairs(told.index, [self.listing(row, item) for _, row in told.iterrows()])
        said = self.words.item(item) if item else {}
        labels, name = str(values.index.name), str(values.name)
        known = values.dropna()
        things = [self.words.write(labels, label, said) for label in known.index]
        return self.pairs(things, [self.words.write(name, one, said) for one in known], ", ")

    def ranges(self, low: pd.Series, high: pd.Series, item: str = "") -> str:
        """Return ranges in words for alternative texts: "KPO: 80.0%–90.0%; ITO: 5.0%–12.5%".

        `low`, `high`: the two ends, of one index, written as a column of the name of `low`.
        """
        said = self.words.item(item) if item else {}
        labels, name = str(low.index.name), str(low.name)
        things = [self.words.write(labels, label, said) for label in low.index]
        told = [self.words.write(name, ends, said) for ends in zip(low, high, strict=True)]
        return self.pairs(things, told)

    def each_row(self, name: str, data: pd.DataFrame, item: str = "") -> str:
        """Return one of the file's `texts` for each row, its places filled by the columns."""
        rows: list[dict[Any, str]] = self.worded(data, item).to_dict("records")
        return self.language.text("; ").join(self.text(name, **row) for row in rows)

    def pairs(self, things: Iterable[Any], told: Iterable[Any], mark: str = "; ") -> str:
        """Return what is said of each thing, for alternative texts: "KPO: 85.2%; ITO: 12.6%"."""
        both = zip(things, told, strict=True)
        said = [self.language.text(PAIR, what=what, values=values) for what, values in both]
        return self.language.text(mark).join(said)


def _unit_of(column: object) -> str:
    return column if isinstance(column, str) else "cells"

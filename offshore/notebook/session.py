"""What a notebook imports: one call to start, then tables, words, numbers and display items."""

import ast
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd
from IPython.display import Markdown, display
from matplotlib.figure import Figure

from offshore.audit.judgements import CONTRADICTED, REPRODUCED
from offshore.compendium.errors import UserError, did_you_mean, shown
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.data.tables import read_table
from offshore.display import citations, facts, items, mime
from offshore.display.drawing import labels as drawing_words
from offshore.display.drawing import theme
from offshore.display.language import Language, Shown, Worded, languages
from offshore.display.locations import PLACED, place
from offshore.display.word_files import APPLIED_LATER
from offshore.display.words import Words
from offshore.notebook import contract, prose
from offshore.notebook.guard import guard
from offshore.notebook.parameters import resolve
from offshore.numerals import units
from offshore.study import series

OTHER_TEXT = (
    "**The numbers in the text of this copy are of a run with {parameters}.** They do not follow "
    "the parameters; those of the notebook that is to be run do."
)
INJECTED = "# Parameters"  # the first line of the cell that papermill adds


class Told(dict[str, Shown]):
    """What expressions in the text can show, by name, or by several names with commas between."""

    def __init__(self, named: Mapping[str, str], advice: str) -> None:
        super().__init__({name: Shown(text) for name, text in named.items()})
        self.advice = advice

    def __missing__(self, name: str) -> Shown:
        """Return what several names stand for; raises UserError for one that is not here."""
        names = name.split(",")
        for one in names:
            if one not in self:
                hint = did_you_mean(one, self)
                raise UserError(f"No {shown(one)} here.{hint} {self.advice}")
        return Shown(prose.told(self, name))


class Session:
    """One notebook being run: the tables it declared, its language, and what it shows."""

    def __init__(
        self,
        notebook: str,
        tables: Sequence[str],
        language: Language,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        self.notebook = notebook
        self.tables = tuple(tables)
        self.language = language
        self.words = Words(notebook, language, parameters or {}, self.tables)
        self.text = self.words.text
        self.number = language.number
        self.percent = language.percent
        self.money = language.money
        self._numbers: dict[str, str] = {}

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

    @cached_property
    def printed(self) -> Mapping[str, Shown]:
        """The numbers of the paper in words, by id, for expressions in the text."""
        advice = f"Allowed: an id in the tables {', '.join(facts.tables(self.language))} of data/."
        return Told(facts.all_worded(self.language), advice)

    @cached_property
    def cited(self) -> Mapping[str, Shown]:
        """The works of the bibliography, by key, as a sentence names them."""
        advice = f"Allowed: a key in data/{citations.TABLE}.csv."
        return Told(citations.named(self.language), advice)

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
        return read_table(name, self.language.compendium.data)

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
        facts = self.table(table)
        found: pd.Series = series.by_segment(facts, quantity, entity, period, segments, **which)
        return self._in_base(found, which)

    def _in_base(self, values: pd.Series, which: Mapping[str, Any]) -> pd.Series:
        if "column" in which:
            return values
        based: pd.Series = units.in_base(values, self.table("vocabulary/units"))
        return based

    def by_id(self, *tables: str) -> pd.Series:
        """Return the values of every fact of some tables, in base units, indexed by id."""
        facts = pd.concat([self.table(name) for name in tables])
        return units.by_id(facts, self.table("vocabulary/units"))

    def names(self, name: str) -> pd.Series:
        """Return the names, in the run's language, of what a vocabulary table lists."""
        vocabulary = self.table(name)
        return vocabulary.set_index(vocabulary.columns[0])[self.language.code]

    def facts(self, *tables: str) -> pd.Series:
        """Return the facts of declared tables in words, indexed by id; needs vocabulary/units."""
        units = self.table("vocabulary/units")
        told = [facts.worded_table(self.table(name), units, self.language) for name in tables]
        found: pd.Series = pd.concat(told)
        return found

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

    def listing(self, values: pd.Series | pd.DataFrame, item: str = "") -> str:
        """Return a series in words for alternative texts: "2013: 56.0%, 2014: 36.1%".

        The rows of a frame follow each other, each with its label; a value is written by its
        column's unit.
        """
        if isinstance(values, pd.DataFrame):
            told = self.worded(values, item).where(values.notna())
            return "; ".join(f"{name}: {self.listing(row, item)}" for name, row in told.iterrows())
        said = self.words.item(item) if item else {}
        labels, name = str(values.index.name), str(values.name)
        return ", ".join(
            f"{self.words.write(labels, label, said)}: {self.words.write(name, value, said)}"
            for label, value in values.dropna().items()
        )

    def ranges(self, low: pd.Series, high: pd.Series, item: str = "") -> str:
        """Return ranges in words for alternative texts: "KPO: 80.0%–90.0%; ITO: 5.0%–12.5%".

        `low`, `high`: the two ends, of one index, written as a column of the name of `low`.
        """
        said = self.words.item(item) if item else {}
        labels, name = str(low.index.name), str(low.name)
        return "; ".join(
            f"{self.words.write(labels, label, said)}: {self.words.write(name, ends, said)}"
            for label, *ends in zip(low.index, low, high, strict=True)
        )

    def each_row(self, name: str, data: pd.DataFrame, item: str = "") -> str:
        """Return one of the file's `texts` for each row, its places filled by the columns."""
        rows: list[dict[Any, str]] = self.worded(data, item).to_dict("records")
        return "; ".join(self.text(name, **row) for row in rows)

    def axes(self, rows: int = 1, columns: int = 1, height: float = 4.0, **options: Any) -> Any:
        """Return a figure of page width and its axes, as `plt.subplots` does."""
        # Not from pyplot, which would show the figure a second time, without its caption.
        drawing = Figure(figsize=(theme.WIDTH, height))
        return drawing, drawing.subplots(rows, columns, **options)

    def numbers(self, **named: Any) -> None:
        """Record numbers for the text, which shows them as ``{eval}`run["name"]` ``.

        Each is written as `units` in the notebook's file of words says; a pair is a range, and text
        stays as it is.
        """
        said = {name: self.words.write(name, value) for name, value in named.items()}
        self._numbers |= said
        listed = "\n".join(f"{name}: {value}" for name, value in said.items())
        # Twelve digits are the same on every machine; the last few of a float may not be.
        values = {
            name: float(f"{text.value:.12g}")
            for name, text in said.items()
            if isinstance(text, Worded)
        }
        display({mime.NUMBERS: said, mime.VALUES: values, "text/plain": listed}, raw=True)

    def text_is_of(self, **parameters: Any) -> None:
        """Warn, in a copy whose text holds the numbers of one run, if this run is another."""
        given = self.words.given
        changed = {name: value for name, value in parameters.items() if given.get(name) != value}
        if changed:
            said = ", ".join(f"{name} = {value!r}" for name, value in changed.items())
            display(Markdown(self.language.text(OTHER_TEXT, parameters=said)))

    def verdicts(self, **agrees: bool) -> None:
        """Record, by name, whether printed numbers agree with what this run computes."""
        found = {name: REPRODUCED if held else CONTRADICTED for name, held in agrees.items()}
        listed = "\n".join(f"{name}: {verdict}" for name, verdict in found.items())
        display({mime.VERDICTS: found, "text/plain": listed}, raw=True)

    def compare(self, name: str, comparison: pd.DataFrame, verdict: str) -> None:
        """Show printed numbers beside recomputed ones, and record whether each pair agrees.

        `comparison` is of `offshore.audit.consistency`: its first column says what is compared,
        and names the verdicts: `verdict`_2014, `verdict`_2015 …
        """
        labels = comparison.iloc[:, 0]
        agrees = zip(labels, comparison.agrees, strict=True)
        self.show_table(name, comparison)
        self.verdicts(**{f"{verdict}_{label}": bool(held) for label, held in agrees})

    def figure(
        self,
        name: str,
        drawing: Figure,
        data: pd.DataFrame,
        origin: str = "ours",
        **told: object,
    ) -> None:
        """Show a figure with its data; the notebook's file of words says what it says.

        A place {column} in its caption or alternative text is filled with a list of the column's
        values by the first column; other places with `told`, written as a column of that name
        would be, else with a parameter.
        """
        told = self._said(name, told)
        drawing_words.put(drawing, name, self.words, told)
        places = self._places(name, data, told)
        self._show(items.figure(name, drawing, data, origin=origin, **places))

    def show_table(
        self,
        name: str,
        data: pd.DataFrame,
        shown: pd.DataFrame | None = None,
        origin: str = "ours",
        anchors: Sequence[str] = (),
        **told: object,
    ) -> None:
        """Show a table and give its data as CSV; the notebook's file of words says what it says.

        The columns are those that have `labels` there, in that order, then those without a name of
        their own; `labels` may also name what `in_language` would add. `shown` is a frame to be
        shown instead of `data`. With `anchors`, one per row, each row can be linked to and the
        table can be filtered.
        """
        told = self._said(name, told)
        worded = self._headed(name, data if shown is None else shown, told)
        places = self._places(name, data, told)
        self._show(items.table(name, worded, data, origin=origin, anchors=tuple(anchors), **places))

    def _headed(self, name: str, shown: pd.DataFrame, told: Mapping[str, object]) -> pd.DataFrame:
        """Return a table for the reader: its columns chosen, headed and in words."""
        item = self.words.item(name)
        own = self._in_language(shown)
        shown = shown.assign(**{name: own[name] for name in own if name not in shown})
        named = [column for column in item.get("labels", {}) if column in shown.columns]
        of_values = str(shown.columns.name)  # a pivoted table has values for names of columns
        others = [column for column in shown.columns if not isinstance(column, str)]
        worded = self.worded(shown[[*named, *others]], name)
        heads = {column: self.words.label_of(item, column, told) for column in named}
        heads |= {value: self.words.write(of_values, value, item) for value in others}
        return worded.rename(columns=heads)

    def passages(self, name: str, told: Sequence[Sequence[str]], data: pd.DataFrame) -> None:
        """Show passages, each with a title and paragraphs."""
        places = self._places(name, data, {})
        self._show(items.passages(name, told, data, origin="ours", **places))

    def _show(self, item: items.Item) -> None:
        display(item.bundle(self.language), raw=True)

    def _places(self, name: str, data: pd.DataFrame, told: Mapping[str, object]) -> dict[str, Any]:
        """Return caption and alternative text, and what fills their places."""
        filled = {
            place: str(told[place]) if place in told else self._place(name, data, place)
            for place in sorted(self.words.places(name))
        }
        kinds = {kind: self.words.caption(name, kind, filled) for kind in APPLIED_LATER}
        return {**kinds, "places": filled}

    def _place(self, name: str, data: pd.DataFrame, place: str) -> str:
        if place in data.columns:
            return self.listing(data.set_index(data.columns[0])[place], name)
        return self.words.filled(f"{{{place}}}", label=f"the words of {shown(name)}")

    def _said(self, name: str, told: Mapping[str, object]) -> dict[str, object]:
        item = self.words.item(name)
        return {place: self.words.write(place, value, item) for place, value in told.items()}


def _unit_of(column: object) -> str:
    return column if isinstance(column, str) else "cells"


def start(notebook: str, namespace: Mapping[str, Any], tables: Sequence[str]) -> Session:
    """Check the notebook's parameters and return its run.

    `namespace` is the notebook's `globals()`. Raises UserError for a parameter that is
    unknown, of the wrong type or outside what is allowed, and for an unknown table.
    """
    compendium = Compendium.here()
    promised = contract.read_contract(compendium, notebook)
    given = {name: namespace[name] for name in promised.parameters if name in namespace}
    given |= dict.fromkeys(_injected_names(namespace) - set(promised.parameters))
    values = resolve(promised.parameters, given, notebook)
    for name in tables:
        package.resource(name, compendium.data)
    if os.environ.get("OFFSHORE_RUN"):
        guard(compendium, {package.path(name, compendium.data).resolve() for name in tables})
    theme.apply()
    return Session(notebook, tables, languages(compendium)[values.get("language", "en")], values)


def _injected_names(namespace: Mapping[str, Any]) -> set[str]:
    """Return the names that papermill's injected cells set, from IPython's input history."""
    cells = [cell for cell in namespace.get("In", []) if cell.startswith(INJECTED)]
    assignments = [node for cell in cells for node in ast.parse(cell).body]
    return {
        target.id
        for node in assignments
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

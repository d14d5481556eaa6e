"""What a notebook imports: one call to start, then tables, words, numbers and display items."""

import ast
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from IPython.display import display
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from offshore.audit.claims import CONTRADICTED, REPRODUCED
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.data.tables import read_table
from offshore.display import items, mime, theme
from offshore.display.facts import worded
from offshore.display.language import Language, Worded, languages
from offshore.notebook import contract
from offshore.notebook.guard import guard
from offshore.notebook.parameters import resolve

Wording = Callable[[float, int], str]
INJECTED = "# Parameters"  # the first line of the cell that papermill adds


class Session:
    """One notebook being run: the tables it declared, its language, and what it shows."""

    def __init__(self, notebook: str, tables: Sequence[str], language: Language) -> None:
        self.notebook = notebook
        self.tables = tuple(tables)
        self.language = language
        self.text = language.text
        self.number = language.number
        self.percent = language.percent
        self.money = language.money

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

    def all_tables(self) -> dict[str, pd.DataFrame]:
        """Return every declared table by name, for code that goes through all of them."""
        return {name: self.table(name) for name in self.tables}

    def names(self, name: str) -> pd.Series:
        """Return the names, in the run's language, of what a vocabulary table lists."""
        vocabulary = self.table(name)
        return vocabulary.set_index(vocabulary.columns[0])[self.language.code]

    def facts(self, table: str) -> pd.Series:
        """Return a declared table's facts in words, indexed by id; needs vocabulary/units."""
        units = self.table("vocabulary/units").set_index("unit")
        rows = [row for _, row in self.table(table).iterrows()]
        told = {row.id: worded(row, units.loc[row.unit], self.language) for row in rows}
        return pd.Series(told, dtype=object)

    def range(self, low: float, high: float, worded: Wording, digits: int) -> str:
        """Return a range such as "1.0–2.0" worded by `worded`, or one end if both read the same."""
        return self.language.range(low, high, lambda value: worded(value, digits))

    def compact(self, amount: float, digits: int = 1) -> str:
        """Return an amount in the language's own short form: 50M, 5000万."""
        return self.language.compact(amount, digits)

    def listing(self, values: pd.Series, worded: Callable[[Any], str]) -> str:
        """Return a series as words, for alternative texts: "2013: 56.0%, 2014: 36.1%"."""
        return ", ".join(f"{label}: {worded(value)}" for label, value in values.items())

    def ticks(self, axis: Axis, kind: str, digits: int = 0, log: bool = False) -> None:
        """Label an axis's ticks, about six, as "money" (50M, 5000万) or "percent"."""
        # With fewer than two digits, 120 and 160 million would read the same in Chinese.
        worded = (lambda value, _: self.compact(value, 2)) if kind == "money" else self.percent
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)) if log else MaxNLocator(6))
        axis.set_minor_formatter(NullFormatter())
        axis.set_major_formatter(FuncFormatter(lambda value, _: worded(value, digits)))

    def axes(self, rows: int = 1, columns: int = 1, height: float = 4.0, **options: Any) -> Any:
        """Return a figure of page width and its axes, as `plt.subplots` does."""
        # Not from pyplot, which would show the figure a second time, without its caption.
        drawing = Figure(figsize=(theme.WIDTH, height))
        return drawing, drawing.subplots(rows, columns, **options)

    def numbers(self, **named: str) -> None:
        """Record worded numbers for the text, which shows them by `{number}` and their name."""
        listed = "\n".join(f"{name}: {value}" for name, value in named.items())
        # Twelve digits are the same on every machine; the last few of a float may not be.
        values = {
            name: float(f"{text.value:.12g}")
            for name, text in named.items()
            if isinstance(text, Worded)
        }
        display({mime.NUMBERS: named, mime.VALUES: values, "text/plain": listed}, raw=True)

    def verdicts(self, **agrees: bool) -> None:
        """Record, by name, whether printed numbers agree with what this run computes."""
        found = {name: REPRODUCED if held else CONTRADICTED for name, held in agrees.items()}
        listed = "\n".join(f"{name}: {verdict}" for name, verdict in found.items())
        display({mime.VERDICTS: found, "text/plain": listed}, raw=True)

    def figure(
        self,
        name: str,
        drawing: Figure,
        data: pd.DataFrame,
        caption: str,
        alternative: str,
        origin: str = "ours",
    ) -> None:
        """Show a figure with its caption, alternative text and data."""
        words = {"caption": caption, "alternative": alternative, "origin": origin}
        display(items.figure(name, drawing, data, **words).bundle(), raw=True)

    def show_table(
        self,
        name: str,
        shown: pd.DataFrame,
        data: pd.DataFrame,
        caption: str,
        origin: str = "ours",
        anchors: Sequence[str] = (),
    ) -> None:
        """Show a table worded for the reader; `data` is what its CSV holds.

        With `anchors`, one per row, each row can be linked to and the table can be filtered.
        """
        words = {"caption": caption, "origin": origin}
        item = items.table(name, shown, data, anchors=tuple(anchors), **words)
        display(item.bundle(), raw=True)

    def passages(
        self, name: str, told: Sequence[Sequence[str]], data: pd.DataFrame, caption: str
    ) -> None:
        """Show passages, each with a title and paragraphs."""
        item = items.passages(name, told, data, caption=caption, origin="ours")
        display(item.bundle(), raw=True)


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
    return Session(notebook, tables, languages(compendium)[values.get("language", "en")])


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

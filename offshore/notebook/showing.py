"""What a notebook shows: numbers, verdicts, figures and tables, each a display item."""

from collections.abc import Mapping, Sequence, Sized
from typing import Any

import pandas as pd
from IPython.display import Markdown, display
from matplotlib.figure import Figure

from offshore.audit.judgements import CONTRADICTED, REPRODUCED
from offshore.compendium.errors import UserError, did_you_mean
from offshore.compendium.errors import shown as quoted
from offshore.display import facts, items, mime
from offshore.display.drawing import labels as drawing_words
from offshore.display.drawing import theme
from offshore.display.word_files import APPLIED_LATER
from offshore.notebook.wording import Wording

Source = pd.Series | pd.DataFrame
OTHER_TEXT = (
    "**The numbers in the text of this copy are of a run with {parameters}.** They do not change "
    "with the parameters. In the notebook to be run, offered beside this copy, they do."
)


class Session(Wording):
    """One notebook being run: the tables it declared, its language, and what it shows."""

    def axes(self, rows: int = 1, columns: int = 1, height: float = 4.0, **options: Any) -> Any:
        """Return a figure of page width and its axes, as `plt.subplots` does."""
        # Not from pyplot, which would show the figure a second time, without its caption.
        drawing = Figure(figsize=(theme.WIDTH, height))
        return drawing, drawing.subplots(rows, columns, **options)

    def numbers(self, rests_on: Sequence[Source] = (), **named: Any) -> None:
        """Record numbers for the text, which shows them as ``{eval}`run["name"]` ``.

        Each is written as `units` in the notebook's file of words says; a pair is a range, and text
        stays as it is. `rests_on`: the outside values behind them, as `outside` takes them.
        """
        doubtful = [row["id"] for row in self._doubtful(rests_on)]
        said = {name: self.words.write(name, value) for name, value in named.items()}
        self._numbers |= said
        listed = "\n".join(f"{name}: {value}" for name, value in said.items())
        values = {name: value for name, value in self.values.items() if name in said}
        bundle = {mime.NUMBERS: said, mime.VALUES: values, mime.OUTSIDE: self.used}
        bundle |= {mime.DOUBTFUL: dict.fromkeys(said, doubtful)} if doubtful else {}
        self._record(bundle, listed)

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
        self._verdicts |= found
        listed = "\n".join(f"{name}: {verdict}" for name, verdict in found.items())
        self._record({mime.VERDICTS: found}, listed)

    def _record(self, bundle: Mapping[str, Any], listed: str) -> None:
        """Put out what is recorded by name; `listed` is for who looks at the cell."""
        display({**bundle, "text/plain": listed}, raw=True)

    def compare(
        self,
        name: str,
        comparison: pd.DataFrame,
        verdict: str,
        rests_on: Sequence[Source] = (),
    ) -> None:
        """Show printed numbers beside recomputed ones, and record whether each pair agrees.

        `comparison` is of `offshore.audit.consistency`: its first column says what is compared,
        and names the verdicts: `verdict`_2014, `verdict`_2015 … `rests_on` is as in `figure`.
        """
        labels = comparison.iloc[:, 0]
        agrees = zip(labels, comparison.agrees, strict=True)
        self.show_table(name, comparison, rests_on=rests_on)
        self.verdicts(**{f"{verdict}_{label}": bool(held) for label, held in agrees})

    def figure(
        self,
        name: str,
        drawing: Figure,
        data: pd.DataFrame,
        origin: str = "ours",
        rests_on: Sequence[Source] = (),
        needs: Sized | None = None,
        **told: object,
    ) -> None:
        """Show a figure with its data; the notebook's file of words says what it says.

        `needs`: what it shows; where that is empty, the figure says that there are no data for it.
        `rests_on`: the series of outside values that it was computed from, besides those whose ids
        its data hold; it says below itself which of them are of medium confidence. A place in its
        caption or alternative text is filled from `told`, written as a column of that name would
        be; else, for a column, with a list of its values by the first column; else with a
        parameter.
        """
        if self._lacks(name, needs):
            return
        told = self._said(name, told)
        drawing_words.put(drawing, name, self.words, told)
        places = self._places(name, data, told)
        doubtful = self._doubtful([data, *rests_on])
        self._show(items.figure(name, drawing, data, origin=origin, doubtful=doubtful, **places))

    def show_table(
        self,
        name: str,
        data: pd.DataFrame,
        shown: pd.DataFrame | None = None,
        origin: str = "ours",
        anchors: Sequence[str] = (),
        rests_on: Sequence[Source] = (),
        needs: Sized | None = None,
        **told: object,
    ) -> None:
        """Show a table and give its data as CSV; the notebook's file of words says what it says.

        The columns are those that have `labels` there, in that order, then those without a name of
        their own; `labels` may also name what `in_language` would add. `shown` is a frame to be
        shown instead of `data`. With `anchors`, one per row, each row can be linked to and the
        table can be filtered. `rests_on` and `needs` are as in `figure`.
        """
        if self._lacks(name, needs):
            return
        told = self._said(name, told)
        worded = self._headed(name, data if shown is None else shown, told)
        places = self._places(name, data, told)
        made = {"origin": origin, "anchors": tuple(anchors), **places}
        doubtful = self._doubtful([data, *rests_on])
        self._show(items.table(name, worded, data, doubtful=doubtful, **made))

    def _headed(self, name: str, shown: pd.DataFrame, told: Mapping[str, object]) -> pd.DataFrame:
        """Return a table for the reader: its columns chosen, headed and in words."""
        item = self.words.item(name)
        own = self._in_language(shown)
        shown = shown.assign(**{name: own[name] for name in own if name not in shown})
        named = list(item.get("labels", {}))
        if unknown := [column for column in named if column not in shown.columns]:
            raise UserError(
                f"{self.words.label}, {name}, labels: the table has no column "
                f"{quoted(unknown[0])}.{did_you_mean(unknown[0], map(str, shown.columns))} "
                f"Columns: {', '.join(map(str, shown.columns))}."
            )
        of_values = str(shown.columns.name)  # a pivoted table has values for names of columns
        others = [column for column in shown.columns if not isinstance(column, str)]
        worded = self.worded(shown[[*named, *others]], name)
        heads = {column: self.words.label_of(item, column, told) for column in named}
        heads |= {value: self.words.write(of_values, value, item) for value in others}
        return worded.rename(columns=heads)

    def passages(
        self,
        name: str,
        told: Sequence[Sequence[str]],
        data: pd.DataFrame,
        needs: Sized | None = None,
    ) -> None:
        """Show passages, each with a title and paragraphs; `needs` is as in `figure`."""
        if self._lacks(name, needs):
            return
        places = self._places(name, data, {})
        self._show(items.passages(name, told, data, origin="ours", **places))

    def _lacks(self, name: str, needs: Sized | None) -> bool:
        """Tell whether an item lacks what it would show; it then says so in its place."""
        lacking = needs is not None and len(needs) == 0
        if lacking:
            caption = self.words.caption(name, "caption", {})
            self._show(items.lacking(name, caption))
        return lacking

    def _show(self, item: items.Item) -> None:
        display({**item.bundle(self.language), mime.OUTSIDE: self.used}, raw=True)

    def _doubtful(self, sources: Sequence[Source]) -> tuple[dict[str, Any], ...]:
        """Return the outside values of medium confidence among some sources."""
        return tuple(row for row in self.outside(*sources) if row["confidence"] == facts.MEDIUM)

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
        return self.words.filled(f"{{{place}}}", label=f"the words of {quoted(name)}")

    def _said(self, name: str, told: Mapping[str, object]) -> dict[str, object]:
        item = self.words.item(name)
        return {place: self.words.write(place, value, item) for place, value in told.items()}

"""Display items: figures and tables with caption, alternative text and their data.

A notebook's output contains the whole item, so a book can be bound from the executed notebook
alone, wherever it was run.
"""

import base64
import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from offshore.data import spreadsheet
from offshore.display import facts
from offshore.display.drawing import raster
from offshore.display.language import Language
from offshore.display.mime import ITEM, LACKING

NO_DATA = "No data for: {what}"


@dataclass(frozen=True)
class Item:
    """One figure or table, or what stands in its place.

    `data` is CSV text; a figure has `svg` (transparent, light colours); a
    table has `header` and `rows`, its cells already worded for the reader, and `anchors`, one per
    row, if its rows can be linked to. Passages are rows of title and text. `origin` says whose
    statement the item shows: "paper", "reading" for our reading of the paper's text, or "ours".
    `places` fill those of caption and alternative. `doubtful` are the outside values of medium
    confidence that it rests on, as rows of their table.
    """

    id: str
    kind: str
    caption: str
    origin: str
    data: str
    alternative: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    svg: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    anchors: tuple[str, ...] = ()
    doubtful: tuple[dict[str, Any], ...] = ()

    def bundle(self, words: Language) -> dict[str, Any]:
        """Return the item as a notebook output: for JupyterLab, for the book and as plain text."""
        if self.kind == LACKING:
            return {ITEM: asdict(self)} | self._lacking(words)
        head = self._figure_html() if self.kind == "figure" else self._rows_html()
        return {
            ITEM: asdict(self),
            "text/html": head + self._below_html(words),
            "text/plain": self.caption,
        }

    def parts(self, words: Language) -> list[dict[str, Any]]:
        """Return the item as outputs that any viewer of notebooks shows."""
        if self.kind == LACKING:
            return [self._lacking(words)]
        below = self._below_html(words)
        if self.kind != "figure":
            return [{"text/html": self._rows_html() + below, "text/plain": self.caption}]
        drawn = raster.png(self.svg, words.compendium)
        picture = {"image/png": base64.b64encode(drawn).decode(), "text/plain": self.alternative}
        return [picture, {"text/html": below, "text/plain": self.caption}]

    def _lacking(self, words: Language) -> dict[str, str]:
        told = words.text(NO_DATA, what=self.caption)
        return {"text/html": f"<p>{html.escape(told)}</p>", "text/plain": told}

    def _figure_html(self) -> str:
        picture = base64.b64encode(self.svg.encode()).decode()
        return (
            f'<img style="background:#fff" src="data:image/svg+xml;base64,{picture}" '
            f'alt="{html.escape(self.alternative)}">'
        )

    def _rows_html(self) -> str:
        if self.kind == "passages":
            return "".join(_passage_html(*row) for row in self.rows)
        head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in self.header)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        return f"<table><tr>{head}</tr>{body}</table>"

    def _below_html(self, words: Language) -> str:
        """Return the caption, what a picture shows in words, and the data."""
        described = _details(words.text("In words"), f"<p>{html.escape(self.alternative)}</p>")
        file = f"{self.id}.csv"
        coded = base64.b64encode(self.data.encode()).decode()
        link = f'<a download="{file}" href="data:text/csv;base64,{coded}">{file}</a>'
        data = _details(words.text("Data"), f"<p>{link}</p><pre>{html.escape(self.data)}</pre>")
        caption = f'<p class="caption">{html.escape(self.caption)}</p>'
        if doubts := facts.doubts(self.doubtful, words):
            caption += f"<p>{html.escape(doubts)}</p>"
        return caption + (described if self.alternative else "") + data


def _passage_html(title: str, *paragraphs: str) -> str:
    told = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    return f"<p><strong>{html.escape(title)}</strong></p>{told}"


def _details(summary: str, content: str) -> str:
    # jupyterlab-myst takes the mark away that says that it can be opened.
    style = "cursor:pointer;list-style:revert"
    return f'<details><summary style="{style}">{html.escape(summary)}</summary>{content}</details>'


def figure(name: str, drawing: Figure, data: pd.DataFrame, **words: Any) -> Item:
    """Return a figure as a display item; `words` are the texts, origin and places."""
    return Item(
        id=name,
        kind="figure",
        data=spreadsheet.csv(data),
        svg=svg(drawing),
        **words,
    )


def svg(drawing: Figure) -> str:
    """Return a figure as SVG, transparent. It is drawn once; `savefig` would draw it twice."""
    for patch in [drawing.patch, *(axes.patch for axes in drawing.axes)]:
        patch.set(facecolor="none", edgecolor="none")
    file = io.StringIO()
    FigureCanvasSVG(drawing).print_svg(file, metadata={"Date": None})
    return file.getvalue()


def table(name: str, shown: pd.DataFrame, data: pd.DataFrame, **words: Any) -> Item:
    """Return a table as a display item: `shown` is worded for the reader, `data` is its CSV."""
    cells = shown.astype(str)
    return Item(
        id=name,
        kind="table",
        data=spreadsheet.csv(data),
        header=tuple(str(column) for column in cells.columns),
        rows=tuple(tuple(row) for row in cells.itertuples(index=False)),
        **words,
    )


def lacking(name: str, caption: str) -> Item:
    """Return what stands in the place of a figure or table that there are no data for."""
    return Item(id=name, kind=LACKING, caption=caption, origin="ours", data="")


def passages(name: str, told: Sequence[Sequence[str]], data: pd.DataFrame, **words: Any) -> Item:
    """Return passages as a display item: each is a title and paragraphs, worded for the reader."""
    return Item(
        id=name,
        kind="passages",
        data=spreadsheet.csv(data),
        rows=tuple(map(tuple, told)),
        **words,
    )

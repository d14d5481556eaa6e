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
from matplotlib.figure import Figure

from offshore.data import spreadsheet
from offshore.display.mime import ITEM


@dataclass(frozen=True)
class Item:
    """One figure or table.

    `data` is CSV text; a figure has `svg` (transparent, light colours) and `png` (base64, white); a
    table has `header` and `rows`, its cells already worded for the reader, and `anchors`, one per
    row, if its rows can be linked to. Passages are rows of title and text. `origin`, "ours" or
    "paper", says whose statement the item shows. `places` fill those of caption and alternative.
    """

    id: str
    kind: str
    caption: str
    origin: str
    data: str
    alternative: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    svg: str = ""
    png: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    anchors: tuple[str, ...] = ()

    def bundle(self) -> dict[str, Any]:
        """Return the item as a notebook output: for JupyterLab, for the book and as plain text."""
        shown = self._figure_html() if self.kind == "figure" else self._table_html()
        return {ITEM: asdict(self), "text/html": shown, "text/plain": self.caption}

    def _figure_html(self) -> str:
        picture = base64.b64encode(self.svg.encode()).decode()
        return (
            f'<figure><img style="background:#fff" src="data:image/svg+xml;base64,{picture}" '
            f'alt="{html.escape(self.alternative)}">'
            f"<figcaption>{html.escape(self.caption)}</figcaption></figure>"
        )

    def _table_html(self) -> str:
        head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in self.header)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        caption = html.escape(self.caption)
        return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>"


def figure(name: str, drawing: Figure, data: pd.DataFrame, **words: Any) -> Item:
    """Return a figure as a display item; `words` are the texts, origin and places."""
    svg, png = io.StringIO(), io.BytesIO()
    drawing.savefig(svg, format="svg", transparent=True, metadata={"Date": None})
    drawing.set_layout_engine("none")  # keeps the layout of the SVG
    drawing.savefig(png, format="png", dpi=200, facecolor="white", metadata={"Software": None})
    return Item(
        id=name,
        kind="figure",
        data=spreadsheet.csv(data),
        svg=svg.getvalue(),
        png=base64.b64encode(png.getvalue()).decode(),
        **words,
    )


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


def passages(name: str, told: Sequence[Sequence[str]], data: pd.DataFrame, **words: Any) -> Item:
    """Return passages as a display item: each is a title and paragraphs, worded for the reader."""
    return Item(
        id=name,
        kind="passages",
        data=spreadsheet.csv(data),
        rows=tuple(map(tuple, told)),
        **words,
    )

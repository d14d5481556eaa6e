"""Drawings of an argument: boxes in columns joined by lines, a tree, and a flow."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any
from unicodedata import east_asian_width

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from offshore.display.drawing.theme import GRID, INK, MUTED, PAGE, WIDTH, colour

EDGES = {"effect": "blue", "mechanism": "sky", "channel": "purple", "outcome": "green"}
EDGES |= {"risk": "orange", "problem": "orange", "measure": "green"}
SIZE = 7.5  # points; a name of forty letters must fit a box in three lines
MARKS = {"fact": ("■", "blue"), "named": ("◧", "purple"), "argued": ("□", "orange")}


def wrapped(text: str, letters: int) -> str:
    """Return a name broken into lines of at most `letters` characters."""
    return "\n".join(wrap(text, letters))


def wrap_ticks(axis: Axis, letters: int) -> None:
    """Break the names at the ticks of an axis into lines of at most `letters` characters."""
    names = [label.get_text() for label in axis.get_ticklabels()]
    axis.set_ticks(axis.get_ticklocs(), [wrapped(name, letters) for name in names], rotation=0)


def _boxed(name: str, letters: int) -> str:
    """Return a name broken into lines of a box; a Chinese character is two letters wide."""
    wide = any(east_asian_width(letter) == "W" for letter in name)
    return wrapped(name, letters // 2 if wide else letters)


def tallest(nodes: pd.DataFrame) -> int:
    """Return the number of boxes in the fullest column."""
    return int(nodes.groupby("column").size().max())


def columns(axes: Axes, nodes: pd.DataFrame, links: pd.DataFrame, letters: int) -> None:
    """Draw nodes as boxes in columns, from left to right, and the links between them.

    `nodes`: id, name, kind and column, from top to bottom within a column; `links`: source, target
    and stated ("yes" is a full line, anything else a dashed one); `letters`: how many fit on a line
    of a box, half as many if they are Chinese.
    """
    placed = _placed(nodes)
    for link in links.to_dict("records"):
        if link["source"] in placed and link["target"] in placed:
            _join(axes, placed[link["source"]], placed[link["target"]], link["stated"] == "yes")
    for node in nodes.to_dict("records"):
        x, y = placed[node["id"]]
        text = _boxed(node["name"], letters)
        edge = colour(EDGES[node["kind"]])
        box: dict[str, Any] = {"boxstyle": "round,pad=0.35", "facecolor": PAGE, "edgecolor": edge}
        axes.text(x, y, text, ha="center", va="center", fontsize=SIZE, color=INK, bbox=box)
    last = max(x for x, _ in placed.values())
    axes.set(xlim=(-0.5, last + 0.5), ylim=(tallest(nodes) - 0.4, -0.6))
    axes.axis("off")


def panels(
    nodes: pd.DataFrame, links: pd.DataFrame, titles: Mapping[str, str], letters: int
) -> Figure:
    """Return a figure of page width with a panel below the other for each part of an argument.

    `nodes` as for `columns`, and part, the panel that a node is drawn on; `titles`: of each part.
    """
    parts = dict(list(nodes.groupby("part", sort=False)))
    heights = [max(2, tallest(part)) for part in parts.values()]
    figure = Figure(figsize=(WIDTH, 0.62 * sum(heights) + 0.4 * len(heights)))
    grid = figure.subplots(len(parts), squeeze=False, height_ratios=heights)
    for (name, part), axes in zip(parts.items(), grid[:, 0], strict=True):
        columns(axes, part, links, letters)
        axes.set_title(titles[str(name)], loc="left", fontsize=10)
    return figure


def _placed(nodes: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return each node's position; a column with few boxes spreads them over the full height."""
    height = tallest(nodes)
    places: dict[str, tuple[float, float]] = {}
    for column, members in nodes.groupby("column"):
        step = height / len(members)
        for number, node in enumerate(members["id"]):
            places[node] = (float(str(column)), (number + 0.5) * step - 0.5)
    return places


def _join(axes: Axes, start: tuple[float, float], end: tuple[float, float], stated: bool) -> None:
    # Within a column an arrow leaves and enters on the left, else it leaves on the right.
    same = start[0] == end[0]
    axes.annotate(
        "",
        xy=(end[0] - 0.36, end[1]),
        xytext=(start[0] + (-0.36 if same else 0.36), start[1]),
        arrowprops={
            "arrowstyle": "->",
            "color": MUTED,
            "linestyle": "-" if stated else "--",
            "linewidth": 0.9,
            "connectionstyle": "arc3,rad=0.5" if same else "arc3,rad=0",
        },
    )


def tree(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw a tree as lines of text, each part indented below its whole.

    `rows`: name, depth and standing, each whole directly before its parts; the mark before a name
    says what it rests on: a printed number, named evidence, or argument alone.
    """
    for y, row in enumerate(rows.to_dict("records")):
        mark, shade = MARKS[row["standing"]]
        x = 0.35 * row["depth"]
        axes.text(x, y, mark, color=colour(shade), ha="center", va="center", fontsize=9)
        axes.text(x + 0.2, y, row["name"], color=INK, va="center", fontsize=9)
        if row["depth"]:
            axes.plot([x - 0.35, x - 0.35, x - 0.12], [y - 0.6, y, y], color=GRID, linewidth=1)
    axes.set(xlim=(-0.3, 4.2), ylim=(len(rows) - 0.3, -0.7))
    axes.axis("off")


def flow(axes: Axes, nodes: pd.DataFrame, links: pd.DataFrame, letters: int) -> None:
    """Draw nodes in columns joined by lines whose width shows the number of links.

    `nodes` as for `columns`, those without a link left out; `links`: source, target and count.
    """
    joined = nodes[nodes["id"].isin([*links["source"], *links["target"]])]
    places = _placed(joined)
    widest = links["count"].max()
    for link in links.to_dict("records"):
        (x0, y0), (x1, y1) = places[link["source"]], places[link["target"]]
        width = 1 + 9 * link["count"] / widest
        axes.plot([x0, x1], [y0, y1], color=colour("sky"), alpha=0.45, linewidth=width, zorder=1)
        middle = (x0 + 0.42 * (x1 - x0), y0 + 0.42 * (y1 - y0))
        axes.text(*middle, str(link["count"]), fontsize=SIZE, color=INK, ha="center", va="center")
    columns(axes, joined, links.assign(stated="yes").iloc[:0], letters)

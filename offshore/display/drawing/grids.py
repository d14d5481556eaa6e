"""Drawings in rows: a grid of counts, steps at their years, and members of groups."""

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from offshore.display.drawing.theme import colour

ASIDE = 0.22  # of a cell: how far the first and the second kind are from its middle
COLOURS, MARKERS = ("blue", "orange"), ("s", "o")
ROW_LETTERS, STEP_LETTERS = 22, 32  # in a line of a row's name
GROUP_LETTERS = 16  # in a line of a group's name


def count_grid(
    axes: Axes, cells: pd.DataFrame, rows: pd.Series, columns: pd.Series, kinds: Sequence[str]
) -> None:
    """Draw counts of two kinds in a grid, each count written on its mark.

    `cells` has four columns: row and column (labels of `rows` and `columns`, which hold their
    names), kind and number of works.
    """
    aside = dict(zip(kinds, (-ASIDE, ASIDE), strict=True))
    marks = cells.set_axis(["row", "column", "kind", "works"], axis=1)
    marks["x"] = marks["column"].map(columns.index.get_loc) + marks["kind"].map(aside)
    marks["y"] = marks["row"].map(rows.index.get_loc)
    _scatter(axes, marks, kinds, size=190, alpha=0.3)
    for x, y, works in zip(marks["x"], marks["y"], marks["works"], strict=True):
        axes.text(x, y, str(works), ha="center", va="center")
    axes.set(ylim=(len(rows) - 0.5, -0.5), xlim=(-0.6, len(columns) - 0.4))
    axes.set_xticks(range(len(columns)), list(columns))
    axes.tick_params(axis="x", rotation=90)
    axes.set_yticks(range(len(rows)), _wrapped(rows, ROW_LETTERS))
    axes.legend(title=None, ncols=2, loc="lower left", bbox_to_anchor=(-0.02, 1))


def steps(
    axes: Axes, years: pd.Series, names: pd.Series, of: pd.Series, kinds: Sequence[str]
) -> None:
    """Draw steps of two kinds below each other, named on the left, at their years.

    `of`: the kind of each step.
    """
    rows = range(len(years))
    marks = pd.DataFrame({"x": years, "y": rows, "kind": of})
    _scatter(axes, marks, kinds, size=70, alpha=1)
    axes.set(xlabel=years.name, ylim=(len(years) - 0.5, -0.5))
    axes.set_yticks(rows, _wrapped(years.astype(str) + "  " + names, STEP_LETTERS))
    axes.legend(title=None, loc="upper right")


def members(axes: Axes, names: pd.Series, groups: pd.Series, certain: pd.Series) -> None:
    """Draw one row per member, named on the left, with a square below the name of its group.

    The square is full for a member that is certain and empty for one that is not.
    """
    columns = list(groups.unique())
    shade = certain.map({True: colour("blue"), False: colour("orange")})
    fill = certain.map({True: "full", False: "none"})
    squares: dict[str, Any] = {"marker": "s", "markersize": 11}
    for row, (group, face, style) in enumerate(zip(groups, shade, fill, strict=True)):
        axes.plot(columns.index(group), row, color=face, fillstyle=style, **squares)
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(names) - 0.5, -0.5))
    axes.set_yticks(range(len(names)), list(names))
    axes.set_xticks(range(len(columns)), _wrapped(columns, GROUP_LETTERS))
    axes.xaxis.tick_top()


def _scatter(
    axes: Axes, marks: pd.DataFrame, kinds: Sequence[str], size: float, alpha: float
) -> None:
    shades = dict(zip(kinds, map(colour, COLOURS), strict=True))
    shapes = dict(zip(kinds, MARKERS, strict=True))
    drawn = {"hue": "kind", "hue_order": kinds, "palette": shades}
    drawn |= {"style": "kind", "style_order": kinds, "markers": shapes}
    sns.scatterplot(marks, x="x", y="y", s=size, alpha=alpha, ax=axes, **drawn)
    axes.set(xlabel="", ylabel="")
    axes.grid(True, axis="both")


def _wrapped(names: Iterable[str], letters: int) -> list[str]:
    return ["\n".join(wrap(name, letters)) for name in names]

"""Drawings that seaborn does not have: bands between curves, spans of years, tile maps, bars."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from offshore.display.drawing.theme import GRID, INK, ON_FILL, colour


def lorenz_band(axes: Axes, curves: pd.DataFrame) -> None:
    """Draw the band between two Lorenz curves and the line of equality.

    `curves`: columns members, total_equal and total_unequal. The legend's labels are "band" and
    "equality".
    """
    blue = colour("blue")
    band: dict[str, Any] = {"color": blue, "alpha": 0.35, "linewidth": 0, "label": "band"}
    axes.fill_between(curves["members"], curves["total_equal"], curves["total_unequal"], **band)
    for total in ("total_equal", "total_unequal"):
        axes.plot(curves["members"], curves[total], color=blue, linewidth=1.5)
    axes.plot([0, 1], [0, 1], color=INK, linestyle="--", linewidth=1, label="equality")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left")


def ranges(axes: Axes, low: pd.Series, high: pd.Series) -> None:
    """Draw a bar from low to high on a line for each label of their index, the first on top."""
    axes.barh(low.index, high - low, left=low, color=colour("blue"), height=0.5)
    axes.invert_yaxis()


def fan(axes: Axes, path: pd.DataFrame, shade: str, label: str) -> None:
    """Draw the area between the lowest and the highest path, and the middle one as a line.

    `path`: columns year, low, middle and high; `shade`: the name of a colour; `label`: what the
    legend calls the area.
    """
    area: dict[str, Any] = {"color": colour(shade), "alpha": 0.25, "linewidth": 0, "label": label}
    axes.fill_between(path["year"], path["low"], path["high"], **area)
    axes.plot(path["year"], path["middle"], color=colour(shade))


def growing_bands(axes: Axes, ends: pd.DataFrame, by: str) -> None:
    """Draw a band between bounds over the years for each value of a column, with a legend.

    `ends`: rows of year, low, high, the column `by`, and label, the legend's text for the band.
    """
    bands = ends.groupby(by)
    shades = sns.color_palette([colour(name) for name in BANDS], len(bands))
    for shade, (_, band) in zip(shades, bands, strict=True):
        axes.fill_between(band.year, band.low, band.high, color=shade, alpha=0.4, linewidth=0)
        axes.plot(band.year, band.low, color=shade, label=band.label.iloc[0])
    axes.legend()


def spans(axes: Axes, years: pd.DataFrame) -> None:
    """Draw a point for each single year and a bar for each longer span, the first row on top.

    `years`: rows of name, first and last.
    """
    blue, single = colour("blue"), years["first"] == years["last"]
    axes.barh(years.name, years["last"] - years["first"], left=years["first"], height=0.15, fc=blue)
    axes.plot(years["first"][single], years.name[single], "o", color=blue)
    ends = sorted({*years["first"], *years["last"]})
    axes.set(xticks=ends, xlim=(ends[0] - 0.5, ends[-1] + 0.5), ylim=(len(years) - 0.5, -0.5))


def bars_by_year(axes: Axes, data: pd.DataFrame, shades: Mapping[str, str]) -> None:
    """Draw, at each year, a bar for each column that has values; years without any stay empty.

    `data`: year and columns of numbers; `shades`: the name of a colour for each column. Several
    columns have a legend.
    """
    drawn = [name for name in shades if data[name].notna().any()]
    width = BAR / max(len(drawn), 1)
    for at, name in enumerate(drawn):
        places = data["year"] + (at - (len(drawn) - 1) / 2) * width
        axes.bar(places, data[name], width=width, color=colour(shades[name]), label=name)
    axes.axhline(0, color=INK, linewidth=0.7)
    axes.set_xticks(_some_years(data["year"]))
    if drawn and len(shades) > 1:
        axes.legend(title=None, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(drawn))


def _some_years(years: pd.Series) -> list[int]:
    """Return the years to be written below bars, not more than fit."""
    if years.empty:
        return []
    first, last = int(years.min()), int(years.max())
    return list(range(first, last + 1, (last - first) // MOST_YEARS + 1))


def tile_map(axes: Axes, tiles: pd.DataFrame) -> None:
    """Draw a schematic map with one tile for each place.

    `tiles`: rows of row, column (from the top left), name, note (a second line) and fill, the name
    of a colour or "" for none.
    """
    for tile in tiles.to_dict("records"):
        x, y = tile["column"], tile["row"]
        face, ink = (colour(tile["fill"]), ON_FILL) if tile["fill"] else ("none", INK)
        axes.add_patch(Rectangle((x, y), 0.94, 0.94, facecolor=face, edgecolor=GRID))
        centred: dict[str, Any] = {"color": ink, "ha": "center", "va": "center"}
        axes.text(x + 0.47, y + 0.36, tile["name"], **centred)
        axes.text(x + 0.47, y + 0.68, tile["note"], fontsize=8, **centred)
    right, bottom = tiles["column"].max() + 1.1, tiles["row"].max() + 1.1
    axes.set(xlim=(-0.1, right), ylim=(bottom, -0.1), aspect="equal")
    axes.axis("off")


def stacked_bar(axes: Axes, parts: pd.Series, colours: Sequence[str]) -> None:
    """Draw one bar of parts laid end to end, each with its colour and its label in the legend."""
    starts = parts.cumsum() - parts
    for (name, part), start, shade in zip(parts.items(), starts, colours, strict=True):
        axes.barh([""], part, left=start, color=shade, label=name)


def interval_pairs(axes: Axes, pairs: pd.DataFrame, names: Sequence[str], near: float) -> None:
    """Draw, on a line for each pair, the recomputed interval over a grey bar for the stated one.

    `pairs` are as returned by `audit.report.deviations`; those that do not meet are orange, with
    another marker. The scale is linear up to `near` on either side and logarithmic beyond.
    """
    drawn: list[Any] = pairs.to_dict("records")
    for line, pair in enumerate(drawn):
        axes.hlines(line, pair["stated_low"], pair["stated_high"], color=GRID, linewidth=9)
        low, high = pair["recomputed_low"], pair["recomputed_high"]
        apart = pair["verdict"] in ("contradicted", "disputed")
        shade, shape = (colour("orange"), "D") if apart else (colour("blue"), "|")
        axes.hlines(line, low, high, color=shade, linewidth=2)
        axes.plot((low + high) / 2, line, shape, color=shade, markersize=6)
    axes.axvline(0, color=INK, linewidth=0.7)
    axes.set_xscale("symlog", linthresh=near)
    axes.set_yticks(range(len(pairs)), list(names))
    axes.invert_yaxis()
    axes.grid(True, axis="x")


def stacked_counts(
    axes: Axes, counts: pd.DataFrame, colours: Sequence[str], above: bool = False
) -> None:
    """Draw a stacked bar for each row; each column has its colour and a hatch of its own.

    `above`: the legend is above the bars, which may be so long that there is no room among them.
    """
    if counts.empty:
        return
    counts.plot.barh(stacked=True, color=list(colours), width=0.7, ax=axes)
    for bars, hatch in zip(axes.containers, HATCHES, strict=False):
        for bar in bars:
            bar.set(hatch=hatch, edgecolor=INK, linewidth=0.5)
    axes.invert_yaxis()
    axes.grid(True, axis="x")
    if above:
        axes.legend(title=None, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=counts.shape[1])
    else:
        axes.legend(title=None, loc="upper right")


def blind_ranges(axes: Axes, parts: pd.DataFrame, shades: Mapping[str, str], far: float) -> None:
    """Draw, on a line for each number, the values that would pass unseen, as multiples of it.

    `parts`: rows of id, label, why, low and high; `shades`: the name of a colour for each reason,
    by its label in the legend. What lies beyond `far` times the number, or below one of so many
    parts of it, is an arrow.
    """
    lines = list(dict.fromkeys(parts["id"]))
    drawn: list[Any] = parts.to_dict("records")
    axes.axvline(1, color=INK, linewidth=0.7, zorder=1)
    for part in drawn:
        line, shade = lines.index(part["id"]), colour(shades[part["why"]])
        low, high = max(part["low"], 1 / far), min(part["high"], far)
        axes.hlines(line, low, high, color=shade, linewidth=3)
        for end, beyond, arrow in ((low, 1 / far, "<"), (high, far, ">")):
            shape = arrow if end == beyond else "|"
            axes.plot(end, line, shape, color=shade, markersize=7, markeredgewidth=1.5)
    for why, name in shades.items():
        axes.plot([], [], color=colour(name), linewidth=3, label=why)
    axes.set(xscale="log", xlim=(0.8 / far, 1.25 * far), ylim=(max(len(lines), 1) - 0.5, -0.5))
    axes.set_yticks(range(len(lines)), list(parts.drop_duplicates("id")["label"]))
    axes.grid(True, axis="x")
    axes.legend(loc="lower center", bbox_to_anchor=(0.4, 1), ncols=2)


def specifications(axes: Axes, ends: pd.DataFrame, worded: Callable[[float], str]) -> None:
    """Draw, on a line for each reading, the interval that it gives.

    `ends`: rows of label, low, high and published; the published reading has another colour and
    marker.
    """
    drawn: list[Any] = ends.to_dict("records")
    for line, reading in enumerate(drawn):
        shade, shape = (colour("orange"), "D") if reading["published"] else (colour("blue"), "o")
        edges = [reading["low"], reading["high"]]
        axes.plot(edges, [line, line], shape, ls="-", color=shade, markersize=6, linewidth=3)
    axes.set_yticks(range(len(drawn)), [reading["label"] for reading in drawn])
    axes.set_ylim(len(drawn) - 0.5, -0.5)
    axes.xaxis.set_major_locator(MaxNLocator(3))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: worded(value)))
    axes.grid(True, axis="x")


BAR = 0.8  # of a year, for all bars of one
MOST_YEARS = 10
BANDS = ("green", "blue", "orange", "purple", "yellow", "sky")
HATCHES = ("", "//", "..", "xx")

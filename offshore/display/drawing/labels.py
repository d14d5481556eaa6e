"""The words of a drawing: axes and legends labelled, and ticks written, in the run's language."""

from collections.abc import Mapping
from typing import Any

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from offshore.compendium.errors import UserError, shown
from offshore.display.formats import Format
from offshore.display.words import Words

AMOUNTS = ("money", "compact")
TICKS = 6  # about as many as a page's width has room for


def put(drawing: Figure, name: str, words: Words, values: Mapping[str, object]) -> None:
    """Replace the names of columns on a drawing by what the file of words says.

    The axes whose column is an amount or a percentage get ticks written so. Raises UserError for
    a label that is not in the file: it would be English in every edition.
    """
    item = words.item(name)
    for axes in drawing.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if key := axis.get_label_text():
                axis.set_label_text(_said(key, name, words, values), parse_math=False)
                _write_ticks(axis, _tick_format(key, item, words), words)
        if legend := axes.get_legend():
            for text in legend.get_texts():
                text.set_text(_said(text.get_text(), name, words, values))


def _said(key: str, name: str, words: Words, values: Mapping[str, object]) -> str:
    item = words.item(name)
    said = words.label_of(item, key, values)
    if said == key and key not in item.get("labels", {}) and not words.is_own(key):
        raise UserError(
            f"{words.label} does not say what {shown(key)} is called on the figure {shown(name)}: "
            f"add it to `labels:`."
        )
    return said


def _tick_format(key: str, item: Mapping[str, Any], words: Words) -> Format | None:
    """Return how ticks are written: as `ticks` says, else by the column's unit, shorter."""
    if own := words.ticks(key, item):
        return own
    unit = words.unit(key, item)
    if unit and unit.unit in AMOUNTS:
        # With fewer than two digits, 120 and 160 million would read the same in Chinese.
        return Format("compact", 2)
    return Format("percent", 0) if unit and unit.unit == "percent" else None


def _write_ticks(axis: Axis, form: Format | None, words: Words) -> None:
    if form is None:
        return
    log = axis.get_scale() == "log"
    if not isinstance(axis.get_major_locator(), FixedLocator):  # ticks that a cell sets stay
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)) if log else MaxNLocator(TICKS))
    axis.set_minor_formatter(NullFormatter())
    axis.set_major_formatter(FuncFormatter(lambda value, _: form.write(value, words.language)))

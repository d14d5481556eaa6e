"""What every run does first, done on import: in the warm process, before it forks kernels.

Nothing of it changes what a run gives; it fills the caches of matplotlib, Babel and pandas.
"""

import matplotlib as mpl
from babel import lists, numbers
from matplotlib.figure import Figure

from offshore.display import items
from offshore.display.drawing import theme

LOCALES = ("en", "zh_CN")


def rehearse() -> None:
    """Write numbers and draw a figure, and leave no setting changed."""
    for locale in LOCALES:
        numbers.format_decimal(1.5, locale=locale)
        numbers.format_percent(0.5, locale=locale)
        lists.format_list(["a", "b", "c"], locale=locale)
    with mpl.rc_context():
        theme.apply()
        drawing = Figure()
        axes = drawing.subplots()
        axes.plot([1, 2], label="温州 Wenzhou 0123456789.,%–")
        axes.legend()
        items.svg(drawing)


rehearse()

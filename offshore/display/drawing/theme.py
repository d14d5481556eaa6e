"""How figures look: fonts, sizes and colours, in light and in dark."""

from pathlib import Path
from typing import Any

import seaborn as sns
from matplotlib import font_manager

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-GB2312.otf"
WIDTH = 6.0  # inches; 10 points then read as 16 pixels on a page, 8 on a phone

# Okabe and Ito's colours, distinguishable with every common kind of colour vision; the
# second of each pair is the same hue, lighter, for a dark page.
INK, INK_DARK = "#1f2328", "#e6e6e6"
MUTED, MUTED_DARK = "#5f6670", "#a9b1ba"
PAGE, PAGE_DARK = "#fdfdfd", "#121314"  # hides lines behind a box, as the page would
ON_FILL, ON_FILL_DARK = "#fefefe", "#101214"  # text on a tile filled with a colour below
GRID, GRID_DARK = "#d0d5da", "#3d444d"
COLOURS = {
    "blue": ("#0072b2", "#5ab4e8"),
    "orange": ("#c25400", "#ff9a57"),
    "green": ("#00795a", "#35cfa2"),
    "purple": ("#a3528a", "#e3a1cd"),
    "sky": ("#3d8fbf", "#9ad6f7"),
    "yellow": ("#8a6a00", "#f0c94a"),
}
DARK = {
    PAGE: PAGE_DARK,
    ON_FILL: ON_FILL_DARK,
    INK: INK_DARK,
    MUTED: MUTED_DARK,
    GRID: GRID_DARK,
    **dict(COLOURS.values()),
}


def colour(name: str) -> str:
    """Return a named colour for a light page; `to_dark` substitutes the dark page's."""
    return COLOURS[name][0]


def apply() -> None:
    """Set up matplotlib and seaborn for figures that read at page width and are reproducible."""
    known = font_manager.fontManager
    if str(FONT) not in {one.fname for one in known.ttflist}:  # else what it has found is forgotten
        known.addfont(FONT)
    sns.set_theme(style="ticks", palette=[light for light, _ in COLOURS.values()], rc=_settings())


def _settings() -> dict[str, Any]:
    return {
        "font.family": ["DejaVu Sans", "Noto Sans SC"],
        "font.size": 10,
        "axes.labelsize": 10,
        "xtick.labelsize": 10,
        "ytick.labelsize": 10,
        "legend.fontsize": 10,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": MUTED,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": GRID,
        "grid.linewidth": 0.7,
        "legend.frameon": False,
        "figure.figsize": (WIDTH, 4.0),
        "figure.constrained_layout.use": True,
        "svg.fonttype": "path",  # a picture's text cannot use the page's fonts
        "svg.hashsalt": "offshore",  # the same figure gives the same bytes
        "axes.unicode_minus": False,
    }


def to_dark(svg: str) -> str:
    """Return an SVG with each of our colours replaced by its shade for a dark page."""
    for light, dark in DARK.items():
        svg = svg.replace(light, dark)
    return svg

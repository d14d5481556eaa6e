"""How figures look: legible in light and in dark, in English and in Chinese."""

import csv
import re

import matplotlib as mpl
import pytest
from checkouts import ROOT, here
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from offshore.display.drawing import theme

LIGHT_PAGE, DARK_PAGE = "#ffffff", "#121212"


def luminance(colour: str) -> float:
    """Return relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", theme.COLOURS)
def test_colour_stands_out_from_both_pages(name: str) -> None:
    light, dark = theme.COLOURS[name]
    # 3:1 is what WCAG 2.2 asks of graphical objects.
    assert contrast(light, LIGHT_PAGE) >= 3
    assert contrast(dark, DARK_PAGE) >= 3


def test_text_is_legible_on_both_pages() -> None:
    # 4.5:1 is what WCAG 2.2 asks of text.
    for light, dark in [(theme.INK, theme.INK_DARK), (theme.MUTED, theme.MUTED_DARK)]:
        assert contrast(light, LIGHT_PAGE) >= 4.5
        assert contrast(dark, DARK_PAGE) >= 4.5


def test_dark_picture_has_no_colour_of_the_light_one() -> None:
    dark = theme.to_dark(" ".join(theme.DARK))
    assert dark.split() == list(theme.DARK.values())


def test_font_has_every_character_that_figures_may_say_in_chinese() -> None:
    # What is not Chinese comes from matplotlib's own font, which stands first.
    fonts = (theme.FONT, font_manager.findfont("DejaVu Sans"))
    known = {character for font in fonts for character in TTFont(font).getBestCmap()}
    said = here().catalogue("zh_CN", "display").read_text(encoding="utf-8")
    for file in (ROOT / "data/vocabulary").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            said += "".join(row["zh"] for row in csv.DictReader(rows))
    assert {c for c in said if c.isprintable() and ord(c) not in known} == set()


def test_style_is_set_for_the_same_bytes_and_for_chinese() -> None:
    theme.apply()
    assert mpl.rcParams["svg.hashsalt"] == "offshore"
    assert mpl.rcParams["font.family"] == ["DejaVu Sans", "Noto Sans SC"]


def test_every_named_colour_has_a_shade_for_dark_pages() -> None:
    # A box that keeps its light face on a dark page hides the light text in it.
    named = {name: value for name, value in vars(theme).items() if re.fullmatch("[A-Z_]+", name)}
    light = {name for name, value in named.items() if str(value).startswith("#")}
    pairs = {name for name in light if not name.endswith("_DARK")}
    assert {theme.DARK[named[name]] for name in pairs} == {named[f"{name}_DARK"] for name in pairs}

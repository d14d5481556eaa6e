"""Pictures as PNG: what was drawn, at its size, on white, kept once and never half."""

import io
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from offshore.compendium.root import Compendium
from offshore.display import items
from offshore.display.drawing import raster, theme

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="36pt" height="18pt" viewBox="0 0 36 18">'
    '<rect width="18" height="18" fill="#0072b2"/></svg>'
)
SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def here(tmp_path: Path) -> Compendium:
    return Compendium(tmp_path)


def kept(here: Compendium) -> list[Path]:
    return sorted((here.build / raster.FOLDER).iterdir())


def test_a_point_is_a_72nd_of_an_inch_which_has_200_dots(here: Compendium) -> None:
    made = Image.open(io.BytesIO(raster.png(SQUARE, here)))
    assert made.size == (100, 50)
    assert [round(one) for one in made.info["dpi"]] == [200, 200]


def test_what_nothing_is_drawn_on_is_white_and_opaque(here: Compendium) -> None:
    made = Image.open(io.BytesIO(raster.png(SQUARE, here))).convert("RGBA")
    assert made.getpixel((10, 25)) == (0, 0x72, 0xB2, 255)
    assert made.getpixel((90, 25)) == (255, 255, 255, 255)


def test_no_svg_gives_no_png(here: Compendium) -> None:
    assert raster.png("", here) == b""
    assert not here.build.exists()


@pytest.mark.parametrize("height", [2.4, 2.6, 3.2, 3.4, 4.6, 19.58])
def test_png_shows_what_matplotlib_would_show(height: float, here: Compendium) -> None:
    theme.apply()
    drawing = Figure(figsize=(6, height))
    drawing.subplots().bar(["温州", "Ningbo"], [1, 2], label="产业 −½")
    ours = Image.open(io.BytesIO(raster.png(items.svg(drawing), here))).convert("L")
    file = io.BytesIO()
    drawing.savefig(file, format="png", dpi=200, facecolor="white")
    theirs = Image.open(file).convert("L")
    assert ours.size == theirs.size
    apart = np.abs(np.asarray(ours, int) - np.asarray(theirs, int))
    assert apart.mean() < 3  # of 255: edges are smoothed otherwise, nothing else differs
    assert (apart > 128).mean() < 0.01


def test_a_picture_is_made_once(here: Compendium, monkeypatch: pytest.MonkeyPatch) -> None:
    first = raster.png(SQUARE, here)
    monkeypatch.setattr(raster, "_drawn", lambda _: b"made again")
    assert raster.png(SQUARE, here) == first
    assert raster.png(SQUARE.replace("#0072b2", "#c25400"), here) == b"made again"
    assert len(kept(here)) == 2


@pytest.mark.parametrize("broken", [b"", SIGNATURE, b"other"])
def test_a_kept_picture_that_was_changed_is_made_again(broken: bytes, here: Compendium) -> None:
    first = raster.png(SQUARE, here)
    (file,) = kept(here)
    file.write_bytes(broken)
    assert raster.png(SQUARE, here) == first == file.read_bytes()


def test_where_nothing_can_be_kept_the_picture_is_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "_build").write_text("in the way", encoding="utf-8")
    assert raster.png(SQUARE, Compendium(tmp_path)).startswith(SIGNATURE)

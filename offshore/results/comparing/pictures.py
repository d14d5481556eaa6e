"""The two pictures of a figure that changed, by the hashes that results keep of them."""

import base64
import io
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from offshore.compendium.hashes import of_bytes
from offshore.compendium.root import Compendium
from offshore.display import mime
from offshore.display.drawing import raster
from offshore.results.model import Item
from offshore.results.multiverse import Multiverse
from offshore.runs.planning import Run

VIEW = re.compile(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"')
PNG = b"\x89PNG"
Pictures = Mapping[str, bytes]  # by hash


@dataclass(frozen=True)
class Drawn:
    """A picture for a page: its address, which holds the whole of it, and its size in points."""

    address: str
    width: float
    height: float


@dataclass(frozen=True)
class Frame:
    """Where two pictures differ, as shares of their width and height."""

    left: float
    top: float
    width: float
    height: float


def of_runs(
    compendium: Compendium, runs: Iterable[Run], spread: Multiverse | None = None
) -> Pictures:
    """Return the pictures of runs and of the multiverse, as SVG and as PNG, by their hash."""
    shown = [item for run in runs for item in mime.bundles(json.loads(run.read()), mime.ITEM)]
    drawn = [item["svg"] for item in shown] + (
        [item.svg for item in spread.items] if spread else []
    )
    pairs = [(svg.encode(), raster.png(svg, compendium)) for svg in drawn if svg]
    found = [one for pair in pairs for one in pair]
    return {of_bytes(one): one for one in found}


def of_books(books: Iterable[Path], wanted: Collection[str]) -> Pictures:
    """Return the pictures in the folders of bound books whose hashes are wanted, by their hash."""
    patterns = ("_images/*.light.svg", "_downloads/*/*.png")
    files = [file for book in books for pattern in patterns for file in book.glob(pattern)]
    found = ((of_bytes(one), one) for one in (file.read_bytes() for file in sorted(files)))
    return {digest: one for digest, one in found if digest in wanted}


def drawn(item: Item | None, pictures: Pictures) -> Drawn | None:
    """Return an item's picture for a page, None if it is not at hand."""
    svg = pictures.get(item.svg) if item else None
    size = VIEW.search(svg) if svg else None
    if svg is None or size is None:
        return None
    address = f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
    return Drawn(address, float(size[1]), float(size[2]))


def frame(before: Item, after: Item, pictures: Pictures) -> Frame | None:
    """Return what holds everything in which two pictures of one size differ, None otherwise."""
    files = [pictures.get(one.png, b"") for one in (before, after)]
    if not all(file.startswith(PNG) for file in files):
        return None
    from PIL import Image, ImageChops  # only here, and takes 50 ms

    one, other = (Image.open(io.BytesIO(file)).convert("RGB") for file in files)
    box = ImageChops.difference(one, other).getbbox() if one.size == other.size else None
    if box is None:
        return None
    (left, top, right, bottom), (width, height) = box, one.size
    return Frame(left / width, top / height, (right - left) / width, (bottom - top) / height)

"""Pictures as PNG, for what shows no SVG: made from the SVG when one is asked for, and kept."""

import re
import struct
import zlib
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from offshore.compendium.hashes import of_bytes, of_json
from offshore.compendium.root import Compendium

DOTS, POINTS, METRE = 200, 72, 0.0254  # dots in an inch, points in one, and an inch in metres
SIZE = re.compile(r'width="([0-9.]+)pt" height="([0-9.]+)pt"')
HEAD = 33  # bytes of a PNG's signature and first chunk, after which its density may stand
FOLDER = "pictures"  # of the store; all of it can be made again


def png(svg: str, compendium: Compendium) -> bytes:
    """Return an SVG as PNG on white, with 200 dots in an inch; "" gives none."""
    if not svg:
        return b""
    folder = compendium.build / FOLDER
    name = key(svg)
    for file in folder.glob(f"{name}.*.png"):
        with suppress(OSError):
            if of_bytes(found := file.read_bytes()) == file.name.split(".")[1]:
                return found
    made = _drawn(svg)
    with suppress(OSError):  # where nothing can be kept, it is made again
        _keep(made, folder, f"{name}.{of_bytes(made)}.png")
    return made


def key(svg: str) -> str:
    """Return what the name of a kept picture begins with."""
    return of_json({"svg": svg, "renderer": version("resvg-py"), "dots": DOTS})[:32]


def _keep(made: bytes, folder: Path, name: str) -> None:
    """Write a picture in one step, so that nobody reads half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        file.write(made)
    Path(file.name).replace(folder / name)


@lru_cache(maxsize=64)
def _drawn(svg: str) -> bytes:
    import resvg_py  # only here

    # Sized here: the renderer rounds points to whole ones before it scales.
    sized = SIZE.sub(_in_dots, svg, count=1)
    made = bytes(resvg_py.svg_to_bytes(sized, background="white", skip_system_fonts=True))
    return made[:HEAD] + _density() + made[HEAD:]


def _in_dots(size: re.Match[str]) -> str:
    width, height = (round(float(one) / POINTS * DOTS) for one in size.groups())
    return f'width="{width}" height="{height}"'


def _density() -> bytes:
    """Return the chunk of a PNG that says how many dots there are in a metre."""
    dots = round(DOTS / METRE)
    chunk = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    return struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))

"""The Chinese typeface of the book, with only the characters that its pages use."""

from pathlib import Path
from typing import Any

from fontTools import subset
from sphinx.application import Sphinx

from offshore.compendium.root import fonts

FILE = "han.woff2"  # as `offshore.css` calls it
SCRIPTS = "translations.js"  # words that the theme's scripts show


def write(app: Sphinx, failed: Any) -> None:
    """Write the typeface into the built book."""
    if failed or app.builder.format != "html":
        return
    out = Path(app.outdir)
    files = [*out.glob("*.html"), *(out / "_static").glob(SCRIPTS)]
    used = {character for file in files for character in file.read_text(encoding="utf-8")}
    (font,) = fonts()
    cut(font, {one for one in used if ord(one) > 0x2000}, out / "_static" / FILE)


def cut(font: Path, characters: set[str], target: Path) -> None:
    """Write a font with some of another's characters, as WOFF2, ignoring those that it lacks."""
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    options.desubroutinize = False
    opened = subset.load_font(str(font), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(characters)))
    cutter.subset(opened)
    subset.save_font(opened, str(target), options)

"""The Chinese typeface of the book: the characters that its pages use, and no more."""

from pathlib import Path
from typing import Any

from fontTools import subset
from sphinx.application import Sphinx

from offshore import places

FILE = "han.woff2"  # as `offshore.css` calls it
SCRIPTS = "translations.js"  # words that the theme's scripts show


def write(app: Sphinx, failed: Any) -> None:
    """Write the typeface into the built book."""
    if failed or app.builder.format != "html":
        return
    out = Path(app.outdir)
    files = [*out.glob("*.html"), *(out / "_static").glob(SCRIPTS)]
    used = {sign for file in files for sign in file.read_text(encoding="utf-8")}
    (font,) = places.fonts()
    cut(font, {sign for sign in used if ord(sign) > 0x2000}, out / "_static" / FILE)


def cut(font: Path, signs: set[str], target: Path) -> None:
    """Write a font with some of another's signs, as WOFF2; those it lacks are left out."""
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    options.desubroutinize = False
    opened = subset.load_font(str(font), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(signs)))
    cutter.subset(opened)
    subset.save_font(opened, str(target), options)

"""The words that the theme and MyST-NB have in English in every edition, in the edition's."""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.locale import get_translation

CATALOGUE = "sphinx"
# What their templates do not hand to gettext; `sphinx.po` has the translations.
TYPED = (
    "Main",
    "Page",
    "Toggle hidden content",
    "Toggle primary sidebar",
    "Toggle secondary sidebar",
)
LABEL = re.compile(rf'\b(title|aria-label)="({"|".join(TYPED)})"')


def translate(app: Sphinx, failed: Any) -> None:
    """Translate the labels of buttons and of parts of a page that are typed in templates."""
    if failed or app.builder.format != "html":
        return
    told = get_translation(CATALOGUE)
    for page in sorted(Path(app.outdir).glob("*.html")):
        text = page.read_text(encoding="utf-8")
        said = LABEL.sub(lambda found: f'{found[1]}="{told(found[2])}"', text)
        if said != text:
            page.write_text(said, encoding="utf-8")

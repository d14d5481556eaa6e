"""Text in another language, tagged for screen readers, fonts and line breaking."""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

HAN = "\u3400-\u9fff\uf900-\ufaff"
CHINESE = re.compile(rf"[{HAN}](?:[{HAN}、。，；：（）《》“”·—\d]*[{HAN}》）])?")
# A single Latin word in Chinese text is a name or an abbreviation, and needs no language.
LATIN = re.compile(r"[A-Za-z][\w.,:;'’&-]*(?: +[\w(][\w.,:;'’&()-]*)*[ ]+[A-Za-z][\w.'’-]*")
CODE = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw)


def mark(app: Sphinx, doctree: nodes.document, _: str) -> None:
    """Tag Chinese in an edition in another language, and English phrases in a Chinese one."""
    chinese = app.config.language.startswith("zh")
    pattern, tag = (LATIN, "en") if chinese else (CHINESE, "zh")
    for text in list(doctree.findall(nodes.Text)):
        if not isinstance(text.parent, CODE) and pattern.search(text):
            text.parent.replace(text, _pieces(str(text), pattern, tag))


def _pieces(text: str, pattern: re.Pattern[str], tag: str) -> list[Any]:
    """Return a text as nodes; docutils turns the class `language-…` into an attribute."""
    made: list[Any] = []
    end = 0
    for found in pattern.finditer(text):
        if before := text[end : found.start()]:
            made.append(nodes.Text(before))
        made.append(nodes.inline("", found[0], classes=[f"language-{tag}"]))
        end = found.end()
    return [*made, nodes.Text(text[end:])] if text[end:] else made

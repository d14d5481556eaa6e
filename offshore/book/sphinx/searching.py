"""Search in both languages without a server: Chinese by pairs of characters, numbers whole.

The index and the browser split text in the same way, so a phrase is found on the pages that have
all of its pairs.
"""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.search import languages
from sphinx.search.en import SearchEnglish

from offshore.book.sphinx.language_tags import HAN

PIECES = re.compile(rf"[{HAN}]+|[0-9]+(?:[.,][0-9]+)*|[^\W{HAN}]+")
SPLITTER = r"""
const han = /^[\u3400-\u9fff\uf900-\ufaff]/;
const pieces =
  /[\u3400-\u9fff\uf900-\ufaff]+|[0-9]+(?:[.,][0-9]+)*|(?:(?![\u3400-\u9fff\uf900-\ufaff])[\p{L}\p{N}\p{M}_])+/gu;
const pairs = (run) =>
  han.test(run) && run.length > 1
    ? Array.from({length: run.length - 1}, (_, start) => run.slice(start, start + 2))
    : [run];
var splitQuery = (query) => (query.match(pieces) || []).flatMap(pairs);
"""
# Sphinx's script ignores every term that consists of digits alone.
TOOLS = "searchtools.js"
NO_NUMBERS = re.compile(r"\s*\|\|\s*queryTerm\.match\(/\^\\d\+\$/\)")


def split(text: str) -> list[str]:
    """Return the terms of a text: pairs of Chinese characters, whole numbers, words."""
    return [term for run in PIECES.findall(text) for term in pairs(run)]


def pairs(run: str) -> list[str]:
    """Return a run of Chinese characters as its pairs, anything else unchanged."""
    if len(run) > 1 and re.match(rf"[{HAN}]", run):
        return [run[start : start + 2] for start in range(len(run) - 1)]
    return [run]


class Words(SearchEnglish):
    """English words by their stems, and Chinese, since both editions have both."""

    js_splitter_code = SPLITTER

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._stems: dict[str, str] = {}  # the same words are on every page

    def split(self, input: str) -> list[str]:
        """Return the terms of a text."""
        return split(input)

    def stem(self, word: str) -> str:
        """Return the stem of a word."""
        if word not in self._stems:
            self._stems[word] = super().stem(word)
        return self._stems[word]


def register() -> None:
    """Use this search for English and Chinese, under each name that Sphinx looks for."""
    languages.update({"en": Words, "zh": Words, "zh_CN": Words})


def let_numbers_be_found(app: Sphinx, failed: Any) -> None:
    """Remove the rule against numbers from the search script.

    Raises ValueError if there is none, as may happen in a later Sphinx.
    """
    file = Path(app.outdir) / "_static" / TOOLS
    if failed or not file.exists():
        return
    text, found = NO_NUMBERS.subn("", file.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{TOOLS} has no rule against numbers: searching.py must follow it.")
    file.write_text(text, encoding="utf-8")

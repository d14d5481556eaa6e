"""Text that comes from data as Markdown that says just that text."""

import re
from collections.abc import Iterable, Sequence

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    """Return text whose every punctuation mark is taken literally by Markdown, on one line."""
    return PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def pipe_table(header: Sequence[str], rows: Iterable[Sequence[str]], raw: bool = False) -> str:
    """Return a Markdown table; cells are escaped unless they are `raw` Markdown already."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells if raw else map(escape, cells)) + " |"

    return "\n".join([line(header), "|" + "---|" * len(header), *map(line, rows)])

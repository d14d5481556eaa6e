"""Text from data as Markdown that shows exactly that text."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from offshore.compendium.hashes import of_bytes

ANCHOR = "anchor-"  # a heading's class, which the book turns into its anchor
BACKTICKS = re.compile("`+")
NO_ENDS = re.compile("^[-0-9]+|-+$")  # of an anchor
# A number, a fact, a work or a sentence that the book fills in: its role and its name.
ROLE = re.compile(r"\{(number|printed|cite|cite:t|says)\}`([^`]+)`")
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    """Return text on one line, with every punctuation mark escaped for Markdown."""
    return PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Return text as code for a cell of a table, whatever characters it contains."""
    line = " ".join(text.split())
    fence = "`" * (1 + max(map(len, BACKTICKS.findall(line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}".replace("|", r"\|")


def code_block(text: str, language: str = "text") -> str:
    """Return a block of code that shows exactly a text, whatever it contains."""
    fence = "`" * max(3, 1 + max(map(len, BACKTICKS.findall(text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}"


def heading(level: int, text: str, english: str) -> str:
    """Return a heading whose anchor comes from its English text, the same in every language."""
    return f"{{.{ANCHOR}{anchor(english)}}}\n{'#' * level} {escape(text)}"


def anchor(english: str) -> str:
    """Return the anchor of a heading, given its English text, as Sphinx makes it from that."""
    plain = unicodedata.normalize("NFKD", english.lower()).encode("ascii", "ignore").decode()
    found = NO_ENDS.sub("", re.sub("[^a-z0-9]+", "-", plain))
    return found or f"heading-{of_bytes(english.encode())[:8]}"  # of a text without such letters


def pipe_table(header: Sequence[str], rows: Iterable[Sequence[str]], raw: bool = False) -> str:
    """Return a Markdown table; cells are escaped unless they are `raw` Markdown already."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells if raw else map(escape, cells)) + " |"

    return "\n".join([line(header), "|" + "---|" * len(header), *map(line, rows)])

"""What a reader must find in a notebook's text, wherever it is opened."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from offshore.compendium.root import Compendium
from offshore.display import citations, facts
from offshore.display.language import languages
from offshore.display.mime import NUMBERS
from offshore.notebook import prose

Texts = dict[str, str]  # of each cell of text, by its id

# What is left of MyST where a viewer does not know it, and an expression that nobody evaluated.
# Formulas have braces of their own, after a command or as an index.
RAW = re.compile(r"(?<![A-Za-z\\^_}])\{[a-z][a-z:-]*\}|:::|\brun(?:\.\w+)?\[|Unexecuted inline")
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
NOTEBOOK = re.compile(r"[\w-]+\.ipynb(#[\w-]+)?")


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def sources(notebook: Mapping[str, Any], kind: str = "markdown") -> Texts:
    """Return the text of each cell of a kind, by its id."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == kind]
    return {cell["id"]: "".join(cell["source"]) for cell in cells}


def numbers(notebook: Mapping[str, Any]) -> dict[str, str]:
    """Return the numbers that the cells of an executed notebook recorded, in words, by name."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    bundles = [output.get("data", {}).get(NUMBERS, {}) for output in outputs]
    return {name: said for bundle in bundles for name, said in bundle.items()}


def left_out(
    stored: Mapping[str, Any],
    texts: Texts,
    recorded: Mapping[str, str],
    compendium: Compendium,
    code: str,
) -> list[tuple[str, ...]]:
    """Return what the text of a stored notebook names and its reader does not find there.

    Each is the cell, the name and what should be read: the number that the run recorded, that of
    the paper, or the work, in a language. What sentences say that hang on numbers is not asked.
    """
    words = languages(compendium)[code]
    told = {
        "number": recorded,
        "printed": facts.all_worded(words),
        "cite": citations.cited(words),
        "cite:t": citations.named(words),
    }
    expected = [
        (cell, name, one_line(told[role].get(name, "nothing recorded")))
        for cell, role, name in named(stored)
        if role != "says"
    ]
    return [(cell, name, said) for cell, name, said in expected if said not in texts[cell]]


def named(stored: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return each number and work that a stored text names: its cell, its role, its name."""
    return sorted(
        (cell, role, name)
        for cell, text in sources(stored).items()
        for role, several in prose.expressions(text)
        for name in several.split(",")
    )


def check(
    stored: Mapping[str, Any],
    made: Mapping[str, Any],
    texts: Texts,
    compendium: Compendium,
    code: str,
) -> None:
    """Check what a copy's reader finds in its `texts`, compared with the stored notebook."""
    assert raw(texts) == []
    assert left_out(stored, texts, numbers(made), compendium, code) == []
    assert foreign_links(made) == []
    assert formulas(made) == formulas(stored)


def raw(texts: Texts) -> list[str]:
    """Return what readers see of the notation that is not for them."""
    return [found[0] for text in texts.values() for found in RAW.finditer(text)]


def rendered(notebook: Mapping[str, Any]) -> dict[str, BeautifulSoup]:
    """Return each cell of text as a viewer renders it that knows plain Markdown alone."""
    markdown = MarkdownIt("commonmark").enable("table")
    cells = sources(notebook).items()
    return {name: BeautifulSoup(markdown.render(text), "html.parser") for name, text in cells}


def plain_texts(notebook: Mapping[str, Any]) -> Texts:
    """Return the words of each cell of text in such a viewer."""
    return {name: one_line(page.get_text()) for name, page in rendered(notebook).items()}


def foreign_links(notebook: Mapping[str, Any]) -> list[str]:
    """Return links of the text that lead elsewhere than to a notebook beside it."""
    links = [link["href"] for page in rendered(notebook).values() for link in page.find_all("a")]
    return [link for link in links if not NOTEBOOK.fullmatch(str(link))]


def formulas(notebook: Mapping[str, Any]) -> list[str]:
    """Return the formulas of the text, sorted: a translation may have them in another order."""
    return sorted(FORMULA.findall("\n".join(sources(notebook).values())))


def captions(notebook: Mapping[str, Any]) -> list[str]:
    """Return the caption of each picture, empty where none stands below it."""
    found = []
    for cell in notebook["cells"]:
        data = [output.get("data", {}) for output in cell.get("outputs", [])]
        for one, below in zip(data, [*data[1:], {}], strict=False):
            if "image/png" in one:
                found.append(_emphasised("".join(below.get("text/html", ""))))
    return found


def _emphasised(html: str) -> str:
    emphasised = BeautifulSoup(html, "html.parser").find(class_="caption")
    return emphasised.get_text() if emphasised else ""


def drawn(notebook: Mapping[str, Any]) -> int:
    """Return how many figures the code of a notebook draws."""
    return sum(text.count("run.figure(") for text in sources(notebook, "code").values())


def one_line(text: str) -> str:
    """Return text without line breaks, and with straight apostrophes, which MyST bends."""
    return " ".join(text.split()).replace("’", "'")

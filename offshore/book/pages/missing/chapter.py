"""The page of a chapter whose run failed, in its place in the book."""

import json
import re
from collections.abc import Iterator

from nbformat.v4 import new_markdown_cell, new_notebook

from offshore.book.differences import Differences
from offshore.book.handover import NOT_AVAILABLE
from offshore.book.pages.chapters import RUNS, Page
from offshore.book.pages.missing import notice
from offshore.display.language import Language
from offshore.display.markdown import escape, heading
from offshore.notebook import prose
from offshore.notebook.contract import source
from offshore.runs.failed.failure import Failure

FENCED = re.compile(r"(?ms)^(`{3,}|\$\$).*?^\1 *$")
TITLE = re.compile(r"(?m)^# +(.+)$")
HEADING = re.compile(r"(?m)^#{2,} +.+$")


def make(failure: Failure, differing: Differences) -> Page:
    """Return the page that stands where the chapter would: its title, what failed, its sections."""
    name = failure.run.contract.name
    text = "\n\n".join(_parts(failure, differing.language))
    notebook = new_notebook(cells=[new_markdown_cell(text, id="failed")])
    return Page(name, notebook, differing, list(failure.run.recipe["tables"]), failed=True)


def _parts(failure: Failure, words: Language) -> Iterator[str]:
    stored = _text(failure)
    title = TITLE.search(stored)
    # In English, as all headings of the stored notebook: the book's catalogues translate them.
    yield title[0] if title else f"# {escape(failure.run.contract.name)}"
    label = escape(words.text("The run of this section failed: nothing of it is available."))
    yield f":::{{admonition}} {label}\n:class: error\n{escape(words.text(WHAT_FOLLOWS))}\n:::"
    yield notice.told(failure, f"{RUNS}/{failure.file.name}", words)
    lost = [*HEADING.findall(stored)]
    if lost:
        yield heading(2, words.text(LOST), LOST)
        missing = escape(words.text(NOT_AVAILABLE))
        yield from (f"#{one}\n\n*{missing}*" for one in lost)


WHAT_FOLLOWS = (
    "Below is what failed, with which parameters, and what was good before. Where other pages have "
    "numbers of this section, they read “not available”; sentences that hang on them are left out, "
    "with a note in their place."
)
LOST = "What this section would have shown"


def _text(failure: Failure) -> str:
    """Return the text of a stored notebook, without what stands between fences."""
    cells = json.loads(failure.run.contract.text)["cells"]
    texts = [source(cell) for cell in cells if cell["cell_type"] == "markdown"]
    return FENCED.sub("", prose.to_roles("\n\n".join(texts)))

"""The map of results: each figure and table, by notebook, with the cell that makes it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from offshore.book.handover import NOT_AVAILABLE
from offshore.book.pages.chapters import Page
from offshore.display.language import Language
from offshore.display.markdown import escape, pipe_table
from offshore.runs.planning import Run

FILE = "results.md"
COLUMNS = ("Item", "Caption", "Cell")


def write(folder: Path, made: Sequence[tuple[Page, Run]], words: Language) -> None:
    """Write the map into the folder of generated parts."""
    sections = [
        part
        for page, run in made
        if page.items or page.failed
        for part in _section(page, run, words)
    ]
    (folder / FILE).write_text("\n\n".join(sections) + "\n", encoding="utf-8")


def _section(page: Page, run: Run, words: Language) -> Iterator[str]:
    """Yield the part about one notebook: its link, the tables that it reads, and its items."""
    tables = words.listed(f"`{table}`" for table in run.contract.tables)
    yield f"**{{doc}}`/{page.name}`**"
    yield words.text(
        "The notebook {notebook} reads {tables}.", notebook=f"`{page.name}.ipynb`", tables=tables
    )
    if page.failed:
        yield f"*{escape(words.text(NOT_AVAILABLE))}*"
        return
    yield pipe_table([words.text(column) for column in COLUMNS], _rows(page, words), raw=True)


def _rows(page: Page, words: Language) -> Iterator[tuple[str, str, str]]:
    for item in page.items:
        what = f"{escape(words.text(item['kind']))} `{item['id']}`"
        yield what, escape(item["caption"]), f"`{page.made_by['item', item['id']]}`"

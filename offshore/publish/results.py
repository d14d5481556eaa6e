"""The map of results in README.md: each figure and table, what shows it and what it reads."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from offshore import places
from offshore.errors import UserError
from offshore.publish import editions, making
from offshore.publish.runs import Run, Say
from offshore.show.language import SOURCE, languages
from offshore.show.markdown import escape, pipe_table
from offshore.show.mime import ITEM

BEGIN, END = "<!-- results map: begin -->", "<!-- results map: end -->"
HEADER = ("Item", "Caption", "Chapter", "Notebook, cell", "Tables it reads")
Row = tuple[str, ...]


def rows(notebook: str, executed: str, tables: Sequence[str]) -> Iterator[Row]:
    """Yield a row of Markdown cells for each display item of an executed notebook.

    `tables` are those the notebook declares; an item may come of fewer. Items follow each
    other as in the notebook.
    """
    cells = json.loads(executed)["cells"]
    chapter = escape(_title(cells))
    read = ", ".join(f"`{table}`" for table in tables)
    for cell, item in _items(cells):
        what = f"{item['kind']} `{item['id']}`"
        place = f"[{notebook}](notebooks/{notebook}.ipynb), `{cell}`"
        yield what, escape(item["caption"]), chapter, place, read


def _title(cells: Iterable[Any]) -> str:
    first = "".join(next(cell["source"] for cell in cells if cell["cell_type"] == "markdown"))
    return first.splitlines()[0].removeprefix("# ")


def _items(cells: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for cell in cells:
        for output in cell.get("outputs", []):
            if ITEM in output.get("data", {}):
                yield cell["id"], output["data"][ITEM]


def results_map(made: Iterable[Run]) -> str:
    """Return the map of stored runs as a Markdown table.

    Raises UserError for a run that is not stored.
    """
    found = [
        row for run in made for row in rows(run.contract.name, run.read(), run.contract.tables)
    ]
    return pipe_table(HEADER, found, raw=True)


def current(say: Say) -> str:
    """Return the map of the published edition, its missing runs made first.

    Raises UserError as a build does.
    """
    editions.check_data()
    planned = editions.plan(languages()[SOURCE], {})
    making.make(planned, say)
    return results_map(planned)


def readme() -> Path:
    """Return the file that holds the map."""
    return places.root() / "README.md"


def with_map(text: str, table: str) -> str:
    """Return a README's text with the table between its two marks.

    Raises UserError where a mark is missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise UserError(
            f"README.md has no place for the map of results.\n"
            f"Put these two lines where it belongs and try again:\n{BEGIN}\n{END}"
        )
    return f"{before}{BEGIN}\n{table}\n{END}{after}"

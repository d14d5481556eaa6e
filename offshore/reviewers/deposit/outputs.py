"""What runs give, as files of their own: figures, tables, named numbers, executed notebooks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from offshore.book import differences
from offshore.book.binding import Edition
from offshore.book.pages import chapters
from offshore.book.pages.chapters import Page
from offshore.compendium.root import Compendium
from offshore.data import spreadsheet
from offshore.display.drawing import raster
from offshore.display.mime import ITEM
from offshore.results import multiverse
from offshore.results.specifications import PAGE
from offshore.reviewers.deposit.archive import Content
from offshore.runs.planning import HEADLINE, Run

NOTEBOOKS, OUTPUTS, RUNS = "notebooks", "outputs", "provenance/runs"
NUMBERS = "numbers.csv"
SHORT = 12  # characters of a run's key in names of files


@dataclass(frozen=True)
class Output:
    """A figure, table or passages: its name, caption, and the cell of the program that makes it.

    `cell` is "" for what no notebook makes, but a page of the book from many runs.
    """

    kind: str
    caption: str
    program: str
    cell: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """What an edition gives: its files by their paths in the deposit, and its outputs in order.

    `numbers`: how many named numbers its text has.
    """

    files: Mapping[str, Content]
    outputs: Sequence[Output]
    numbers: int


def of_edition(edition: Edition) -> Given:
    """Return what the runs of a published edition give, in its language."""
    words = edition.language
    differing = differences.between("", words, edition.chapters)
    pages = [chapters.make(run, differing) for run in edition.chapters]
    files: dict[str, Content] = {}
    outputs = []
    for page, item, cell in _items(edition, pages):
        stem = f"{OUTPUTS}/{words.code}/{page}-{item['id']}"
        made = _files_of(stem, item, words.compendium)
        files |= made
        program = f"notebooks/{page}.ipynb" if cell else f"offshore/results/{page}.py"
        told = (item["kind"], item["caption"], program, cell)
        outputs.append(Output(*told, tuple(made)))
    files[f"{OUTPUTS}/{words.code}/{NUMBERS}"] = _numbers(pages)
    for run in edition.chapters:
        files[notebook_of(run, words.code)] = run.copy(words).encode()
    return Given(files, outputs, sum(len(page.numbers) for page in pages))


def notebook_of(run: Run, language: str) -> str:
    """Return where the executed notebook of a chapter is, as people read it in a language."""
    return f"{NOTEBOOKS}/{language}/{run.contract.name}.ipynb"


def record_of(run: Run) -> str:
    """Return where the record of a run is."""
    return f"{RUNS}/{run.key[:SHORT]}.json"


def record(run: Run) -> bytes:
    """Return what a run was made from, everything that its key is the hash of, and recorded."""
    told = {"key": run.key, "recipe": run.recipe, "recorded": json.loads(run.read(HEADLINE))}
    return (json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _items(edition: Edition, pages: Sequence[Page]) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Yield each display item with the name of its page and the id of the cell that makes it."""
    for page in pages:
        yield from ((page.name, item, page.made_by["item", item["id"]]) for item in page.items)
    if edition.specifications:
        found = multiverse.of_runs(edition.specifications, edition.language)
        yield from ((PAGE, item.bundle(edition.language)[ITEM], "") for item in found.items)


def _files_of(stem: str, item: Mapping[str, Any], compendium: Compendium) -> dict[str, Content]:
    files: dict[str, Content] = {f"{stem}.csv": item["data"].encode()}
    if item["kind"] == "figure":
        files[f"{stem}.svg"] = item["svg"].encode()
        files[f"{stem}.png"] = raster.png(item["svg"], compendium)
    return files


def _numbers(pages: Sequence[Page]) -> bytes:
    """Return the table of each named number in the text, with the cell that gives it."""
    rows = [
        (page.name, name, value, page.made_by["number", name])
        for page in pages
        for name, value in page.numbers.items()
    ]
    table = pd.DataFrame(rows, columns=["notebook", "number", "value", "cell"], dtype=str)
    return spreadsheet.csv(table).encode()

"""An executed notebook as a page of the book, and what it passes on to other pages."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_markdown_cell

from offshore.book import contents
from offshore.book.differences import Differences
from offshore.book.handover import FILTERED, PROVENANCE
from offshore.book.pages import outside
from offshore.compendium.root import Compendium
from offshore.data import spreadsheet
from offshore.display import facts
from offshore.display.drawing import raster
from offshore.display.drawing.theme import to_dark
from offshore.display.items import NO_DATA
from offshore.display.language import Language
from offshore.display.markdown import code, escape, heading, pipe_table
from offshore.display.mime import DOUBTFUL, ITEM, LACKING, NUMBERS, OUTSIDE, VERDICTS
from offshore.display.words import Words
from offshore.notebook import copies, prose
from offshore.results.provenance.anchors import of_item
from offshore.results.specifications import PAGE as MULTIVERSE
from offshore.runs.planning import Run

FOLDER = "items"
RUNS = "runs"  # the folder of notebooks to download
CLOSING = "How this chapter was made"


@dataclass
class Page:
    """One chapter: its notebook for Sphinx, its display items and its named numbers.

    `differing` says how its edition differs; `tables` are those that its run read. `made_by` has
    the id of the cell that made each ("item", its id) and ("number", its name). `outside` are the
    ids of the outside values used, `doubtful` the numbers that rest on those of medium confidence.
    `failed`: its run failed, so that there is nothing else.
    """

    name: str
    notebook: Any
    differing: Differences
    tables: Sequence[str] = ()
    items: list[dict[str, Any]] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    made_by: dict[tuple[str, str], str] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    doubtful: list[str] = field(default_factory=list)
    failed: bool = False

    def write(self, source: Path) -> None:
        """Write the chapter and the files of its items into a folder of book sources."""
        path = source / f"{self.name}.ipynb"
        path.write_text(nbformat.writes(self.notebook) + "\n", encoding="utf-8")
        for item in self.items:
            name = stem_of(self.name, item, self.differing)
            write_item(source / FOLDER, name, item, self.differing.language.compendium)


def make(run: Run, differing: Differences) -> Page:
    """Return the page of a run: its code as executed, its text and captions as they are now."""
    name, recipe = run.contract.name, run.recipe
    whole = copies.with_text(json.loads(run.read()), json.loads(run.contract.text))
    notebook = nbformat.reads(json.dumps(whole), as_version=4)
    page = Page(name, notebook, differing, list(recipe["tables"]))
    cells = [made for cell in _joined(page.notebook.cells) for made in _page_cells(page, cell)]
    closing = new_markdown_cell(provenance(name, recipe, run.key, differing), id="provenance")
    used = outside.used(page.outside, page.doubtful, differing.language)
    sources = [new_markdown_cell(used, id="outside-values")] if used else []
    page.notebook.cells = [*cells, *sources, closing]
    return page


def _joined(cells: list[Any]) -> Iterator[Any]:
    """Yield the cells, merging consecutive code cells up to the first that has output."""
    waiting: Any = None
    for cell in cells:
        if waiting is not None and cell.cell_type == "code":
            cell.source = f"{waiting.source}\n\n{cell.source}"
            waiting = None
        if cell.cell_type == "code" and not cell.outputs:
            waiting = cell
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield cell
    if waiting is not None:
        yield waiting


def _page_cells(page: Page, cell: Any) -> Iterator[Any]:
    """Yield a cell with its input folded, then a text cell for each of its display items."""
    yield cell
    if cell.cell_type != "code":
        cell.source = prose.to_roles(cell.source)
        return
    cell.metadata["tags"] = sorted({*cell.metadata.get("tags", []), "hide-input"})
    outputs, cell.outputs = cell.outputs, []
    for output in outputs:
        data = output.get("data", {})
        page.outside |= data.get(OUTSIDE, {})
        page.doubtful += [data[NUMBERS][name] for name in data.get(DOUBTFUL, {})]
        if NUMBERS in data:
            page.numbers |= data[NUMBERS]
            page.made_by |= {("number", name): cell.id for name in data[NUMBERS]}
        elif ITEM in data:
            item = Words(page.name, page.differing.language).applied(data[ITEM])
            page.items.append(item)
            page.made_by["item", item["id"]] = cell.id
            text = item_text(page.name, item, page.differing, page.tables)
            yield new_markdown_cell(text, id=f"item-{item['id']}")
        elif VERDICTS not in data:
            cell.outputs.append(output)


def stem_of(page: str, item: Mapping[str, Any], differing: Differences) -> str:
    """Return the name of a display item's files, without its ending."""
    return differing.named(f"{page}-{item['id']}")


def item_text(
    page: str, item: Mapping[str, Any], differing: Differences, tables: Sequence[str] = ()
) -> str:
    """Return a display item of a page as Markdown, with links to its files.

    `tables` are those that the page's run read.
    """
    words, stem = differing.language, f"{FOLDER}/{stem_of(page, item, differing)}"
    if item["kind"] == LACKING:
        return f"**{escape(words.text(NO_DATA, what=item['caption']))}**"
    changed = bool(differing.recorded(tables))
    doubts = escape(facts.doubts(item["doubtful"], words))
    whose = origin(item["origin"], words, changed, item["kind"])
    said = [whose, doubts, _downloads(stem, item, words), *_explained(page, item, words)]
    note = " ".join(filter(None, said))
    name, caption = f"{page}-{item['id']}", escape(item["caption"])
    if item["kind"] == "figure":
        alternative = json.dumps(item["alternative"], ensure_ascii=False)
        head = f":name: {name}\n:alt: {alternative}\n:width: 100%"
        shown = f"```{{figure}} {stem}.light.svg\n{head}\n\n{caption}\n```"
    elif item["kind"] == "passages":
        shown = "\n\n".join(_passage(*row) for row in item["rows"])
    elif item["anchors"]:
        rows = pipe_table(tuple(map(escape, item["header"])), _anchored(item), raw=True)
        head = f":name: {name}\n:class: {FILTERED}"
        shown = f"```{{table}} {caption}\n{head}\n\n{rows}\n```"
    else:
        rows = pipe_table(item["header"], item["rows"])
        shown = f"```{{table}} {caption}\n:name: {name}\n\n{rows}\n```"
    return f"{shown}\n\n{{.item-note}}\n{note}"


def _anchored(item: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table as Markdown, with the row's anchor on its first cell."""
    for anchor, row in zip(item["anchors"], item["rows"], strict=True):
        first, *rest = map(escape, row)
        yield f"[{first or '–'}]{{#{anchor}}}", *rest  # an empty one would be no anchor


def _passage(title: str, *paragraphs: str) -> str:
    return "\n\n".join([f"**{escape(title)}**", *map(escape, paragraphs)])


ORIGINS = {  # by origin and whether a table is changed: what is said of a figure, and of others
    ("paper", False): (
        "Printed in the paper, drawn by us.",
        "Printed in the paper, arranged by us.",
    ),
    ("paper", True): (
        "Printed in the paper, but for changed tables; drawn by us.",
        "Printed in the paper, but for changed tables; arranged by us.",
    ),
    ("reading", False): (
        "Our reading of the paper's text, in our words; drawn by us.",
        "Our reading of the paper's text, in our words.",
    ),
    ("reading", True): (
        "Our reading of the paper's text, in our words, but for changed tables; drawn by us.",
        "Our reading of the paper's text, in our words, but for changed tables.",
    ),
}


def origin(who: str, words: Language, changed: bool = False, kind: str = "figure") -> str:
    """Return the sentence that says whose statement an item of this kind is.

    `who` as in `Item`; `changed`: a table behind it may differ from what the paper prints.
    """
    if (who, changed) not in ORIGINS:
        return words.text("Our computation.")
    return words.text(ORIGINS[who, changed][kind != "figure"])


def _downloads(stem: str, item: Mapping[str, Any], words: Language) -> str:
    endings = ["light.svg", "png", "csv"] if item["kind"] == "figure" else ["csv"]
    links = [f"{{download}}`{end.split('.')[-1].upper()} <{stem}.{end}>`" for end in endings]
    line = words.text("Download:") + " " + " · ".join(links)
    if spreadsheet.is_marked(item["data"]):
        line += " " + words.text(
            "(In the CSV an apostrophe marks text that begins as a formula does.)"
        )
    return line


def _explained(page: str, item: Mapping[str, Any], words: Language) -> Iterator[str]:
    """Yield a link to what an item came from, where the book has a page that says it."""
    if page != MULTIVERSE and PROVENANCE in contents.pages(words.compendium.contents):
        yield f"· {{traced}}`{words.text('What it came from')} <{of_item(page, item['id'])}>`"


def write_item(folder: Path, name: str, item: Mapping[str, Any], compendium: Compendium) -> None:
    """Write the files of a display item, whose names begin with `name`."""
    folder.mkdir(exist_ok=True)
    if item["kind"] == LACKING:
        return
    stem = folder / name
    stem.with_name(stem.name + ".csv").write_text(item["data"], encoding="utf-8")
    if item["kind"] == "figure":
        stem.with_name(stem.name + ".light.svg").write_text(item["svg"], encoding="utf-8")
        stem.with_name(stem.name + ".dark.svg").write_text(to_dark(item["svg"]), encoding="utf-8")
        stem.with_name(stem.name + ".png").write_bytes(raster.png(item["svg"], compendium))


def files_of(name: str, differing: Differences) -> tuple[str, str]:
    """Return the names of a chapter's notebooks to download: to be read, and to be run."""
    stem = differing.named(name)
    return f"{stem}.ipynb", f"{stem}-to-run.ipynb"


def provenance(name: str, recipe: Mapping[str, Any], key: str, differing: Differences) -> str:
    """Return the closing section: parameters, tables with their hashes, files to download.

    Values that differ in the published edition are shown beside it.
    """
    words = differing.language
    read, run = (f"{{download}}`{file} <{RUNS}/{file}>`" for file in files_of(name, differing))
    published = {given: repr(value) for given, value in differing.published(name).items()}
    parameters = {given: repr(value) for given, value in recipe["parameters"].items()}
    recorded = {one: h[:12] for one, h in differing.recorded(list(recipe["tables"])).items()}
    tables = {f"data/{table}.csv": h[:12] for table, h in recipe["tables"].items()}
    accepted = {f"data/{table}.csv": h for table, h in recorded.items()}
    return "\n\n".join(
        [
            heading(2, words.text(CLOSING), CLOSING),
            words.text(
                "Run {key}. The notebook with its results, to read in any viewer: {read}. The same "
                "without them, to change and run in JupyterLab: {run}.",
                **{"key": f"`{key[:12]}`", "read": read, "run": run},
            ),
            _beside(("Parameter", "Value", "Published edition"), parameters, published, words),
            _beside(("Table read", "SHA-256 begins", "Accepted table"), tables, accepted, words),
        ]
    )


def _beside(
    columns: tuple[str, str, str],
    here: Mapping[str, str],
    others: Mapping[str, str],
    words: Language,
) -> str:
    """Return a table of names and values, with the others' values if any was changed."""
    kept = 3 if others else 2
    header = [words.text(column) for column in columns[:kept]]
    rows = [
        (code(name), code(value), _other(others.get(name), words))[:kept]
        for name, value in here.items()
    ]
    return pipe_table(header, rows, raw=True)


def _other(value: str | None, words: Language) -> str:
    if value is None:
        return escape(words.text("the same"))
    return words.text("**changed** from {value}", value=code(value or "–"))

"""The certificate for editors: what is changed, and what makes each figure, table and number.

It follows the README that social science data editors ask of a replication package.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

from offshore.audit.verdicts import Verdict
from offshore.book import contents
from offshore.book.differences import Differences
from offshore.book.handover import CHANGED, COMPARISON, NOT_AVAILABLE, PROVENANCE
from offshore.book.pages.chapters import Page
from offshore.book.pages.edition_banner import INVENTED
from offshore.data.borrowed import Borrowed
from offshore.display.findings.verdicts import signed, worth
from offshore.display.language import Language
from offshore.display.locations import place
from offshore.display.markdown import code, code_block, escape, heading, pipe_table
from offshore.results.provenance.anchors import of_number
from offshore.runs.planning import Run

FILE = "certificate.md"
SHORT = 12  # characters of a run's key that distinguish it from any other
ORIGINS = {"paper": "paper", "reading": "this edition's reading of the paper"}  # else ours
SEVERITY, EACH = "severity", "numbers"  # the chapter, and its table of every number
Made = Sequence[tuple[Page, Run]]


def write(
    folder: Path,
    made: Made,
    verdicts: Sequence[Verdict],
    differing: Differences,
    compared: bool = False,
) -> None:
    """Write the certificate into the folder of generated parts.

    `compared`: a page beside the book's says what differs from the recorded results.
    """
    words = differing.language
    moved = [_to_comparison(words)] if compared else []
    sections = [
        *_section(CHANGED, "\n\n".join([_differences(differing), *moved]), words),
        *_section("Environment and runs", _runs(made, words), words),
        *_section("Numbers in the paper's text", _claims(made, verdicts, words), words),
        *_severity(made, words),
        *_section("Figures and tables", _items(made, words), words),
        *_section("Numbers in this edition's text", _numbers(made, words), words),
    ]
    (folder / FILE).write_text("\n\n".join(sections) + "\n", encoding="utf-8")


def _section(title: str, text: str, words: Language) -> tuple[str, str]:
    return heading(2, words.text(title), title), text


def _differences(differing: Differences) -> str:
    """Return what the edition is, each changed parameter and table, and its command."""
    words = differing.language
    if differing.borrowed:
        return "\n\n".join(_of_own_data(differing, differing.borrowed))
    parts = [
        escape(_what_it_is(differing)),
        escape(words.text(COMPARED)),
        _parameters(differing) or escape(words.text("Changed parameters: none.")),
        _tables(differing) or escape(words.text("Changed tables: none.")),
        escape(words.text(REMADE if not differing.tables else REMADE_FROM_TABLES)),
        code_block(differing.command, "sh"),
    ]
    return "\n\n".join(parts)


def _to_comparison(words: Language) -> str:
    """Return a sentence that leads to the page that says what moved in the results."""
    link = f'<a href="{COMPARISON}.html">{escape(words.text(MOVED))}</a>'
    return words.text("What these changes come to: {link}.", link=link)


def _what_it_is(differing: Differences) -> str:
    words = differing.language
    if differing.own:
        title = "This is a custom edition, called “{name}”, not the published one."
        return words.text(title, name=differing.own)
    if differing.tables:
        return words.text("This edition was made as the published one is, but from other tables.")
    return words.text("This is the published edition.")


def _of_own_data(differing: Differences, package: Borrowed) -> Iterator[str]:
    """Yield what a book of somebody's own data is made from, and its command."""
    words = differing.language
    told = {"title": package.title(words.code), "name": package.name, "digest": package.digest}
    yield escape(words.text(OF_OWN_DATA, **told))
    if package.invented:
        yield escape(words.text(INVENTED))
    yield _parameters(differing) or escape(words.text("Changed parameters: none."))
    yield escape(words.text(REMADE_FROM_FOLDER))
    yield code_block(differing.command, "sh")


def _parameters(differing: Differences) -> str:
    rows = (
        (
            _doc(one.notebook),
            code(one.parameter),
            code(repr(one.published)),
            code(repr(one.here)),
        )
        for one in differing.changes
    )
    columns = ("Notebook", "Parameter", "Published edition", "This edition")
    return _table(columns, rows, differing.language) if differing.changes else ""


def _tables(differing: Differences) -> str:
    rows = (
        (code(f"data/{one.name}.csv"), code(one.recorded[:SHORT] or "–"), code(one.actual[:SHORT]))
        for one in differing.tables
    )
    columns = ("Table", "Recorded SHA-256 begins", "SHA-256 begins")
    return _table(columns, rows, differing.language) if differing.tables else ""


OF_OWN_DATA = (
    "This book is made from data of the user's own: {title}. Data package {name}, SHA-256 "
    "{digest}, of its descriptor and all its tables."
)
REMADE_FROM_FOLDER = (
    "From the same data package, in a folder of any name, this command makes runs with the same "
    "keys:"
)
COMPARED = (
    "Compared for this list were the parameters of the notebooks' runs with the defaults that the "
    "notebooks give, and the hash of each table with the one that the data package records; "
    "nothing else was."
)
MOVED = "every number, verdict, sentence, figure and table that moved"
REMADE = "Where the sources are the same, this command makes runs with the same keys:"
REMADE_FROM_TABLES = (
    "Where the sources are the same, these changed tables among them, this command makes runs "
    "with the same keys:"
)


def _table(columns: Sequence[str], rows: Iterator[tuple[str, ...]], words: Language) -> str:
    return pipe_table([words.text(column) for column in columns], list(rows), raw=True)


def _key(run: Run) -> str:
    return f"`{run.key[:SHORT]}`"


def _with_failure(page: Page, run: Run, words: Language) -> str:
    return words.text("{run}, which failed", run=_key(run)) if page.failed else _key(run)


def _missing(made: Made, columns: int, words: Language) -> Iterator[tuple[str, ...]]:
    """Yield a row, of as many columns, for each chapter whose run failed."""
    lost = [escape(words.text(NOT_AVAILABLE))] * (columns - 2)
    yield from ((_chapter(page), *lost, _key(run)) for page, run in made if page.failed)


def _runs(made: Made, words: Language) -> str:
    """Return the notebooks, with their runs and the environments of these."""
    rows = (
        (
            _chapter(page),
            _with_failure(page, run, words),
            escape(str(run.recipe["environment"]["python"])),
            f"`{run.recipe['environment']['lock'][:SHORT]}`",
            escape(words.listed(run.recipe["tables"])),
        )
        for page, run in made
    )
    return _table(("Notebook", "Run", "Python", "Lock file", "Tables read"), rows, words)


def _claims(made: Made, verdicts: Sequence[Verdict], words: Language) -> str:
    """Return each statement of the paper, how it was recomputed, the verdict and the run."""
    keys = {page.name: _key(run) for page, run in made}
    rows = (
        (
            escape(place(SimpleNamespace(**one.claim.row), words)),
            escape(str(one.claim.row["prints"])),
            f"`{one.claim.id}`",
            _recipe(one),
            escape(signed(one, words)),
            escape(_strength(one, words)),
            keys.get("audit", ""),
        )
        for one in verdicts
    )
    columns = ("Place", "Printed", "Claim", "Recomputed by", "Verdict", "Strength", "Run")
    return _table(columns, rows, words)


def _strength(one: Verdict, words: Language) -> str:
    """Return the strength of a check, with what has to be assumed for it."""
    told, assumed = worth(one, words), one.claim.assumption(words.code)
    if not assumed:
        return told
    return words.text("{strength}: {assumption}", strength=told, assumption=assumed)


def _recipe(one: Verdict) -> str:
    row = one.claim.row
    return f"`{row['function']}({row['arguments']})`" if row["function"] else ""


def _severity(made: Made, words: Language) -> tuple[str, ...]:
    """Return the section on what could be misprinted unseen, as the chapter on it has it."""
    found = [
        (item, run)
        for page, run in made
        for item in page.items
        if (page.name, item["id"]) == (SEVERITY, EACH)
    ]
    title = "What could be misprinted unseen"
    if any(page.failed for page, _ in made if page.name == SEVERITY):
        return _section(title, escape(words.text(NOT_AVAILABLE)), words)
    if not found:
        return ()
    ((item, run),) = found
    rows = [(*map(escape, row), _key(run)) for row in item["rows"]]
    text = pipe_table([*map(escape, item["header"]), words.text("Run")], rows, raw=True)
    return _section(title, text, words)


def _items(made: Made, words: Language) -> str:
    """Return each figure and table, with the notebook, the cell and the run that make it."""
    rows = (
        (
            escape(item["caption"]),
            _chapter(page),
            escape(words.text(item["kind"])),
            escape(words.text(ORIGINS.get(item["origin"], "this edition"))),
            f"`{page.made_by['item', item['id']]}`",
            _key(run),
        )
        for page, run in made
        for item in page.items
    )
    columns = ("What", "Notebook", "Kind", "Of", "Cell", "Run")
    missing = ((lost, name, *rest) for name, lost, *rest in _missing(made, len(columns), words))
    return _table(columns, chain(rows, missing), words)


def _numbers(made: Made, words: Language) -> str:
    """Return each number of the edition's prose, with the cell and the run that give it."""
    rows = (
        (
            _chapter(page),
            _traced(page, name, words),
            escape(value),
            f"`{page.made_by['number', name]}`",
            _key(run),
        )
        for page, run in made
        for name, value in page.numbers.items()
    )
    columns = ("Notebook", "Number", "Value", "Cell", "Run")
    return _table(columns, chain(rows, _missing(made, len(columns), words)), words)


def _traced(page: Page, name: str, words: Language) -> str:
    """Return the name of a number, with a link to what it came from where a page says that."""
    if PROVENANCE not in contents.pages(words.compendium.contents):
        return f"`{name}`"
    return f"{{traced}}`{name} <{of_number(page.name, name)}>`"


def _chapter(page: Page) -> str:
    return _doc(page.name)


def _doc(notebook: str) -> str:
    return f"{{doc}}`/{notebook}`"

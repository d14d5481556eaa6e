"""The certificate for editors: each figure, table and number, what makes it, and whether it holds.

In the shape that the data editors of the social sciences ask of a replication package's README.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

from offshore.audit.verdicts import Verdict
from offshore.publish.pages import Page
from offshore.publish.runs import Run
from offshore.show.language import Language
from offshore.show.markdown import escape, heading, pipe_table
from offshore.show.passages import place
from offshore.show.verdicts import SIGNS

FILE = "certificate.md"
SHORT = 12  # signs of a run's key that tell it from any other
Made = Sequence[tuple[Page, Run]]


def write(folder: Path, made: Made, verdicts: Sequence[Verdict], words: Language) -> None:
    """Write the certificate into the folder of generated parts."""
    sections = [
        *_section("Environment and runs", _runs(made, words), words),
        *_section("Numbers in the paper's text", _claims(made, verdicts, words), words),
        *_section("Figures and tables", _items(made, words), words),
        *_section("Numbers in this edition's text", _numbers(made, words), words),
    ]
    (folder / FILE).write_text("\n\n".join(sections) + "\n", encoding="utf-8")


def _section(title: str, table: str, words: Language) -> tuple[str, str]:
    return heading(2, words.text(title), title), table


def _table(columns: Sequence[str], rows: Iterator[tuple[str, ...]], words: Language) -> str:
    return pipe_table([words.text(column) for column in columns], list(rows), raw=True)


def _key(run: Run) -> str:
    return f"`{run.key[:SHORT]}`"


def _runs(made: Made, words: Language) -> str:
    """Return the notebooks, with their runs and what these were made in."""
    rows = (
        (
            _chapter(page),
            _key(run),
            escape(str(run.recipe["environment"]["python"])),
            f"`{run.recipe['environment']['lock'][:SHORT]}`",
            escape(", ".join(run.recipe["tables"])),
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
            f"{SIGNS[one.verdict]} {escape(words.text(one.verdict))}",
            keys.get("audit", ""),
        )
        for one in verdicts
    )
    columns = ("Place", "Printed", "Claim", "Recomputed by", "Verdict", "Run")
    return _table(columns, rows, words)


def _recipe(one: Verdict) -> str:
    row = one.claim.row
    return f"`{row['function']}({row['arguments']})`" if row["function"] else ""


def _items(made: Made, words: Language) -> str:
    """Return each figure and table, with the notebook, the cell and the run that make it."""
    rows = (
        (
            escape(item["caption"]),
            _chapter(page),
            escape(words.text(item["kind"])),
            escape(words.text("paper" if item["origin"] == "paper" else "this edition")),
            f"`{page.made_by['item', item['id']]}`",
            _key(run),
            escape(words.text("yes")),
        )
        for page, run in made
        for item in page.items
    )
    columns = ("What", "Notebook", "Kind", "Of", "Cell", "Run", "Reproduced")
    return f"{escape(words.text(LOST))}\n\n" + _table(columns, rows, words)


LOST = (
    "Of the paper's two figures only the captions survive. The first is drawn again from the "
    "numbers of the text; the second cannot be."
)


def _numbers(made: Made, words: Language) -> str:
    """Return each number of the edition's prose, with the cell and the run that give it."""
    rows = (
        (_chapter(page), f"`{name}`", escape(value), f"`{page.made_by['number', name]}`", _key(run))
        for page, run in made
        for name, value in page.numbers.items()
    )
    return _table(("Notebook", "Number", "Value", "Cell", "Run"), rows, words)


def _chapter(page: Page) -> str:
    return f"{{doc}}`/{page.name}`"

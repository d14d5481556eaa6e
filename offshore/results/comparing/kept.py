"""What an edition says, kept beside its book, and the page that compares it with the record."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from offshore.compendium.root import PACKAGE, Compendium
from offshore.data import package
from offshore.display.language import Language
from offshore.results.model import Results, of_plain
from offshore.runs.planning import Run

if TYPE_CHECKING:  # it imports what draws, which planning does without
    from offshore.results.multiverse import Multiverse

RESULTS = "results.json"  # in a book's entry, beside the book
TEMPLATE = PACKAGE / "results/comparing/page.html"


def is_other(own: str, compendium: Compendium) -> bool:
    """Tell whether an edition may say something else than the record, and there is a record."""
    differs = bool(own or package.unaccepted(compendium.data))
    return differs and compendium.recorded.is_dir()


def sources(own: str, compendium: Compendium) -> list[Path]:
    """Return the files of the record, none for an edition that is not compared with it."""
    found = compendium.recorded.rglob("*.json") if is_other(own, compendium) else ()
    return sorted(found)


def recorded(own: str, words: Language) -> Results | None:
    """Return what is recorded in a language, for an edition that may say something else.

    Raises UserError if the record cannot be read.
    """
    from offshore.results.recorded import record

    compendium = words.compendium
    return record.read(compendium).get(words.code) if is_other(own, compendium) else None


@dataclass(frozen=True)
class Drawn:
    """What has the pictures of a page: runs, and what those of the multiverse come to."""

    runs: Sequence[Run]
    spread: "Multiverse | None"


def write(
    file: Path,
    before: Results,
    after: Results,
    drawn: Drawn,
    words: Language,
    pages: Collection[str],
) -> None:
    """Write the page that compares an edition with the record, beside the `pages` of its book."""
    from offshore.results.comparing import page, pictures
    from offshore.results.comparison import compare

    names = page.published(words), page.edition(after, words)
    found = pictures.of_runs(words.compendium, drawn.runs, drawn.spread)
    sides = page.Sides(before, after, names, compare(before, after), found)
    file.write_text(page.render(sides, words, pages), encoding="utf-8")


def keep(results: Results, folder: Path) -> None:
    """Write results into a book's entry."""
    text = json.dumps(results.plain(), ensure_ascii=False, indent=1)
    (folder / RESULTS).write_text(text + "\n", encoding="utf-8")


def of_book(folder: Path) -> Results | None:
    """Return the results in a book's entry; None if an older version bound it."""
    try:
        return of_plain(json.loads((folder / RESULTS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None

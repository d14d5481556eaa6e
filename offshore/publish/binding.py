"""Binding the book with Jupyter Book: made aside, put in place when it is whole."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import yaml

from offshore import places
from offshore.errors import UserError
from offshore.publish import (
    contents,
    differences,
    inspection,
    jupyter_book,
    keys,
    processes,
    store,
)
from offshore.publish.runs import Run
from offshore.show.language import Language

KIND = "books"
INSPECTED = "inspected"  # the store's kind for books that passed their inspection
HTML = "html"  # the book's folder in its entry
SHOWN = 10  # faults that are told one by one


@dataclass(frozen=True)
class Edition:
    """One whole book: its name, its language and its runs: of chapters, and of readings."""

    name: str
    language: Language
    chapters: Sequence[Run]
    readings: Sequence[Run]
    siblings: Sequence[Language] = ()  # the languages of a published edition's neighbours

    @property
    def own(self) -> str:
        """The name of a custom edition, "" for a published one."""
        return "" if self.siblings else self.name

    @property
    def runs(self) -> list[Run]:
        """Every run that the book is made of."""
        return [*self.chapters, *self.readings]

    @cached_property
    def key(self) -> str:
        """The hash of everything that can change the bound book."""
        inputs = [*files(places.book()), *files(places.notebooks()), *files(places.data())]
        inputs.append(places.config())
        return keys.of_json(
            {
                "own": self.own,
                "language": self.language.locale,
                "siblings": [one.locale for one in self.siblings],
                "runs": [run.key for run in self.runs],
                "files": {str(f.relative_to(places.root())): keys.of_file(f) for f in inputs},
                "modules": keys.modules(
                    ["offshore.publish.binding", "offshore.publish.sphinx_ext"]
                ),
                "lock": keys.of_file(places.lock()),
            }
        )

    @property
    def folder(self) -> Path:
        """Where the book is stored, or will be."""
        return store.entry(KIND, self.key)

    @property
    def link(self) -> Path:
        """Where a reader opens the book; it leads to the last good one."""
        return places.published() / self.name if self.siblings else alone(self.name)


def alone(name: str) -> Path:
    """Return where an edition that is not published is opened."""
    return places.build() / name / HTML


def bind(editions: Sequence[Edition]) -> bool:
    """Put editions' books in place, all of them or none; return whether any had to be made.

    Raises UserError with the first warnings where a page is at fault, or with what inspection
    finds in a book; the books that were in place before then stay.
    """
    missing = [edition for edition in editions if not _is_there(edition)]
    if missing:
        with processes.pool(fresh=True) as workers:
            list(workers.map(_bind, missing))
    _compare(editions)
    for edition in editions:
        os.utime(edition.folder)
        store.point(edition.link, edition.folder / HTML)
    links = [*places.build().glob(f"*/{HTML}"), *places.published().glob("*")]
    store.keep_newest(KIND, 4, {link.resolve().parent for link in links if link.is_symlink()})
    return bool(missing)


def _is_there(edition: Edition) -> bool:
    """Tell whether the store has an edition's book, and one that passes inspection."""
    folder = store.find(KIND, edition.key)
    if folder is None:
        return False
    # What passed once is not inspected again: its seal says that no byte has changed.
    if store.find(INSPECTED, _passed(folder)) is None:
        if _faults(edition, folder / HTML):
            return False
        store.put(INSPECTED, _passed(folder), lambda _: None)
    return True


def _passed(folder: Path) -> str:
    """Return the key under which it is kept that a stored book passed its inspection."""
    inspector = keys.modules(["offshore.publish.inspection"])
    return keys.of_json({"seal": keys.of_file(folder / store.SEAL), "inspector": inspector})


def _bind(edition: Edition) -> None:
    folder = store.put(KIND, edition.key, lambda folder: _make(edition, folder))
    store.put(INSPECTED, _passed(folder), lambda _: None)


def _make(edition: Edition, folder: Path) -> None:
    """Bind a book from nothing, and inspect it.

    Going on from the last book's files would save seconds, and once published a book without
    its stylesheet: Sphinx copies what it needs only where it believes that something changed.
    """
    # What assembling needs takes longer to import than planning takes to find nothing to do.
    from offshore.publish.assembly import assemble
    from offshore.publish.translation import settings

    source, out = folder / "source", folder / "out"
    differing = differences.between(edition.own, edition.language, edition.chapters)
    assemble(edition.chapters, edition.readings, differing, edition.siblings, source)
    given = settings(edition.language, edition.own)
    text = yaml.safe_dump(given, allow_unicode=True, sort_keys=False)
    jupyter_book.run(source, out, text, "-W", "-n", "--keep-going")  # a warning is an error
    (out / "_build" / HTML).rename(folder / HTML)
    if found := _faults(edition, folder / HTML):
        raise _not_whole(edition, folder / HTML, found)
    if replace(edition).key != edition.key:
        raise UserError(f"Sources changed while the book {edition.name} was bound; build again.")
    shutil.rmtree(source)
    shutil.rmtree(out)


def _faults(edition: Edition, book: Path) -> list[str]:
    beside = [one.code for one in edition.siblings]
    return inspection.faults(book, contents.pages(places.contents()), beside)


def _not_whole(edition: Edition, book: Path, found: Sequence[str]) -> UserError:
    """Keep a book that failed its inspection where it can be looked at, and say so."""
    kept = places.failed() / f"book-{edition.name}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(kept, ignore_errors=True)
    book.rename(kept)
    more = [f"… and {len(found) - SHOWN} more."] if len(found) > SHOWN else []
    head = f"The book {edition.name} is not whole, and was not published:"
    last = f"It is in {os.path.relpath(kept)}; the last good book stays in place."
    return UserError("\n".join([head, *found[:SHOWN], *more, last]))


def _compare(editions: Sequence[Edition]) -> None:
    """Hold editions that are published together against each other: each has the same pages.

    Raises UserError that names the pages that one of them lacks.
    """
    pages = {one.name: inspection.pages_of(one.folder / HTML) for one in editions if one.siblings}
    every = set().union(*pages.values())
    if lost := [f"{name} lacks {page}" for name in pages for page in sorted(every - pages[name])]:
        raise UserError("\n".join(["The editions do not have the same pages:", *lost]))


def without_neighbour(editions: Sequence[Edition]) -> list[str]:
    """Return a note for each language that pages link to and that has no such pages now."""
    pages = {page for one in editions if one.siblings for page in inspection.pages_of(one.link)}
    codes = dict.fromkeys(one.code for edition in editions for one in edition.siblings)
    return [
        f"Note: pages link to the edition {code}, which is not there or lacks some of them; "
        "`offshore build` makes every language."
        for code in codes
        if pages - inspection.pages_of(places.published() / code)
    ]


def files(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted, hidden ones left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not _is_hidden(path.relative_to(folder)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)

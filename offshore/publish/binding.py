"""Binding the book with Jupyter Book: made aside, put in place when it is whole."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from offshore import places
from offshore.publish import jupyter_book, keys, processes, store, workplace
from offshore.publish.runs import Run
from offshore.show.language import Language

KIND = "books"


@dataclass(frozen=True)
class Edition:
    """One whole book: its name, its language and its runs: of chapters, and of readings."""

    name: str
    language: Language
    chapters: Sequence[Run]
    readings: Sequence[Run]
    siblings: Sequence[Language] = ()  # the languages of a published edition's neighbours

    @property
    def runs(self) -> list[Run]:
        """Every run that the book is made of."""
        return [*self.chapters, *self.readings]

    @cached_property
    def key(self) -> str:
        """The hash of everything that can change the bound book."""
        data = {str(file.relative_to(places.root())): keys.of_file(file) for file in _data()}
        runs = [run.key for run in self.runs]
        return keys.of_json({"frame": self.frame, "runs": runs, "data": data})

    @cached_property
    def frame(self) -> str:
        """The hash of what every page hangs on: written pages, settings, and what binds."""
        inputs = [*files(places.book()), *files(places.notebooks()), places.config()]
        return keys.of_json(
            {
                "language": self.language.locale,
                "siblings": [one.locale for one in self.siblings],
                "chapters": [run.contract.name for run in self.chapters],
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
    return places.build() / name / "html"


def bind(editions: Sequence[Edition]) -> bool:
    """Put editions' books in place, all of them or none; return whether any had to be made.

    Raises UserError with the first warnings where a page is at fault; the books that were
    in place before then stay.
    """
    missing = [edition for edition in editions if store.find(KIND, edition.key) is None]
    if missing:
        with processes.pool(fresh=True) as workers:
            list(workers.map(_bind, missing))
    for edition in editions:
        os.utime(edition.folder)
        store.point(edition.link, edition.folder / "html")
    links = [*places.build().glob("*/html"), *places.published().glob("*")]
    store.keep_newest(KIND, 4, {link.resolve().parent for link in links if link.is_symlink()})
    return bool(missing)


def _bind(edition: Edition) -> None:
    store.put(KIND, edition.key, lambda folder: _make(edition, folder))


def _make(edition: Edition, folder: Path) -> None:
    """Bind a book, going on from the last one of that name where only runs or data changed."""
    # What assembling needs takes longer to import than planning takes to find nothing to do.
    from offshore.publish.assembly import assemble
    from offshore.publish.translation import settings

    with workplace.of(edition.name, edition.frame, folder) as place:
        fresh, source, out = place / "fresh", place / "source", place / "out"
        assemble(edition.chapters, edition.readings, edition.language, edition.siblings, fresh)
        workplace.bring_up(source, fresh)
        text = yaml.safe_dump(settings(edition.language), allow_unicode=True, sort_keys=False)
        options = ("-W", "-n", "--keep-going")  # a warning is an error
        # Pages name a checksum of the static files that are there: none at the first build.
        shutil.rmtree(out / "_build" / "html" / "_static", ignore_errors=True)
        jupyter_book.run(source, out, text, *options)
        shutil.copytree(out / "_build" / "html", folder / "html")


def _data() -> list[Path]:
    return files(places.data())


def files(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted, hidden ones left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.name.startswith("."))

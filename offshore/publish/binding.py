"""Binding the book with Jupyter Book: made aside, put in place when it is whole."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from offshore import places
from offshore.publish import jupyter_book, keys, store
from offshore.publish.runs import Run
from offshore.show.language import Language

KIND = "books"


@dataclass(frozen=True)
class Edition:
    """One whole book: its name, its language and the runs of its chapters."""

    name: str
    language: Language
    runs: Sequence[Run]

    @property
    def key(self) -> str:
        """The hash of everything that can change the bound book."""
        inputs = [*files(places.book()), *files(places.data()), places.config()]
        return keys.of_json(
            {
                "language": self.language.locale,
                "runs": [run.key for run in self.runs],
                "files": {str(f.relative_to(places.root())): keys.of_file(f) for f in inputs},
                "modules": keys.modules(
                    ["offshore.publish.binding", "offshore.publish.sphinx_ext"]
                ),
                "lock": keys.of_file(places.lock()),
            }
        )

    @property
    def link(self) -> Path:
        """Where a reader opens the book; it leads to the last good one."""
        return places.build() / self.name / "html"


def bind(edition: Edition) -> bool:
    """Put an edition's book in place; return whether it had to be made.

    Raises UserError with the first warnings where a page is at fault; the book that was
    in place before then stays.
    """
    key = edition.key
    found = store.find(KIND, key)
    made = found or store.put(KIND, key, lambda folder: _make(edition, folder))
    os.utime(made)
    store.point(edition.link, made / "html")
    current = {link.resolve().parent for link in places.build().glob("*/html")}
    store.keep_newest(KIND, 4, current)
    return found is None


def _make(edition: Edition, folder: Path) -> None:
    # What assembling needs takes longer to import than planning takes to find nothing to do.
    from offshore.publish.assembly import assemble

    source = folder / "source"
    assemble(edition.runs, edition.language, source)
    options = ("-W", "-n", "--keep-going")  # a warning is an error
    jupyter_book.run(source, folder / "out", _configuration(edition.language), *options)
    (folder / "out" / "_build" / "html").rename(folder / "html")
    for leftover in (source, folder / "out"):
        shutil.rmtree(leftover)


def _configuration(language: Language) -> str:
    settings = yaml.safe_load(places.config().read_text(encoding="utf-8"))
    settings["sphinx"]["config"]["language"] = language.locale
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)


def files(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted, hidden ones left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.name.startswith("."))

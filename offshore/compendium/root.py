"""The compendium: the folder of a data package, notebooks and pages, and every path in it."""

import os
from dataclasses import dataclass
from pathlib import Path

from offshore.compendium.errors import UserError

PACKAGE = Path(__file__).parents[1]
INSTALLED = PACKAGE / "edition"  # where a wheel carries the compendium; see hatch_build.py
BUILD = "_build"
MARKS = ("_config.yml", "data/datapackage.json")
GIVEN = "OFFSHORE_ROOT"  # set by a build, so that its kernels read the files behind their key


def source_of(module: str) -> Path:
    """Return the file of a module of this package, by its dotted name."""
    return PACKAGE.parent.joinpath(*module.split(".")).with_suffix(".py")


@dataclass(frozen=True)
class Compendium:
    """One compendium, identified by its folder; passed explicitly: a process can hold several."""

    root: Path
    results: Path | None = None  # the folder of results, if not below `root`

    @classmethod
    def here(cls) -> "Compendium":
        """Return the compendium at or above the working folder, else the one holding the package.

        A package that was installed from a wheel holds one that is only read; results then go below
        the working folder. If OFFSHORE_ROOT is set, only that folder is searched. Raises UserError
        if there is none.
        """
        given = os.environ.get(GIVEN)
        candidates = [Path(given)] if given else [Path.cwd(), PACKAGE, INSTALLED]
        for candidate in candidates:
            if found := find_root(candidate.resolve()):
                return cls(found, Path.cwd() / BUILD if found == INSTALLED.resolve() else None)
        raise UserError(
            f"No compendium at or above {candidates[0]}: looked for {' and '.join(MARKS)}.\n"
            "Change into the folder you cloned and try again."
        )

    def require_checkout(self, what: str) -> None:
        """Raise UserError if `what` changes or binds sources, but these are only installed."""
        if self.results:
            raise UserError(
                f"{what} works in a checkout only; the compendium here is the one installed with "
                "the package.\nChange into the folder you cloned and try again."
            )

    @property
    def data(self) -> Path:
        """The folder of the data package."""
        return self.root / "data"

    @property
    def notebooks(self) -> Path:
        """The folder of the notebooks, stored without outputs."""
        return self.root / "notebooks"

    def words(self, page: str) -> Path:
        """Return the file of what a notebook's figures, tables and numbers, or a page, say."""
        of_page = self.book / "words" / f"{page}.yaml"
        return of_page if of_page.exists() else self.notebooks / "words" / f"{page}.yaml"

    @property
    def worded_pages(self) -> list[str]:
        """The hand-written pages that have a file of words."""
        return sorted(path.stem for path in (self.book / "words").glob("*.yaml"))

    @property
    def book(self) -> Path:
        """The folder of the hand-written pages."""
        return self.root / "book"

    @property
    def template(self) -> Path:
        """The folder of the book for one's own data; a compendium in its own right."""
        return self.root / "template"

    @property
    def borrowed(self) -> Path:
        """The record of whose data these are, in a compendium composed from somebody's own."""
        return self.root / "borrowed.json"

    @property
    def contents(self) -> Path:
        """The book's table of contents."""
        return self.book / "_toc.yml"

    @property
    def config(self) -> Path:
        """Jupyter Book's configuration."""
        return self.root / "_config.yml"

    @property
    def lock(self) -> Path:
        """The hashed lock file of the environment."""
        return self.root / "requirements.lock"

    @property
    def recorded(self) -> Path:
        """The folder of the recorded results of the published editions."""
        return self.root / "results"

    @property
    def translations(self) -> Path:
        """The folder of the translation catalogues, with a folder for each locale."""
        return self.book / "translations"

    def catalogue(self, locale: str, name: str) -> Path:
        """Return the path of one of a locale's catalogues: a page's, or one that pages share."""
        return self.translations / locale / "LC_MESSAGES" / f"{name}.po"

    @property
    def build(self) -> Path:
        """The folder of everything generated; deleting it loses only time."""
        return self.results or self.root / BUILD

    @property
    def published(self) -> Path:
        """The folder of the published editions, with a folder for each language."""
        return self.build / "book"

    @property
    def preview(self) -> Path:
        """The folder of books with failed sections, which are never published."""
        return self.build / "preview"

    @property
    def failed(self) -> Path:
        """The folder that keeps failed notebooks and books for inspection."""
        return self.build / "failed"

    def relative(self, path: Path) -> str:
        """Return a path relative to the compendium's folder, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above `start` that holds a compendium, or None."""
    for folder in (start, *start.parents):
        if all((folder / mark).exists() for mark in MARKS):
            return folder
    return None


def fonts() -> list[Path]:
    """Return the font files, shipped with the package, that figures are drawn with."""
    return sorted((PACKAGE / "display" / "drawing" / "fonts").glob("*.otf"))

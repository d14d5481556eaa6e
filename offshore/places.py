"""Where things are in a checkout: the only module that knows a folder's name."""

import os
from functools import cache
from pathlib import Path

from offshore.errors import UserError

PACKAGE = Path(__file__).parent
MARKS = ("_config.yml", "data/datapackage.json")


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above `start` that holds a compendium, or None."""
    for folder in (start, *start.parents):
        if all((folder / mark).exists() for mark in MARKS):
            return folder
    return None


@cache
def root() -> Path:
    """Return the compendium's folder: around the working folder, else around the package.

    Raises UserError where neither holds one. OFFSHORE_ROOT, which a build sets for its
    kernels, goes first, so that a run reads the tables its key was made of.
    """
    given = os.environ.get("OFFSHORE_ROOT")
    candidates = [Path(given)] if given else [Path.cwd(), PACKAGE]
    for candidate in candidates:
        found = find_root(candidate.resolve())
        if found:
            return found
    raise UserError(
        f"No compendium at or above {candidates[0]}: looked for {' and '.join(MARKS)}.\n"
        "Change into the folder you cloned and try again."
    )


def data() -> Path:
    """Return the folder of the data package."""
    return root() / "data"


def notebooks() -> Path:
    """Return the folder of the notebooks, stored without outputs."""
    return root() / "notebooks"


def book() -> Path:
    """Return the folder of the hand-written pages."""
    return root() / "book"


def translations() -> Path:
    """Return the folder of the translation catalogues, one folder a locale in it."""
    return book() / "translations"


def catalogue(locale: str, name: str) -> Path:
    """Return a catalogue of a locale: a page's, or that of what the pages share."""
    return translations() / locale / "LC_MESSAGES" / f"{name}.po"


def build() -> Path:
    """Return the folder of everything generated; deleting it loses only time."""
    return root() / "_build"


def published() -> Path:
    """Return the folder of the published editions, one below it for each language."""
    return build() / "book"


def failed() -> Path:
    """Return the folder of what failed, kept to be looked at: notebooks, books."""
    return build() / "failed"


def fonts() -> list[Path]:
    """Return the font files that figures are drawn with."""
    return sorted((PACKAGE / "show" / "fonts").glob("*.otf"))


def lock() -> Path:
    """Return the hashed lock file of the environment."""
    return root() / "requirements.lock"


def contents() -> Path:
    """Return the book's table of contents."""
    return book() / "_toc.yml"


def config() -> Path:
    """Return Jupyter Book's configuration."""
    return root() / "_config.yml"

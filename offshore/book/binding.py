"""Binding the book with Jupyter Book: built separately, put in place when it is complete."""

import gc
import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import yaml

from offshore.book import contents, differences, inspection, jupyter_book
from offshore.book.handover import COMPARISON
from offshore.compendium import hashes, progress
from offshore.compendium.errors import UserError
from offshore.compendium.progress import Say
from offshore.compendium.remembered import Remembered
from offshore.compendium.root import Compendium
from offshore.data import borrowed
from offshore.display.language import Language
from offshore.results.comparing import kept
from offshore.results.recorded import verification
from offshore.runs import keys, processes, store
from offshore.runs.failed.failure import Failure
from offshore.runs.planning import Run

KIND = "books"
INSPECTED = "inspected"  # the store's kind for records of books that passed inspection
HTML = "html"  # the folder of the book in its entry
IMPORTED = (  # what binding needs; importing it takes longer than binding a small book
    "jupyter_book.sphinx",
    "offshore.book.assembly",
    "offshore.book.sphinx.extension",
    "myst_nb.sphinx_ext",
    "sphinx_book_theme",
    "sphinxcontrib.bibtex",
)
SHOWN = 10  # faults that are listed one by one


@dataclass(frozen=True)
class Edition:
    """One whole book: its name, its language, the runs of its chapters and of the multiverse.

    `siblings`: the languages of all published editions, none for a custom one. `published`: of a
    custom edition, the published runs of the notebooks that it runs otherwise. `failures`: those
    among its runs; with any, it is only a preview.
    """

    name: str
    language: Language
    chapters: Sequence[Run]
    specifications: Sequence[Run]
    siblings: Sequence[Language] = ()
    published: Sequence[Run] = ()
    failures: Sequence[Failure] = ()

    @property
    def compendium(self) -> Compendium:
        """The compendium that this is an edition of."""
        return self.language.compendium

    @property
    def own(self) -> str:
        """The name of a custom edition, "" for a published one."""
        return "" if self.siblings else self.name

    @property
    def preview(self) -> Path:
        """Where a reader opens the book if runs of it failed."""
        return self.compendium.preview / self.name

    @property
    def runs(self) -> list[Run]:
        """Every run that goes into the book."""
        return [*self.chapters, *self.specifications, *self.published]

    @cached_property
    def key(self) -> str:
        """The hash of everything that can change the bound book."""
        source = self.compendium
        inputs = [*files(source.book), *files(source.notebooks), *files(source.data)]
        inputs += [source.config, *kept.sources(self.own, source)]
        return hashes.of_json(
            {
                "own": self.own,
                "language": self.language.locale,
                "siblings": [one.locale for one in self.siblings],
                "runs": [run.key for run in self.runs],
                "failures": [hashes.of_json(one.told) for one in self.failures],
                "files": {source.relative(f): hashes.of_file(f) for f in inputs},
                "modules": keys.modules(
                    ["offshore.book.binding", "offshore.book.sphinx.extension"], source.build
                ),
                "verified": hashes.of_json(verification.kept(source)),
                "template": hashes.of_file(kept.TEMPLATE),
                "lock": hashes.of_file(source.lock),
            }
        )

    @property
    def folder(self) -> Path:
        """Where the book is stored, or will be."""
        return store.entry(self.compendium.build, KIND, self.key)

    @property
    def link(self) -> Path:
        """Where a reader opens the book: a link to the last one."""
        if self.failures:
            return self.preview
        if self.siblings:
            return self.compendium.published / self.name
        return self.compendium.build / self.name / HTML


def bind(editions: Sequence[Edition], say: Say) -> bool:
    """Put editions' books in place, all of them or none; return whether any had to be made.

    Raises UserError with the first warnings if a page is at fault, or with what inspection finds in
    a book; the books that were in place before then stay.
    """
    missing = [edition for edition in editions if not _is_there(edition)]
    if missing:
        processes.preload(IMPORTED)
        title = f"Binding {', '.join(edition.name for edition in missing)}"
        with (
            progress.phase(say, title, len(missing)) as phase,
            processes.pool(fresh=True) as workers,
        ):
            tasks = {workers.submit(_bind, edition): edition for edition in missing}
            for task in as_completed(tasks):
                task.result()
                phase.step(tasks[task].name)
    _compare(editions)
    compendium = editions[0].compendium
    for edition in editions:
        os.utime(edition.folder)
        store.point(edition.link, edition.folder / HTML)
        if not edition.failures:
            edition.preview.unlink(missing_ok=True)  # what failed then is good now
    places = (f"*/{HTML}", f"{compendium.published.name}/*", f"{compendium.preview.name}/*")
    links = [link for place in places for link in compendium.build.glob(place)]
    store.keep_newest(
        compendium.build, KIND, 4, {link.resolve().parent for link in links if link.is_symlink()}
    )
    return bool(missing)


def _is_there(edition: Edition) -> bool:
    """Tell whether the store has an edition's book, and the book passes inspection."""
    build = edition.compendium.build
    folder = store.find(build, KIND, edition.key)
    if folder is None:
        return False
    # A book that passed is not inspected again: its seal shows that no byte has changed.
    if store.find(build, INSPECTED, _passed(build, folder)) is None:
        if _faults(edition, folder / HTML):
            return False
        store.put(build, INSPECTED, _passed(build, folder), lambda _: None)
    return True


def _passed(build: Path, folder: Path) -> str:
    """Return the key that records that a stored book has passed its inspection."""
    inspector = keys.modules(["offshore.book.inspection"], build)
    return hashes.of_json({"seal": hashes.of_file(folder / store.SEAL), "inspector": inspector})


def _bind(edition: Edition) -> None:
    # What has been imported stays; the trees of nodes, which live long, are not walked as often.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    build = edition.compendium.build
    folder = store.put(build, KIND, edition.key, lambda folder: _make(edition, folder))
    store.put(build, INSPECTED, _passed(build, folder), lambda _: None)


def _make(edition: Edition, folder: Path) -> None:
    """Bind a book from scratch, and inspect it.

    Starting from the last book's files would save seconds, but it once published a book without its
    stylesheet: Sphinx copies such files only if it believes that something changed.
    """
    # Importing what assembling needs takes longer than finding that nothing is to be done.
    from offshore.book.translation import settings

    source, out, html = folder / "source", folder / "out", folder / HTML
    then = _assemble(edition, folder, source)
    # A book of somebody's own data has their title; that of the published one has to be told apart.
    given = settings(edition.language, "" if borrowed.read(edition.compendium) else edition.own)
    text = yaml.safe_dump(given, allow_unicode=True, sort_keys=False)
    jupyter_book.run(source, out, text, "-W", "-n", "--keep-going")  # a warning is an error
    (out / "_build" / HTML).rename(html)
    # Sphinx's note for a next build there differs from folder to folder; there is none.
    (html / ".buildinfo").unlink(missing_ok=True)
    then(html)
    if found := _faults(edition, html):
        raise _not_whole(edition, html, found)
    if replace(edition).key != edition.key:
        raise UserError(f"Sources changed while the book {edition.name} was bound; build again.")
    shutil.rmtree(source)
    shutil.rmtree(out)


def _assemble(edition: Edition, folder: Path, source: Path) -> Callable[[Path], None]:
    """Write the sources of a book and what it says; return what has to be done once it is bound."""
    from offshore.book import assembly
    from offshore.book.pages.missing.sections import Sections
    from offshore.results import extraction, multiverse
    from offshore.results.known import Known

    words, variants = edition.language, edition.specifications
    known = Known(edition.compendium)
    differing = differences.between(edition.own, words, edition.chapters)
    sections = Sections(edition.chapters, variants, edition.failures)
    spread = multiverse.of_runs(variants, words, sections.headlines) if variants else None
    if edition.failures:  # what a preview says is not compared: it lacks what failed
        given = assembly.Given(known, variants, spread, edition.siblings, False)
        assembly.assemble(sections, given, differing, source)
        return lambda _: None
    said = extraction.of_runs(edition.chapters, variants, words, known, edition.own, spread)
    kept.keep(said, folder)
    recorded = kept.recorded(edition.own, words)
    given = assembly.Given(known, variants, spread, edition.siblings, recorded is not None)
    assembly.assemble(sections, given, differing, source)
    if recorded is None:
        return lambda _: None
    drawn = kept.Drawn([*edition.chapters, *edition.published], spread)
    pages = contents.pages(edition.compendium.contents)
    page = f"{COMPARISON}.html"
    return lambda html: kept.write(html / page, recorded, said, drawn, words, pages)


def _faults(edition: Edition, book: Path) -> list[str]:
    beside = [one.code for one in edition.siblings]
    pages = contents.pages(edition.compendium.contents)
    file = edition.compendium.build / keys.REMEMBERED / f"pages-{edition.name}.json"
    # Those of two books: this one and the last.
    return inspection.faults(book, pages, beside, Remembered(file, 2 * len(pages) + 10))


def _not_whole(edition: Edition, book: Path, found: Sequence[str]) -> UserError:
    """Keep a book that failed its inspection where people can look at it; return the error."""
    failed = edition.compendium.failed / f"book-{edition.name}"
    failed.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(failed, ignore_errors=True)
    book.rename(failed)
    more = [f"… and {len(found) - SHOWN} more."] if len(found) > SHOWN else []
    head = f"The book {edition.name} is not whole, and was not published:"
    last = f"It is in {os.path.relpath(failed)}; the last good book stays in place."
    return UserError("\n".join([head, *found[:SHOWN], *more, last]))


def _compare(editions: Sequence[Edition]) -> None:
    """Check that editions that are published together have the same pages.

    Raises UserError that names the pages that any of them lacks.
    """
    pages = {one.name: inspection.pages_of(one.folder / HTML) for one in editions if one.siblings}
    every = set().union(*pages.values())
    if lost := [f"{name} lacks {page}" for name in pages for page in sorted(every - pages[name])]:
        raise UserError("\n".join(["The editions do not have the same pages:", *lost]))


def without_neighbour(editions: Sequence[Edition]) -> list[str]:
    """Return a note for each language that pages link to but that lacks those pages now."""
    pages = {page for one in editions if one.siblings for page in inspection.pages_of(one.link)}
    codes = dict.fromkeys(one.code for edition in editions for one in edition.siblings)
    return [
        f"Note: pages link to the edition {code}, which is not there or lacks some of them; "
        "`offshore build` makes every language."
        for code in codes
        if pages - inspection.pages_of(editions[0].compendium.published / code)
    ]


def files(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted, without hidden ones."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    hidden = [any(one.startswith(".") for one in path.relative_to(folder).parts) for path in found]
    return sorted(path for path, is_hidden in zip(found, hidden, strict=True) if not is_hidden)

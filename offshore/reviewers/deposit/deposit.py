"""Making a deposit: what is committed, the published books, what their runs give, and their way."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from offshore.book import binding, editions
from offshore.book.binding import Edition
from offshore.compendium import destinations
from offshore.compendium.errors import UserError, near
from offshore.compendium.progress import Say
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.display.language import SOURCE, Language, languages
from offshore.reviewers.deposit import archive, checkout, citation
from offshore.reviewers.deposit.archive import SUMS, Content
from offshore.reviewers.deposit.checkout import Committed
from offshore.reviewers.deposit.citation import Citation

SOURCES, BOOK, WORKBOOK = "compendium", "book", "workbook"
COPIED = (citation.FILE, "LICENSE", "TERMS.md")  # also where somebody looks first
SUFFIX = ".zip"


@dataclass(frozen=True)
class Deposit:
    """A deposit that was made: its file, how many files are in it, and the commit it is of."""

    file: Path
    files: int
    commit: str


def make(compendium: Compendium, output: Path | None, say: Say) -> Deposit:
    """Make the books of the commit where they are missing, and write everything as one archive.

    Raises UserError if the state is not committed, a table is not the accepted one, a run or a book
    fails, or the file cannot be where it is asked for.
    """
    cited = citation.read(compendium)
    target = output or _usual(compendium, cited)
    _check(compendium, target)
    committed = checkout.read(compendium)
    if other := package.unaccepted(compendium.data):
        raise UserError(
            f"{', '.join(other)} differ from their recorded hashes, so this is not the published "
            "edition. Review them; `offshore validate --accept` records them."
        )
    editions.publish(compendium, list(languages(compendium)), say)
    files = _files(editions.published(compendium), committed, cited)
    if checkout.read(compendium) != committed:
        raise UserError("The sources changed while the deposit was made; make it again.")
    whole = {f"{cited.folder}/{name}": content for name, content in files.items()}
    programs = {f"{cited.folder}/{SOURCES}/{name}" for name in committed.programs}
    archive.write(target, whole, programs, committed.date)
    return Deposit(target, len(files), committed.commit)


def _usual(compendium: Compendium, cited: Citation) -> Path:
    folder = compendium.build / editions.DEPOSIT
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{cited.folder}{SUFFIX}"


def _check(compendium: Compendium, target: Path) -> None:
    """Refuse a file among the sources, and one whose name does not say what it is."""
    destinations.check_file(compendium, target)
    if target.suffix != SUFFIX:
        raise UserError(f"A deposit is a ZIP archive; call it {near(target.with_suffix(SUFFIX))}.")


def _files(
    published: Sequence[Edition], committed: Committed, cited: Citation
) -> dict[str, Content]:
    """Return every file of the deposit by its path in it."""
    # Importing what reads runs takes longer than refusing a deposit.
    from offshore.reviewers.deposit import crate, outputs, readme

    root = published[0].compendium.root
    files: dict[str, Content] = {f"{SOURCES}/{name}": root / name for name in committed.files}
    files |= {name: root / name for name in COPIED}
    files |= _books(published)
    given = {edition.name: outputs.of_edition(edition) for edition in published}
    for one in given.values():
        files |= one.files
    files |= _workbooks([edition.language for edition in published])
    runs = {run.key: run for edition in published for run in edition.runs}
    files |= {outputs.record_of(run): outputs.record(run) for run in runs.values()}
    files[citation.ZENODO] = citation.zenodo(cited, committed.date)
    files[readme.FILE] = b""  # so that lists of files have it
    files[readme.FILE] = readme.write(published, given[SOURCE], list(files), committed, cited)
    files[crate.FILE] = crate.described([*files, SUMS], published, committed, cited)
    return files | {SUMS: archive.sums(files)}


def _workbooks(wanted: Sequence[Language]) -> dict[str, Content]:
    """Return the workbook in each language, none for a data package without claims."""
    from offshore.audit.quantities import CLAIMS  # as above
    from offshore.reviewers.workbook import writing

    data = wanted[0].compendium.data
    if CLAIMS not in package.names(data):
        return {}
    return {f"{WORKBOOK}/{one.code}.xlsx": writing.of_package(data, one) for one in wanted}


def _books(published: Sequence[Edition]) -> dict[str, Content]:
    """Return the files of the published books, with the page in front of them."""
    front = published[0].compendium.published / editions.FRONT
    files: dict[str, Content] = {f"{BOOK}/{editions.FRONT}": front}
    for edition in published:
        book = edition.folder / binding.HTML
        found = sorted(path for path in book.rglob("*") if path.is_file())
        files |= {
            f"{BOOK}/{edition.name}/{path.relative_to(book).as_posix()}": path for path in found
        }
    return files

"""The record: what the published editions say, kept in the repository, in the folder `results/`.

`data.json` has what the tables say and what the audit finds, `code.json` the code cells of the
notebooks, `pages.json` the sentences of hand-written pages, `variants.json` the runs of the
multiverse, and `<language>/<notebook>.json` what a chapter says.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from offshore.compendium import bounded_files
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.results.model import Chapter, Results
from offshore.results.recorded import form, revisions

FORM = 1  # counted up when older records can no longer be read
MOST = 16 * bounded_files.MB  # of a file
DATA, CODE, PAGES, VARIANTS = "data.json", "code.json", "pages.json", "variants.json"
ASIDE = ".results-"  # how folders begin that a record is written in
NEXT = "Run `offshore record` to make it anew, or `git checkout results` to restore it."


def read(compendium: Compendium) -> dict[str, Results]:
    """Return the recorded results of the published editions, by language.

    Raises UserError if there is no record, or if it cannot be read.
    """
    _put_back(compendium.recorded)
    return _of_files(_files(compendium.recorded), compendium.recorded.name)


def read_at(compendium: Compendium, revision: str) -> dict[str, Results]:
    """Return the results recorded at a revision of the repository, by language.

    Raises UserError as `read` does, and as `revisions.files` does.
    """
    folder = compendium.recorded
    found = revisions.files(compendium.root, revision, folder.name)
    return _of_files(found, f"{folder.name} at {revision}")


def write(compendium: Compendium, editions: Sequence[Results]) -> None:
    """Record the published editions, in one step: a record is whole, the old one or the new."""
    with _aside(compendium.recorded) as folder:
        for name, content in _plain(editions).items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(form.written(content) + "\n", encoding="utf-8", newline="\n")


def _plain(editions: Sequence[Results]) -> dict[str, Any]:
    """Return what each file of the record holds."""
    first = editions[0]
    checks = {name: form.plain(one) for name, one in first.checks.items()}
    data = {"facts": first.facts, "marks": first.marks, "tables": first.tables, "checks": checks}
    contents = {name: form.split(text) for name, text in first.contents.items()}
    code = {
        name: {cell: form.split(source) for cell, source in one.code.items()}
        for name, one in first.chapters.items()
    }
    return {
        DATA: {"form": FORM, **data, "contents": contents},
        CODE: code,
        PAGES: {one.language: one.pages for one in editions},
        VARIANTS: {name: form.plain(one) for name, one in first.variants.items()},
    } | {
        f"{one.language}/{name}.json": form.plain(replace(chapter, code={}))
        for one in editions
        for name, chapter in one.chapters.items()
    }


def _files(folder: Path) -> dict[str, bytes]:
    """Return the content of each file of a record by its path in the folder."""
    if not folder.is_dir():
        raise UserError(f"There is no record in {folder.name}/. {NEXT}")
    return {
        path.relative_to(folder).as_posix(): bounded_files.read_bytes(path, MOST, folder)
        for path in sorted(folder.rglob("*.json"))
    }


def _of_files(files: Mapping[str, bytes], label: str) -> dict[str, Results]:
    """Return the results that files of a record hold, by language."""
    found = _Files(files, label)
    shared = found.shared()
    pages = found.read(PAGES, form.named(form.named(form.named(form.text))))
    return {
        code: Results(**shared, language=code, chapters=found.chapters(code), pages=one)
        for code, one in pages.items()
    }


class _Files:
    """The files of a record by their paths in it; `label` says where the record is."""

    def __init__(self, files: Mapping[str, bytes], label: str) -> None:
        self.files, self.label = files, label

    def read(self, name: str, reader: form.Reader) -> Any:
        """Return what a file holds; UserError if it is missing or is not what a record has."""
        if name not in self.files:
            raise UserError(f"The record in {self.label} has no file {name}. {NEXT}")
        place = f"{self.label}/{name}"
        content = bounded_files.decoded(self.files[name], place)
        try:
            return reader(json.loads(content, parse_constant=_no_constant))
        except (ValueError, RecursionError) as fault:
            what = "it is nested too deep" if isinstance(fault, RecursionError) else str(fault)
            raise UserError(f"{place} is not what a record holds: {what}.\n{NEXT}") from None

    def shared(self) -> dict[str, Any]:
        """Return what the editions have in common: data, audit and variants."""
        of_data = {
            "tables": form.named(form.text),
            "contents": form.named(form.lines),
            "facts": form.named(form.named(form.text)),
            "checks": form.named(form.check),
            "marks": form.named(form.text),
        }

        def read(found: Any) -> dict[str, Any]:
            parts = form.named(lambda one: one)(found)
            if parts.pop("form", None) != FORM:
                raise ValueError("another version of this package made it")
            return {name: reader(parts[name]) for name, reader in of_data.items() if name in parts}

        variants = self.read(VARIANTS, form.named(form.chapter))
        return {**self.read(DATA, read), "variants": variants}

    def chapters(self, language: str) -> dict[str, Chapter]:
        """Return the chapters of an edition, by notebook."""
        code = self.read(CODE, form.named(form.named(form.lines)))
        names = [name for name in self.files if name.startswith(f"{language}/")]
        found = {Path(name).stem: self.read(name, form.chapter) for name in names}
        return {name: replace(one, code=code.get(name, {})) for name, one in found.items()}


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} stands where a number belongs")


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Give a new folder that takes another's place when it has been filled."""
    _put_back(folder)
    for left in folder.parent.glob(f"{ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)  # of a record that was killed
    with TemporaryDirectory(prefix=ASIDE, dir=folder.parent) as made:
        new, old = Path(made, "new"), Path(made, "old")
        new.mkdir()
        yield new
        try:
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
        finally:
            _put_back(folder)


def _put_back(folder: Path) -> None:
    """Restore the old record if the command that was to replace it ended in between."""
    if not folder.exists():
        for old in folder.parent.glob(f"{ASIDE}*/old"):
            old.rename(folder)

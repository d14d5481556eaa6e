"""Composing a compendium from the template of a generic book and a data package kept elsewhere.

What is composed is a compendium as any other, so that runs, their guard, books and clusters need
not know of it. It is stored by content in the working folder's `_build/composed/`.
"""

import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from offshore.audit.rules import RULES
from offshore.book.own import catalogues, chapters, linking, normal_form, studied, subject
from offshore.compendium import bounded_files, hashes
from offshore.compendium.errors import UserError, near
from offshore.compendium.root import Compendium
from offshore.data import borrowed, package, validation
from offshore.data.borrowed import Borrowed
from offshore.data.faults import told
from offshore.display.language import DISPLAY, FRAME, TABLES
from offshore.runs import keys, store

KIND = "composed"
UNITS = "vocabulary/units"
OWN = "own-data"  # an edition whose package has no name that a folder can have
NAME, LONGEST = re.compile("[^a-z0-9._-]+"), 40  # of editions
DRESS = ("_static", "_templates")  # what surrounds the pages of every book
SHARED = (DISPLAY, "sphinx", TABLES)  # catalogues that belong to no page


def compose(here: Compendium, folder: Path) -> Compendium:
    """Return the compendium of the generic book with the data package in a folder.

    Its results are those of `here`. Raises UserError that lists the faults of the package.
    """
    key = _key(here, folder)
    if key is None or store.find(here.build, KIND, key) is None:  # else it was checked before
        check(folder)
        record = record_of(here, folder)
        key = _key(here, folder) or ""
        store.put(here.build, KIND, key, lambda target: _fill(target, here, folder, record))
    return Compendium(store.entry(here.build, KIND, key), here.build)


def _key(here: Compendium, folder: Path) -> str | None:
    """Return the key of what would be composed, None if the package cannot be read."""
    try:
        book = {here.relative(file): hashes.of_file(file) for file in sorted(_parts(here))}
        modules = keys.modules(["offshore.book.own.composing"], here.build)
        digest, name = digest_of(folder), folder.name  # the name stands in where there is no other
    except bounded_files.UnreadableError:
        return None
    return hashes.of_json({"package": digest, "name": name, "book": book, "modules": modules})


def digest_of(folder: Path) -> str:
    """Return the SHA-256, in hex, of the descriptor and of all tables of a package."""
    tables = {name: package.actual_hash(name, folder) for name in package.names(folder)}
    return hashes.of_json({"descriptor": package.descriptor(folder), "tables": tables})


def check(folder: Path) -> None:
    """Raise UserError that lists what keeps a package from being shown."""
    found = [*validation.faults(folder, RULES), *linking.faults(folder)]
    found += [] if any(one.kind == "content" for one in found) else studied.faults(folder)
    if wrong := [one for one in found if one.kind == "content"]:
        head = f"The data package in {near(folder)} is at fault."
        raise UserError("\n".join([head, *told(wrong)]))
    if UNITS not in package.names(folder):
        raise UserError(
            f"The data package in {near(folder)} has no table {UNITS}, without which its numbers "
            "mean nothing. Add it: `offshore new FOLDER` writes a package that has one."
        )


def notes(made: Compendium, folder: Path) -> list[str]:
    """Return a line for each table that differs from the hash that its package records."""
    recorded = [name for name in package.names(folder) if package.declared_hash(name, folder)]
    differing = set(package.unaccepted(folder)) & set(recorded)
    record = borrowed.read(made)
    about = [f"Data package {record.name}: {record.title('en')}."] if record else []
    return [
        *about,
        *(f"Note: {name} differs from its recorded hash." for name in sorted(differing)),
    ]


def edition_of(made: Compendium, taken: Collection[str]) -> str:
    """Return what the edition of a composed compendium is called if nobody names it."""
    record = borrowed.read(made)
    name = NAME.sub("-", record.name.lower() if record else "").strip("-.")[:LONGEST]
    return f"{OWN}-{name}" if name in taken else name or OWN


def record_of(here: Compendium, folder: Path) -> Borrowed:
    """Return whose data a package holds."""
    described = package.descriptor(folder)
    name = normal_form.name(described, folder)
    said = normal_form.texts(described, "title") or {"en": name}
    titles = {code: plain(text) for code, text in said.items()}
    return Borrowed(
        name=name,
        titles={"en": next(iter(titles.values())), **titles},
        descriptions=normal_form.texts(described, "description"),
        digest=digest_of(folder),
        invented=borrowed.INVENTED in normal_form.keywords(described),
        empty=tuple(normal_form.empty(folder)),
        without=chapters.without(here.template, studied.read(folder)),
    )


def _parts(here: Compendium) -> Iterator[Path]:
    """Yield the files that a composed compendium takes from this one."""
    folders = [here.template, *(here.book / name for name in DRESS)]
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())
    for locale in _locales(here):
        yield from (here.catalogue(locale, name) for name in SHARED)
    yield here.lock


def _fill(target: Path, here: Compendium, folder: Path, record: Borrowed) -> None:
    made = Compendium(target)
    normal_form.write(folder, made.data)
    ignored = shutil.ignore_patterns("data", "guides", "__pycache__", ".*")
    shutil.copytree(here.template, target, ignore=ignored, dirs_exist_ok=True)
    for name in DRESS:
        shutil.copytree(here.book / name, made.book / name)
    shutil.copyfile(here.lock, made.lock)
    chapters.keep(made, record.without)
    _entitle(made, record, normal_form.authors(package.descriptor(folder)))
    _translate(made, here, folder, record)
    subject.put(made, studied.read(folder), _locales(here))
    made.borrowed.write_text(borrowed.written(record), encoding="utf-8")


def _entitle(made: Compendium, record: Borrowed, authors: str) -> None:
    """Give the book the title of the package, and its authors as far as they are known."""
    given: dict[str, Any] = yaml.safe_load(made.config.read_text(encoding="utf-8"))
    given |= {"title": record.title("en"), "author": plain(authors)}
    made.config.write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False), "utf-8")


def plain(text: str) -> str:
    """Return a text without angle brackets: the theme takes titles and authors for HTML."""
    return text.replace("<", "‹").replace(">", "›")


def _translate(made: Compendium, here: Compendium, folder: Path, record: Borrowed) -> None:
    """Add the shared catalogues, and what the package itself says in other languages."""
    for locale, code in _locales(here).items():
        for name in SHARED:
            shutil.copyfile(here.catalogue(locale, name), made.catalogue(locale, name))
        said = normal_form.translated(package.descriptor(folder), code)
        catalogues.add(made.catalogue(locale, TABLES), said, locale)
        title = {record.title("en"): record.title(code)}
        catalogues.add(made.catalogue(locale, FRAME), title, locale)


def _locales(here: Compendium) -> dict[str, str]:
    """Return the locales that have catalogues, and the code of the language of each."""
    names = sorted(path.name for path in here.translations.iterdir() if path.is_dir())
    return {name: name.split("_")[0] for name in names}

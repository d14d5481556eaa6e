"""Translation catalogues of the prose: English extracted and merged, and gaps counted.

Sphinx's gettext builder reads the hand-written pages and the stored notebooks, so nothing has to be
run: generated text is already in the edition's language and is not extracted.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from offshore.book import contents, jupyter_book
from offshore.book.handover import INPUTS
from offshore.book.own import composing
from offshore.book.pages import bibliography, reference
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.display import word_files
from offshore.display.language import DISPLAY, FRAME, SOURCE, TABLES, languages
from offshore.notebook import contract, prose
from offshore.runs import processes

SAID_ALONE = re.compile(r"\{says\}`[^`]*`")  # its wordings have entries of their own
INCLUDED = re.compile(r"\{include\} (\S+)")
NOTHING: dict[str, Any] = {
    "numbers": {},
    "explained": [],
    "sentences": {},
    "facts": {},
    "terms": {},
    "badges": {},
    "legend": [],
    "filtering": {},
    "editions": [],
    "own": "",
    "banner": {},
    "preview": False,
    "lacking": [],
    "not_available": "",
}
# Only what does not depend on the day or the person, so that the same source gives the
# same bytes.
HEADER = """msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True)
class State:
    """The progress of one catalogue: its file, its strings, and how many lack a translation."""

    file: Path
    strings: int
    untranslated: int
    fuzzy: int
    obsolete: int

    @property
    def whole(self) -> bool:
        """Whether the translation is complete."""
        return not (self.untranslated or self.fuzzy or self.obsolete)


def update(compendium: Compendium) -> list[State]:
    """Update every language's catalogues to the English source; return their states.

    Existing translations stay. A string that changed keeps its old translation, marked fuzzy; one
    that is gone is kept as obsolete. Raises UserError if a page is at fault.
    """
    _merge_all(compendium, extract(compendium), _locales(compendium))
    if not compendium.template.is_dir():
        return states(compendium)
    generic = Compendium(compendium.template)
    _merge_all(generic, _of_template(compendium), _locales(compendium))
    return [*states(compendium), *states(generic)]


def _locales(compendium: Compendium) -> list[str]:
    known = languages(compendium).values()
    return [language.locale for language in known if language.code != SOURCE]


def _merge_all(
    compendium: Compendium, templates: Mapping[str, Catalog], locales: Sequence[str]
) -> None:
    for locale in locales:
        for domain, template in templates.items():
            _merge(compendium.catalogue(locale, domain), template, locale)


def _of_template(compendium: Compendium) -> dict[str, Catalog]:
    """Return the English strings of the book for one's own data, but not those of its example.

    An example has its own translations, as any data package can.
    """
    example = composing.compose(compendium, Compendium(compendium.template).data)
    found = extract(example)
    del found[TABLES]
    found[FRAME].delete(yaml.safe_load(example.config.read_text(encoding="utf-8"))["title"])
    return found


def extract(compendium: Compendium) -> dict[str, Catalog]:
    """Return the English strings, a catalogue for each page and one for the book's frame."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "source", Path(folder) / "out"
        _lay_out(compendium, source)
        settings = compendium.config.read_text(encoding="utf-8")
        options = ("--builder", "custom", "--custom-builder", "gettext")
        with processes.pool(fresh=True) as workers:
            workers.submit(jupyter_book.run, source, out, settings, *options).result()
        found = {pot.stem: _read(pot) for pot in sorted(out.rglob("*.pot"))}
    frame = _frame(compendium)
    for caption in captions(_contents(compendium)):  # Sphinx puts them with the first page
        found["index"].delete(caption)
    for catalogue in found.values():
        for text in [entry.id for entry in catalogue if SAID_ALONE.fullmatch(str(entry.id))]:
            catalogue.delete(text)
    shared = _shared(compendium)
    for name in [*contract.names(compendium), *compendium.worded_pages]:
        for context, text in word_files.messages(compendium, name):
            if context != word_files.SHORT or text not in shared:
                found[name].add(text, context=context)
    return {FRAME: frame, TABLES: _tables(compendium), **found}


def _lay_out(compendium: Compendium, source: Path) -> None:
    """Lay out hand-written pages and stored notebooks, with empty files for generated parts."""
    shutil.copytree(compendium.book, source, ignore=shutil.ignore_patterns("translations", "words"))
    for name in contract.names(compendium):
        notebook = json.loads(contract.read_contract(compendium, name).text)
        notebook["cells"] = list(map(_with_roles, notebook["cells"]))
        (source / f"{name}{contract.SUFFIX}").write_text(json.dumps(notebook), encoding="utf-8")
    for page in list(source.glob("*.md")):
        for name in INCLUDED.findall(page.read_text(encoding="utf-8")):
            (source / name).parent.mkdir(exist_ok=True)
            (source / name).touch()
    if bibliography.PAGE in contents.pages(compendium.contents):
        bibliography.write(compendium, source)
    (source / INPUTS).write_text(json.dumps(NOTHING), encoding="utf-8")


def _shared(compendium: Compendium) -> set[str]:
    """Return the words that notebooks share: each stands once, not in every catalogue."""
    files = compendium.translations.glob(f"*/LC_MESSAGES/{DISPLAY}.po")
    return {str(entry.id) for file in files for entry in _read(file)}


def _with_roles(cell: dict[str, Any]) -> dict[str, Any]:
    text = contract.source(cell)
    return cell if cell["cell_type"] == "code" else cell | {"source": prose.to_roles(text)}


def _frame(compendium: Compendium) -> Catalog:
    """Return the words around the pages: the book's title, its author, its parts."""
    settings = yaml.safe_load(compendium.config.read_text(encoding="utf-8"))
    catalogue = Catalog()
    for text in (settings["title"], settings["author"], *captions(_contents(compendium))):
        if text:
            catalogue.add(text)
    return catalogue


def _tables(compendium: Compendium) -> Catalog:
    """Return the data package's descriptions of its tables, as far as pages show them."""
    catalogue = Catalog()
    for name in package.names(compendium.data):
        for text in reference.described(package.resource(name, compendium.data)):
            catalogue.add(text)
    return catalogue


def _contents(compendium: Compendium) -> Any:
    return yaml.safe_load(compendium.contents.read_text(encoding="utf-8"))


def captions(contents: Any) -> Iterator[str]:
    """Yield the captions of the parts of a table of contents."""
    yield from (part["caption"] for part in contents["parts"])


def _read(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened)


def _merge(file: Path, template: Catalog, locale: str) -> None:
    catalogue = _read(file) if file.exists() else Catalog()
    catalogue.update(template)
    for key in [key for key in catalogue.obsolete if SAID_ALONE.fullmatch(str(key))]:
        del catalogue.obsolete[key]
    with file.open("wb") as opened:
        opened.write(HEADER.format(locale=locale).encode())
        write_po(opened, catalogue, width=0, no_location=True, omit_header=True)


def states(compendium: Compendium) -> list[State]:
    """Return the state of each catalogue, including those of figures and tables."""
    files = sorted(compendium.translations.glob("*/LC_MESSAGES/*.po"))
    return [_state(file) for file in files]


def _state(file: Path) -> State:
    catalogue = _read(file)
    entries = [entry for entry in catalogue if entry.id]
    return State(
        file,
        len(entries),
        sum(not entry.string for entry in entries),
        sum(entry.fuzzy for entry in entries),
        len(catalogue.obsolete),
    )


def report(compendium: Compendium, found: Sequence[State]) -> list[str]:
    """Return a line for each incomplete catalogue, and one for the total."""
    lines = [
        f"{compendium.relative(one.file)}: {one.untranslated} untranslated, "
        f"{one.fuzzy} fuzzy, {one.obsolete} obsolete of {one.strings}"
        for one in found
        if not one.whole
    ]
    total = sum(one.strings for one in found)
    missing = sum(one.untranslated + one.fuzzy for one in found)
    return [*lines, f"{total} strings, {missing} to translate."]

"""The translation catalogues: whole, up to the source, and in the terms of the field."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from checkouts import ROOT, Checkout, here

from offshore.book import catalogues

FILES = sorted((ROOT / "book/translations").glob("*/LC_MESSAGES/*.po"))
ROLE = re.compile(r"\{(number|printed|says|term|cite|doc|ref)[\w:]*\}`([^`]*)`")
LINK = re.compile(r"\]\(([^)]*)\)")


def read(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened)


def entries(file: Path) -> list[Any]:
    return [entry for entry in read(file) if entry.id]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_string_is_untranslated_fuzzy_or_obsolete(file: Path) -> None:
    assert [entry.id for entry in entries(file) if not entry.string] == []
    assert [entry.id for entry in entries(file) if entry.fuzzy] == []
    assert list(read(file).obsolete) == []


@pytest.mark.usefixtures("inside")
def test_catalogues_have_the_strings_of_the_source_and_no_others() -> None:
    for name, template in catalogues.extract(here()).items():
        wanted = {(entry.context, entry.id) for entry in template if entry.id}
        files = [file for file in FILES if file.stem == name]
        found = {(entry.context, entry.id) for file in files for entry in entries(file)}
        assert found == wanted, f"{name}: run `make translations`"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_sentence_that_hangs_on_numbers_is_translated_by_its_wordings(file: Path) -> None:
    assert [one.id for one in entries(file) if re.fullmatch(r"\{says\}`[^`]*`", one.id)] == []


def test_extraction_keeps_translations_and_marks_what_changed(inside: Checkout) -> None:
    page = "book/translations/zh_CN/LC_MESSAGES/glossary.po"
    old = "The concepts that the paper defines or uses"
    file = inside.root / page
    filled = re.sub(r'(msgid "Glossary"\nmsgstr )".*"', r'\1"词汇"', file.read_text("utf-8"))
    filled = re.sub(rf'(msgid "{old}.*"\nmsgstr )".*"', r'\1"旧译"', filled)
    file.write_text(filled, encoding="utf-8")
    inside.replace("book/glossary.md", old, "The notions that the paper defines or uses")
    catalogues.update(here())
    strings = {str(entry.id): entry for entry in entries(file)}
    assert strings["Glossary"].string == "词汇"
    (changed,) = [entry for text, entry in strings.items() if text.startswith("The notions")]
    assert (changed.string, changed.fuzzy) == ("旧译", True)
    again = file.read_bytes()
    catalogues.update(here())
    assert file.read_bytes() == again


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_translation_keeps_every_number_term_work_and_link(file: Path) -> None:
    for entry in entries(file):
        if entry.string:
            assert sorted(targets(entry.string)) == sorted(targets(entry.id)), entry.id


def targets(text: str) -> Iterator[tuple[str, str]]:
    """Yield what the roles and links of a text lead to, whatever their own words are."""
    for role, inner in ROLE.findall(text):
        named = re.search(r"<([^>]*)>$", inner)
        # A term leads to itself in any language.
        yield role, "" if role == "term" else named[1] if named else inner
    for address in LINK.findall(text):
        yield "link", address


def concepts() -> list[tuple[str, str]]:
    """Return the terms of the field: English, Chinese as the paper has it."""
    with (ROOT / "data/paper/concepts.csv").open(encoding="utf-8", newline="") as table:
        return [(row["en"], row["zh"]) for row in csv.DictReader(table)]


@pytest.mark.parametrize(("english", "chinese"), concepts(), ids=lambda term: term)
def test_term_of_the_field_is_translated_as_the_paper_has_it(english: str, chinese: str) -> None:
    said = re.compile(rf"\b{re.escape(english)}s?\b", re.IGNORECASE)
    strayed = [
        (file.stem, entry.id, entry.string)
        for file in FILES
        for entry in entries(file)
        if entry.string and said.search(entry.id) and chinese not in entry.string
    ]
    assert strayed == []

"""What a data package says in other languages, added to the catalogues of a composed book."""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po


def add(file: Path, said: Mapping[str, str], locale: str, context: str | None = None) -> None:
    """Add texts, by their English, to a catalogue, which need not exist; theirs win."""
    catalogue = _read(file, locale)
    for english, other in said.items():
        catalogue.delete(english, context)
        catalogue.add(english, other, context=context)
    with file.open("wb") as opened:
        write_po(opened, catalogue, width=0, omit_header=True)


def _read(file: Path, locale: str) -> Catalog:
    if not file.exists():
        return Catalog(locale)
    with file.open("rb") as opened:
        return read_po(opened, locale)

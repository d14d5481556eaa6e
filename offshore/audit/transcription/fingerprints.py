"""The fingerprints of a paper's sentences, by which a text is known without being shipped."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offshore.compendium.errors import UserError
from offshore.compendium.hashes import of_bytes
from offshore.data import package
from offshore.data.tables import read_table

SENTENCES = "paper/sentences"
DIGITS = 16
CAPTION = "caption"

Place = tuple[str, int]  # section and sentence


@dataclass(frozen=True)
class Sentence:
    """One sentence, heading or caption: its place, kind, length in normal form and hash."""

    place: Place
    kind: str
    length: int
    hash: str

    def is_text(self, text: str) -> bool:
        """Tell whether a text in normal form is this sentence."""
        return len(text) == self.length and fingerprint(text) == self.hash


def fingerprint(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a text in normal form."""
    return of_bytes(text.encode())[:DIGITS]


def sentences(folder: Path) -> list[Sentence]:
    """Return the sentences of a data package's paper, in the order of the text.

    Raises UserError if the package has no such table, or one that cannot be read.
    """
    if SENTENCES not in package.names(folder):
        raise UserError(
            f"{folder.name}/ has no table {SENTENCES}.csv, so no text can be compared with it.\n"
            "Name a data package that has one."
        )
    rows: list[Any] = read_table(SENTENCES, folder).to_dict("records")
    return [
        Sentence(
            (row["section"], int(row["sentence"])), row["kind"], int(row["length"]), row["hash"]
        )
        for row in rows
    ]


def told(place: Place) -> str:
    """Return a place in words."""
    section, sentence = place
    return f"{section}, heading" if sentence == 0 else f"{section}, sentence {sentence}"

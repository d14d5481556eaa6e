"""The transcription checked against a text: the same sentences, every statement, every number."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offshore.audit.quantities import Frames, load
from offshore.audit.transcription.alignment import Alignment, align
from offshore.audit.transcription.coverage import Coverage, coverage
from offshore.audit.transcription.finding import phrase, spans
from offshore.audit.transcription.fingerprints import Place, Sentence, sentences
from offshore.audit.transcription.normal_form import Text, normal, normal_text
from offshore.audit.transcription.places import CITATION, Statement, statements
from offshore.audit.transcription.slips import Slip, slips
from offshore.compendium.errors import UserError
from offshore.data import package

NUMERALS, MISPRINTS = "paper/numerals", "paper/misprints"
LONGEST = 4  # times as long as the paper, references and headers of pages included


@dataclass(frozen=True)
class Misprint:
    """A misprint of the paper that the tables record: what is printed, and what is meant."""

    place: Place
    printed: str
    meant: str
    stands: bool


@dataclass(frozen=True)
class Checked:
    """What a check found.

    `slips` are the digits that alone make a sentence differ, `not_found` the statements that do not
    stand where they should, `unused` the listed words that the text does not have.
    """

    sentences: int
    alignment: Alignment
    slips: Mapping[Place, Slip]
    statements: list[Statement]
    not_found: list[Statement]
    numbers: Coverage
    misprints: list[Misprint]
    unused: list[str]

    @property
    def is_well(self) -> bool:
        """Whether the text is the same and agrees with the tables in everything."""
        wrong = [self.not_found, self.numbers.missing, self.unused]
        return (
            self.alignment.is_same
            and not any(wrong)
            and all(misprint.stands for misprint in self.misprints)
        )


def check(text: str, folder: Path) -> Checked:
    """Compare a text with the data package in a folder.

    Raises UserError if the package has no fingerprints, and for another text altogether.
    """
    expected, frames = sentences(folder), load(folder)
    alignment = _aligned(normal_text(text), expected)
    said = statements(frames, package.descriptor(folder))
    places = {one: spans(one, alignment.texts) for one in said}
    held = [span for one, found in places.items() if one.kind != CITATION for span in found]
    words = _words(frames)
    numbers = coverage(alignment.texts, held, _cited(said), words)
    return Checked(
        len(expected),
        alignment,
        slips(alignment, expected),
        said,
        [one for one, found in places.items() if not found],
        numbers,
        _misprints(frames, alignment.texts),
        [word for word in words if word not in numbers.words],
    )


def _aligned(text: Text, expected: list[Sentence]) -> Alignment:
    paper = sum(one.length for one in expected)
    if len(text.stream) > LONGEST * paper:
        raise UserError(
            f"This is another text, or more than the paper: {len(text.stream):,} characters "
            f"without spaces, and the paper has {paper:,}.\nName a file that holds the paper alone."
        )
    found = align(text, expected)
    same = found.texts.keys() - set(found.different)
    if not same:
        raise UserError(
            f"This is another text: it has none of the paper's {len(expected)} sentences.\n"
            "Name the file that holds the paper, in Chinese."
        )
    return found


def _cited(said: list[Statement]) -> Mapping[Place, set[int]]:
    found = defaultdict(set)
    for one in said:
        if one.kind == CITATION:
            found[one.place].add(int(one.printed))
    return found


def _words(frames: Frames) -> list[str]:
    return [normal(word) for word in frames[NUMERALS]["word"]] if NUMERALS in frames else []


def _misprints(frames: Frames, texts: Mapping[Place, str]) -> list[Misprint]:
    rows: list[Any] = frames[MISPRINTS].to_dict("records") if MISPRINTS in frames else []
    found = []
    for row in rows:
        place = (str(row["section"]), int(row["sentence"]))
        stands = bool(phrase(normal(row["prints"]), texts.get(place, "")))
        found.append(Misprint(place, row["prints"], row["meant"], stands))
    return found

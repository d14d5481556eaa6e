"""What the tables say stands in the paper: numbers, years, names and phrases, each at a place.

A column whose field in the descriptor has the property "transcribed" holds what the paper prints.
The property says how: see `KINDS`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from offshore.audit.quantities import UNITS, Frames
from offshore.audit.transcription.fingerprints import Place
from offshore.audit.transcription.normal_form import normal

TRANSCRIBED = "transcribed"
WORDINGS = "paper/wordings"
NUMBER, PERIOD, YEAR = "number", "period", "year"
PHRASES, NAME, NAMES, CITATION = "phrases", "name", "names", "citation"
# How each kind is called in a report.
KINDS = {
    NUMBER: "facts",
    PERIOD: "years of periods",
    YEAR: "other years",
    PHRASES: "what claims print",
    NAME: "names",
    NAMES: "authors",
    CITATION: "numbers of references",
}
_TITLE_MARKS = "《》\"'"


@dataclass(frozen=True)
class Statement:
    """One thing that a table says the paper prints at a place.

    `unit` and `factor` belong to a number; the factor is that to the base unit.
    """

    kind: str
    table: str
    row: str
    column: str
    place: Place
    printed: str
    unit: str = ""
    factor: float = 1.0

    @property
    def source(self) -> str:
        """The cell that says so, in words."""
        return f"{self.table} {self.row}, column {self.column}"


def statements(frames: Frames, descriptor: Mapping[str, Any]) -> list[Statement]:
    """Return everything that the tables say stands in the paper, at which place."""
    units = _units(frames)
    worded = _wordings(frames)
    found: list[Statement] = []
    for resource in descriptor["resources"]:
        name = str(resource["path"]).removesuffix(".csv")
        fields = resource["schema"]["fields"]
        for field in fields:
            if kind := field.get(TRANSCRIBED):
                column = (name, fields[0]["name"], field["name"], kind)
                found += _column(frames, column, worded, units)
    return found


def _column(
    frames: Frames,
    column: tuple[str, str, str, str],
    worded: Mapping[tuple[str, str, str], str],
    units: Mapping[str, tuple[str, float]],
) -> Iterator[Statement]:
    table, key, name, kind = column
    rows: list[Any] = frames[table].to_dict("records")
    for row in rows:
        cell = (table, str(row[key]), name)
        text = worded.get(cell, str(row[name]))
        if not row["section"] or not text:
            continue
        place = (str(row["section"]), int(row["sentence"]))
        unit = units.get(row.get("unit", ""), ("", 1.0)) if kind == NUMBER else ("", 1.0)
        for part in _parts(kind, text):
            yield Statement(kind, *cell, place, part, *unit)


def _parts(kind: str, text: str) -> list[str]:
    """Return what is looked for one by one, in normal form."""
    if kind == PERIOD:
        return list(dict.fromkeys(text.split("-")))
    pieces = text.split(";") if kind in (PHRASES, NAMES) else [text]
    strip = _TITLE_MARKS if kind in (NAME, NAMES) else ""
    return [normal(piece).strip(strip) if strip else normal(piece) for piece in pieces]


def _units(frames: Frames) -> dict[str, tuple[str, float]]:
    if UNITS not in frames or "zh" not in frames[UNITS]:
        return {}
    rows: list[Any] = frames[UNITS].to_dict("records")
    return {row["unit"]: (row["zh"], float(row["factor"])) for row in rows}


def _wordings(frames: Frames) -> dict[tuple[str, str, str], str]:
    """Return what the paper prints where a table has words of ours; "" where it prints nothing."""
    if WORDINGS not in frames:
        return {}
    rows: list[Any] = frames[WORDINGS].to_dict("records")
    return {(row["table"], row["row"], row["column"]): row["prints"] for row in rows}

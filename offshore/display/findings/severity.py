"""The severity of numbers in words: blind ranges and their reasons, and the table of all."""

from collections.abc import Sequence
from types import SimpleNamespace

import pandas as pd

from offshore.audit.claims import parse
from offshore.audit.quantities import Frames
from offshore.audit.severity.blind_ranges import Range
from offshore.audit.severity.scores import Scrutiny, Severity
from offshore.audit.severity.table import places
from offshore.display.facts import QUALIFIERS, vocabularies
from offshore.display.findings.verdicts import BARE, counted, labels
from offshore.display.language import RUN_ON, Language
from offshore.display.locations import place


def rows(
    found: Sequence[Severity], frames: Frames, words: Language, with_outside: bool = False
) -> pd.DataFrame:
    """Return the table of numbers, its cells worded for the reader.

    Columns place, number, printed, severity, blind and why. `with_outside`: with the checks against
    outside numbers. `frames`: the tables of the numbers, with the vocabularies.
    """
    placed, called = _places(frames, words), labels(frames, words)
    units = vocabularies(frames, words)["unit"]
    cells = []
    for one in found:
        what, name = one.under(with_outside), one.number.id
        cells.append(
            {
                "place": placed.get(name, ""),
                "number": called.get(name, name),
                "printed": printed(one, units, words),
                "severity": severity(what, words),
                "blind": blind_range(what, words),
                "why": words.text(what.why),
            }
        )
    return pd.DataFrame(cells)


def statements(trials: pd.DataFrame, frames: Frames, words: Language) -> pd.DataFrame:
    """Return the misprints of a number with the statements of the claims that would flip.

    `trials`: of `audit.severity.table.trials`; `frames`: the tables that they were judged by.
    """
    states = {one.id: one.row[f"states_{words.code}"] for one in parse(frames)[0]}
    named = [filter(None, ids.split(", ")) for ids in trials.claims]
    told = [words.listed((states[name] for name in ids), RUN_ON) for ids in named]
    return trials.assign(claims=told)


def _places(frames: Frames, words: Language) -> dict[str, str]:
    return {
        name: place(SimpleNamespace(section=section, sentence=sentence), words)
        for name, (section, sentence) in places(frames).items()
    }


def printed(one: Severity, units: pd.Series, words: Language) -> str:
    """Return a number as printed, with its qualifier and its unit."""
    number, unit = one.number, one.number.unit
    if unit.name == "%":
        told = f"{number.printed}%"
    elif unit.name in BARE:
        told = number.printed
    elif unit.factor == "1":
        told = counted(number.printed, unit.name, units, words)
    else:
        # "2964 10 thousand US dollars" would read as one number.
        told = words.text("{number} ({unit})", number=number.printed, unit=units[unit.name])
    return words.text(QUALIFIERS[number.qualifier], number=told)


def severity(one: Scrutiny, words: Language) -> str:
    """Return how many of the misprints of a number would be noticed."""
    return words.text(
        "{caught} of {tried}", caught=len(one.tried) - len(one.unseen), tried=len(one.tried)
    )


def blind_range(one: Scrutiny, words: Language) -> str:
    """Return the values of a number that pass unseen, as digits in its own unit."""
    parts = [_part(part, words) for part in one.blind.parts]
    if one.blind.rounded:
        pairs = zip(one.blind.parts, parts, strict=True)
        parts = [_stepped(part, told, words) for part, told in pairs]
    return words.text("; ").join([*parts, *(wrong.printed for wrong in one.beside)])


def _part(part: Range, words: Language) -> str:
    low, high = ("" if end is None else f"{end:f}" for end in (part.low, part.high))
    if part.is_everything:
        return words.text("any value")
    if not high:
        return words.text("{number} or more", number=low)
    if not low:
        return words.text("{number} or less", number=high)
    return low if low == high else words.text("{low} to {high}", low=low, high=high)


def _stepped(part: Range, told: str, words: Language) -> str:
    """Return a range of round numbers with its steps."""
    if part.is_one_value:
        return told
    return words.text("{range} in steps of {step}", range=told, step=f"{part.step:f}")

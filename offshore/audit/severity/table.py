"""The severity of every number as a table, and as files beside those of the audit."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from offshore.audit import report
from offshore.audit.quantities import Frames, quantities
from offshore.audit.severity.blind_ranges import Blind, Range
from offshore.audit.severity.scores import WHY, Scrutiny, Severity, flips, of_numbers
from offshore.data import spreadsheet
from offshore.numerals.printed import number

CSV, JSON = "severity.csv", "severity.json"
PLACED = ("section", "sentence")


def of_frames(frames: Frames) -> list[Severity]:
    """Return the severity of each number in tables; raises UserError that lists invalid claims."""
    claims = [one.claim for one in report.of_frames(frames)]
    return of_numbers(claims, quantities(frames))


def table(found: Sequence[Severity], frames: Frames) -> pd.DataFrame:
    """Return a row for each number: its place, and its severity and blind range.

    Columns that end in `_with_outside` count the checks against outside numbers as well.
    """
    placed = places(frames)
    rows = [
        {
            "id": one.number.id,
            **dict(zip(PLACED, placed.get(one.number.id, ("", "")), strict=True)),
            "printed": one.number.printed,
            "qualifier": one.number.qualifier,
            "unit": one.number.unit.name,
            "outside": one.number.outside,
            **_told(one.internal, ""),
            **_told(one.with_outside, "_with_outside"),
        }
        for one in found
    ]
    return pd.DataFrame(rows)


def places(frames: Frames) -> dict[str, tuple[str, str]]:
    """Return section and sentence of each number that has them, by id."""
    placed = [one for one in frames.values() if {"id", "printed", *PLACED} <= set(one.columns)]
    return {
        row["id"]: (str(row["section"]), str(row["sentence"]))
        for one in placed
        for row in one.to_dict("records")
    }


def _told(one: Scrutiny, suffix: str) -> dict[str, Any]:
    cells = {
        "checks": len(one.claims),
        "misprints": len(one.tried),
        "unseen": len(one.unseen),
        "severity": one.severity,
        "blind": blind_text(one.blind),
        "beside": "; ".join(wrong.printed for wrong in one.beside),
        "why": one.why,
    }
    return {f"{name}{suffix}": value for name, value in cells.items()}


def blind_text(blind: Blind) -> str:
    """Return a blind range in words."""
    parts = [_range_text(part) for part in blind.parts]
    if blind.rounded:
        parts = [
            told if part.is_one_value else f"{told} in steps of {part.step:f}"
            for part, told in zip(blind.parts, parts, strict=True)
        ]
    return "; ".join(parts)


def _range_text(part: Range) -> str:
    if part.is_everything:
        text = "any"
    elif part.high is None:
        text = f"{part.low:f} or more"
    elif part.low is None:
        text = f"{part.high:f} or less"
    elif part.is_one_value:
        text = f"{part.low:f}"
    else:
        text = f"{part.low:f} to {part.high:f}"
    return text


def trials(one: Severity, with_outside: bool = False) -> pd.DataFrame:
    """Return a row for each misprint of a number: slip, printed, noticed, and claims that flip."""
    what = one.under(with_outside)
    rows = []
    for wrong in what.tried:
        flipped = flips(one.number, what.claims, wrong.printed)
        noticed = "noticed" if flipped else "unseen"
        rows.append((wrong.name, wrong.printed, noticed, ", ".join(flipped)))
    return pd.DataFrame(rows, columns=["slip", "printed", "noticed", "claims"])


def by_reason(found: Sequence[Severity], with_outside: bool = False) -> pd.DataFrame:
    """Return, for each of `WHY`, its numbers and the share of their misprints that is noticed.

    Columns why, numbers, misprints and severity, which is missing without a number.
    """
    rows = []
    for why in WHY:
        those = [one.under(with_outside) for one in found if one.under(with_outside).why == why]
        tried = sum(len(one.tried) for one in those)
        caught = tried - sum(len(one.unseen) for one in those)
        rows.append((why, len(those), tried, caught / tried if tried else float("nan")))
    return pd.DataFrame(rows, columns=["why", "numbers", "misprints", "severity"])


def relative(found: Sequence[Severity], with_outside: bool = False) -> pd.DataFrame:
    """Return blind ranges as multiples of the printed number, a row for each of their parts.

    Columns id, printed, why, low and high; an open end is 0 or infinite. Numbers that no check
    reaches, whose range is everything, and zeros are left out.
    """
    rows = []
    for one in found:
        what = one.under(with_outside)
        value = number(one.number.printed)
        if what.claims and value:
            names = {"id": one.number.id, "printed": one.number.printed, "why": what.why}
            rows += [names | _multiples(part, value) for part in what.blind.parts]
    return pd.DataFrame(rows, columns=["id", "printed", "why", "low", "high"])


def _multiples(part: Range, value: Decimal) -> dict[str, float]:
    ends = [float("inf") if end is None else float(end / value) for end in (part.low, part.high)]
    return {"low": min(ends), "high": max(ends)}


def write(found: Sequence[Severity], frames: Frames, folder: Path) -> None:
    """Write the table as CSV and as JSON into an existing folder."""
    rows = table(found, frames)
    (folder / CSV).write_text(spreadsheet.csv(rows), encoding="utf-8", newline="")
    text = json.dumps(rows.to_dict("records"), ensure_ascii=False, indent=1, allow_nan=False)
    (folder / JSON).write_text(text + "\n", encoding="utf-8")

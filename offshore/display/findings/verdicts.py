"""The findings of the audit in words: verdicts, intervals and what inputs would have to be."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd

from offshore.audit.claims import Claim
from offshore.audit.judgements import CONDITIONAL, EXTERNAL
from offshore.audit.quantities import Frames, Unit
from offshore.audit.report import needed_ends
from offshore.audit.strength import alike, confidence, digit_in_base, strength
from offshore.audit.verdicts import Needed, Verdict
from offshore.data.package import VOCABULARIES
from offshore.display.facts import QUALIFIERS, vocabularies
from offshore.display.findings.marks import SIGNS
from offshore.display.language import CURRENCIES, Language
from offshore.display.locations import place
from offshore.display.periods import period
from offshore.numerals.printed import bounds, number

DIGITS = re.compile(r"\d[\d ]*(?:\.\d+)?")  # a number with spaces between thousands
BARE = ("year", "rank")  # units that are not written beside a number
ONE = {
    "firms": "1 firm",
    "countries and regions": "1 country or region",
    "continents": "1 continent",
    "platforms": "1 platform",
    "persons": "1 person",
    "items": "1 thing listed",
}


def recomputed(one: Verdict, units: pd.Series, words: Language) -> str:
    """Return the recomputed interval with its unit, or "" without one.

    `units`: the names of units in the edition's language, by unit.
    """
    if one.recomputed is None or one.claim.target is None:
        return ""
    unit = _unit(one.claim)
    low, high = (end / float(unit.factor) for end in bounds(one.recomputed))
    if not all(end.is_integer() for end in (low, high) if math.isfinite(end)):
        unit = replace(unit, whole=False)  # a limit such as “more than 0” is whole, a result is not
    low, high, digits = rounded_outwards(low, high, finest_decimal(one.claim) + 1)
    if math.isinf(high):
        said = words.text("at least {number}", number=with_unit(low, digits, unit, units, words))
    elif math.isinf(low):
        said = words.text("at most {number}", number=with_unit(high, digits, unit, units, words))
    elif low == high:
        said = with_unit(low, digits, unit, units, words)
    else:
        said = words.text(
            "{low} to {high}",
            low=with_unit(low, digits, unit, units, words),
            high=with_unit(high, digits, unit, units, words),
        )
    return said


def gap(one: Verdict, units: pd.Series, words: Language) -> str:
    """Return by how much a claim that fails misses, in the unit that it is stated in.

    Rounded down to the decimals of the printed number, one at least unless things are counted, or
    to the first digit of the difference where nothing would be left.
    """
    assert one.claim.target
    unit, printed = one.claim.target.unit, one.claim.target.printed
    if unit.name == "%" and POINTS in units:
        unit = replace(unit, name=POINTS, whole=False)
    value = one.gap / float(unit.factor)
    decimals = 0 if unit.whole else max(1, len(printed.partition(".")[2]))
    digits = max(decimals, math.ceil(-math.log10(value)))
    least = math.floor(value * 10**digits * (1 + 1e-12)) / 10**digits
    return with_unit(least, digits, unit, units, words)


POINTS = "percentage points"  # the unit of a difference between two percentages


def needed(one: Needed, label: str, units: pd.Series, words: Language) -> str:
    """Return where an input, called `label`, would have to lie for the claim to hold."""
    unit, ends = one.input.unit, [float(end) if end else None for end in needed_ends(one)]
    digits = len(one.input.printed.partition(".")[2]) + 1
    low, high = (
        None if end is None else with_unit(end, digits, unit, units, words) for end in ends
    )
    if low and high:
        return words.text("{input}: {low} to {high}", input=label, low=low, high=high)
    if low:
        return words.text("{input}: {low} or more", input=label, low=low)
    return words.text("{input}: {high} or less", input=label, high=high)


def with_unit(value: float, digits: int, unit: Unit, units: pd.Series, words: Language) -> str:
    """Return a number in its unit as the edition's language writes it."""
    if unit.base in CURRENCIES:
        return words.money(value * float(unit.factor), unit.base, digits=6)
    if unit.name == "%":
        return words.number(value, digits) + "%"
    if unit.name in BARE:
        return f"{value:.0f}"
    if unit.factor != "1" and unit.base in units:
        return counted(words.large(value * float(unit.factor), 6), unit.base, units, words)
    return counted(words.number(value, 0 if unit.whole else digits), unit.name, units, words)


def counted(told: str, unit: str, units: pd.Series, words: Language) -> str:
    """Return a number with the name of its unit, in the singular for one."""
    if told == "1" and unit in ONE:
        return words.text(ONE[unit])
    return words.text("{number} {unit}", number=told, unit=units[unit])


def rounded_outwards(low: float, high: float, finest: int) -> tuple[float, float, int]:
    """Return an interval with the decimals that its width justifies, and how many they are.

    They show two digits of the width, and are `finest` at most. The low end is rounded down and the
    high one up, so that nothing that the interval holds is lost; single values stay.
    """
    if low == high:
        return low, high, finest
    width = high - low
    digits = finest if math.isinf(width) else min(finest, 1 - math.floor(math.log10(width)))
    scale = 10.0**digits
    # Ends come with the noise of floats, which must not cost a whole step.
    ends = [
        low if math.isinf(low) else float(math.floor(low * scale + NOISE)),
        high if math.isinf(high) else float(math.ceil(high * scale - NOISE)),
    ]
    while digits > 0 and all(math.isinf(end) or end % 10 == 0 for end in ends):
        ends, digits = [end / 10 for end in ends], digits - 1
    down, up = (end / 10.0**digits for end in ends)
    return down, up, max(0, digits)


NOISE = 1e-6  # of one unit of the last decimal


def finest_decimal(claim: Claim) -> int:
    """Return the most decimals that the numbers of a result's kind carry, in the target's unit."""
    given = [*alike(claim), *([claim.target] if claim.target and claim.target.id else [])]
    assert claim.target
    digit = min(map(digit_in_base, given or [claim.target])) / float(claim.target.unit.factor)
    return -round(math.log10(digit))


def _unit(claim: Claim) -> Unit:
    """Return the unit of a result; whether that is whole is not said by a limit of our own."""
    assert claim.target
    unit = claim.target.unit
    return replace(unit, whole=unit.whole and all(one.unit.whole for one in alike(claim)))


def held_against(one: Verdict, units: pd.Series, words: Language) -> str:
    """Return what a recomputed number is held against, with its unit, or "" without a check."""
    target = one.claim.target
    if target is None or one.recomputed is None:
        return ""
    decimals = len(target.printed.partition(".")[2])
    held = with_unit(float(number(target.printed)), decimals, target.unit, units, words)
    return words.text(QUALIFIERS[target.qualifier], number=held)


def labels(frames: Frames, words: Language) -> dict[str, str]:
    """Return what each number is, by id: quantity, place, part and period, as far as given."""
    names = vocabularies(frames, words)
    rows = [
        row
        for table in frames.values()
        if {"id", *VOCABULARIES} <= set(table.columns)
        for row in table.to_dict("records")
    ]
    return {row["id"]: _label(row, names, words) for row in rows}


def _label(row: Mapping[Any, Any], names: Mapping[str, pd.Series], words: Language) -> str:
    part = "" if row["segment"] == "all" else _term("segment", row, names)
    parts = [_term("entity", row, names), part, period(row["period"], words)]
    detail = words.text(", ").join(filter(None, parts))
    return words.text("{what} ({detail})", what=_term("quantity", row, names), detail=detail)


def _term(kind: str, row: Mapping[Any, Any], names: Mapping[str, pd.Series]) -> str:
    """Return what a row's term is called, or the term where no vocabulary of the package has it."""
    return str(names[kind].get(row[kind], row[kind])) if kind in names else str(row[kind])


def passages(
    verdicts: Sequence[Verdict], frames: Frames, words: Language
) -> list[tuple[str, str, str, str]]:
    """Return claims that fail, each as title, finding, corrections and possible explanations.

    `frames`: the tables that the claims were judged by, with the vocabularies.
    """
    called, units = labels(frames, words), vocabularies(frames, words)["unit"]
    return [_passage(one, called, units, words) for one in verdicts if one.failed]


def _passage(
    one: Verdict, called: Mapping[str, str], units: pd.Series, words: Language
) -> tuple[str, str, str, str]:
    finding = words.text(
        "{verdict}; strength: {strength}. Printed: {printed}. Recomputed: {recomputed}. Apart by "
        "at least {gap}.",
        verdict=signed(one, words),
        strength=worth(one, words),
        printed=_prints(one, words),
        recomputed=recomputed(one, units, words),
        gap=gap(one, units, words),
    )
    ways = words.text("; ").join(
        _way(way, called[way.input.id], units, words) for way in one.needed
    )
    single = words.text(
        "Single corrections: any one of these by itself would resolve it, all other numbers as "
        "they are. {ways}.",
        ways=ways,
    )
    return statement(one, words), finding, single, _reason(one, words)


def _reason(one: Verdict, words: Language) -> str:
    """Return the explanations on record, which are of the digits that the paper prints."""
    reason = one.claim.row[f"reason_{words.code}"]
    if not reason or _changed(one):
        return words.text("No explanation is on record for these numbers.")
    return words.text("Possible, not established: {reason}", reason=reason)


def _prints(one: Verdict, words: Language) -> str:
    """Return what the paper prints, and what the tables have instead, if they were changed."""
    printed = words.text("; ").join(one.claim.row["prints"].split("; "))
    instead = _changed(one)
    if not instead:
        return printed
    listed = words.text("; ").join(instead)
    return words.text("{printed} (in the tables: {changed})", printed=printed, changed=listed)


def _changed(one: Verdict) -> list[str]:
    """Return the digits in the tables that take the place of some that the claim prints."""
    claim = one.claim
    numbers = [*claim.inputs, *([claim.target] if claim.target else [])]
    of_paper = {it.id: it.printed for it in numbers if it.id and not it.outside}
    printed = {found.strip() for found in DIGITS.findall(str(claim.row["prints"]))}
    if not of_paper or printed <= {*of_paper.values()}:
        return []
    new = {name: digits for name, digits in of_paper.items() if digits not in printed}
    own = [digits for name, digits in new.items() if name in claim.facts]
    return own or [*new.values()]


def _way(one: Needed, label: str, units: pd.Series, words: Language) -> str:
    """Return one correction, and say so if it is of a number that the paper does not print."""
    outside = words.text("{number}, as another source gives it", number=label)
    return needed(one, outside if one.input.outside else label, units, words)


def rows(verdicts: Sequence[Verdict], units: pd.Series, words: Language) -> pd.DataFrame:
    """Return the table of claims, its cells worded for the reader, a row for each verdict.

    Columns place, statement, printed, recomputed, held, check, strength and verdict. `units` as for
    `recomputed`.
    """
    columns = {
        "place": [place(SimpleNamespace(**one.claim.row), words) for one in verdicts],
        "statement": [statement(one, words) for one in verdicts],
        "printed": [_prints(one, words) for one in verdicts],
        "recomputed": [_basis(one, units, words) for one in verdicts],
        "held": [held_against(one, units, words) for one in verdicts],
        "check": [words.text(one.claim.row["check"]) for one in verdicts],
        "strength": [worth(one, words) for one in verdicts],
        "verdict": [signed(one, words) for one in verdicts],
    }
    return pd.DataFrame(columns)


def statement(one: Verdict, words: Language) -> str:
    """Return what a claim states, with the assumption that its check needs."""
    said, assumed = one.claim.row[f"states_{words.code}"], one.claim.assumption(words.code)
    if not assumed:
        return str(said)
    return words.text("{statement} Assumed: {assumption}", statement=said, assumption=assumed)


def worth(one: Verdict, words: Language) -> str:
    """Return the strength of a check, "" without one, and the confidence in an outside source."""
    found, trust = strength(one), confidence(one.claim)
    if found not in (EXTERNAL, CONDITIONAL) or not trust:
        return words.text(found) if found else ""
    return words.text(
        "{strength} (confidence {confidence})",
        strength=words.text(found),
        confidence=words.text(trust),
    )


def signed(one: Verdict, words: Language) -> str:
    """Return a verdict with its sign."""
    return f"{SIGNS[one.verdict]} {words.text(one.verdict)}"


def _basis(one: Verdict, units: pd.Series, words: Language) -> str:
    """Return the recomputed number, or why there is none."""
    why = one.claim.row[f"why_not_{words.code}"]
    return why or recomputed(one, units, words)

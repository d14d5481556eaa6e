"""The audit of a whole data package: its verdicts, as a table and against the recorded ones."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from offshore.audit import claims
from offshore.audit.functions import REGISTRY
from offshore.audit.judgements import MARKS, STRENGTHS, VERDICTS
from offshore.audit.marks import marks
from offshore.audit.quantities import CLAIMS, OUTSIDE_CLAIMS, Frames, load
from offshore.audit.rules import RULES
from offshore.audit.strength import confidence, strength
from offshore.audit.verdicts import Needed, Verdict, counts, judge_all
from offshore.compendium.errors import UserError
from offshore.compendium.scalars import representable
from offshore.data import package, spreadsheet
from offshore.data.faults import Fault, told
from offshore.numerals.printed import Interval, bounds, number

AUDIT, OUTSIDE = "audit", "outside"  # names of the files of results
NO_CHECK = "none"  # in place of a strength
COPIED = ("id", "section", "sentence", "prints", "facts", "check", "function", "arguments", "holds")
SAID = ("states_en", "states_zh", "why_not_en", "why_not_zh", "reason_en", "reason_zh")


def of_folder(folder: Path, bare: bool = False) -> list[Verdict]:
    """Return the verdicts on the claims of a data package.

    `bare`: its tables may have a header alone. Raises UserError that lists the faults of its
    tables. A sound table that differs from its recorded hash is not a fault here: a reviewer may
    change a digit to see what follows.
    """
    # Importing what checks schemas takes longer than an audit.
    from offshore.data import validation

    kinds = ("content",) if bare else ("content", "empty")
    found = [fault for fault in validation.faults(folder, RULES) if fault.kind in kinds]
    package.resource(CLAIMS, folder)
    return _refuse(found) if found else of_frames(load(folder))


def of_outside(folder: Path) -> list[Verdict]:
    """Return the verdicts on what outside values should say together, none without such a table.

    They say nothing of the paper. Raises UserError that lists invalid claims.
    """
    return of_frames(load(folder), OUTSIDE_CLAIMS)


def of_frames(frames: Frames, name: str = CLAIMS) -> list[Verdict]:
    """Return the verdicts on the claims in tables, none without a table of them.

    Raises UserError that lists invalid claims.
    """
    if name not in frames:
        return []
    found, wrong = claims.parse(frames, name)
    return judge_all(found) if not wrong else _refuse(wrong)


def _refuse(wrong: Sequence[Fault]) -> list[Verdict]:
    raise UserError("\n".join([*told(wrong), f"{len(wrong)} faults; nothing was audited."]))


def differences(verdicts: Sequence[Verdict]) -> list[str]:
    """Return a line for each verdict that differs from the recorded one, in either direction."""
    return [
        f"{one.claim.id}: recorded {one.claim.row['recorded']}, now {one.verdict}."
        for one in verdicts
        if not one.as_recorded
    ]


def select(
    verdicts: Sequence[Verdict],
    section: str = "all",
    verdict: str = "all",
    check: str = "all",
    worth: str = "all",
) -> list[Verdict]:
    """Return the verdicts that match.

    `section`: "introduction" or a number; `worth`: the strength of the check, "none" without one.
    """
    wanted = {"section": section, "verdict": verdict, "check": check, "strength": worth}
    return [
        one
        for one in verdicts
        if all(value in ("all", _traits(one)[name]) for name, value in wanted.items())
    ]


def by_section(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return how many claims of each section have each verdict, a column for each verdict.

    The index is called "section" and the columns "verdict".
    """
    sections = dict.fromkeys(_traits(one)["section"] for one in verdicts)
    found = pd.DataFrame({name: counts(select(verdicts, name)) for name in sections}, VERDICTS).T
    return found.rename_axis(index="section", columns="verdict")


def by_strength(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return how many claims whose check has each strength have each verdict.

    The index is called "strength", with "none" for claims without a check, the columns "verdict".
    """
    kinds = (*STRENGTHS, NO_CHECK)
    found = pd.DataFrame({name: counts(select(verdicts, worth=name)) for name in kinds}).T
    return found.rename_axis(index="strength", columns="verdict")


def by_mark(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return how many numbers of the paper have each mark: columns mark and numbers."""
    found = Counter(one.name for one in marks(verdicts).values())
    return pd.DataFrame({"mark": name, "numbers": found[name]} for name in MARKS)


def by_function(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Return how many checks recompute with each function, 0 for one that none uses."""
    used = Counter(one.claim.function.name for one in verdicts if one.claim.function)
    return {name: used[name] for name in REGISTRY}


def _traits(one: Verdict) -> dict[str, str]:
    section = str(one.claim.row["section"]).partition(".")[0]
    return {
        "section": section,
        "verdict": one.verdict,
        "check": str(one.claim.row["check"]),
        "strength": strength(one) or NO_CHECK,
    }


def deviations(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return stated and recomputed intervals as fractions above or below the printed number.

    One row, in the order given, for each verdict whose printed number is exact and not a count.
    """
    rows = []
    for one in verdicts:
        target = one.claim.target
        if target is None or target.qualifier != "exact" or target.unit.whole:
            continue
        middle = float(number(target.printed)) * float(target.unit.factor)
        ends = [*bounds(one.stated), *bounds(one.recomputed)]
        said = target.printed + ("%" if target.unit.name == "%" else "")
        row = {"id": one.claim.id, "verdict": one.verdict, "printed": said}
        names = ("stated_low", "stated_high", "recomputed_low", "recomputed_high")
        rows.append(row | {name: end / middle - 1 for name, end in zip(names, ends, strict=True)})
    return pd.DataFrame(rows)


def table(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return a row for each claim; intervals are in the unit of the claim's target."""
    return pd.DataFrame([_row(one) for one in verdicts])


def _row(one: Verdict) -> dict[str, Any]:
    row, target = one.claim.row, one.claim.target
    factor = float(target.unit.factor) if target else 1.0
    stated, recomputed = (_ends(part, factor) for part in (one.stated, one.recomputed))
    return {
        **{name: row[name] for name in COPIED},
        "unit": target.unit.name if target else "",
        "stated_low": stated[0],
        "stated_high": stated[1],
        "recomputed_low": recomputed[0],
        "recomputed_high": recomputed[1],
        "verdict": one.verdict,
        "strength": strength(one),
        "confidence": confidence(one.claim),
        "assumption_en": one.claim.assumption("en"),
        "assumption_zh": one.claim.assumption("zh"),
        "gap": one.gap / factor,
        "needed": "; ".join(map(needed_text, one.needed)),
        "recorded": row["recorded"],
        **{name: row[name] for name in SAID},
    }


def _ends(values: Interval | None, factor: float) -> tuple[float, float]:
    if values is None:
        return math.nan, math.nan
    low, high = bounds(values)
    return low / factor, high / factor


def needed_ends(one: Needed) -> tuple[str | None, str | None]:
    """Return the ends of the range in which an input would have to lie, None for an open end.

    They have one decimal more than the printed input; counts are whole.
    """
    decimals = 0 if one.input.unit.whole else len(one.input.printed.partition(".")[2]) + 1
    low = f"{one.low:.{decimals}f}" if one.low > -math.inf else None
    return low, f"{one.high:.{decimals}f}" if one.high < math.inf else None


def needed_text(one: Needed) -> str:
    """Return, in words, the range in which an input would have to lie."""
    low, high = needed_ends(one)
    ends = " ".join(f"{word} {end}" for word, end in (("from", low), ("to", high)) if end)
    return f"{one.input.id} {ends} {one.input.unit.name}"


def write(verdicts: Sequence[Verdict], folder: Path, name: str = AUDIT) -> None:
    """Write the table as `name`.csv and, with the counts and the differences, as `name`.json."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = table(verdicts)
    (folder / f"{name}.csv").write_text(spreadsheet.csv(rows), encoding="utf-8", newline="")
    plain = [
        {name: representable(value) for name, value in row.items()}
        for row in rows.to_dict("records")
    ]
    content = {
        "counts": counts(verdicts),
        "differences": differences(verdicts),
        "marks": {
            fact: {"mark": one.name, "claim": one.decided_by.claim.id}
            for fact, one in marks(verdicts).items()
        },
        "claims": plain,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def lines(verdicts: Sequence[Verdict]) -> list[str]:
    """Return the table for a terminal: id, place, printed, recomputed, verdict, check, strength.

    What the checks assume follows, one line for each claim that needs an assumption.
    """
    found = table(verdicts).to_dict("records")
    header = ("claim", "place", "printed", "recomputed", "verdict", "check", "strength")
    cells = [header, *map(_line, found)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(header))]
    listed = [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    ]
    return [*listed, *(_assumed(row) for row in found if row["assumption_en"])]


def _assumed(row: Mapping[Any, Any]) -> str:
    return f"{row['id']}: {row['verdict']} on an assumption. {row['assumption_en']}"


def _line(row: Mapping[Any, Any]) -> tuple[str, ...]:
    low, high = row["recomputed_low"], row["recomputed_high"]
    recomputed = "" if math.isnan(low) else f"{_range(low, high)} {row['unit']}"
    place = f"{row['section']}:{row['sentence']}" if row["section"] else ""
    worth = f"{row['strength']} ({row['confidence']})" if row["confidence"] else row["strength"]
    return row["id"], place, row["prints"], recomputed, row["verdict"], row["check"], worth


def _range(low: float, high: float) -> str:
    if math.isinf(high):
        return f"at least {low:.7g}"
    if math.isinf(low):
        return f"at most {high:.7g}"
    return f"{low:.7g}" if low == high else f"{low:.7g} to {high:.7g}"


def _width(text: str) -> int:
    """Return the width of a text in a terminal, where a Chinese character takes two columns."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)

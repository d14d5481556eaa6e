"""Workbooks recalculated by LibreOffice, and what their sheets of claims then say."""

import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from offshore.audit.claims import Claim
from offshore.audit.strength import strength
from offshore.audit.verdicts import Verdict, judge, judge_all
from offshore.compendium.errors import UserError
from offshore.display.language import Language
from offshore.numerals.printed import bounds
from offshore.reviewers.workbook.claims import COLUMNS, HEAD
from offshore.reviewers.workbook.draft import NUMBERS, OUTSIDE
from offshore.reviewers.workbook.language import words_of
from offshore.reviewers.workbook.numbers import QUALIFIERS
from offshore.reviewers.workbook.styles import INPUT_FILL

OPEN = 1e60  # what is beyond stands for an end that there is not
NEAR = 1e-9
ENDS = ("stated_low", "stated_high", "low", "high")


def program() -> str:
    """Return LibreOffice's program; skip the test, or fail if it is required, where it lacks."""
    found = shutil.which("soffice")
    if found is None:
        missing = "No LibreOffice: soffice is not on the PATH; no workbook is recalculated."
        if os.environ.get("OFFSHORE_REQUIRE_OFFICE") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def recalculated(files: Sequence[Path], folder: Path) -> list[Any]:
    """Return workbooks as LibreOffice computes them, all of them in one start of it."""
    with tempfile.TemporaryDirectory() as profile:
        own = f"-env:UserInstallation={Path(profile).as_uri()}"
        convert = [program(), own, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
        subprocess.run([*convert, *map(str, files)], check=True, capture_output=True, timeout=600)
    return [openpyxl.load_workbook(folder / file.name, data_only=True) for file in files]


def rows(workbook: Any, name: str, words: Language) -> dict[str, dict[str, Any]]:
    """Return what a sheet of claims says, by claim and column."""
    sheet = workbook[words_of(words).text(name)]
    found = {}
    for row in range(HEAD + 1, sheet.max_row + 1):
        said = {column: sheet[COLUMNS.at(row)(column)].value for column in COLUMNS.titles}
        found[said["id"]] = said
    return found


def differences(
    workbook: Any, name: str, verdicts: Sequence[Verdict], words: Language
) -> list[str]:
    """Return what a recalculated sheet of claims says otherwise than the audit."""
    found, wrong = rows(workbook, name, words), []
    for one in verdicts:
        said = found.pop(one.claim.id)
        wanted = {
            "verdict": words.text(one.verdict),
            "strength": words.text(strength(one)) if strength(one) else None,
        }
        wrong += [
            f"{one.claim.id}: {column} {said[column]!r}, not {word!r}"
            for column, word in wanted.items()
            if said[column] != word
        ]
        wrong += [
            f"{one.claim.id}: {column} {said[column]!r}, not {end!r}"
            for column, end in _numbers(one).items()
            if not _is_near(said[column], end, said["size"])
        ]
    return [*wrong, *(f"{name}: no such claim" for name in found)]


def _numbers(one: Verdict) -> dict[str, float]:
    """Return the ends that the audit found, and the gap of a claim that fails, in its unit."""
    if one.claim.target is None:
        return dict.fromkeys(ENDS, math.nan)
    ends = [*bounds(one.stated), *bounds(one.recomputed), *([one.gap] if one.failed else [])]
    factor = float(one.claim.target.unit.factor)
    return {column: end / factor for column, end in zip((*ENDS, "gap"), ends, strict=False)}


def _is_near(found: Any, wanted: float, size: Any) -> bool:
    """Tell whether an end is the wanted one, but for what floats lose of the numbers behind it."""
    if math.isnan(wanted):
        return found in (None, "")
    if math.isinf(wanted):
        return isinstance(found, (int, float)) and found * math.copysign(1, wanted) > OPEN
    if not isinstance(found, (int, float)):
        return False
    slack = NEAR * abs(wanted) + 1e-14 * (size if isinstance(size, (int, float)) else 0)
    return abs(found - wanted) <= slack


def refused(claims: Sequence[Claim]) -> tuple[list[Verdict], list[str]]:
    """Return the verdicts on claims, and the ids of those that the audit finds no result for."""
    sound, without = [], []
    for one in claims:
        try:
            judge(one)
            sound.append(one)
        except UserError:
            without.append(one.id)
    return judge_all(sound), without


def change(workbook: Any, name: str, digits: str, words: Language, qualifier: str = "") -> None:
    """Type other digits for a number, and other words around it if given, as a user would."""
    for sheet in (words_of(words).text(one) for one in (NUMBERS, OUTSIDE)):
        for row in workbook[sheet].iter_rows() if sheet in workbook.sheetnames else ():
            if row[0].value == name and row[3].fill.start_color.rgb.endswith(INPUT_FILL):
                row[3].value, row[3].data_type = digits, "s"
                if qualifier:
                    row[2].value = words_of(words).text(QUALIFIERS[qualifier])
                return
    raise AssertionError(f"no yellow cell for {name}")

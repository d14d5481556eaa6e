"""The sheets of claims: each recomputed by a formula, and its verdict and strength by others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from offshore.audit.claims import Claim
from offshore.audit.functions import WORD
from offshore.audit.judgements import BOUND, UNVERIFIABLE
from offshore.audit.quantities import Quantity
from offshore.audit.strength import RANK, held_to, settled_strength, strength
from offshore.audit.verdicts import Verdict, may_dispute
from offshore.display.facts import QUALIFIERS
from offshore.numerals.printed import bounds, meets
from offshore.reviewers.workbook import styles
from offshore.reviewers.workbook.draft import (
    LONGEST_FORMULA,
    Columns,
    Draft,
    put,
    put_formula,
)
from offshore.reviewers.workbook.formulas.functions import FORMULAS, Given
from offshore.reviewers.workbook.formulas.readings import MOST_DIGITS
from offshore.reviewers.workbook.formulas.verdicts import Cells, Worth, judged, recomputed_cells
from offshore.reviewers.workbook.numbers import Numbers, placed
from offshore.reviewers.workbook.steps import Lists, Steps

COLUMNS = Columns(
    {
        "id": ("Claim", 22),
        "place": ("Place", 15),
        "states": ("Statement", 46),
        "prints": ("As printed", 14),
        "how": ("How it is recomputed", 26),
        "inputs": ("From", 30),
        "held": ("Held against", 20),
        "unit": ("Unit", 14),
        "stated_low": ("Stated, lowest", 13),
        "stated_high": ("Stated, highest", 13),
        "low": ("Recomputed, lowest", 13),
        "high": ("Recomputed, highest", 13),
        "gap": ("Apart by", 11),
        "verdict": ("Verdict", 14),
        "strength": ("Strength", 13),
        "audit": ("The audit's verdict", 14),
        "same": ("Differs from the audit's", 12),
        "assumption": ("Assumed", 34),
        "reason": ("Why it cannot be checked, or may be wrong", 46),
        "meets": ("Meets (1), does not (0)", 12),
        "size": ("Size for comparison", 14),
    },
    frozenset({"meets", "size"}),
)
HEAD = 4
NOT_HERE = "not recomputed here"


@dataclass
class Sheet:
    """One sheet of claims: where it takes numbers from, and where it puts what leads to them."""

    name: str
    numbers: Numbers
    steps: Steps
    lists: Lists
    units: Mapping[str, str]
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def draft(self) -> Draft:
        """The workbook that the sheet is in."""
        return self.numbers.draft

    def text(self, row: Mapping[str, Any], stem: str) -> str:
        """Return a text of a claim in the workbook's language, or in English."""
        said = row.get(f"{stem}_{self.draft.words.code}") or row.get(f"{stem}_en")
        return str(said or "")


def write(sheet: Sheet, verdicts: Sequence[Verdict], introduction: str) -> None:
    """Write a sheet of claims with a row for each verdict of the audit."""
    draft, page = sheet.draft, sheet.draft.sheet(sheet.name)
    put(page, "A1", draft.words.text(sheet.name), "title")
    put(page, "A2", draft.words.text(introduction), "plain")
    COLUMNS.head(page, HEAD, draft.words)
    sheet.rows = {one.claim.id: row for row, one in enumerate(verdicts, start=HEAD + 1)}
    for one in verdicts:
        _write_texts(sheet, one)
        if one.verdict != UNVERIFIABLE:
            _write_check(sheet, one, verdicts)
    last, column = HEAD + len(verdicts), COLUMNS.letter("verdict")
    styles.colour_verdicts(page, f"{column}{HEAD + 1}:{column}{last}", f"{column}{HEAD + 1}")
    COLUMNS.show_open_ends(page, HEAD + 1, last)
    page.freeze_panes = f"{COLUMNS.letter('prints')}{HEAD + 1}"
    page.auto_filter.ref = f"A{HEAD}:{COLUMNS.letter('size')}{last}"


def ranges(sheet: Sheet) -> tuple[str, str]:
    """Return the addresses of the verdicts of a sheet, and of what the audit found."""
    first, last = min(sheet.rows.values()), max(sheet.rows.values())
    columns = (COLUMNS.letter(name) for name in ("verdict", "audit"))
    found, audited = (
        sheet.draft.address(sheet.name, f"{column}{first}:{column}{last}") for column in columns
    )
    return found, audited


def _write_texts(sheet: Sheet, one: Verdict) -> None:
    """Write what no number changes: the statement, the audit's verdict, the explanations."""
    claim, words = one.claim, sheet.draft.words
    row, at = claim.row, COLUMNS.at(sheet.rows[one.claim.id])
    texts = {
        "place": placed(row, words) if row["section"] else "",
        "states": sheet.text(row, "states"),
        "prints": row["prints"],
        "inputs": _inputs(claim, sheet),
        "held": _held(claim.target, sheet) if claim.target else "",
        "unit": _unit(claim.target, sheet) if claim.target else "",
        "assumption": sheet.text(row, "assumption"),
        "reason": sheet.text(row, "why_not") or sheet.text(row, "reason"),
    }
    page = sheet.draft.sheet(sheet.name)
    put(page, at("id"), claim.id, "id")
    for column, text in texts.items():
        put(page, at(column), text, "text")
    named = FORMULAS.get(claim.function.name) if claim.function else None
    how = words.text(named[0]) if named else ""
    COLUMNS.fit(page, sheet.rows[claim.id], {**texts, "id": claim.id, "how": how})
    for column in ("verdict", "audit"):
        style = "verdict" if column == "verdict" else "text"
        put(page, at(column), words.text(one.verdict), style)


def _inputs(claim: Claim, sheet: Sheet) -> str:
    words = sheet.draft.words
    told = [
        words.text("{what}: {values}", what=words.text(name.replace("_", " ")), values=value)
        for name, values in (claim.arguments or {}).items()
        for value in (_held(one, sheet) if isinstance(one, Quantity) else one for one in values)
    ]
    return "\n".join(told)


def _held(one: Quantity, sheet: Sheet) -> str:
    """Return a number as a claim names it: by its id, or as digits with their unit."""
    words = sheet.draft.words
    known = sheet.numbers.known.get(one.id)
    told = one.id or f"{one.printed} {_unit(one, sheet)}"
    if known and known.qualifier == one.qualifier:
        return told
    return words.text(QUALIFIERS[one.qualifier], number=told)


def _unit(one: Quantity, sheet: Sheet) -> str:
    return sheet.units.get(one.unit.name, one.unit.name)


def _write_check(sheet: Sheet, one: Verdict, verdicts: Sequence[Verdict]) -> None:
    """Write the formulas of a claim, or that there are none."""
    claim, words, page = one.claim, sheet.draft.words, sheet.draft.sheet(sheet.name)
    at = COLUMNS.at(sheet.rows[claim.id])
    assert claim.function and claim.target
    formulas = _formulas(sheet, one, verdicts)
    if any(len(formula) > LONGEST_FORMULA for formula in formulas.values()) or not formulas:
        _write_without(sheet, one)
        return
    put(page, at("how"), words.text(FORMULAS[claim.function.name][0]), "text")
    for column, formula in formulas.items():
        put_formula(page, at(column), formula, STYLE.get(column, "number"))


STYLE = {"verdict": "verdict", "strength": "text", "same": "strong"} | dict.fromkeys(
    ("meets", "size"), "working"
)


def _write_without(sheet: Sheet, one: Verdict) -> None:
    """Write a claim that no formula of ours can recompute, with what the audit found."""
    words, page = sheet.draft.words, sheet.draft.sheet(sheet.name)
    at = COLUMNS.at(sheet.rows[one.claim.id])
    assert one.claim.target
    factor = float(one.claim.target.unit.factor)
    put(page, at("how"), words.text(NOT_HERE), "note")
    put(page, at("strength"), words.text(strength(one)), "text")
    ends = [*bounds(one.stated), *bounds(one.recomputed)]
    for column, end in zip(("stated_low", "stated_high", "low", "high"), ends, strict=True):
        put(page, at(column), max(-1e99, min(1e99, end / factor)), "number")
    # What other claims ask of this one: whether it holds, before sources are compared.
    put(page, at("meets"), int(meets(one.stated, one.recomputed)), "working")


def _formulas(sheet: Sheet, one: Verdict, verdicts: Sequence[Verdict]) -> dict[str, str]:
    """Return the formulas of a claim by column, none if it cannot be recomputed here."""
    claim, numbers = one.claim, sheet.numbers
    assert claim.function and claim.target
    if claim.function.name not in FORMULAS or not _is_readable(claim):
        return {}
    found = FORMULAS[claim.function.name][1](_given(sheet, claim), sheet.steps.of(claim.id))
    target, at = claim.target, COLUMNS.at(sheet.rows[claim.id])
    said = {end: numbers.address(target, end) for end in ("low", "high", "value")}
    rivals = [
        COLUMNS.at(sheet.rows[other.claim.id])("meets")
        for other in verdicts
        if may_dispute(claim, other.claim)
    ]
    cells = Cells(**{name: at(name) for name in Cells.__dataclass_fields__})
    return {
        "stated_low": said["low"],
        "stated_high": said["high"],
        **recomputed_cells(found, target.unit.factor, said["value"]),
        **judged(cells, rivals, _worth(claim, numbers)),
        "same": f'IF({at("verdict")}={at("audit")},"","≠")',
    }


def _worth(claim: Claim, numbers: Numbers) -> Worth:
    """Return what a strength hangs on; the words around the number held against may be changed."""
    assert claim.function and claim.target
    settled = settled_strength(claim)
    if settled == BOUND and claim.function.gives != RANK:
        settled = ""
    said = f"{numbers.address(claim.target, 'qualifier')}=said_exact"
    finest = [numbers.address(near, "last_digit") for near in held_to(claim)]
    return Worth(settled, said, finest, claim.target.unit.factor)


def _is_readable(claim: Claim) -> bool:
    """Tell whether a spreadsheet keeps all digits of a claim's numbers, and their size."""
    numbers = [*claim.inputs, *([claim.target] if claim.target else [])]
    digits = [sum(sign.isdigit() for sign in one.printed) for one in numbers]
    near = [1e-30 < float(one.unit.factor) < 1e30 for one in numbers]
    return max(digits, default=0) <= MOST_DIGITS and all(near)


def _given(sheet: Sheet, claim: Claim) -> Given:
    assert claim.function and claim.arguments is not None
    return {
        name: [sheet.lists.counted(claim.id, values)]
        if claim.function.takes[name].startswith(WORD)
        else [sheet.numbers.ends(one) for one in values if isinstance(one, Quantity)]
        for name, values in claim.arguments.items()
    }

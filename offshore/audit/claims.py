"""The table of claims, parsed into objects and checked; a fault names its row.

A named function recomputes a claim from arguments, and the result is compared with the value of
`holds`. Arguments are `name=value`, separated by `;`. Each value, that of `holds` included, is the
id of a number or a number with its unit, optionally after a qualifier: `growth-2016`, `under 100
%`, `at_least threshold-2m`, `4 year`. Where a function counts things, each value names the row that
lists one of them: what is counted is what the tables have from the paper.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from offshore.audit.functions import ANY, MANY, REGISTRY, WORD, Function, UnitError, result_unit
from offshore.audit.judgements import CONTRADICTED, DISPUTED, UNVERIFIABLE
from offshore.audit.number_rules import repeated
from offshore.audit.quantities import (
    CLAIMS,
    OUTSIDE_CLAIMS,
    Frames,
    Quantity,
    Unit,
    quantities,
    units,
)
from offshore.audit.statements import UnknownNumberError, filled
from offshore.compendium.errors import did_you_mean
from offshore.data.faults import Fault
from offshore.numerals.printed import number
from offshore.numerals.qualifiers import QUALIFIERS

INTERNAL, EXTERNAL, NONE = "internal", "external", "none"
# What the row of a claim has where its table lacks the column, since no text is audited.
DEFAULTS = {"check": INTERNAL} | dict.fromkeys(
    ("section", "sentence", "prints", "facts", "recorded", "why_not_en", "why_not_zh"), ""
)
LANGUAGES = ("en", "zh")
STATES = "states"
TEXTS = (STATES, "assumption", "why_not", "reason")  # each in a column for each language
NAMED = "number of the data package, alone or with million or billion after it"
Argument = Quantity | str


@dataclass(frozen=True)
class Claim:
    """One statement with one way to check it; `function` and `target` are None without one.

    `row` has its texts, `facts` the ids of the facts that it prints, `target` the number that the
    recomputed one is compared with. `between_sources`: of outside numbers, and in no text.
    """

    row: Mapping[str, Any]
    facts: tuple[str, ...]
    function: Function | None = None
    arguments: Mapping[str, tuple[Argument, ...]] | None = None
    target: Quantity | None = None
    between_sources: bool = False

    @property
    def id(self) -> str:
        """The claim's id."""
        return str(self.row["id"])

    @property
    def inputs(self) -> list[Quantity]:
        """The numbers that it is recomputed from, without the target."""
        given = (self.arguments or {}).values()
        return [one for values in given for one in values if isinstance(one, Quantity)]

    @property
    def outside(self) -> list[Quantity]:
        """The numbers of other sources that it rests on."""
        numbers = [*self.inputs, *([self.target] if self.target else [])]
        return [one for one in numbers if one.outside]

    def uses(self, name: str) -> bool:
        """Tell whether a number, by its id, takes part in the check."""
        return any(one.id == name for one in (*self.inputs, self.target) if one)

    def assumption(self, language: str) -> str:
        """Return what has to be assumed for the check, in "en" or "zh"; "" if nothing has to."""
        return str(self.row.get(f"assumption_{language}", ""))

    @property
    def numbers(self) -> set[str]:
        """The ids of all numbers that take part: printed, recomputed from, or compared with."""
        used = [*self.inputs, *([self.target] if self.target else [])]
        return {*self.facts, *(one.id for one in used if one.id)}


class ClaimError(ValueError):
    """What is wrong with a claim: its column, the value, what is wrong, what is allowed."""

    def __init__(self, column: str, value: str, message: str, allowed: str) -> None:
        super().__init__(message)
        self.column, self.value, self.message, self.allowed = column, value, message, allowed


def parse(frames: Frames, name: str = CLAIMS) -> tuple[list[Claim], list[Fault]]:
    """Return the claims in a data package's tables, and the faults of invalid ones.

    `name`: the table of claims; the numbers in its folder are those audited, others are outside.
    """
    table, own = frames[name].astype(str), f"{name.partition('/')[0]}/"
    rows: list[Any] = [DEFAULTS | row for row in table.to_dict("records")]
    given = [code for code in LANGUAGES if f"states_{code}" in table] or list(LANGUAGES)
    parser = _Parser(quantities(frames, own), units(frames), _listed(frames), name != CLAIMS, given)
    claims, faults = [], []
    for position, row in enumerate(rows, start=2):
        try:
            claims.append(parser.claim(row))
        except ClaimError as wrong:
            place = (position, wrong.column, wrong.value)
            faults.append(Fault(f"data/{name}.csv", wrong.message, wrong.allowed, *place))
    return claims, [*faults, *repeated(table["id"], name)]


def _listed(frames: Frames) -> set[str]:
    """Return what the tables list, by the first column of each, the claims left out."""
    tables = [table for name, table in frames.items() if name not in (CLAIMS, OUTSIDE_CLAIMS)]
    return {str(value) for table in tables for value in table.iloc[:, 0]}


class _Parser:
    """Parses claims, given the known numbers and units, and what can be counted."""

    def __init__(
        self,
        known: Mapping[str, Quantity],
        unit_names: Mapping[str, Unit],
        listed: set[str],
        between_sources: bool,
        given: Sequence[str] = LANGUAGES,
    ) -> None:
        self.given = given  # the languages that claims are stated in
        self.between_sources = between_sources
        self.known = known
        self.units = unit_names
        self.listed = listed

    def claim(self, row: Mapping[str, str]) -> Claim:
        """Return the claim of a row; raises ClaimError."""
        row = self._stated(row)
        facts = tuple(row["facts"].split())
        for name in facts:
            self._number("facts", name)
        if row["check"] == NONE:
            _check_none(row, self.given)
            return Claim(_in_every_language(row), facts)
        function = REGISTRY.get(row["function"])
        if function is None:
            raise _unknown("function", row["function"], REGISTRY, "function")
        arguments = self._arguments(row["arguments"], function)
        target = self._value("holds", row["holds"])
        claim = Claim(row, facts, function, arguments, target, self.between_sources)
        _check_units(claim)
        _check_words(claim, self.given)
        return replace(claim, row=_in_every_language(row))

    def _stated(self, row: Mapping[str, str]) -> dict[str, str]:
        """Return a row with the numbers that its statements name."""
        said = dict(row)
        for column in (f"{STATES}_{code}" for code in self.given):
            try:
                said[column] = filled(row.get(column, ""), self.known)
            except UnknownNumberError as wrong:
                raise _unknown(column, wrong.name, self.known, NAMED) from None
        return said

    def _arguments(self, text: str, function: Function) -> dict[str, tuple[Argument, ...]]:
        found: dict[str, list[Argument]] = {name: [] for name in function.takes}
        for part in filter(None, (part.strip() for part in text.split(";"))):
            name, equals, value = part.partition("=")
            if not equals or name not in found:
                raise _unknown("arguments", part, found, f"argument of {function.name}")
            word = function.takes[name].startswith(WORD)
            found[name].append(self._row(value) if word else self._value("arguments", value))
        for name, wanted in function.takes.items():
            if not found[name] or (len(found[name]) > 1 and not wanted.endswith(MANY)):
                times = "once or more" if wanted.endswith(MANY) else "once"
                message = f"gives {name} {len(found[name])} times"
                raise ClaimError("arguments", text, message, f"Needed: {name}=… {times}.")
        return {name: tuple(values) for name, values in found.items()}

    def _row(self, name: str) -> str:
        if name not in self.listed:
            raise _unknown("arguments", name, sorted(self.listed), "row of the data package")
        return name

    def _value(self, column: str, text: str) -> Quantity:
        """Return the number that a text names or spells out."""
        first, _, rest = text.strip().partition(" ")
        word, rest = (first, rest.strip()) if first in QUALIFIERS else ("", text.strip())
        digits, _, unit = rest.partition(" ")
        if not unit:
            named = self._number(column, rest)
            return replace(named, qualifier=word) if word else named
        if unit not in self.units:
            raise _unknown(column, unit, self.units, "unit")
        try:
            number(digits)
        except ValueError as fault:
            allowed = "Allowed: an id, or a number and its unit, such as 100 %."
            raise ClaimError(column, text, f"is not a number ({fault})", allowed) from None
        # A number written in a claim is our own limit or count, so it was not rounded; but what is
        # over it is one more only where single things are counted.
        whole = word != "over" or self.units[unit].whole
        return Quantity("", digits, word or "exact", replace(self.units[unit], whole=whole))

    def _number(self, column: str, name: str) -> Quantity:
        if name not in self.known:
            raise _unknown(column, name, self.known, "number of the data package")
        return self.known[name]


def _in_every_language(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row whose texts, where a package has them in one language, stand for both."""
    whole = dict(row)
    for stem in TEXTS:
        columns = [f"{stem}_{code}" for code in LANGUAGES]
        there = next((row[name] for name in columns if row.get(name)), "")
        whole |= {name: row.get(name) or there for name in columns}
    return whole


def _check_none(row: Mapping[str, str], given: Sequence[str]) -> None:
    for column in ("function", "arguments", "holds"):
        if row[column]:
            raise ClaimError(column, row[column], "is given without a check", "Leave it empty.")
    if row["recorded"] not in (UNVERIFIABLE, ""):
        message = "cannot be the verdict of a claim without a check"
        raise ClaimError("recorded", row["recorded"], message, f"Allowed: {UNVERIFIABLE}.")
    _need_both(row, "why_not", True, given)
    _need_both(row, "assumption", False, given)


def _check_units(claim: Claim) -> None:
    """Check that the arguments fit the function, and its result the target."""
    function, arguments, target = claim.function, claim.arguments, claim.target
    assert function and arguments and target
    given = {
        name: [WORD if isinstance(one, str) else one.unit.base for one in values]
        for name, values in arguments.items()
    }
    try:
        base = result_unit(function, given)
    except UnitError as wrong:
        allowed = f"{function.name} takes {dict(function.takes)}."
        raise ClaimError("arguments", claim.row["arguments"], str(wrong), allowed) from None
    if base not in (target.unit.base, ANY):
        message = f"is in {target.unit.base}, and {function.name} gives {base} here"
        raise ClaimError("holds", claim.row["holds"], message, f"Allowed: a unit of base {base}.")


def _check_words(claim: Claim, given: Sequence[str]) -> None:
    """Check that the declared kind of check is the actual one and that needed texts are given."""
    row = claim.row
    kind = EXTERNAL if claim.outside else INTERNAL
    if row["check"] != kind and not row["section"]:
        message = "uses a number that is not an outside value"
        allowed = f"Allowed: numbers of the same folder; claims of the paper are in {CLAIMS}."
        raise ClaimError("arguments", row["arguments"], message, allowed)
    if row["check"] != kind:
        message = f"does not match these arguments, which are {kind}"
        allowed = "Internal checks use the paper's numbers alone, external ones some other."
        raise ClaimError("check", row["check"], message, allowed)
    _need_both(row, "why_not", False, given)
    _need_both(row, "reason", row["recorded"] in (CONTRADICTED, DISPUTED), given)
    _need_both(row, "assumption", bool(claim.assumption("en") or claim.assumption("zh")), given)


WHERE_NEEDED = (
    "reason: needed where a contradiction or a dispute is recorded and only there; why_not: needed "
    "for a claim without a check and only there; assumption: in both languages or in neither, and "
    "not without a check."
)


def _need_both(row: Mapping[str, str], stem: str, wanted: bool, given_in: Sequence[str]) -> None:
    """Check that a text is given in each language, or in none where it is not wanted."""
    for column in (f"{stem}_{code}" for code in (given_in if wanted else LANGUAGES)):
        given = row.get(column, "")
        if bool(given) != wanted:
            message = "is missing" if wanted else "is given where none is needed"
            raise ClaimError(column, given, message, WHERE_NEEDED)


def _unknown(column: str, value: str, known: Iterable[str], what: str) -> ClaimError:
    names = list(known)
    hint = did_you_mean(value, names)
    listed = ", ".join(names) if len(names) <= 30 else f"one of {len(names)} names"
    return ClaimError(column, value, f"is not a known {what}", f"Allowed: {listed}.{hint}")

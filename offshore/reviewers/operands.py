"""The two that a reviewer compares, read from what was kept: editions, and records of results."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from offshore.book import binding
from offshore.book.editions import RECORD
from offshore.book.pages import comparison
from offshore.compendium.errors import UserError, did_you_mean, shown
from offshore.compendium.root import Compendium
from offshore.display.language import SOURCE
from offshore.results.model import Results
from offshore.results.recorded import record
from offshore.runs import store

USAGE = (
    "Compare an edition with the published results, `offshore compare mine`; two editions, "
    "`offshore compare mine other`; or recorded results, `offshore compare --at HEAD~1`."
)


@dataclass(frozen=True)
class Operand:
    """One of the two that are compared: an edition, or the record, as it is now or was."""

    name: str
    is_record: bool = False

    @property
    def label(self) -> str:
        """Its name, for the name of a file."""
        return re.sub(r"[^A-Za-z0-9._-]+", "-", self.name).strip("-.")[:60] or "other"


def operands(names: Sequence[str], revisions: Sequence[str]) -> tuple[Operand, Operand]:
    """Return what is compared with what; an edition comes after the record that it is held against.

    Raises UserError for too many of them, or none.
    """
    given = [Operand(name, is_record=name == RECORD) for name in names]
    at = [Operand(one, is_record=True) for one in revisions]
    published = Operand(RECORD, is_record=True)
    both = [*at, *given]
    if not both or len(both) > 2:
        raise UserError(f"{'Nothing' if not both else 'More than two'} to compare. {USAGE}")
    if len(both) == 1:
        both = [*at, published] if at else [published, *given]
    return both[0], both[1]


def read(
    compendium: Compendium, before: Operand, after: Operand, code: str | None
) -> tuple[Results, Results]:
    """Return both results, in one language; nothing is executed.

    `code`: the language of recorded results, None for that of the edition. Raises UserError if one
    of them is not there or cannot be read, and for two languages.
    """
    found = {one: _edition(compendium, one.name) for one in (before, after) if not one.is_record}
    spoken = list(dict.fromkeys(one.language for one in found.values()))
    if len(spoken) > 1 or (code and spoken and code != spoken[0]):
        listed = " and ".join(dict.fromkeys([*spoken, *([code] if code else [])]))
        raise UserError(
            f"These are in two languages, {listed}, so that every text differs. Compare editions "
            "of one language."
        )
    language = spoken[0] if spoken else code or SOURCE
    records = [
        _record(compendium, one, language) if one.is_record else None for one in (before, after)
    ]
    first, second = (
        recorded or found[one] for recorded, one in zip(records, (before, after), strict=True)
    )
    return first, second


def _record(compendium: Compendium, one: Operand, language: str) -> Results:
    if one.name == RECORD:
        recorded = record.read(compendium)
    else:
        recorded = record.read_at(compendium, one.name)
    if language not in recorded:
        raise UserError(
            f"Nothing is recorded in the language {shown(language)}. Recorded are "
            f"{', '.join(sorted(recorded))}."
        )
    return recorded[language]


def _edition(compendium: Compendium, name: str) -> Results:
    known = _links(compendium)
    if name not in known:
        there = ", ".join([RECORD, *known])
        hint = did_you_mean(name, [RECORD, *known])
        raise UserError(
            f"There is no edition {shown(name)} in _build.{hint} There are: {there}. "
            "`offshore build` makes the published editions, with --edition one of your own."
        )
    key = known[name].resolve().parent.name
    entry = store.find(compendium.build, binding.KIND, key)
    results = comparison.kept(entry) if entry else None
    if results is None:
        raise UserError(
            f"The edition {name} is not whole, or an older version of this package bound it, "
            "which kept no results. Build it again, with the same command."
        )
    return results


def _links(compendium: Compendium) -> dict[str, Path]:
    """Return the links to the editions that are in place, by name, the published ones first."""
    published = sorted(one for one in compendium.published.glob("*") if one.is_symlink())
    own = sorted(one for one in compendium.build.glob(f"*/{binding.HTML}") if one.is_symlink())
    return {one.parent.name: one for one in own} | {one.name: one for one in published}

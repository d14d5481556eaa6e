"""What the chapters of a composed book are about: the `study` section of a descriptor.

It names, in the words of the tables, a place and its yearly quantities. What it does not say is
taken from the tables.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offshore.audit.quantities import PAPER, UNITS, Frames
from offshore.audit.yearly.numbers import by_base, rows
from offshore.book.own import normal_form
from offshore.compendium.errors import did_you_mean
from offshore.data import package
from offshore.data.faults import Fault
from offshore.data.package import VOCABULARIES
from offshore.data.tables import read_table
from offshore.display.vocabulary import LANGUAGES

STUDY = "study"
TERMS = {"entity": "entity", "quantity": "quantity", "growth": "quantity"}  # and their columns
ENTITIES = f"vocabulary/{VOCABULARIES['entity']}"
NAME = "name"  # of the place, for readers; name_zh and so on in other languages
USUAL = {"quantity": "offshore_executed_value", "growth": "offshore_executed_growth"}
MOST = 20  # terms that a message lists


@dataclass(frozen=True)
class Studied:
    """The place and the quantities that the chapters are about.

    `names`: the place's, by language, where vocabularies do not give them; `bases`: of the units of
    its values, the most used first; `years`: the first and the last with a number, None if there is
    none.
    """

    entity: str
    quantity: str
    growth: str
    names: Mapping[str, str]
    bases: tuple[str, ...]
    years: tuple[int, int] | None


def read(folder: Path) -> Studied:
    """Return what the chapters of a package's book are about; the package must be valid."""
    frames, said = _frames(folder), section(folder)
    terms = {name: said.get(name, usual) for name, usual in USUAL.items()}
    known = [row for row in rows(frames) if row.quantity in terms.values()]
    entity = said.get("entity") or _most([row.entity for row in known])
    years = [row.year for row in known if row.entity == entity]
    return Studied(
        entity,
        **terms,
        names=_names(said, folder, entity),
        bases=tuple(by_base(frames, terms["quantity"], entity)),
        years=(min(years), max(years)) if years else None,
    )


def _frames(folder: Path) -> Frames:
    names = [one for one in package.names(folder) if one == UNITS or one.startswith(PAPER)]
    return {name: read_table(name, folder) for name in names}


def section(folder: Path) -> Mapping[str, Any]:
    """Return the section, empty if there is none."""
    found: Mapping[str, Any] = package.descriptor(folder).get(STUDY, {})
    return found


def _most(entities: list[str]) -> str:
    """Return the place with the most numbers, the first of several, "" without any."""
    counted = Counter(entities)
    return max(counted, key=lambda one: counted[one], default="")


def _names(said: Mapping[str, Any], folder: Path, entity: str) -> dict[str, str]:
    """Return the place's names, as far as the descriptor has to give them.

    A place that the tables do not name is called as the package is.
    """
    if found := normal_form.texts(said, NAME):
        return {"en": entity or found[min(found)], **_in_vocabulary(folder, entity), **found}
    described = package.descriptor(folder)
    title = {"en": normal_form.name(described, folder), **normal_form.texts(described, "title")}
    return {} if entity else title


def _in_vocabulary(folder: Path, entity: str) -> dict[str, str]:
    """Return the names that the vocabulary has for a place, by language."""
    if ENTITIES not in package.names(folder):
        return {}
    table = read_table(ENTITIES, folder)
    rows: list[Any] = table[table.iloc[:, 0] == entity].to_dict("records")
    return {code: row[code] for row in rows for code in LANGUAGES if row.get(code)}


def faults(folder: Path) -> Iterator[Fault]:
    """Yield what is wrong with the section; the tables must be valid."""
    label = f"{folder.name}/{package.DESCRIPTOR}, {STUDY}"
    given = package.descriptor(folder).get(STUDY, {})
    if not isinstance(given, dict):
        yield Fault(label, "is no section of names with texts", _allowed(), value=str(given))
        return
    for name, said in given.items():
        if name not in (*TERMS, NAME) and not name.startswith(f"{NAME}_"):
            yield Fault(label, "does not belong there", _allowed(), value=name)
        elif not isinstance(said, str) or not said.strip():
            yield Fault(f"{label}, {name}", "is no text", _allowed(), value=str(said))
        elif name in TERMS and said not in (known := _terms(folder, TERMS[name])):
            yield _unknown(f"{label}, {name}", said, known)


def _allowed() -> str:
    return f"Allowed: {', '.join([*TERMS, NAME])} and {NAME}_zh, each with a text."


def _unknown(label: str, said: str, known: list[str]) -> Fault:
    hint = did_you_mean(said, known)
    more = ", …" if len(known) > MOST else ""
    allowed = f"Allowed: {', '.join(known[:MOST]) or 'nothing, since no table has any'}{more}."
    return Fault(
        label,
        f"stands in no table under {PAPER} and no vocabulary",
        f"{hint} {allowed}".strip(),
        value=said,
    )


def _terms(folder: Path, column: str) -> list[str]:
    """Return what stands in a column of the tables of the paper, and what its vocabulary has."""
    cells = [table[column] for table in _frames(folder).values() if column in table]
    if (vocabulary := f"vocabulary/{VOCABULARIES[column]}") in package.names(folder):
        cells.append(read_table(vocabulary, folder).iloc[:, 0])
    return list(dict.fromkeys(str(one) for column in cells for one in column))

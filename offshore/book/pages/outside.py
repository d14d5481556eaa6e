"""Outside values: the page that lists them all, and the list below each chapter that uses some."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from offshore.audit import report
from offshore.audit.judgements import CONDITIONAL
from offshore.audit.marks import Mark, marks
from offshore.audit.quantities import (
    NUMBER_COLUMNS,
    OUTSIDE_CLAIMS,
    PAPER,
    Frames,
    Unit,
    load,
    units,
)
from offshore.audit.strength import strength
from offshore.audit.verdicts import Verdict
from offshore.book import contents
from offshore.book.differences import Differences
from offshore.book.pages import bibliography
from offshore.data import package
from offshore.data.tables import read_table
from offshore.display import facts
from offshore.display.findings.marks import SIGNS, legend
from offshore.display.findings.verdicts import (
    held_against,
    recomputed,
    signed,
    statement,
    with_unit,
    worth,
)
from offshore.display.language import DISPLAY, TABLES, Language
from offshore.display.markdown import escape, heading, pipe_table
from offshore.display.periods import period

PAGE, VOCABULARY = "outside", "vocabulary/"
FILE = f"{PAGE}.md"
TITLE = "Outside values that this chapter reads"
USED = (
    "Confidence says how far a value can be relied on as a copy of what was published, not whether "
    "it is right."
)
CHECKS = "Checks of outside values"
COUNTED = (
    "{checks} checks bear on {touched} of the {values} values. {holding} hold, {failing} do not."
)
HOLDS_IF, FAILS_IF = "holds under the assumption", "does not hold under the assumption"
NUMBERS = "In the text, this rests on values of medium confidence: {numbers}."
Row = Mapping[str, Any]


def write(folder: Path, differing: Differences) -> None:
    """Write the list of all outside values into the folder of generated parts."""
    (folder / FILE).write_text(listed(differing) + "\n", encoding="utf-8")


def tables(frames: Frames) -> dict[str, pd.DataFrame]:
    """Return the tables of outside values among those of a data package, with every column."""
    return {
        name: facts.completed(table)
        for name, table in frames.items()
        if set(table) >= NUMBER_COLUMNS and not name.startswith(PAPER)
    }


def _rows(table: pd.DataFrame) -> list[Row]:
    rows: list[Any] = table.to_dict("records")
    return rows


def listed(differing: Differences) -> str:
    """Return a section for each table of outside values, and one for their checks.

    Each value has its id as anchor, each check `check-` and its id.
    """
    words = differing.language
    frames = load(words.compendium.data)
    checked = report.of_frames(frames, OUTSIDE_CLAIMS) if OUTSIDE_CLAIMS in frames else []
    found = marks(checked)
    sections = [_legend({one.name for one in found.values()}, words)] if found else []
    for name, table in tables(frames).items():
        title = package.resource(name, words.compendium.data)["title"]
        sections.append(heading(2, words.prose(title, TABLES), title))
        sections.append(_values(table, frames, found, words))
    return "\n\n".join([*sections, *_checks(checked, frames, words)])


def _values(table: pd.DataFrame, frames: Frames, found: Mapping[str, Mark], words: Language) -> str:
    labels = ("Value", "What", "Where", "When", "Published by", "Where found", "Confidence")
    names, known = facts.vocabularies(frames, words), units(frames)
    rows = []
    for row in _rows(table):
        value = _value(row, known, names["unit"], words)
        rows.append(
            (
                f"[{escape(value)}]{{#{row['id']}}}",
                escape(_what(row, names, words)),
                escape(_term("entity", row, names)),
                escape(period(str(row["period"]), words)),
                escape(facts.source(row, words)),
                _found(row, words),
                escape(words.prose(row["confidence"], DISPLAY)),
                _marked(found.get(row["id"]), words),
                escape(facts.in_language(row, "note", words)),
            )
        )
    header = [words.text(label) for label in (*labels, "Checks", "Note")]
    return pipe_table(header, rows, raw=True)


def _marked(one: Mark | None, words: Language) -> str:
    """Return the mark of a value, with a link to the check that decides it; "" without a check."""
    if one is None:
        return ""
    said = escape(f"{SIGNS[one.name]} {words.text(one.name)}")
    return f"[{said}](#check-{one.decided_by.claim.id})"


def _legend(used: Collection[str], words: Language) -> str:
    """Return the marks that the page uses, each with what it means."""
    told = [one for one in legend(words, between_sources=True) if one["mark"] in used]
    return "\n".join(f"- {escape(one['sign'])} {escape(one['meaning'])}" for one in told)


def _checks(checked: Sequence[Verdict], frames: Frames, words: Language) -> list[str]:
    """Return the section of checks, nothing without any."""
    if not checked:
        return []
    labels = ("Statement", "Recomputed", "Held against", "Strength", "Verdict")
    header = [words.text(label) for label in (*labels, "Possible, not established")]
    names = facts.vocabularies(frames, words)["unit"]
    rows = [_check(one, names, words) for one in checked]
    values = {name for table in tables(frames).values() for name in table["id"]}
    touched = values & {name for one in checked for name in one.claim.numbers}
    failing = sum(one.failed for one in checked)
    counted = words.text(
        COUNTED,
        checks=len(checked),
        touched=len(touched),
        values=len(values),
        holding=len(checked) - failing,
        failing=failing,
    )
    title = heading(2, words.text(CHECKS), CHECKS)
    return [title, escape(counted), pipe_table(header, rows, raw=True)]


def _check(one: Verdict, names: pd.Series, words: Language) -> tuple[str, ...]:
    said = (
        recomputed(one, names, words),
        held_against(one, names, words),
        worth(one, words),
        _ended(one, words),
        one.claim.row[f"reason_{words.code}"],
    )
    return f"[{escape(statement(one, words))}]{{#check-{one.claim.id}}}", *map(escape, said)


def _ended(one: Verdict, words: Language) -> str:
    """Return the verdict on a check; one that needs an assumption is on that, too."""
    if strength(one) != CONDITIONAL:
        return signed(one, words)
    return f"{SIGNS[CONDITIONAL]} {words.text(FAILS_IF if one.failed else HOLDS_IF)}"


def _value(row: Row, known: Mapping[str, Unit], names: pd.Series, words: Language) -> str:
    decimals = len(row["printed"].partition(".")[2])
    return with_unit(row["value"], decimals, known[row["unit"]], names, words)


def _what(row: Row, names: Mapping[str, Any], words: Language) -> str:
    what = _term("quantity", row, names)
    segment = "" if row["segment"] == "all" else _term("segment", row, names)
    currency = words.prose(row["basis"], DISPLAY)
    basis = words.text("in {currency}", currency=currency) if currency else ""
    told = words.text(", ").join(filter(None, [segment, basis]))
    return words.text("{what} ({detail})", what=what, detail=told) if told else what


def _term(kind: str, row: Row, names: Mapping[str, Any]) -> str:
    """Return the name of a row's quantity, place or part; a term without one is its own."""
    return str(names[kind].get(row[kind], row[kind]))


def _found(row: Row, words: Language) -> str:
    """Return where a value is found, with the work that it comes from, as Markdown."""
    address = row["address"]
    doi = address.removeprefix("doi:")
    if doi != address:
        found = f"[{escape(address)}](https://doi.org/{doi})"
    elif address.startswith("https://"):
        found = f"<{address}>"
    else:
        found = escape(facts.where_found(row, words))
    cited = row["work"] and bibliography.PAGE in contents.pages(words.compendium.contents)
    work = f"{{cite:t}}`{row['work']}`" if cited else escape(row["work"])
    return words.text("; ").join(filter(None, [work, found]))


def used(ids: Collection[str], doubtful: Collection[str], words: Language) -> str:
    """Return the section of a chapter that lists the outside values it read, "" for none.

    `doubtful`: its numbers that rest on values of medium confidence, as they are written.
    """
    if not ids:
        return ""
    frames = _frames(words.compendium.data)
    every = [row for table in tables(frames).values() for row in _rows(table)]
    rows = [row for row in every if row["id"] in ids]
    header = [words.text(label) for label in ("Value", "Published by", "Where found", "Confidence")]
    parts = [heading(2, words.text(TITLE), TITLE), escape(words.text(USED))]
    parts.append(pipe_table(header, _by_source(rows, frames, words), raw=True))
    if doubtful:
        said = escape(words.listed(dict.fromkeys(doubtful)))
        parts.append(words.text(NUMBERS, numbers=said))
    return "\n\n".join(parts)


def _frames(folder: Path) -> Frames:
    """Return the tables of outside values and the vocabularies; reading all tables takes longer."""
    columns = {
        name: package.columns(package.resource(name, folder)) for name in package.names(folder)
    }
    wanted = [
        name
        for name, given in columns.items()
        if set(given) >= facts.OUTSIDE or name.startswith(VOCABULARY)
    ]
    return {name: read_table(name, folder) for name in wanted}


def _by_source(rows: list[Row], frames: Frames, words: Language) -> Iterator[tuple[str, ...]]:
    """Yield the values of each source, with the source; those of one quantity stand together."""
    names, groups = facts.vocabularies(frames, words), dict[tuple[str, ...], dict[str, list[Row]]]()
    for row in rows:
        source = (escape(facts.source(row, words)), _found(row, words))
        confidence = escape(words.prose(row["confidence"], DISPLAY))
        found = groups.setdefault((*source, confidence), {})
        found.setdefault(escape(_what(row, names, words)), []).append(row)
    linked = PAGE in contents.pages(words.compendium.contents)
    for key, by_quantity in groups.items():
        told = (
            words.text(
                "{what}: {values}",
                what=what,
                values=words.listed(_link(row, names, linked, words) for row in members),
            )
            for what, members in by_quantity.items()
        )
        yield words.text("; ").join(told), *key


def _link(row: Row, names: Mapping[str, Any], linked: bool, words: Language) -> str:
    label = escape(f"{_term('entity', row, names)} {period(str(row['period']), words)}")
    return f"[{label}](#{row['id']})" if linked else label

"""What differs between two results as the sections of a page: tables, figures and code."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from offshore.display.language import Language
from offshore.results.comparing import changed_text, wording
from offshore.results.comparing.changed_text import Piece
from offshore.results.comparison import Comparison
from offshore.results.difference import Difference

Cell = str | list[Piece]
Row = Sequence[Cell]
OF_FACTS = ("printed", "value", "qualifier", "unit")  # columns whose cells are told as facts
NUMBERS = "Named numbers"  # the section that people look for first
CELLS = 10  # significant digits of a cell, of which the file has all
OF_DATA = ("cell", "row", "column")


@dataclass(frozen=True)
class Table:
    """A table of a page; `numeric` are the positions of the columns that hold numbers."""

    header: Sequence[str]
    rows: Sequence[Row]
    numeric: Sequence[int] = ()
    title: str = ""


@dataclass(frozen=True)
class Source:
    """A code cell, line by line."""

    name: str
    lines: Sequence[Piece]


@dataclass(frozen=True)
class Section:
    """A section of a page: its anchor, its heading, how many differences, and what shows them."""

    anchor: str
    title: str
    count: int
    tables: Sequence[Table] = ()
    sources: Sequence[Source] = ()
    folded: bool = field(default=False)


def of_comparison(found: Comparison, words: Language) -> list[Section]:
    """Return the sections before and after the figures and tables, those that have anything."""
    made = [section(found, words) for section in SECTIONS]
    return [
        replace(one, tables=[compact(table) for table in one.tables if table.rows])
        for one in made
        if one.count
    ]


def compact(table: Table) -> Table:
    """Return a table without the columns that are empty in every row."""
    kept = [number for number in range(len(table.header)) if any(row[number] for row in table.rows)]
    return replace(
        table,
        header=[table.header[number] for number in kept],
        rows=[[row[number] for number in kept] for row in table.rows],
        numeric=[place for place, number in enumerate(kept) if number in table.numeric],
    )


def _parameters(found: Comparison, words: Language) -> Section:
    listed = _main(found, "parameter")
    rows = [[one.place.chapter, one.place.name, *_from_to(one, words)] for one in listed]
    header = _header(words, "Notebook", "Parameter", "From", "To")
    return Section("parameters", words.text("Parameters"), len(rows), [Table(header, rows)])


def _tables(found: Comparison, words: Language) -> Section:
    """Return the printed numbers, then the other cells, then the tables that differ."""
    facts, entries = _facts(found, words), _entries(found, words)
    changed = found.of("table")
    names = [
        [one.place.name, *(_hash(text) for text in (one.before, one.after))] for one in changed
    ]
    header = _header(words, "Table", "SHA-256 before", "SHA-256 after")
    tables = [one for one in (*facts, *entries, Table(header, names)) if one.rows]
    count = len(found.of("fact", "entry", "table"))
    return Section("data", words.text("Data tables"), count, tables)


def _facts(found: Comparison, words: Language) -> Iterator[Table]:
    rows = [
        [
            one.place.name,
            one.place.field,
            *_from_to(one, words),
            wording.moved(one, words),
            *(wording.interval(ends, words) for ends in one.intervals),
        ]
        for one in found.of("fact")
    ]
    names = ("Which number", "Column", "From", "To", "Change by", "It could mean", "It can mean")
    yield Table(_header(words, *names), rows, (4,), words.text("Printed numbers"))


def _entries(found: Comparison, words: Language) -> Iterator[Table]:
    told = {one.place.name for one in found.of("fact")}
    rows: list[Row] = [
        [one.place.name, one.place.row, one.place.column, _text_change(one)]
        for one in found.of("entry")
        if not (one.place.row in told and one.place.column in OF_FACTS)
    ]
    header = _header(words, "Table", "Row", "Column", "Change")
    yield Table(header, rows, (), words.text("Other cells"))


def _verdicts(found: Comparison, words: Language) -> Section:
    """Return the checks of claims, then comparisons of chapters, whose verdict flipped."""
    checks = [
        one for one in found.of("verdict", "strength", "interval") if one.place.part == "checks"
    ]
    names = sorted({one.place.name for one in checks})
    rows = [
        _check(name, [one for one in checks if one.place.name == name], words) for name in names
    ]
    header = _header(words, "Claim", "Verdict", "Strength", "Stated", "Recomputed")
    compared = _main(found, "verdict")
    others = [[str(one.place), _terms(one, words)] for one in compared]
    tables = [
        Table(header, rows, (), words.text("Checks of claims")),
        Table(
            _header(words, "Comparison", "Verdict"),
            others,
            (),
            words.text("Comparisons in chapters"),
        ),
    ]
    shown = [one for one in tables if one.rows]
    return Section("verdicts", words.text("Verdicts and checks"), len(rows) + len(others), shown)


def _check(name: str, listed: Sequence[Difference], words: Language) -> Row:
    """Return a row of what differs in the check of a claim."""
    by_field = {one.place.field: one for one in listed}
    verdicts = [
        _terms(by_field[one], words) if one in by_field else "" for one in ("verdict", "strength")
    ]
    ends = [_ends(by_field.get(one), words) for one in ("stated", "recomputed")]
    return [name, *verdicts, *ends]


def _terms(one: Difference, words: Language) -> str:
    return " → ".join(wording.term(found, words) for found in (one.before, one.after))


def _ends(one: Difference | None, words: Language) -> str:
    if one is None:
        return ""
    return " → ".join(wording.interval(ends, words) or "–" for ends in one.intervals)


def _marks(found: Comparison, words: Language) -> Section:
    rows = [[one.place.name, _terms(one, words)] for one in found.of("mark")]
    header = _header(words, "Which number", "Mark")
    return Section(
        "marks", words.text("Marks of printed numbers"), len(rows), [Table(header, rows)]
    )


def _numbers(found: Comparison, words: Language) -> Section:
    listed = _main(found, "number")
    return Section("numbers", words.text(NUMBERS), len(listed), [_of_numbers(listed, words)])


def _of_numbers(listed: Iterable[Difference], words: Language, title: str = "") -> Table:
    rows = [
        [
            str(one.place),
            *_from_to(one, words),
            wording.moved(one, words),
            wording.relative(one, words),
        ]
        for one in listed
    ]
    header = _header(words, "Which number", "From", "To", "Change by", "Relative")
    return Table(header, rows, (1, 2, 3, 4), title)


def _sentences(found: Comparison, words: Language) -> Section:
    listed = found.of("sentence")
    rows: list[Row] = [
        [str(one.place), words.text(one.change), _text_change(one)] for one in listed
    ]
    header = _header(words, "Sentence", "Change", "Text")
    return Section("sentences", words.text("Sentences"), len(rows), [Table(header, rows)])


def _wholes(found: Comparison, words: Language) -> Section:
    listed = found.of("chapter", "item", "language")
    rows: list[Row] = [
        [str(one.place), words.text(one.change), _text_change(one)] for one in listed
    ]
    header = _header(words, "Part", "Change", "Text")
    title = words.text("Whole chapters, figures and tables")
    return Section("wholes", title, len(rows), [Table(header, rows)])


def _code(found: Comparison, words: Language) -> Section:
    listed = _main(found, "code")
    sources = [
        Source(str(one.place), changed_text.lines(one.before or "", one.after or ""))
        for one in listed
    ]
    return Section("code", words.text("Code cells"), len(sources), (), sources)


def _modules(found: Comparison, words: Language) -> Section:
    rows = [[one.place.name, words.text(one.change)] for one in found.of("module")]
    header = _header(words, "Module", "Change")
    return Section(
        "modules", words.text("Modules of the package"), len(rows), [Table(header, rows)]
    )


def _variants(found: Comparison, words: Language) -> Section:
    """Return what differs in further runs, folded: it mostly follows from the rest."""
    listed = [one for one in found.differences if one.place.part == "variants"]
    numbers = [one for one in listed if one.kind == "number"]
    tables = [
        _of_numbers(group, words, chapter)
        for chapter, group in groupby(numbers, key=lambda one: one.place.chapter)
    ]
    others: list[Row] = [
        [str(one.place), _text_change(one)]
        for one in listed
        if one.kind not in ("number", "chapter")
    ]
    if others:
        tables.append(Table(_header(words, "Part", "Text"), others))
    count = len(listed) - sum(one.kind == "chapter" for one in listed)
    return Section("variants", words.text("Runs of the multiverse"), count, tables, folded=True)


SECTIONS: Sequence[Callable[[Comparison, Language], Section]] = (
    _parameters,
    _tables,
    _verdicts,
    _marks,
    _numbers,
    _sentences,
    _wholes,
    _code,
    _modules,
    _variants,
)


def of_item(
    listed: Sequence[Difference], labels: tuple[Sequence[str], Sequence[str]], words: Language
) -> list[Table]:
    """Return the tables of what differs in one figure or table, besides its pictures.

    `labels` are the texts in both pictures, which are told as one.
    """
    texts = [one for one in listed if one.place.field in LABELS]
    rows: list[Row] = [[words.text(LABELS[one.place.field]), _text_change(one)] for one in texts]
    if any(one.kind == "label" for one in listed):
        both = changed_text.words(*(DOT.join(one) for one in labels))
        rows.append([words.text("Text in the picture"), both])
    data = [one for one in listed if one.kind in OF_DATA]
    worded = [one for one in listed if one.kind == "worded"]
    tables = [
        Table(_header(words, "Part", "Text"), rows),
        _cells(data, words, words.text("Data")),
        _cells(worded, words, words.text("As worded for readers")),
    ]
    return [compact(one) for one in tables if one.rows]


DOT = " · "  # between the texts in a picture
LABELS = {
    "caption": "Caption",
    "alternative": "In words",
    "origin": "Whose statement",
    "doubtful": "Doubtful values",
}


def _cells(listed: Sequence[Difference], words: Language, title: str) -> Table:
    rows = [
        [
            one.place.row,
            one.place.column,
            *_from_to(one, words),
            wording.moved(one, words),
            wording.relative(one, words),
        ]
        for one in listed
    ]
    header = _header(words, "Row", "Column", "From", "To", "Change by", "Relative")
    return Table(header, rows, (4, 5), title)


def _main(found: Comparison, kind: str) -> list[Difference]:
    """Return the differences of a kind in chapters, not in variants."""
    return [one for one in found.of(kind) if one.place.part == "chapters"]


def _header(words: Language, *names: str) -> list[str]:
    return [words.text(name) for name in names]


def _from_to(one: Difference, words: Language) -> list[str]:
    if one.kind == "cell" and None not in one.numbers:
        return [wording.plain(number or 0, words, CELLS) for number in one.numbers]
    return [wording.value(found, words) for found in (one.before, one.after)]


def _text_change(one: Difference) -> list[Piece]:
    texts = ["" if text is None else _as_text(text) for text in (one.before, one.after)]
    return changed_text.words(*texts)


def _as_text(found: object) -> str:
    return ", ".join(map(str, found)) if isinstance(found, list | tuple) else str(found)


def _hash(text: str | None) -> str:
    return text[:12] if text else "–"

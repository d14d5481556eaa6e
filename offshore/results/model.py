"""What an edition says, as plain values: what is recorded, verified and compared.

General: nothing here knows a study, a notebook or a page by name. Everything is keyed by names that
authors gave, so that two editions can be held against each other part by part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

Ends = tuple[float | None, float | None]  # of an interval; None for an open end


@dataclass(frozen=True)
class Item:
    """A figure, a table or passages, as shown.

    `data` is the CSV behind it; `header` and `rows` are a table's cells as worded for readers.
    `svg` and `png` are hashes of a figure's pictures, in hex, "" for what is no figure; `labels`
    are the texts in its picture. `origin` says whose statement it is, `doubtful` has the ids of the
    outside values of medium confidence that it rests on.
    """

    kind: str
    caption: str = ""
    alternative: str = ""
    data: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    svg: str = ""
    png: str = ""
    labels: tuple[str, ...] = ()
    origin: str = ""
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """What one run says.

    `code`: the source of each code cell by its id. `numbers`: named numbers as a reader sees them;
    `values`: the same as plain numbers, where each is one, in base units. `verdicts`: of named
    comparisons. `sentences`: each conditional sentence as it reads, "" for one that does not hold.
    """

    parameters: Mapping[str, Any]
    code: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """The verdict on a claim, its strength, and its intervals in the unit of its target."""

    verdict: str
    strength: str = ""
    stated: Ends | None = None
    recomputed: Ends | None = None
    unit: str = ""


@dataclass(frozen=True)
class Results:
    """Everything that an edition in one language says.

    `tables`: the SHA-256 of each data table, `contents` their CSV. `facts`: each printed number of
    the data by its id, as columns of its row (`printed`, `qualifier`, `unit`), its `table`, and
    `whole` "yes" if it counts single things.
    `marks`: the mark of each number of the paper. `chapters`: by notebook. `variants`: what further
    runs give, such as those of a multiverse, by a label made of notebook and parameters. `pages`:
    the conditional sentences of hand-written pages, by page and name. `modules`: the hash of what
    each module does that a run is made with, by dotted name.
    """

    language: str
    edition: str = ""  # the name of a custom edition, "" for a published one
    tables: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    chapters: Mapping[str, Chapter] = field(default_factory=dict)
    variants: Mapping[str, Chapter] = field(default_factory=dict)
    pages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return the results as values that JSON represents; `of_plain` reads them again."""
        return asdict(self)


def of_plain(found: Mapping[str, Any]) -> Results:
    """Return results from what `Results.plain` gave, after a way through JSON as well."""
    read: dict[str, Any] = dict(found)
    read["checks"] = {name: _check(one) for name, one in found.get("checks", {}).items()}
    for kind in ("chapters", "variants"):
        read[kind] = {name: _chapter(one) for name, one in found.get(kind, {}).items()}
    return Results(**read)


def _check(one: Mapping[str, Any]) -> Check:
    ends = {name: _ends(one.get(name)) for name in ("stated", "recomputed")}
    return Check(**{**one, **ends})


def _ends(found: Sequence[Any] | None) -> Ends | None:
    return None if found is None else (found[0], found[1])


def _chapter(one: Mapping[str, Any]) -> Chapter:
    items = {name: _item(item) for name, item in one.get("items", {}).items()}
    return Chapter(**{**one, "items": items})


def _item(one: Mapping[str, Any]) -> Item:
    lists = {name: tuple(one.get(name, ())) for name in ("header", "labels", "doubtful")}
    return Item(**{**one, **lists, "rows": tuple(tuple(row) for row in one.get("rows", ()))})

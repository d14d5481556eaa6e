"""Which rows of which tables an expression fetches through `run`, as far as its text says.

What the text does not say, such as a table named by a computed value, is taken for everything that
it could be: rows may be named that are not fetched, never the other way round.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from offshore.results.provenance.slicing.calls import listed

UNKNOWN = object()  # a value that cannot be read from the text
EVERY = "*"  # in place of a table's name: all that the notebook declares
UNITS, VOCABULARY = "vocabulary/units", "vocabulary/*"
PRINTED, CITED = "printed/*", "cited/*"  # every number that the paper prints; the bibliography


@dataclass(frozen=True)
class Read:
    """Rows of a table: those whose columns have the wanted words; `key` labels what is fetched."""

    table: str
    wanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key: str = ""

    def of_labels(self, labels: Sequence[Any] | None) -> "Read":
        """Return the rows under some labels alone, all of them for None."""
        if labels is None or not self.key:
            return self
        return Read(self.table, {**self.wanted, self.key: tuple(map(str, labels))}, self.key)


# What the methods of a notebook's session take, in order, and the column of their labels.
SELECTING = {
    "by_year": (("table", "quantity", "entity", "segment", "unit", "column"), "period"),
    "by_segment": (
        ("table", "quantity", "entity", "period", "segments", "unit", "column"),
        "segment",
    ),
}
DEFAULTS = {"by_year": {"segment": "all"}, "by_segment": {}}
COLUMNS = {"segments": "segment"}  # an argument that selects by a column of another name
BY_ID = ("by_id", "intervals_by_id", "facts")  # these take tables, and label rows by their id
WHOLE = ("table", "in_language", "names")  # these take one table
ALL = ("all_tables",)
PROPERTIES = {"printed": PRINTED, "cited": CITED, "work": CITED}
# Words are put to values by vocabularies; these read nothing else but what they are given.
WORDING = listed(
    """
    axes compare each_row figure joined language listing money named number numbers outside pairs
    passages percent ranges show_table text text_is_of verdicts word worded words
    """
)
RECORDED = frozenset(("recorded", "values", "known", "says"))  # what has been recorded so far
KEYED = frozenset((*SELECTING, *BY_ID))  # what these return has the labels of its rows
KNOWN = WORDING | KEYED | PROPERTIES.keys() | {*WHOLE, *ALL}


def of_method(name: str, call: ast.Call | None, constants: Mapping[str, Any]) -> Iterator[Read]:
    """Yield what a method or property of a session reads; `call`: its call, None if it is none."""
    if name in PROPERTIES:
        yield Read(PROPERTIES[name])
    elif name in SELECTING and call is not None:
        yield Read(UNITS)
        yield _selected(name, call, constants)
    elif name in BY_ID and call is not None:
        yield Read(UNITS)
        yield from (Read(one, key="id") for one in _tables(call, constants))
    elif name in WHOLE and call is not None:
        frame = name == "in_language" and not isinstance(_first(call), ast.Constant)
        yield from () if frame else (Read(one) for one in _tables(call, constants))
    elif name in WORDING:
        yield Read(VOCABULARY)
    elif name not in RECORDED:
        yield Read(EVERY)


def _first(call: ast.Call) -> ast.expr | None:
    return call.args[0] if call.args else None


def _tables(call: ast.Call, constants: Mapping[str, Any]) -> list[str]:
    given = _positional(call, constants)
    return [one if isinstance(one, str) else EVERY for one in given] or [EVERY]


def _selected(name: str, call: ast.Call, constants: Mapping[str, Any]) -> Read:
    """Return the rows that a quantity's series has: an argument in the text narrows them down."""
    names, key = SELECTING[name]
    positional = _positional(call, constants)
    given: dict[str, Any] = {**DEFAULTS[name], **dict(zip(names, positional, strict=False))}
    for one in call.keywords:
        if one.arg is None:
            given = {}  # a mapping of arguments may have any of them
            break
        given[one.arg] = constant(one.value, constants)
    table = given.pop("table", UNKNOWN)
    if not isinstance(table, str) or UNKNOWN in positional[:1]:
        return Read(EVERY)
    wanted = {COLUMNS.get(one, one): _words(value) for one, value in given.items()}
    kept = {one: words for one, words in wanted.items() if words and one != "column"}
    return Read(table, kept, key)


def _words(value: Any) -> tuple[str, ...]:
    """Return the words that a column must have, none where that is not known."""
    given = value if isinstance(value, list | tuple) else [value]
    known = all(isinstance(one, str | int) for one in given)
    return tuple(map(str, given)) if known else ()


def _positional(call: ast.Call, constants: Mapping[str, Any]) -> list[Any]:
    """Return the values of a call's arguments by position, unknown ones as UNKNOWN."""
    found: list[Any] = []
    for one in call.args:
        value = constant(one.value if isinstance(one, ast.Starred) else one, constants)
        if isinstance(one, ast.Starred) and not isinstance(value, list | tuple):
            return [*found, *[UNKNOWN] * 9]  # how many it is, and so what follows, is not known
        found += value if isinstance(one, ast.Starred) else [value]
    return found


def constant(node: ast.AST, constants: Mapping[str, Any]) -> Any:
    """Return the value of an expression as far as the text says it, else UNKNOWN."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return constants.get(node.id, UNKNOWN)
    if isinstance(node, ast.List | ast.Tuple):
        found = [constant(one, constants) for one in node.elts]
        return UNKNOWN if any(one is UNKNOWN for one in found) else found
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "str" and len(node.args) == 1:
        inner = constant(node.args[0], constants)
        return str(inner) if isinstance(inner, int | str) else UNKNOWN
    return UNKNOWN

"""The form in which results are recorded: plain JSON, read back with each value's type checked.

Parts that are empty are left out, and long texts are lists of their lines, so that a difference
between two records reads well.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from offshore.compendium.errors import shown
from offshore.results.model import Chapter, Check, Item

Reader = Callable[[Any], Any]
SCALARS = (str, int, float, bool, type(None))


def text(found: Any) -> str:
    """Return a text; raises ValueError for anything else."""
    if not isinstance(found, str):
        raise ValueError(f"{shown(found)} stands where a text belongs")
    return found


def scalar(found: Any) -> Any:
    """Return a text, a number, a truth value or None, or a list of them; else ValueError."""
    if isinstance(found, list):
        return [scalar(one) for one in found]
    if not isinstance(found, SCALARS):
        raise ValueError(f"{shown(found)} stands where a plain value belongs")
    return found


def several(of: Reader) -> Reader:
    """Return what reads a list, each part by `of`, as a tuple."""

    def read(found: Any) -> tuple[Any, ...]:
        if not isinstance(found, list):
            raise ValueError(f"{shown(found)} stands where a list belongs")
        return tuple(of(one) for one in found)

    return read


def lines(found: Any) -> str:
    """Return the text that a list of lines stands for."""
    return "\n".join(several(text)(found))


def named(of: Reader) -> Reader:
    """Return what reads values by name, each by `of`."""

    def read(found: Any) -> dict[str, Any]:
        if not isinstance(found, dict):
            raise ValueError(f"{shown(found)} stands where names with values belong")
        return {name: of(one) for name, one in found.items()}

    return read


def ends(found: Any) -> tuple[Any, Any]:
    """Return the two ends of an interval, None for an open one."""
    if not isinstance(found, list) or len(found) != 2:
        raise ValueError(f"{shown(found)} stands where the two ends of a range belong")
    if not all(one is None or type(one) in (int, float) for one in found):
        raise ValueError(f"{shown(found)} is no range of numbers")
    return found[0], found[1]


def made(of_class: type, /, **of: Reader) -> Reader:
    """Return what reads an object of a class from the values of its fields, each by its reader."""

    def read(found: Any) -> Any:
        values = named(lambda one: one)(found)
        if unknown := sorted(set(values) - set(of)):
            raise ValueError(f"{shown(unknown[0])} is not known here")
        try:
            return of_class(**{name: of[name](one) for name, one in values.items()})
        except TypeError as fault:
            raise ValueError(f"something is missing ({fault})") from None

    return read


item = made(
    Item,
    **dict.fromkeys(("kind", "caption", "alternative", "svg", "png", "origin"), text),
    data=lines,
    header=several(text),
    labels=several(text),
    rows=several(several(text)),
    doubtful=several(text),
)
chapter = made(
    Chapter,
    **dict.fromkeys(("numbers", "verdicts", "sentences"), named(text)),
    **dict.fromkeys(("parameters", "values"), named(scalar)),
    code=named(lines),
    items=named(item),
)
check = made(
    Check,
    **dict.fromkeys(("verdict", "strength", "unit"), text),
    **dict.fromkeys(("stated", "recomputed"), ends),
)


def plain(one: Chapter | Check) -> dict[str, Any]:
    """Return a chapter or a check as it is recorded."""
    found = _filled(one)
    if isinstance(one, Chapter):
        items = {name: _filled(item) for name, item in one.items.items()}
        texts = {name: {**item, "data": split(item["data"])} for name, item in items.items()}
        found |= {"parameters": dict(one.parameters)}
        found |= {"items": texts} if texts else {}
    return found


def split(text: str) -> list[str]:
    """Return a long text as it is recorded, line by line."""
    return text.split("\n")


def written(value: Any, depth: int = 0) -> str:
    """Return values as JSON with sorted names, a value or a line of text on a line.

    A row of a table is a line, too.
    """
    if isinstance(value, Mapping) and value:
        parts = [f"{_json(name)}: {written(value[name], depth + 1)}" for name in sorted(value)]
        return _over_lines("{}", parts, depth)
    if isinstance(value, list | tuple) and any(isinstance(one, str | tuple) for one in value):
        return _over_lines("[]", [_json(one) for one in value], depth)
    return _json(value)


def _over_lines(ends: str, parts: Sequence[str], depth: int) -> str:
    inside = "\n" + " " * (depth + 1)
    return ends[0] + inside + f",{inside}".join(parts) + "\n" + " " * depth + ends[1]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _filled(one: Any) -> dict[str, Any]:
    """Return the fields of an object that are not empty."""
    return {name: value for name, value in asdict(one).items() if value not in ("", None, (), {})}

"""A grid of parameters: what a sweep's YAML file asks for, as sets of parameters.

```yaml
grid:                                     # every combination
  first_year: {from: 2013, to: 2016}      # a range; `step` where it is not 1
  currency: [USD, CNY]                    # a list
  growth_basis: recomputed                # one value
sets: cases.csv                           # one set per row; each is combined with the grid
```
"""

import csv
import io
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from offshore.compendium import bounded_files, plain_yaml
from offshore.compendium.errors import UserError, shown, where
from offshore.notebook import given
from offshore.notebook.contract import Contract
from offshore.notebook.parameters import FAULTS, Parameter, unknown

PARTS = ("grid", "sets")
RANGE = ("from", "to", "step")
MOST = 1_000_000  # sets: more than this is surely a mistake
LARGEST = 8 * bounded_files.MB  # of a CSV of sets
Line = tuple[int, list[str]]  # of a CSV: its number and its cells


@dataclass(frozen=True)
class Range:
    """Evenly spaced numbers, given by the first, the step and the count, not yet laid out."""

    first: Any
    step: Any
    count: int
    kind: type

    def at(self, position: int) -> Any:
        """Return the number at a position, computed in decimals."""
        return self.kind(self.first + position * self.step)

    def values(self) -> list[Any]:
        """Return all the numbers."""
        return [self.at(position) for position in range(self.count)]

    @property
    def ends(self) -> list[Any]:
        """Return the first and last number; if both are allowed, so is everything between."""
        return [self.at(0), self.at(self.count - 1)]


def sets_of(path: Path, promised: Contract) -> list[dict[str, Any]]:
    """Return the sets of parameters that a grid file asks of a notebook, each value checked.

    Cells of a CSV are parsed as on the command line, by the notebook's declared types. Raises
    UserError that names the file and what is wrong in it.
    """
    label = where(path)
    asked = plain_yaml.load(path)
    if not asked or set(asked) - set(PARTS):
        raise UserError(f"{label} must have `grid:`, `sets:` or both, and nothing else.\n{__doc__}")
    axes = _axes(asked["grid"], promised, label) if "grid" in asked else {}
    rows = _rows(path.parent / _csv(asked["sets"], label), promised) if "sets" in asked else [{}]
    if both := set(axes) & set(rows[0]):
        raise UserError(f"{label}: {', '.join(sorted(both))} is in the grid and in the sets.")
    _check_count([len(rows), *map(_count, axes.values())], label)
    for name, axis in axes.items():
        values = axis.ends if isinstance(axis, Range) else axis
        _check_values(((label, value) for value in values), promised.parameters[name])
    return _combined(axes, rows)


def _count(axis: Range | list[Any]) -> int:
    return axis.count if isinstance(axis, Range) else len(axis)


def _check_count(counts: Sequence[int], label: str) -> None:
    if (count := math.prod(counts)) > MOST:
        # Python refuses to print a count with thousands of digits.
        told = f"{count:,}" if count < 10**18 else "far too many"
        raise UserError(f"{label} asks for {told} runs; the maximum is {MOST:,}.")


def _check_values(placed: Iterable[tuple[str, object]], rule: Parameter) -> None:
    """Raise UserError that lists the first few values that a parameter cannot have."""
    wrong = (f"{where}: {fault}" for where, value in placed if (fault := rule.complaint(value)))
    if faults := list(itertools.islice(wrong, FAULTS)):
        raise UserError("\n".join(faults))


def _combined(
    axes: Mapping[str, Range | list[Any]], rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    laid = [axis.values() if isinstance(axis, Range) else axis for axis in axes.values()]
    named = [dict(zip(axes, one, strict=True)) for one in itertools.product(*laid)]
    return [dict(row) | axis for row in rows for axis in named]


def _axes(grid: object, promised: Contract, label: str) -> dict[str, Range | list[Any]]:
    if not isinstance(grid, dict) or not grid:
        raise UserError(f"{label}: `grid:` must name parameters, each with its values.")
    named = _named(list(grid), promised, label)
    axes = {
        name: _values(name, asked, label) for name, asked in zip(named, grid.values(), strict=True)
    }
    if empty := [name for name, values in axes.items() if not _count(values)]:
        raise UserError(f"{label}: {', '.join(empty)} has no values.")
    return axes


def _named(names: Sequence[str], promised: Contract, label: str) -> list[str]:
    """Return the parameters that names refer to; raises UserError for unknown or repeated ones."""
    pairs = ((name, None) for name in names)
    placed = [name for _, name in given.once(promised.compendium, pairs, promised.name, label)]
    if faults := unknown(placed, promised.parameters):
        raise UserError("\n".join(f"{label}: {fault}" for fault in faults))
    return placed


def _values(name: str, asked: object, label: str) -> Range | list[Any]:
    if isinstance(asked, dict):
        return _range(name, asked, label)
    if asked is None:
        return []
    return asked if isinstance(asked, list) else [asked]


def _range(name: str, asked: Mapping[str, Any], label: str) -> Range:
    """Return `from`, `from` + `step` … up to `to`."""
    first, last, step = (asked.get(part, 1 if part == "step" else None) for part in RANGE)
    if set(asked) - set(RANGE) or not all(map(_is_number, (first, last, step))):
        raise _no_range(name, asked, label)
    if step <= 0 or last < first:
        raise _no_range(name, asked, label)
    if all(isinstance(end, int) for end in (first, last, step)):
        return Range(first, step, (last - first) // step + 1, int)
    first, last, step = (Decimal(str(end)) for end in (first, last, step))
    return Range(first, step, int((last - first) / step) + 1, float)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


def _no_range(name: str, asked: Mapping[str, Any], label: str) -> UserError:
    return UserError(
        f"{label}: {name}: {shown(dict(asked))} is not a range. Write {{from: 2013, to: 2016}}, "
        "with `step`, above 0, where it is not 1."
    )


def _csv(asked: object, label: str) -> str:
    if not isinstance(asked, str) or not asked:
        raise UserError(f"{label}: `sets:` must name a CSV file, not {shown(asked)}.")
    return asked


def _rows(path: Path, promised: Contract) -> list[dict[str, Any]]:
    """Return a set for each row of a CSV file."""
    label = where(path)
    reader = csv.reader(
        io.StringIO(bounded_files.read_text(path, LARGEST), newline=""), strict=True
    )
    try:
        names = _header(next(reader, []), promised, label)
        rows = list(itertools.islice(_whole(reader, len(names), label), MOST + 1))
    except csv.Error as fault:
        raise UserError(f"{label}, line {reader.line_num}, is not CSV ({fault}).") from None
    if not rows:
        raise UserError(f"{label} has no row below its header.")
    _check_count([len(rows)], label)
    columns = {name: _column(rows, name, at, promised, label) for at, name in enumerate(names)}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _column(
    rows: Sequence[Line], name: str, at: int, promised: Contract, label: str
) -> list[object]:
    """Return the values of one parameter, row by row."""
    rule = promised.parameters[name]
    values = [rule.parse(cells[at]) for _, cells in rows]
    lines = (f"{label}, line {line}" for line, _ in rows)
    _check_values(zip(lines, values, strict=True), rule)
    return values


def _header(cells: Sequence[str], promised: Contract, label: str) -> list[str]:
    names = [cell.strip() for cell in cells]
    if not all(names):
        raise UserError(f"{label}: column {names.index('') + 1} has no name in the header.")
    return _named(names, promised, label)


def _whole(reader: Any, width: int, label: str) -> Iterator[Line]:
    """Yield the rows that are not blank, with their line numbers.

    Raises UserError for a row that has more or fewer cells than the header.
    """
    for row in reader:
        if row and len(row) != width:
            counts = f"{len(row)} cells, and the header {width}"
            raise UserError(f"{label}, line {reader.line_num}: the row has {counts}.")
        if row:
            yield reader.line_num, row

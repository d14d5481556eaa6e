"""A grid of parameters: what a sweep's YAML file asks for, as sets of parameters.

```yaml
grid:                                     # every combination
  first_year: {from: 2013, to: 2016}      # a range; `step` where it is not 1
  currency: [USD, CNY]                    # a list
  growth_basis: recomputed                # one value
sets: cases.csv                           # a set a row; each is combined with the grid
```
"""

import csv
import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from offshore.errors import UserError
from offshore.parameters import Parameter

PARTS = ("grid", "sets")
MOST = 1_000_000  # sets: more than this is a slip of the pen


def read(path: Path, declared: Mapping[str, Parameter]) -> list[dict[str, Any]]:
    """Return the sets of parameters that a grid file asks for, none of them checked yet.

    Texts of a CSV become values as on the command line, by the notebook's declared types.
    Raises UserError that names the file and what is wrong in it.
    """
    try:
        asked = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise UserError(f"{path} cannot be read as YAML: {fault}") from None
    if not isinstance(asked, dict) or not asked or set(asked) - set(PARTS):
        raise UserError(f"{path} must have `grid:`, `sets:` or both, and nothing else.\n{__doc__}")
    axes = _axes(asked.get("grid") or {}, path)
    rows = _rows(path.parent / str(asked["sets"]), declared) if "sets" in asked else [{}]
    if both := set(axes) & {name for row in rows for name in row}:
        raise UserError(f"{path}: {', '.join(sorted(both))} is in the grid and in the sets.")
    return _combined(axes, rows, path)


def _combined(
    axes: Mapping[str, Sequence[Any]], rows: Sequence[Mapping[str, Any]], path: Path
) -> list[dict[str, Any]]:
    count = len(rows)
    for values in axes.values():
        count *= len(values)
    if count > MOST:
        raise UserError(f"{path} asks for {count:,} runs; {MOST:,} is the most.")
    combinations = itertools.product(*axes.values())
    named = [dict(zip(axes, combination, strict=True)) for combination in combinations]
    return [dict(row) | axis for row in rows for axis in named]


def _axes(grid: object, path: Path) -> dict[str, list[Any]]:
    if not isinstance(grid, dict):
        raise UserError(f"{path}: `grid:` must name parameters, each with its values.")
    axes = {str(name): _values(str(name), asked, path) for name, asked in grid.items()}
    if empty := [name for name, values in axes.items() if not values]:
        raise UserError(f"{path}: {', '.join(empty)} has no values.")
    return axes


def _values(name: str, asked: object, path: Path) -> list[Any]:
    if isinstance(asked, dict):
        return _range(name, asked, path)
    return asked if isinstance(asked, list) else [asked]


def _range(name: str, asked: Mapping[str, Any], path: Path) -> list[Any]:
    """Return `from`, `from` + `step` … up to `to`, as decimals count."""
    try:
        first, last = Decimal(str(asked["from"])), Decimal(str(asked["to"]))
        step = Decimal(str(asked.get("step", 1)))
        if set(asked) - {"from", "to", "step"} or step <= 0 or last < first:
            raise ValueError
        count = int((last - first) / step) + 1
    except (KeyError, ValueError, InvalidOperation):
        raise UserError(
            f"{path}: {name}: {dict(asked)} is no range. Write {{from: 2013, to: 2016}}, with "
            "`step`, above 0, where it is not 1."
        ) from None
    if count > MOST:
        raise UserError(f"{path}: {name} has {count:,} values; {MOST:,} is the most.")
    kind = int if all(isinstance(value, int) for value in asked.values()) else float
    return [kind(first + number * step) for number in range(count)]


def _rows(path: Path, declared: Mapping[str, Parameter]) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise UserError(f"{path} cannot be read as CSV: {fault}") from None
    if not rows:
        raise UserError(f"{path} has no row below its header.")
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise UserError(f"{path}, line {line}: not as many cells as the header has.")
    return [{name: _parsed(name, text, declared) for name, text in row.items()} for row in rows]


def _parsed(name: str, text: str, declared: Mapping[str, Parameter]) -> object:
    return declared[name].parse(text) if name in declared else text

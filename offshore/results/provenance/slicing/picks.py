"""Which labels a function of ours picks out of a series that it is given, as its text says."""

import ast
from collections.abc import Iterator
from functools import cache

from offshore.compendium.root import PACKAGE
from offshore.results.provenance.slicing.calls import OURS, is_in

Function = ast.FunctionDef


@cache
def labels(name: str, place: int | str) -> tuple[str, ...] | None:
    """Return the labels that a function picks out of an argument, None if it may use all of it.

    `name`: dotted; `place`: the argument's position, or its name.
    """
    found = _function(name) if is_in(name, OURS) else None
    if found is None:
        return None
    names = [one.arg for one in (*found.args.posonlyargs, *found.args.args)]
    if isinstance(place, int):
        return _picked(found, names[place]) if place < len(names) else None
    known = [*names, *(one.arg for one in found.args.kwonlyargs)]
    return _picked(found, place) if place in known else None


@cache
def _function(name: str) -> Function | None:
    module, _, function = name.rpartition(".")
    file = PACKAGE.parent.joinpath(*module.split(".")).with_suffix(".py")
    if not file.is_file():
        return None
    tree = ast.parse(file.read_bytes())
    found = [one for one in tree.body if isinstance(one, Function) and one.name == function]
    return found[0] if len(found) == 1 and not found[0].decorator_list else None


def _picked(function: Function, argument: str) -> tuple[str, ...] | None:
    """Return the labels if each use of an argument picks one out by a literal text."""
    picked = {id(one.value): one.slice for one in _subscripts(function, argument)}
    used = [
        node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == argument
    ]
    if not used or any(id(node) not in picked for node in used):
        return None
    slices = [picked[id(node)] for node in used]
    found = [str(one.value) for one in slices if isinstance(one, ast.Constant)]
    return tuple(found) if len(found) == len(slices) else None


def _subscripts(function: Function, argument: str) -> Iterator[ast.Subscript]:
    found = (node for node in ast.walk(function) if isinstance(node, ast.Subscript))
    for node in found:
        named = isinstance(node.value, ast.Name) and node.value.id == argument
        if named and isinstance(node.ctx, ast.Load):
            yield node

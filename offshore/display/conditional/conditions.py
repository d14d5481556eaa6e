"""Conditions of sentences: comparisons of named numbers, read as Python and never run as such.

Allowed are comparisons, `and`, `or`, `not`, the four operations, numbers, texts and lists of them,
and names: `compound`, a chapter's number elsewhere as `growth.compound`, and of what is in words,
`said["compound"]`; of claims and numbers of the paper, `claims["growth-2016"]` and
`marks["value-2016"]`.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from offshore.compendium.errors import UserError, did_you_mean, shown

COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda one, among: one in among,
    ast.NotIn: lambda one, among: one not in among,
}
OPERATIONS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FORM = (
    "Allowed: comparisons of names and numbers with <, <=, >, >=, ==, != and in; and, or, not; "
    "+, -, *, /."
)
Known = Mapping[str, Any]  # by name: a number, a text, None for one that is missing, or a mapping


def holds(condition: str, known: Known, label: str) -> bool:
    """Tell whether a condition holds; a comparison with what is missing does not.

    Raises UserError, which begins with `label`, for a name that is not known and for anything but
    a condition.
    """
    return bool(_value(_parsed(condition, label), known, f"{label}: the condition {condition!r}"))


def names(condition: str, label: str) -> set[str]:
    """Return the plain names that a condition asks for; raises UserError as `holds` does."""
    tree = _parsed(condition, label)
    of_mappings = {id(node.value) for node in ast.walk(tree) if isinstance(node, _PARTS)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in found if id(node) not in of_mappings}


_PARTS = (ast.Attribute, ast.Subscript)


def _parsed(condition: str, label: str) -> ast.expr:
    try:
        return ast.parse(condition.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise UserError(f"{label}: {shown(condition)} is no condition. {FORM}") from None


def _value(node: ast.expr, known: Known, label: str) -> Any:
    kind = next((kind for kind in READERS if isinstance(node, kind)), None)
    if kind is None:
        raise UserError(f"{label} has {shown(ast.unparse(node))}, which is not allowed. {FORM}")
    return READERS[kind](node, known, label)


def _constant(node: ast.Constant, _: Known, label: str) -> Any:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float | str):
        raise UserError(f"{label} has {shown(ast.unparse(node))}, which is not allowed. {FORM}")
    return node.value


def _list(node: ast.List | ast.Tuple, known: Known, label: str) -> list[Any]:
    return [_value(one, known, label) for one in node.elts]


def _name(node: ast.Name, known: Known, label: str) -> Any:
    return _looked_up(node.id, known, label)


def _part(node: ast.Attribute, known: Known, label: str) -> Any:
    return _looked_up(ast.unparse(node), known, label)


def _item(node: ast.Subscript, known: Known, label: str) -> Any:
    key = node.slice.value if isinstance(node.slice, ast.Constant) else ast.unparse(node.slice)
    return _looked_up(str(key), _value(node.value, known, label), label)


def _joined(node: ast.BoolOp, known: Known, label: str) -> bool:
    parts = (_value(one, known, label) for one in node.values)
    return all(parts) if isinstance(node.op, ast.And) else any(parts)


def _signed(node: ast.UnaryOp, known: Known, label: str) -> Any:
    value = _value(node.operand, known, label)
    if isinstance(node.op, ast.Not):
        return not value
    return value if value is None else -value


def _looked_up(name: str, known: Known, label: str) -> Any:
    if not isinstance(known, Mapping) or name not in known:
        names = list(known) if isinstance(known, Mapping) else []
        hint = did_you_mean(name, names)
        listed = f" Known: {', '.join(names)}." if len(names) <= 30 else ""
        raise UserError(f"{label} asks for {shown(name)}, which is not known.{hint}{listed}")
    return known[name]


def _calculated(node: ast.BinOp, known: Known, label: str) -> Any:
    left, right = (_value(one, known, label) for one in (node.left, node.right))
    if type(node.op) not in OPERATIONS:
        raise UserError(f"{label} has {shown(ast.unparse(node))}, which is not allowed. {FORM}")
    try:
        return None if None in (left, right) else OPERATIONS[type(node.op)](left, right)
    except ZeroDivisionError:
        return None
    except TypeError:
        raise UserError(f"{label} calculates with {shown([left, right])}.") from None


def _compared(node: ast.Compare, known: Known, label: str) -> bool:
    values = [_value(one, known, label) for one in (node.left, *node.comparators)]
    pairs = zip(node.ops, values, values[1:], strict=False)
    try:
        return all(
            None not in (left, right) and COMPARISONS[type(operation)](left, right)
            for operation, left, right in pairs
        )
    except (KeyError, TypeError):  # an operator such as `is`, or a text beside a number
        raise UserError(f"{label} compares what cannot be: {shown(values)}.") from None


READERS: Mapping[type[ast.expr], Callable[[Any, Known, str], Any]] = {
    ast.Constant: _constant,
    ast.List: _list,
    ast.Tuple: _list,
    ast.Name: _name,
    ast.Attribute: _part,
    ast.Subscript: _item,
    ast.BoolOp: _joined,
    ast.UnaryOp: _signed,
    ast.BinOp: _calculated,
    ast.Compare: _compared,
}

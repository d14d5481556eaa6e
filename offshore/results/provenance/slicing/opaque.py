"""Whether cells have functions of their own, or other ways to hide what they use."""

import ast
from collections.abc import Sequence

from offshore.results.provenance.slicing.calls import listed

TEXTS = ("query", "eval")  # methods of frames whose text can name variables
OPAQUE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Global)
POWERFUL = listed("eval exec compile globals locals vars setattr delattr __import__")


def is_opaque(trees: Sequence[ast.Module]) -> bool:
    """Tell whether cells have functions of their own or other ways to hide what they use."""
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, OPAQUE):
            return True
        if isinstance(node, ast.ImportFrom) and any(one.name == "*" for one in node.names):
            return True
        if isinstance(node, ast.Call) and _hides(node) and not _is_namespace(node, trees):
            return True
    return False


def _hides(call: ast.Call) -> bool:
    """Tell whether a call may use names that its text does not show as names."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in TEXTS:
        return any(
            "@" in ast.unparse(one) or not isinstance(one, ast.Constant) for one in call.args
        )
    return isinstance(call.func, ast.Name) and call.func.id in POWERFUL


def _is_namespace(node: ast.AST, trees: Sequence[ast.Module]) -> bool:
    """Tell whether a call is the `globals()` that `start` is given."""
    given = (
        one.args
        for tree in trees
        for one in ast.walk(tree)
        if isinstance(one, ast.Call) and ast.unparse(one.func) == "start"
    )
    return any(node in arguments for arguments in given)

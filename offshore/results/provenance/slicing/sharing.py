"""Which names of a notebook may stand for parts of the same object."""

import ast
from collections.abc import Iterator, Mapping

from offshore.results.provenance.slicing import calls


class Classes:
    """Names whose objects may be shared, wherever in the notebook they are bound."""

    def __init__(self, imported: Mapping[str, str], drawings: frozenset[str]) -> None:
        self.imported, self.drawings = imported, drawings
        self.others: dict[str, set[str]] = {}

    def add(self, node: ast.AST) -> None:
        """Note what names an assignment, a loop or a `with` makes stand for shared objects."""
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr | ast.For | ast.withitem):
            value = next(
                getattr(node, part)
                for part in ("value", "iter", "context_expr")
                if hasattr(node, part)
            )
            shared = calls.exposed(value, self.imported, self.drawings) if value else set()
            self._join(_target_names(node) | shared)

    def _join(self, names: set[str]) -> None:
        whole = set().union(*(self.of(name) for name in names)) if names else set()
        for name in whole:
            self.others[name] = whole

    def of(self, name: str) -> set[str]:
        """Return the names that may share an object with a name, itself included."""
        return self.others.get(name, {name})


def _target_names(node: ast.AST) -> set[str]:
    targets = [*getattr(node, "targets", [])]
    targets += [getattr(node, one) for one in ("target", "optional_vars") if hasattr(node, one)]
    return {calls.root_of(part) for one in targets if one for part in _leaves(one)} - {""}


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Tuple | ast.List):
        for one in node.elts:
            yield from _leaves(one)
    else:
        yield node.value if isinstance(node, ast.Starred) else node

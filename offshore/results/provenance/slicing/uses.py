"""What an expression uses: names, with the labels picked out of them, and what it reads."""

import ast
from collections.abc import Mapping
from typing import Any

from offshore.results.provenance.slicing import calls, picks, reads
from offshore.results.provenance.slicing.calls import RUN
from offshore.results.provenance.slicing.reads import Read

Labels = tuple[Any, ...] | None  # the labels that are picked out of a value, None for all of it
RECORDS = "*recorded"  # all that has been recorded so far


class Uses(ast.NodeVisitor):
    """The names that an expression uses, with the labels picked out of each, and what it reads."""

    def __init__(self, constants: Mapping[str, Any], imported: Mapping[str, str]) -> None:
        self.constants, self.imported = constants, imported
        self.names: dict[str, Labels] = {}
        self.reads: list[Read] = []

    def _use(self, name: str, labels: Labels = None) -> None:
        known = self.names.get(name, ())
        self.names[name] = None if labels is None or known is None else (*known, *labels)

    def visit_Name(self, node: ast.Name) -> None:
        """Note a name that is used whole; a bare session can do anything that it can."""
        if not isinstance(node.ctx, ast.Load):
            return
        if node.id == RUN:
            self._use(RECORDS)
            self.reads.append(Read(reads.EVERY))
        self._use(node.id)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Note that a name that is added to keeps what it had."""
        if isinstance(node.target, ast.Name):
            self._use(node.target.id)
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Note the labels where they are picked out of a name or of rows read in place."""
        labels = _labels(reads.constant(node.slice, self.constants))
        if isinstance(node.value, ast.Name) and node.value.id == RUN:
            names = [f"{RUN}[{one}]" for one in labels] if labels else [RECORDS]
            for name in (RUN, *names):
                self._use(name)
        elif isinstance(node.value, ast.Name):
            self._use(node.value.id, labels)
        elif labels and isinstance(node.value, ast.Call) and method_of(node.value) in reads.KEYED:
            self._picked(node.value, labels)
        else:
            self.visit(node.value)
        self.visit(node.slice)

    def visit_Call(self, node: ast.Call) -> None:
        """Note what a method of the session reads, and what functions pick out of arguments."""
        name = calls.dotted(node.func, self.imported)
        if method := method_of(node):
            self._session(method, node)
            self._arguments(node)
        elif not name or any(isinstance(one, ast.Starred) for one in node.args):
            self.generic_visit(node)
        else:
            self.visit(node.func)
            for place, one in enumerate(node.args):
                self._given(one, picks.labels(name, place))
            for given in node.keywords:
                self._given(given.value, picks.labels(name, given.arg) if given.arg else None)

    def _given(self, node: ast.expr, labels: Labels) -> None:
        """Note what is given to a function, which picks some labels out of it, or uses it all."""
        if labels and isinstance(node, ast.Name) and node.id != RUN:
            self._use(node.id, labels)
        elif labels and isinstance(node, ast.Call) and method_of(node) in reads.KEYED:
            self._picked(node, labels)
        else:
            self.visit(node)

    def _picked(self, node: ast.Call, labels: Labels) -> None:
        """Note labels that are picked out of rows read in place."""
        self._use(RUN)
        given = reads.of_method(method_of(node), node, self.constants)
        self.reads += [one.of_labels(labels) for one in given]
        self._arguments(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """Note what a property of the session reads."""
        if isinstance(node.value, ast.Name) and node.value.id == RUN:
            self._session(node.attr, None)
        else:
            self.generic_visit(node)

    def _session(self, name: str, call: ast.Call | None) -> None:
        self._use(RUN)
        self.reads += reads.of_method(name, call, self.constants)
        if name not in reads.KNOWN:
            self._use(RECORDS)

    def _arguments(self, node: ast.Call) -> None:
        for one in (*node.args, *node.keywords):
            self.visit(one)


def method_of(node: ast.expr) -> str:
    """Return the method of the session that an expression calls, "" for anything else."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr if ast.unparse(node.func.value) == RUN else ""
    return ""


def _labels(value: Any) -> Labels:
    if value is reads.UNKNOWN or value is None or isinstance(value, bool):
        return None
    return tuple(value) if isinstance(value, list) else (value,)

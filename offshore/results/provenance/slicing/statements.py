"""A notebook's code cells as steps: what each one uses, gives a value, may change and records.

Cells have no functions of their own, so what a step uses is what its text names. Where that does
not hold, `opaque` says so, and every step is then taken to depend on all before it.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offshore.results.provenance.slicing import calls, reads
from offshore.results.provenance.slicing.calls import RUN
from offshore.results.provenance.slicing.reads import Read
from offshore.results.provenance.slicing.sharing import Classes
from offshore.results.provenance.slicing.uses import Labels, Uses, method_of

ANY = ""  # the name of something recorded whose name the text does not say
STATE = "*state"  # what calls may change that no name stands for
NUMBERS, VERDICTS = "numbers", "verdicts"
SOURCES = "rests_on"  # the argument that names outside values behind what is recorded
COMPARE = "compare"  # records an item and verdicts
ITEMS = ("figure", "show_table", "passages")
COMPOUND = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.Match)


@dataclass(frozen=True)
class Record:
    """What a step records: "number", "verdict" or "item", its name or ANY, and what it rests on.

    `begins`: names of verdicts that begin so belong to it, too.
    """

    kind: str
    name: str
    source: str
    uses: Mapping[str, Labels]
    reads: tuple[Read, ...]
    functions: frozenset[str]
    begins: str = ""


@dataclass(frozen=True)
class Step:
    """One statement of a cell; `keyed` if its value is nothing but labelled rows that it reads."""

    cell: str
    source: str
    uses: Mapping[str, Labels]
    binds: frozenset[str]
    changes: frozenset[str]
    reads: tuple[Read, ...]
    records: tuple[Record, ...]
    functions: frozenset[str]
    keyed: bool = False
    partial: bool = False  # whether names that it binds may keep the value that they had
    starts: bool = False  # whether it only imports, or starts the session


class Reader:
    """Reads the statements of one notebook, whose imports and drawings are known beforehand."""

    def __init__(self, trees: Sequence[ast.Module], constants: Mapping[str, Any]) -> None:
        nodes = [node for tree in trees for node in ast.walk(tree)]
        statements = [node for node in nodes if isinstance(node, ast.stmt)]
        self.imported = dict(pair for node in statements for pair in calls.imports(node))
        self.constants = dict(constants)
        self.drawings = frozenset(
            name
            for node in nodes
            if isinstance(node, ast.Assign) and _gives_drawing(node.value, self.imported)
            for name in stored(node)
        )
        self.classes = self._share(nodes)

    def _share(self, nodes: Sequence[ast.AST]) -> "Classes":
        """Return the names that share objects; whatever shares one with a drawing is a drawing."""
        while True:
            classes = Classes(self.imported, self.drawings)
            for node in nodes:
                classes.add(node)
            drawings = frozenset(one for name in self.drawings for one in classes.of(name))
            if drawings == self.drawings:
                return classes
            self.drawings = drawings

    def step(self, cell: str, node: ast.stmt, source: str) -> Step:
        """Return a statement as a step, and learn the constants that it gives names to."""
        given = stored(node)
        outer = {name: value for name, value in self.constants.items() if name not in given}
        own = Uses(outer, self.imported)
        own.visit(node)
        found = Step(
            cell,
            source,
            own.names,
            frozenset(given - _within_comprehensions(node)),
            frozenset(self._changed(node)),
            tuple(own.reads),
            tuple(self._records(node, outer)),
            frozenset(self._functions(node)),
            _is_keyed(node),
            isinstance(node, COMPOUND),
            isinstance(node, ast.Import | ast.ImportFrom) or RUN in given,
        )
        self._learn(node, found)
        return found

    def _changed(self, node: ast.stmt) -> Iterator[str]:
        for part in ast.walk(node):
            for name in self._touched(part):
                yield from self.classes.of(name)
            if self._is_unknown(part) or self._sets_module(part):
                yield STATE
            if isinstance(part, ast.Expr) and self._is_global(part.value):
                yield STATE

    def _touched(self, part: ast.AST) -> set[str]:
        """Return the names whose objects a part of a statement may change."""
        if isinstance(part, ast.Subscript | ast.Attribute) and not isinstance(part.ctx, ast.Load):
            return calls.exposed(part, self.imported, self.drawings)
        if isinstance(part, ast.AugAssign):
            return calls.exposed(part.target, self.imported, self.drawings)
        if not isinstance(part, ast.Call):
            return set()
        what = calls.kind(part, self.imported, self.drawings)
        if what not in ("draws", "any"):
            return set()
        given = calls.given_to(part, self.imported, self.drawings)
        return given & self.drawings if what == "draws" else given

    def _sets_module(self, part: ast.AST) -> bool:
        """Tell whether something imported is changed, for all that use it from then on."""
        if not isinstance(part, ast.Subscript | ast.Attribute) or isinstance(part.ctx, ast.Load):
            return False
        return calls.root_of(part) in self.imported

    def _is_unknown(self, part: ast.AST) -> bool:
        """Tell whether an imported function is called that may do anything."""
        if not isinstance(part, ast.Call) or not calls.dotted(part.func, self.imported):
            return False
        return calls.kind(part, self.imported, self.drawings) == "any"

    def _is_global(self, node: ast.expr) -> bool:
        """Tell whether a call whose value nobody takes may set something for all that follows."""
        if not isinstance(node, ast.Call) or calls.root_of(node.func) == RUN:
            return False
        if calls.kind(node, self.imported, self.drawings) == "draws":
            return not calls.given_to(node, self.imported, self.drawings) & self.drawings
        return calls.root_of(node.func) in self.imported or not calls.given_to(node, self.imported)

    def _functions(self, node: ast.AST) -> Iterator[str]:
        for part in ast.walk(node):
            if isinstance(part, ast.Name | ast.Attribute):
                name = calls.dotted(part, self.imported)
                if name and calls.is_in(name, calls.OURS):
                    yield name

    def _records(self, node: ast.stmt, constants: Mapping[str, Any]) -> Iterator[Record]:
        """Yield what a statement records; within a loop or a condition, it rests on all of that."""
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and (method := method_of(part)):
                for kind, name, begins, parts in _recorded(method, part, constants):
                    whole = [node] if isinstance(node, COMPOUND) else parts
                    yield self._record(kind, name, begins, whole, ast.unparse(parts[0]), constants)

    def _record(
        self,
        kind: str,
        name: str,
        begins: str,
        parts: Sequence[ast.AST],
        source: str,
        constants: Mapping[str, Any],
    ) -> Record:
        used = Uses(constants, self.imported)
        for part in parts:
            used.visit(part)
        uses, read = {**used.names, RUN: None}, (*used.reads, Read(reads.VOCABULARY))
        functions = frozenset(one for part in parts for one in self._functions(part))
        return Record(kind, name, source, uses, read, functions, begins)

    def _learn(self, node: ast.stmt, made: Step) -> None:
        for name in (*made.binds, *made.changes):
            self.constants.pop(name, None)
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            value = reads.constant(node.value, self.constants)
            self.constants |= dict(_constants(node.targets[0], value))


def _gives_drawing(node: ast.expr, imported: Mapping[str, str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = calls.dotted(node.func, imported)
    returned = called.startswith("offshore.display.drawing.diagrams")
    return returned or ast.unparse(node.func) == f"{RUN}.axes"


def stored(node: ast.AST) -> set[str]:
    """Return the names that are given a value anywhere within a statement, or deleted."""
    names = {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)
    }
    found = [
        pair[0]
        for part in ast.walk(node)
        if isinstance(part, ast.stmt)
        for pair in calls.imports(part)
    ]
    return {*names, *found}


def _within_comprehensions(node: ast.AST) -> set[str]:
    return {
        name
        for part in ast.walk(node)
        if isinstance(part, ast.comprehension)
        for name in stored(part.target)
    }


def _constants(target: ast.expr, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(target, ast.Name) and value is not reads.UNKNOWN:
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, list):
        for one, part in zip(target.elts, value, strict=False):
            yield from _constants(one, part)


def _is_keyed(node: ast.stmt) -> bool:
    """Tell whether a statement binds one name to rows that it reads and that labels pick out."""
    if not (isinstance(node, ast.Assign) and len(node.targets) == 1):
        return False
    value, target = node.value, node.targets[0]
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        value = value.func.value if value.func.attr == "astype" else value
    return method_of(value) in reads.KEYED and isinstance(target, ast.Name)


def _recorded(
    method: str, call: ast.Call, constants: Mapping[str, Any]
) -> Iterator[tuple[str, str, str, list[ast.AST]]]:
    """Yield the kind, name, beginning of names, and text of each thing that a call records."""
    given = {one.arg or ANY: one.value for one in call.keywords}
    if method in (NUMBERS, VERDICTS):
        sources = [given[SOURCES]] if SOURCES in given else []
        for one in call.keywords:
            if one.arg != SOURCES:
                yield method.removesuffix("s"), one.arg or ANY, "", [one.value, *sources]
    elif method in (*ITEMS, COMPARE):
        name = reads.constant(call.args[0], constants) if call.args else reads.UNKNOWN
        yield "item", name if isinstance(name, str) else ANY, "", [call]
        begins = reads.constant(given.get("verdict", call), constants)
        if method == COMPARE:
            yield "verdict", ANY, begins if isinstance(begins, str) else "", [call]

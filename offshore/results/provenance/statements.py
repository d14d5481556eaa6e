"""A notebook's code cells as steps: what each one uses, gives a value, may change and records.

Cells have no functions of their own, so what a step uses is what its text names. Where that does
not hold, `is_opaque` says so, and every step is then taken to depend on all before it.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offshore.results.provenance import calls, picks, reads
from offshore.results.provenance.calls import RUN
from offshore.results.provenance.reads import Read

Labels = tuple[Any, ...] | None  # the labels that are picked out of a value, None for all of it
ANY = ""  # the name of something recorded whose name the text does not say
STATE = "*state"  # what calls may change that no name stands for
RECORDS = "*recorded"  # all that has been recorded so far
NUMBERS, VERDICTS = "numbers", "verdicts"
SOURCES = "rests_on"  # the argument that names outside values behind what is recorded
COMPARE = "compare"  # records an item and verdicts
ITEMS = ("figure", "show_table", "passages")
TEXTS = ("query", "eval")  # methods of frames whose text can name variables
OPAQUE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Global)
POWERFUL = frozenset("eval exec compile globals locals vars setattr delattr __import__".split())
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

    def _share(self, nodes: Sequence[ast.AST]) -> "_Classes":
        """Return the names that share objects; whatever shares one with a drawing is a drawing."""
        while True:
            classes = _Classes(self.imported, self.drawings)
            for node in nodes:
                classes.add(node)
            drawings = frozenset(one for name in self.drawings for one in classes.of(name))
            if drawings == self.drawings:
                return classes
            self.drawings = drawings

    def step(self, cell: str, node: ast.stmt, source: str) -> Step:
        """Return a statement as a step, and learn the constants that it gives names to."""
        outer = {name: value for name, value in self.constants.items() if name not in stored(node)}
        own = _Uses(outer, self.imported)
        own.visit(node)
        found = Step(
            cell,
            source,
            own.names,
            frozenset(stored(node) - _within_comprehensions(node)),
            frozenset(self._changed(node)),
            tuple(own.reads),
            tuple(self._records(node, outer)),
            frozenset(self._functions(node)),
            _is_keyed(node),
            isinstance(node, COMPOUND),
            isinstance(node, ast.Import | ast.ImportFrom) or RUN in stored(node),
        )
        self._learn(node, found)
        return found

    def _changed(self, node: ast.stmt) -> Iterator[str]:
        for part in ast.walk(node):
            for name in self._touched(part):
                yield from self.classes.of(name)
            if isinstance(part, ast.Call) and self._is_unknown(part):
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

    def _is_unknown(self, call: ast.Call) -> bool:
        """Tell whether a call is of an imported function that may do anything."""
        of_module = bool(calls.dotted(call.func, self.imported))
        return of_module and calls.kind(call, self.imported, self.drawings) == "any"

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
            if isinstance(part, ast.Call) and (method := _method_of(part)):
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
        used = _Uses(constants, self.imported)
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


class _Classes:
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
    found = [pair[0] for part in ast.walk(node) if isinstance(part, ast.stmt) for pair in calls.imports(part)]
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
    value = node.value
    if isinstance(value, ast.Call) and ast.unparse(value.func).endswith(".astype"):
        value = value.func.value if isinstance(value.func, ast.Attribute) else value
    named = isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)
    of_run = named and ast.unparse(value.func.value) == RUN
    return bool(of_run and value.func.attr in reads.KEYED and isinstance(node.targets[0], ast.Name))


class _Uses(ast.NodeVisitor):
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
        elif labels and isinstance(node.value, ast.Call) and _method_of(node.value) in reads.KEYED:
            self._picked(node.value, labels)
        else:
            self.visit(node.value)
        self.visit(node.slice)

    def visit_Call(self, node: ast.Call) -> None:
        """Note what a method of the session reads, and what functions pick out of arguments."""
        name = calls.dotted(node.func, self.imported)
        if method := _method_of(node):
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
        elif labels and isinstance(node, ast.Call) and _method_of(node) in reads.KEYED:
            self._picked(node, labels)
        else:
            self.visit(node)

    def _picked(self, node: ast.Call, labels: Labels) -> None:
        """Note labels that are picked out of rows read in place."""
        self._use(RUN)
        given = reads.of_method(_method_of(node), node, self.constants)
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


def _method_of(node: ast.expr) -> str:
    """Return the method of the session that an expression calls, "" for anything else."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr if ast.unparse(node.func.value) == RUN else ""
    return ""


def _labels(value: Any) -> Labels:
    if value is reads.UNKNOWN or value is None or isinstance(value, bool):
        return None
    return tuple(value) if isinstance(value, list) else (value,)


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
        return any("@" in ast.unparse(one) or not isinstance(one, ast.Constant) for one in call.args)
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

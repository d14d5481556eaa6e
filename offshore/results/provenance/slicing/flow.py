"""What each thing that a notebook records came from: the steps before it that it depends on."""

import ast
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from offshore.notebook.contract import source as text_of
from offshore.results.provenance.slicing.calls import RUN
from offshore.results.provenance.slicing.opaque import is_opaque
from offshore.results.provenance.slicing.reads import EVERY, Read
from offshore.results.provenance.slicing.statements import ANY, STATE, Reader, Record, Step
from offshore.results.provenance.slicing.uses import RECORDS, Labels

Edge = tuple[int, Labels]  # a node, and the labels picked out of its value


@dataclass(frozen=True)
class Node:
    """A step, something recorded by one, or a parameter, by its name; with what it depends on."""

    cell: str = ""
    source: str = ""
    parameter: str = ""
    reads: tuple[Read, ...] = ()
    functions: frozenset[str] = frozenset()
    keyed: bool = False
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True)
class Slice:
    """What something came from: steps in their order, parameters, reads and functions."""

    steps: tuple[tuple[str, str], ...]  # cell, statement
    parameters: frozenset[str]
    reads: tuple[Read, ...]
    functions: frozenset[str]


@dataclass
class Flow:
    """The steps of one notebook with one set of parameters, joined by what they depend on."""

    parameters: Mapping[str, Any]
    nodes: list[Node] = field(default_factory=list)
    now: dict[str, list[int]] = field(default_factory=dict)  # the nodes behind each name
    recorded: list[tuple[Record, str, int]] = field(default_factory=list)  # with cell and node
    opaque: bool = False

    def of(self, kind: str, name: str, cell: str) -> Slice:
        """Return what something recorded came from.

        `kind`: "number", "verdict" or "item"; `cell`: the id of the cell that recorded it, "" for
        any. Where no statement there names it, it is taken to come from all of the cell.
        """
        within = [
            (one, node) for one, at, node in self.recorded if one.kind == kind and cell in (at, "")
        ]
        found = [node for one, node in within if one.name == name]
        found = found or [node for one, node in within if _may_be(one, name)]
        nodes = enumerate(self.nodes)
        found = found or [place for place, node in nodes if cell in (node.cell, "")]
        return self._slice(found)

    def _slice(self, begin: Iterable[int]) -> Slice:
        begin = list(begin)
        if self.opaque:
            begin = [*range(max(begin, default=-1) + 1)]
        reached = self._reached(begin)
        order = [place for place in sorted(reached) if self.nodes[place].cell]
        nodes = [(self.nodes[place], reached[place]) for place in sorted(reached)]
        steps = dict.fromkeys((self.nodes[one].cell, self.nodes[one].source) for one in order)
        found = (one.of_labels(labels) for node, labels in nodes for one in node.reads)
        every = (Read(EVERY),) if self.opaque else ()
        return Slice(
            tuple(steps),
            frozenset(node.parameter for node, _ in nodes if node.parameter),
            (*found, *every),
            frozenset[str]().union(*(node.functions for node, _ in nodes)),
        )

    def _reached(self, begin: Iterable[int]) -> dict[int, Labels]:
        """Return the nodes behind some, each with the labels wanted of it, None for all."""
        reached: dict[int, Labels] = {}
        waiting: list[Edge] = [(one, None) for one in begin]
        while waiting:
            place, labels = waiting.pop()
            node = self.nodes[place]
            wanted = labels if node.keyed else None
            if place not in reached:
                waiting += node.edges
                reached[place] = wanted
            elif reached[place] is not None:
                known = reached[place] or ()
                reached[place] = None if wanted is None else (*known, *wanted)
        return reached

    def add(self, step: Step) -> None:
        """Add a step after those there are."""
        edges = self._edges(step.uses)
        cell = "" if step.starts else step.cell
        made = Node(cell, step.source, "", step.reads, step.functions, step.keyed, edges)
        place = self._put(made)
        for name in step.changes:
            self.now.setdefault(name, []).append(place)
        for name in step.binds:
            self.now[name] = [*(self.now.get(name, []) if step.partial else []), place]
        for record in step.records:
            self._record(record, step)

    def _record(self, record: Record, step: Step) -> None:
        edges = self._edges(record.uses)
        source = record.source if record.kind == "number" else step.source
        made = Node(step.cell, source, "", record.reads, record.functions, False, edges)
        place = self._put(made)
        self.recorded.append((record, step.cell, place))
        name = f"{RUN}[{record.name}]"
        kept = self.now.get(name, []) if step.partial or record.name == ANY else []
        self.now[name] = [*kept, place]
        self.now.setdefault(RECORDS, []).append(place)

    def _put(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _edges(self, uses: Mapping[str, Labels]) -> tuple[Edge, ...]:
        names = {**uses, STATE: None}
        return tuple(edge for name, labels in names.items() for edge in self._behind(name, labels))

    def _behind(self, name: str, labels: Labels) -> Iterator[Edge]:
        places = self.now.get(name, [])
        if name.startswith(f"{RUN}["):  # a number; one that the text does not name may be it
            unnamed = self.now.get(f"{RUN}[{ANY}]", [])
            places = [*places, *unnamed] if places else self.now.get(RECORDS, [])
        whole = len(places) > 1  # something may have changed it since
        yield from ((place, None if whole else labels) for place in places)


def _may_be(record: Record, name: str) -> bool:
    return record.name == ANY and name.startswith(record.begins)


def of_notebook(code: str, parameters: Mapping[str, Any]) -> Flow:
    """Return the flow of a notebook: `code` is that of its contract, `parameters` are its run's."""
    cells = [cell for cell in json.loads(code)["cells"] if not _is_parameters(cell)]
    texts = {str(cell["id"]): text_of(cell) for cell in cells}
    trees = {name: ast.parse(text) for name, text in texts.items()}
    found = Flow(parameters, opaque=is_opaque(list(trees.values())))
    for name in parameters:
        found.now[name] = [found._put(Node(parameter=name))]
    reader = Reader(list(trees.values()), parameters)
    for cell, tree in trees.items():
        for node, source in _statements(tree, texts[cell]):
            found.add(reader.step(cell, node, source))
    return found


def _statements(tree: ast.Module, text: str) -> Iterator[tuple[ast.stmt, str]]:
    for node in tree.body:
        source = ast.get_source_segment(text, node) or ast.unparse(node)
        yield from ((one, source) for one in _one_by_one(node))


def _one_by_one(node: ast.stmt) -> list[ast.stmt]:
    """Return `a, b = x, y` as two assignments where neither uses what the other gives a value."""
    if not (isinstance(node, ast.Assign) and len(node.targets) == 1):
        return [node]
    names, values = node.targets[0], node.value
    if not (isinstance(names, ast.Tuple) and isinstance(values, ast.Tuple)):
        return [node]
    used = {one.id for one in ast.walk(values) if isinstance(one, ast.Name)}
    plain = all(isinstance(one, ast.Name) and one.id not in used for one in names.elts)
    starred = any(isinstance(one, ast.Starred) for one in values.elts)
    if not plain or starred or len(names.elts) != len(values.elts):
        return [node]
    pairs = zip(names.elts, values.elts, strict=True)
    return [ast.copy_location(ast.Assign([name], value), node) for name, value in pairs]


def _is_parameters(cell: Mapping[str, Any]) -> bool:
    return "parameters" in cell["metadata"].get("tags", [])


def steps_by_cell(steps: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the statements of steps by the cell that they stand in, in their order."""
    found: dict[str, list[str]] = {}
    for cell, source in steps:
        found.setdefault(cell, []).append(source)
    return found

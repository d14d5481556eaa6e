"""The argument as a graph: what leads where, what it rests on, what answers what.

Every function takes the table of nodes (columns id, kind) and that of links (columns source,
target, kind, stated, facts), as data/argument holds them. To leave out the links that are not
the paper's own, give only those whose `stated` is "yes".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

import pandas as pd

from offshore.study.checks import listed

FLOW = ("leads_to", "raises")
STEPS = ("leads_to", "raises", "causes")
WHOLE = "part_of"


def reachable(
    nodes: pd.DataFrame, links: pd.DataFrame, start: str, kinds: Collection[str] = FLOW
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the nodes that links of the given kinds lead to from one node, and those links.

    The node itself is among them; rows keep their order. Raises ValueError for an unknown node.
    """
    _known(nodes, [start])
    flow = links[links["kind"].isin(kinds)]
    found = _following(_targets(flow), start)
    return nodes[nodes["id"].isin(found)], flow[flow["source"].isin(found)]


def levels(nodes: pd.DataFrame, links: pd.DataFrame, order: Sequence[str]) -> pd.Series:
    """Return the level at which each node is drawn, from 0, indexed by id.

    Nodes of the kinds in `order` stand one kind after the other; within a kind, a node stands
    one level below the lowest of its own kind that links to it. Nodes of other kinds are left
    out. Raises ValueError where links within a kind form a circle.
    Source: longest-path layering within each kind, the usual first step of drawing in layers.
    """
    result: dict[str, int] = {}
    for kind in order:
        start = max(result.values(), default=-1) + 1
        depths = _depths(list(nodes.loc[nodes["kind"] == kind, "id"]), links)
        result |= {node: start + depth for node, depth in depths.items()}
    drawn = nodes.loc[nodes["kind"].isin(order), "id"]
    return pd.Series({node: result[node] for node in drawn}, name="level", dtype="int64")


def standing(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return what each node rests on, indexed by id; evidence and actors are left out.

    Columns: kind; support and against, the ids of the evidence that supports and qualifies it;
    facts, the ids of the numbers that the support names, each once; standing, "fact" with a
    number, "named" with evidence that has none, else "argued"; stated, whether the paper itself
    puts forward any of the support.
    """
    supports = links[links["kind"] == "supported_by"]
    against = _targets(links[links["kind"] == "qualified_by"])
    claimed = nodes[~nodes["kind"].isin(("evidence", "actor"))]
    rows = []
    for node, kind in zip(claimed["id"], claimed["kind"], strict=True):
        own = supports[supports["source"] == node]
        support, facts = tuple(own["target"]), _facts(own["facts"])
        stated = bool((own["stated"] == "yes").any())
        rows.append(
            (kind, support, tuple(against.get(node, ())), facts, _grade(facts, own), stated)
        )
    columns = ["kind", "support", "against", "facts", "standing", "stated"]
    return pd.DataFrame(rows, index=pd.Index(claimed["id"], name="id"), columns=columns)


def evidence(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return what each step of the argument rests on: a row for each link of `STEPS`.

    Columns source, target, kind and stated of the link; support, facts and standing as in
    `standing`, of what the step leads to. Raises ValueError for a link to an unknown node.
    """
    _known(nodes, [*links["source"], *links["target"]])
    steps = links[links["kind"].isin(STEPS)]
    rests = standing(nodes, links)[["support", "facts", "standing"]]
    return steps[["source", "target", "kind", "stated"]].join(rests, on="target")


def coverage(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return how often each problem, risk and measure has a counterpart, indexed by id.

    A problem's or risk's counterparts are the measures that answer it, a measure's the ones
    that it answers. Columns: kind; direct, of the node itself; parts, of all that is part of
    it; wholes, of all that it is part of.
    """
    concerned = nodes[nodes["kind"].isin(("problem", "risk", "measure"))].set_index("id")
    answers = links[links["kind"] == "answers"]
    direct = pd.concat([answers["source"], answers["target"]]).value_counts()
    whole = links[links["kind"] == WHOLE]
    downward, upward = _sources(whole), _targets(whole)
    counts = [
        (
            int(direct.get(node, 0)),
            _total(direct, _following(downward, node) - {node}),
            _total(direct, _following(upward, node) - {node}),
        )
        for node in concerned.index
    ]
    found = pd.DataFrame(counts, index=concerned.index, columns=["direct", "parts", "wholes"])
    return pd.concat([concerned[["kind"]], found.astype("int64")], axis=1)


def unanswered(covered: pd.DataFrame, kind: str) -> list[str]:
    """Return the nodes of a kind without a counterpart of their own or of a part of theirs.

    `covered`: what `coverage` returns. Counterparts of a whole do not count: an answer to all
    problems at once leaves open which of them it answers.
    """
    bare = (covered["direct"] == 0) & (covered["parts"] == 0)
    return [str(node) for node in covered.index[bare & (covered["kind"] == kind)]]


def measures_by_problem(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return which measure answers which problem or risk: True or False, measures as rows.

    Rows and columns in the order of the nodes; those without a counterpart are left out.
    """
    return _matrix(nodes, links[links["kind"] == "answers"])


def measures_by_effect(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return which measure uses which effect: True or False, measures as rows.

    A measure that uses a mechanism uses every effect that leads to it. Rows and columns in the
    order of the nodes; those without a counterpart are left out.
    """
    sources = _sources(links[links["kind"] == "leads_to"])
    effects = set(nodes.loc[nodes["kind"] == "effect", "id"])
    used = links.loc[links["kind"] == "uses", ["source", "target"]]
    pairs = [
        (measure, effect)
        for measure, target in used.itertuples(index=False)
        for effect in _following(sources, target) & effects
    ]
    return _matrix(nodes, pd.DataFrame(pairs, columns=["source", "target"]))


def measures_by_actor(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return who carries which measure: True or False, measures as rows, actors as columns.

    A measure is also carried by whoever carries a measure that it is part of. Rows and columns
    in the order of the nodes; those without a counterpart are left out.
    """
    wholes = _targets(links[links["kind"] == WHOLE])
    carriers = _targets(links[links["kind"] == "carried_by"])
    pairs = [
        (measure, actor)
        for measure in nodes.loc[nodes["kind"] == "measure", "id"]
        for carried in _following(wholes, measure)
        for actor in carriers.get(carried, ())
    ]
    return _matrix(nodes, pd.DataFrame(pairs, columns=["source", "target"]))


def parts(nodes: pd.DataFrame, links: pd.DataFrame, whole: str) -> pd.DataFrame:
    """Return the tree below a node: a row for the node and for all that is part of it.

    Columns id, parent ("" for the node itself) and depth, from 0; each part stands under its
    whole, parts of one whole in the order of the links. Raises ValueError for an unknown node.
    """
    _known(nodes, [whole])
    below = _sources(links[links["kind"] == WHOLE])
    rows = [(whole, "", 0)]
    position = 0
    while position < len(rows):
        node, _, depth = rows[position]
        position += 1
        rows[position:position] = [(part, node, depth + 1) for part in below.get(node, ())]
    return pd.DataFrame(rows, columns=["id", "parent", "depth"])


def _targets(links: pd.DataFrame) -> dict[str, list[str]]:
    return _neighbours(zip(links["source"], links["target"], strict=True))


def _sources(links: pd.DataFrame) -> dict[str, list[str]]:
    return _neighbours(zip(links["target"], links["source"], strict=True))


def _neighbours(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for one, other in pairs:
        result.setdefault(one, []).append(other)
    return result


def _following(neighbours: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """Return all nodes that can be reached from one, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        new = set(neighbours.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def _depths(members: Sequence[str], links: pd.DataFrame) -> dict[str, int]:
    """Return for each member the number of links on the longest path to it from a member."""
    within = links[links["source"].isin(members) & links["target"].isin(members)]
    sources = _sources(within)
    sorter = TopologicalSorter({node: sources.get(node, []) for node in members})
    depths: dict[str, int] = {}
    try:
        for node in sorter.static_order():
            depths[node] = 1 + max((depths[one] for one in sources.get(node, ())), default=-1)
    except CycleError as error:
        raise ValueError(
            f"These links form a circle, which has no levels: {listed(error.args[1])}."
        ) from None
    return depths


def _grade(facts: Collection[str], support: pd.DataFrame) -> str:
    if facts:
        return "fact"
    return "argued" if support.empty else "named"


def _facts(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for cell in cells for fact in cell.split()))


def _total(counts: pd.Series, labels: Collection[str]) -> int:
    return int(counts.reindex(list(labels)).fillna(0).sum())


def _matrix(nodes: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return True where a pair joins a row to a column, both in the order of the nodes."""
    rows, columns = (
        [node for node in nodes["id"] if node in set(pairs[end])] for end in ("source", "target")
    )
    matrix = pd.DataFrame(data=False, index=rows, columns=columns)
    for source, target in zip(pairs["source"], pairs["target"], strict=True):
        matrix.loc[source, target] = True
    return matrix


def _known(nodes: pd.DataFrame, wanted: Iterable[str]) -> None:
    unknown = dict.fromkeys(node for node in wanted if node not in set(nodes["id"]))
    if unknown:
        raise ValueError(f"No such node of the argument: {listed(unknown)}.")

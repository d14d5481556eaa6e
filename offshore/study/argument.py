"""The argument as a graph: what leads where, what it rests on, what answers what.

Every function takes the table of nodes (columns id, kind) and that of links (columns source,
target, kind, stated, facts), as in data/argument. To keep only the paper's own links, pass those
whose `stated` is "yes".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import networkx as nx
import pandas as pd

from offshore.numerals.checks import listed

FLOW = ("leads_to", "raises")
STEPS = ("leads_to", "raises", "causes")
WHOLE = "part_of"
STANDINGS = ("fact", "named", "argued")
CHAPTERS = {"effect": "framework", "risk": "framework"}  # where each kind of node is treated
CHAPTERS |= {"problem": "problems", "measure": "countermeasures"}
MAIN_DEPTH = {"new-problems": 1, "advice": 2}  # depth of the headings below each root
REVERSED = {"source": "target", "target": "source"}


def reachable(
    nodes: pd.DataFrame, links: pd.DataFrame, start: str, kinds: Collection[str] = FLOW
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the nodes that links of the given kinds lead to from one node, and those links.

    The start node is included; rows keep their order. Raises ValueError for an unknown node.
    """
    _known(nodes, [start])
    flow = links[links["kind"].isin(kinds)]
    found = {start} | _after(_graph(flow), start)
    return nodes[nodes["id"].isin(found)], flow[flow["source"].isin(found)]


def chain(nodes: pd.DataFrame, links: pd.DataFrame, end: str) -> pd.DataFrame:
    """Return the nodes that an effect leads to, or that cause or raise a risk; `end` included.

    Rows keep their order. Raises ValueError for an unknown node.
    """
    _known(nodes, [end])
    if "risk" in set(nodes.loc[nodes["id"] == end, "kind"]):
        return reachable(nodes, links.rename(columns=REVERSED), end, ("raises", "causes"))[0]
    return reachable(nodes, links, end, ("leads_to",))[0]


def levels(nodes: pd.DataFrame, links: pd.DataFrame, order: Sequence[str]) -> pd.Series:
    """Return the level at which each node is drawn, from 0, indexed by id.

    The kinds in `order` follow one another; within a kind, a node is one level below the lowest
    node of that kind that links to it. Nodes of other kinds are left out. Raises ValueError if
    links within a kind form a cycle.
    Source: longest-path layering within each kind, the usual first step of layered drawing.
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
    facts, the ids of the numbers that the support names, each once; standing, "fact" if it has a
    number, "named" if it has only evidence without numbers, else "argued"; stated, whether the
    paper itself gives any of the support.
    """
    supports = links[links["kind"] == "supported_by"]
    against = _graph(links[links["kind"] == "qualified_by"], nodes["id"])
    claimed = nodes[~nodes["kind"].isin(("evidence", "actor"))]
    rows = []
    for node, kind in zip(claimed["id"], claimed["kind"], strict=True):
        own = supports[supports["source"] == node]
        support, facts = tuple(own["target"]), _facts(own["facts"])
        stated = bool((own["stated"] == "yes").any())
        rows.append(
            (kind, support, tuple(against.successors(node)), facts, _grade(facts, own), stated)
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


def at_best(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.Series:
    """Return the standing of each node, indexed by id, a whole's at least that of its parts.

    Values and nodes as in `standing`: a whole rests on the best of what it or a part rests on.
    """
    grades = standing(nodes, links)["standing"].map(STANDINGS.index)
    wholes = _graph(links[links["kind"] == WHOLE])
    best = [min(grades[[node, *_before(wholes, node)]]) for node in grades.index]
    return pd.Series([STANDINGS[grade] for grade in best], grades.index, name="standing")


def tally(rests: pd.DataFrame, parts: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """Return how many steps within each part of the argument rest on what.

    `rests`: what `evidence` returns; `parts`: the nodes of each part, by its name. A row for each
    part, with the columns of `STANDINGS`. A step within two parts counts in both.
    """
    rows = [_counted(rests[_within(rests, nodes)]) for nodes in parts.values()]
    return pd.DataFrame(rows, index=list(parts), columns=list(STANDINGS))


def tally_once(rests: pd.DataFrame, parts: Mapping[str, Collection[str]]) -> pd.Series:
    """Return how many steps within any part of the argument rest on what, by `STANDINGS`.

    Arguments as for `tally`; a step within two parts counts once.
    """
    inside = pd.DataFrame({name: _within(rests, nodes) for name, nodes in parts.items()})
    return _counted(rests[inside.any(axis=1)])


def _within(rests: pd.DataFrame, nodes: Collection[str]) -> pd.Series:
    return rests[["source", "target"]].isin(list(nodes)).all(axis=1)


def _counted(rests: pd.DataFrame) -> pd.Series:
    return rests["standing"].value_counts().reindex(list(STANDINGS), fill_value=0)


def coverage(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return how often each problem, risk and measure has a counterpart, indexed by id.

    The counterparts of a problem or risk are the measures that answer it; those of a measure are
    the problems and risks that it answers. Columns: kind; direct, the node's own count; parts, the
    count of all that is part of it; wholes, the count of all that it is part of.
    """
    concerned = nodes[nodes["kind"].isin(("problem", "risk", "measure"))].set_index("id")
    answers = links[links["kind"] == "answers"]
    direct = pd.concat([answers["source"], answers["target"]]).value_counts()
    whole = _graph(links[links["kind"] == WHOLE])
    counts = [
        (
            int(direct.get(node, 0)),
            _total(direct, _before(whole, node)),
            _total(direct, _after(whole, node)),
        )
        for node in concerned.index
    ]
    found = pd.DataFrame(counts, index=concerned.index, columns=["direct", "parts", "wholes"])
    return pd.concat([concerned[["kind"]], found.astype("int64")], axis=1)


def unanswered(covered: pd.DataFrame, kind: str) -> list[str]:
    """Return the nodes of a kind that have no counterpart, neither themselves nor their parts.

    `covered`: what `coverage` returns. Counterparts of a whole do not count: an answer to all
    problems at once leaves open which of them it answers.
    """
    bare = (covered["direct"] == 0) & (covered["parts"] == 0)
    return [str(node) for node in covered.index[bare & (covered["kind"] == kind)]]


def rolled_up(
    links: pd.DataFrame, all_links: pd.DataFrame, groups: Collection[str]
) -> pd.DataFrame:
    """Return the number of links between groups: columns source, target and count.

    `links`: the links to count, by source and target; `all_links`: includes the part_of links, at
    most one per part; `groups`: the nodes to count for. A node counts for itself if it is a group,
    else for the nearest whole that is one; links that do not join two groups are left out.
    """
    whole = all_links[all_links["kind"] == WHOLE]
    parents = dict(zip(whole["source"], whole["target"], strict=True))
    pairs = links[["source", "target"]].map(lambda node: _group(node, parents, groups))
    inside = pairs[pairs.isin(list(groups)).all(axis=1)]
    return inside.value_counts(sort=False).rename("count").reset_index()


def matrix(
    links: pd.DataFrame, all_links: pd.DataFrame, rows: Sequence[str], columns: Sequence[str]
) -> pd.DataFrame:
    """Return the number of links from each group of `rows` to each group of `columns`.

    Links are counted as by `rolled_up`, with all these groups.
    """
    counted = rolled_up(links, all_links, [*rows, *columns])
    counts = counted.set_index(["source", "target"])["count"]
    every = pd.MultiIndex.from_product([rows, columns])
    return counts.reindex(every, fill_value=0).unstack().loc[list(rows), list(columns)]


def _group(node: str, parents: Mapping[str, str], groups: Collection[str]) -> str:
    above = node
    while above not in groups and above in parents:
        above = parents[above]
    return above if above in groups else node


def measures_by_actor(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return which actor carries which measure: booleans, measures as rows, actors as columns.

    An actor that carries a measure also carries its parts. Rows and columns are in the order of the
    nodes; those without a counterpart are left out.
    """
    wholes = _graph(links[links["kind"] == WHOLE])
    carriers = _graph(links[links["kind"] == "carried_by"], nodes["id"])
    pairs = [
        (measure, actor)
        for measure in nodes.loc[nodes["kind"] == "measure", "id"]
        for carried in {measure} | _after(wholes, measure)
        for actor in carriers.successors(carried)
    ]
    return _matrix(nodes, pd.DataFrame(pairs, columns=["source", "target"]))


def parts(nodes: pd.DataFrame, links: pd.DataFrame, whole: str) -> pd.DataFrame:
    """Return the tree below a node: a row for the node and for each of its parts, at any depth.

    Columns id, parent ("" for the node itself) and depth, from 0; a whole comes before its parts,
    which are in the order of the links. Raises ValueError for an unknown node.
    """
    _known(nodes, [whole])
    whole_first = links[links["kind"] == WHOLE].rename(columns=REVERSED)
    below = _graph(whole_first, [whole])
    parents = nx.dfs_predecessors(below, whole)
    depths = nx.single_source_shortest_path_length(below, whole)
    rows = [
        (node, parents.get(node, ""), depths[node]) for node in nx.dfs_preorder_nodes(below, whole)
    ]
    return pd.DataFrame(rows, columns=["id", "parent", "depth"])


def main_nodes(nodes: pd.DataFrame, links: pd.DataFrame) -> list[str]:
    """Return effects, risks, and the headings of problems and of measures."""
    main = list(nodes["id"][nodes["kind"].isin(["effect", "risk"])])
    for root, depth in MAIN_DEPTH.items():
        tree = parts(nodes, links, root)
        main += list(tree["id"][tree["depth"] == depth])
    return main


def _graph(links: pd.DataFrame, nodes: Iterable[str] = ()) -> nx.DiGraph:
    """Return links as a graph, in their order; `nodes` are included even without a link."""
    graph = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(zip(links["source"], links["target"], strict=True))
    return graph


def _after(graph: nx.DiGraph, node: str) -> set[str]:
    """Return the nodes that can be reached from a node, without the node itself."""
    return set(nx.descendants(graph, node)) if node in graph else set()


def _before(graph: nx.DiGraph, node: str) -> set[str]:
    """Return the nodes from which a node can be reached, without the node itself."""
    return set(nx.ancestors(graph, node)) if node in graph else set()


def _depths(members: Sequence[str], links: pd.DataFrame) -> dict[str, int]:
    """Return, for each member, the length of the longest path to it from another member."""
    graph = _graph(links, members).subgraph(members)
    try:
        cycle = [start for start, _ in nx.find_cycle(graph)]
    except nx.NetworkXNoCycle:
        generations = enumerate(nx.topological_generations(graph))
        return {node: depth for depth, found in generations for node in found}
    raise ValueError(
        f"These links form a cycle, which has no levels: {listed([*cycle, cycle[0]])}."
    )


def _grade(facts: Collection[str], support: pd.DataFrame) -> str:
    if facts:
        return "fact"
    return "argued" if support.empty else "named"


def _facts(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for cell in cells for fact in cell.split()))


def _total(counts: pd.Series, labels: Collection[str]) -> int:
    return int(counts.reindex(list(labels)).fillna(0).sum())


def _matrix(nodes: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return True where a pair joins row and column, both in the order of the nodes."""
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

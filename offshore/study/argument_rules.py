"""Rules for the argument's tables beyond their schemas: well-formed, connected, complete."""

from collections.abc import Iterator

import networkx as nx

from offshore.compendium.errors import did_you_mean
from offshore.data.faults import Fault
from offshore.data.semantic_checks import Records, Row

FOLDER = "argument/"
NODES, LINKS = "argument/nodes.csv", "argument/links.csv"
PARAGRAPHS, PLATFORMS = "argument/paragraphs.csv", "argument/platforms.csv"
FACTS = "paper/"
ARGUED = ("2", "4", "5")
ACYCLIC = ("leads_to", "causes", "part_of")

# For each kind of link, the kinds of target that each kind of source may have.
ENDS: dict[str, dict[str, tuple[str, ...]]] = {
    "leads_to": {
        "premise": ("effect",),
        "effect": ("mechanism",),
        "mechanism": ("mechanism", "channel", "outcome"),
        "channel": ("outcome",),
        "risk": ("outcome",),
    },
    "raises": {"effect": ("risk",), "mechanism": ("risk",), "problem": ("risk",)},
    "causes": {"problem": ("problem",)},
    "hindered_by": {"effect": ("problem",)},
    "part_of": {"problem": ("problem",), "measure": ("measure",)},
    "supported_by": dict.fromkeys(
        ("mechanism", "channel", "outcome", "risk", "problem", "measure"), ("evidence",)
    ),
    "qualified_by": {"risk": ("evidence",), "problem": ("evidence",)},
    "answers": {"measure": ("problem", "risk")},
    "uses": {"measure": ("effect", "mechanism")},
    "aims_at": {"measure": ("outcome",)},
    "carried_by": {"measure": ("actor",)},
}


def check(tables: Records, folder: str) -> list[Fault]:
    """Return the faults of the argument's tables, which already fit their schemas."""
    nodes, links = tables.get(NODES, []), tables.get(LINKS, [])
    found = [
        *_mismatched_ends(nodes, links),
        *_repeated_links(links),
        *_several_wholes(links),
        *(fault for kind in ACYCLIC for fault in _cycle(links, kind)),
        *_orphans(nodes, links),
        *_unknown_facts(tables),
        *_unknown_sentences(tables),
        *_uncovered_paragraphs(nodes, tables.get(PARAGRAPHS, [])),
    ]
    return [
        Fault(f"{folder}/{path}", message, allowed, row, column, value)
        for path, row, column, value, message, allowed in found
    ]


# Path, row, column, value, message and what is allowed; the data folder is added later.
Finding = tuple[str, int, str, str, str, str]


def _mismatched_ends(nodes: list[Row], links: list[Row]) -> Iterator[Finding]:
    """Find links between kinds of nodes that a link of their kind must not join."""
    kinds = {node["id"]: node["kind"] for node in nodes}
    for row, link in enumerate(links, start=2):
        source, target = kinds[link["source"]], kinds[link["target"]]
        ends = ENDS.get(link["kind"], {})
        if target not in ends.get(source, ()):
            allowed = "; ".join(f"{one} to {' or '.join(others)}" for one, others in ends.items())
            message = f"does not join {source} to {target}"
            yield LINKS, row, "kind", link["kind"], message, f"Allowed: {allowed}."


def _repeated_links(links: list[Row]) -> Iterator[Finding]:
    first: dict[tuple[str, str, str], int] = {}
    for row, link in enumerate(links, start=2):
        earlier = first.setdefault((link["source"], link["kind"], link["target"]), row)
        if earlier != row:
            message = f"repeats row {earlier}: the same source, kind and target"
            allowed = "Allowed: each link once; put its facts into one row."
            yield LINKS, row, "id", link["id"], message, allowed


def _several_wholes(links: list[Row]) -> Iterator[Finding]:
    """Find parts of more than one whole; problems and measures are drawn as trees."""
    wholes: dict[str, str] = {}
    for row, link in enumerate(links, start=2):
        if link["kind"] != "part_of":
            continue
        whole = wholes.setdefault(link["source"], link["target"])
        if whole != link["target"]:
            message = f"is already part of {whole}"
            yield LINKS, row, "source", link["source"], message, "Allowed: at most one whole."


def _cycle(links: list[Row], kind: str) -> Iterator[Finding]:
    """Find a cycle of links of one kind, reported at the last of its rows."""
    rows = {
        (link["source"], link["target"]): row
        for row, link in enumerate(links, start=2)
        if link["kind"] == kind
    }
    try:
        cycle = nx.find_cycle(nx.DiGraph(list(rows)))
    except nx.NetworkXNoCycle:
        return
    row = max(rows[pair] for pair in cycle)
    nodes = [*(source for source, _ in cycle), cycle[0][0]]
    message = f"closes a cycle of {kind}: {', '.join(nodes)}"
    allowed = "Remove one of these links, or reverse it."
    yield LINKS, row, "target", links[row - 2]["target"], message, allowed


def _orphans(nodes: list[Row], links: list[Row]) -> Iterator[Finding]:
    linked = {link[end] for link in links for end in ("source", "target")}
    for row, node in enumerate(nodes, start=2):
        if node["id"] not in linked:
            allowed = f"Needed: a row of {LINKS} with it as source or target."
            yield NODES, row, "id", node["id"], "has no link", allowed


def _unknown_facts(tables: Records) -> Iterator[Finding]:
    """Find fact ids that no table of the paper's numbers has."""
    known = [
        row["id"]
        for path, rows in tables.items()
        for row in rows
        if path.startswith(FACTS) and "printed" in row
    ]
    for path, column in ((LINKS, "facts"), (PLATFORMS, "fact")):
        for row, cells in enumerate(tables.get(path, []), start=2):
            for fact in cells[column].split():
                if fact not in known:
                    yield (
                        path,
                        row,
                        column,
                        fact,
                        "is not a fact of the paper",
                        _nearest(fact, known),
                    )


def _nearest(word: str, known: list[str]) -> str:
    hint = did_you_mean(word, known)
    return f"Allowed: ids of rows under paper/ that hold a printed number.{hint}"


def _unknown_sentences(tables: Records) -> Iterator[Finding]:
    """Find rows attributed to a sentence that the paper does not have."""
    paragraphs = tables.get(PARAGRAPHS, [])
    for path, rows in tables.items():
        if not path.startswith(FOLDER) or path == PARAGRAPHS:
            continue
        for row, cells in enumerate(rows, start=2):
            of_section = [one for one in paragraphs if one["section"] == cells["section"]]
            if not any(_holds(paragraph, cells) for paragraph in of_section):
                spans = ", ".join(f"{one['first']} to {one['last']}" for one in of_section)
                message = f"is not a sentence of section {cells['section']}"
                allowed = f"Allowed: {spans or 'none of a section without paragraphs'}."
                yield path, row, "sentence", cells["sentence"], message, allowed


def _holds(paragraph: Row, cells: Row) -> bool:
    inside = int(paragraph["first"]) <= int(cells["sentence"]) <= int(paragraph["last"])
    return inside and paragraph["section"] == cells["section"]


def _uncovered_paragraphs(nodes: list[Row], paragraphs: list[Row]) -> Iterator[Finding]:
    for row, paragraph in enumerate(paragraphs, start=2):
        argued = paragraph["section"].split(".")[0] in ARGUED
        if argued and not any(_holds(paragraph, node) for node in nodes):
            allowed = f"Needed: a row of {NODES} from this paragraph."
            yield PARAGRAPHS, row, "id", paragraph["id"], "has no node of the argument", allowed

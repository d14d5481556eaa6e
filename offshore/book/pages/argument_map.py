"""The argument as a map of the book: each of its main nodes links to the chapter about it."""

import json
from pathlib import Path

import pandas as pd

from offshore.compendium.root import Compendium
from offshore.data.tables import read_table
from offshore.display.language import Language
from offshore.display.markdown import escape, heading
from offshore.notebook import contract, prose
from offshore.study import argument

FILE = "argument.md"
EVIDENCE = "Evidence with numbers"
COUNTED = (
    "Of the {counted} links counted here the paper states {stated}; the others are inferred by "
    "this edition."
)


def write(folder: Path, words: Language) -> None:
    """Write the map into the folder of generated parts."""
    (folder / FILE).write_text(argument_map(words) + "\n", encoding="utf-8")


def argument_map(words: Language) -> str:
    """Return four cards, of effects, risks, problems and measures, then the evidence.

    Each problem lists the effects that it hinders, and each measure the problems that it answers,
    counted over all of their parts. Every name links to a chapter. Below the cards stands how many
    of the links counted the paper states.
    """
    nodes, links = (
        read_table(f"argument/{name}", words.compendium.data) for name in ("nodes", "links")
    )
    main = argument.main_nodes(nodes, links)
    kinds = nodes.set_index("id").kind[main]
    names = {node: _link(node, kinds[node], nodes, words) for node in main}
    before = _before(links, links, kinds)
    titles = {"effect": words.text("Effects"), "risk": words.text("Risks")}
    titles |= {"problem": words.text("Problems"), "measure": words.text("Measures")}
    cards = [
        _card(title, [node for node in main if kinds[node] == kind], names, before, words)
        for kind, title in titles.items()
    ]
    grid = ["::::{grid} 1 1 2 2", ":gutter: 3", "", *cards, "::::"]
    stated = _before(links[links.stated == "yes"], links, kinds)
    told = {"counted": before["count"].sum(), "stated": stated["count"].sum()}
    counted = ["", escape(words.text(COUNTED, **told))]
    return "\n".join([*grid, *counted, *_evidence(nodes, links, words)])


def _link(node: str, kind: str, nodes: pd.DataFrame, words: Language) -> str:
    name = str(nodes.set_index("id")[words.code][node])
    return f"[{escape(name)}]({argument.CHAPTERS[kind]})"


def _before(links: pd.DataFrame, all_links: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """Return node, before (an effect or a problem) and the number of links between them.

    `links`: those to count; `all_links`: with those that say what is part of what.
    """
    found = argument.rolled_up(
        links[links.kind.isin(["hindered_by", "answers"])], all_links, list(kinds.index)
    )
    hindered = found.rename(columns={"source": "before", "target": "node"})
    answered = found.rename(columns={"source": "node", "target": "before"})
    return pd.concat(
        [
            hindered[hindered.before.map(kinds) == "effect"],
            answered[answered.node.map(kinds) == "measure"],
        ]
    )


def _card(
    title: str, own: list[str], names: dict[str, str], before: pd.DataFrame, words: Language
) -> str:
    lines = [f":::{{grid-item-card}} {title}", ""]
    for node in own:
        lines.append(f"- {names[node]}")
        joined = before[before.node == node].to_dict("records")
        counted = [
            words.text("{what} ({detail})", what=names[join["before"]], detail=join["count"])
            for join in joined
        ]
        lines += [f"  - ← {told}" for told in counted]
    return "\n".join([*lines, ":::"])


def _evidence(nodes: pd.DataFrame, links: pd.DataFrame, words: Language) -> list[str]:
    """Return the evidence that has numbers, each with links to the chapters that give them."""
    treated, names = _chapters_of_facts(words.compendium), nodes.set_index("id")[words.code]
    rests = links[(links.kind == "supported_by") & (links.facts != "")].drop_duplicates("target")
    lines = []
    for row in rests.to_dict("records"):
        pages = {page for fact in row["facts"].split() for page in treated.get(fact, ["facts"])}
        where = words.listed(f"[](./{page})" for page in sorted(pages))
        name = escape(str(names[row["target"]]))
        lines.append("- " + words.text("{what}: {values}", what=name, values=where))
    return ["", heading(2, words.text(EVIDENCE), EVIDENCE), "", *lines]


def _chapters_of_facts(compendium: Compendium) -> dict[str, list[str]]:
    """Return, for each fact, the chapters whose prose gives it."""
    found: dict[str, list[str]] = {}
    for name in contract.names(compendium):
        cells = json.loads(contract.read_contract(compendium, name).text)["cells"]
        shown = [one for cell in cells for one in prose.expressions(contract.source(cell))]
        for fact in dict.fromkeys(one for role, one in shown if role == "printed"):
            found.setdefault(fact, []).append(name)
    return found

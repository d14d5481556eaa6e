"""The argument as a map of the book: each of its main nodes leads to where it is treated."""

import json
import re
from pathlib import Path

import pandas as pd

from offshore import places
from offshore.show.language import Language
from offshore.show.markdown import escape, heading
from offshore.study import argument, coverage
from offshore.tables.read import read

FILE = "argument.md"
EVIDENCE = "Evidence with numbers"
CHAPTERS = {"effect": "framework", "risk": "framework"}
CHAPTERS |= {"problem": "problems", "measure": "countermeasures"}
MAIN_DEPTH = {"new-problems": 1, "advice": 2}  # how far below a root its headings stand
PRINTED = re.compile(r"\{printed\}`([\w-]+)`")


def write(folder: Path, words: Language) -> None:
    """Write the map into the folder of generated parts."""
    (folder / FILE).write_text(argument_map(words) + "\n", encoding="utf-8")


def argument_map(words: Language) -> str:
    """Return four cards, of effects, risks, problems and measures, then the evidence.

    Under a problem stand the effects that it hinders, under a measure the problems that it
    answers, counted over all of their parts. Every name is a link to a chapter.
    """
    nodes, links = read("argument/nodes"), read("argument/links")
    main = _main(nodes, links)
    kinds = nodes.set_index("id").kind[main]
    names = {node: _link(node, kinds[node], nodes, words) for node in main}
    before = _before(links, kinds)
    titles = {"effect": words.text("Effects"), "risk": words.text("Risks")}
    titles |= {"problem": words.text("Problems"), "measure": words.text("Measures")}
    cards = [
        _card(title, [node for node in main if kinds[node] == kind], names, before)
        for kind, title in titles.items()
    ]
    grid = ["::::{grid} 1 1 2 2", ":gutter: 3", "", *cards, "::::"]
    return "\n".join([*grid, *_evidence(nodes, links, words)])


def _main(nodes: pd.DataFrame, links: pd.DataFrame) -> list[str]:
    """Return effects, risks, and the headings of problems and of measures."""
    main = list(nodes.id[nodes.kind.isin(["effect", "risk"])])
    for root, depth in MAIN_DEPTH.items():
        tree = argument.parts(nodes, links, root)
        main += list(tree.id[tree.depth == depth])
    return main


def _link(node: str, kind: str, nodes: pd.DataFrame, words: Language) -> str:
    name = str(nodes.set_index("id")[words.code][node])
    return f"[{escape(name)}]({CHAPTERS[kind]})"


def _before(links: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """Return node, before (an effect or a problem) and count of the links between them."""
    found = coverage.rolled_up(
        links[links.kind.isin(["hindered_by", "answers"])], links, list(kinds.index)
    )
    hindered = found.rename(columns={"source": "before", "target": "node"})
    answered = found.rename(columns={"source": "node", "target": "before"})
    return pd.concat(
        [
            hindered[hindered.before.map(kinds) == "effect"],
            answered[answered.node.map(kinds) == "measure"],
        ]
    )


def _card(title: str, own: list[str], names: dict[str, str], before: pd.DataFrame) -> str:
    lines = [f":::{{grid-item-card}} {title}", ""]
    for node in own:
        lines.append(f"- {names[node]}")
        joined = before[before.node == node].to_dict("records")
        lines += [f"  - ← {names[join['before']]} ({join['count']})" for join in joined]
    return "\n".join([*lines, ":::"])


def _evidence(nodes: pd.DataFrame, links: pd.DataFrame, words: Language) -> list[str]:
    """Return the evidence that has numbers, each with links to the chapters that tell them."""
    treated, names = _chapters_of_facts(), nodes.set_index("id")[words.code]
    rests = links[(links.kind == "supported_by") & (links.facts != "")].drop_duplicates("target")
    lines = []
    for row in rests.to_dict("records"):
        pages = {page for fact in row["facts"].split() for page in treated.get(fact, ["facts"])}
        where = ", ".join(f"[](./{page})" for page in sorted(pages))
        lines.append(f"- {escape(str(names[row['target']]))}: {where}")
    return ["", heading(2, words.text(EVIDENCE), EVIDENCE), "", *lines]


def _chapters_of_facts() -> dict[str, list[str]]:
    """Return, for each fact, the chapters whose prose tells it."""
    found: dict[str, list[str]] = {}
    for path in sorted(places.notebooks().glob("*.ipynb")):
        prose = json.dumps(json.loads(path.read_text(encoding="utf-8"))["cells"])
        for fact in dict.fromkeys(PRINTED.findall(prose)):
            found.setdefault(fact, []).append(path.stem)
    return found

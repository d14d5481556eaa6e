"""The argument as a map of the book: each of its main nodes leads to where it is treated."""

import json
import re
from collections.abc import Sequence
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
    """Return three cards, of effects and risks, problems, and measures, and the evidence.

    Under a problem stand the effects that it hinders, under a measure the problems that it
    answers, counted over all of their parts. Every name is a link to a chapter.
    """
    nodes, links = read("argument/nodes"), read("argument/links")
    main = _main(nodes, links)
    named = nodes.set_index("id").loc[main]
    joined = coverage.rolled_up(links[links.kind.isin(["hindered_by", "answers"])], links, main)
    left = pd.concat(
        [
            joined.set_axis(["left", "right", "count"], axis=1)[
                lambda t: _is(t.left, named, "effect")
            ],
            joined.set_axis(["right", "left", "count"], axis=1)[
                lambda t: _is(t.right, named, "measure")
            ],
        ]
    )
    titles = {"effect": words.text("Effects"), "risk": words.text("Risks")}
    titles |= {"problem": words.text("Problems"), "measure": words.text("Measures")}
    cards = [
        _card(titles[kind], part, named, left, words)
        for kind, part in named.groupby("kind", sort=False)
    ]
    return "\n".join(
        ["::::{grid} 1 1 2 2", ":gutter: 3", "", *cards, "::::", *_evidence(nodes, links, words)]
    )


def _is(ids: pd.Series, named: pd.DataFrame, kind: str) -> pd.Series:
    return ids.map(named.kind) == kind


def _main(nodes: pd.DataFrame, links: pd.DataFrame) -> list[str]:
    """Return effects, risks, and the headings of problems and of measures."""
    main = list(nodes.id[nodes.kind.isin(["effect", "risk"])])
    for root, depth in MAIN_DEPTH.items():
        tree = argument.parts(nodes, links, root)
        main += list(tree.id[tree.depth == depth])
    return main


def _card(
    title: str, part: pd.DataFrame, named: pd.DataFrame, left: pd.DataFrame, words: Language
) -> str:
    lines = [f":::{{grid-item-card}} {title}", ""]
    for node in part.index:
        lines.append(f"- {_link(node, named, words)}")
        lines += [
            f"  - ← {_link(join.left, named, words)} ({join.times})"
            for join in left[left.right == node].rename(columns={"count": "times"}).itertuples()
        ]
    return "\n".join([*lines, ":::"])


def _link(node: str, named: pd.DataFrame, words: Language) -> str:
    return f"[{escape(named[words.code][node])}]({CHAPTERS[named.kind[node]]})"


def _evidence(nodes: pd.DataFrame, links: pd.DataFrame, words: Language) -> list[str]:
    """Return the evidence that has numbers, each with links to the chapters that tell them."""
    treated, names = _chapters_of_facts(), nodes.set_index("id")[words.code]
    rests = links[(links.kind == "supported_by") & (links.facts != "")].drop_duplicates("target")
    lines = []
    for row in rests.itertuples():
        pages = {page for fact in row.facts.split() for page in treated.get(fact, ["facts"])}
        where = ", ".join(f"[](./{page})" for page in sorted(pages))
        lines.append(f"- {escape(names[row.target])}: {where}")
    return ["", heading(2, words.text(EVIDENCE), EVIDENCE), "", *lines]


def _chapters_of_facts() -> dict[str, Sequence[str]]:
    """Return, for each fact, the chapters whose prose tells it."""
    found: dict[str, list[str]] = {}
    for path in sorted(places.notebooks().glob("*.ipynb")):
        prose = json.dumps(json.loads(path.read_text(encoding="utf-8"))["cells"])
        for fact in dict.fromkeys(PRINTED.findall(prose)):
            found.setdefault(fact, []).append(path.stem)
    return dict(found)

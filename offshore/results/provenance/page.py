"""What each number, figure and table came from, and what may move with each printed number."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from offshore.compendium import templates
from offshore.compendium.root import PACKAGE
from offshore.display import facts
from offshore.display.language import Language
from offshore.display.markdown import BACKTICKS, heading
from offshore.results.known import Known
from offshore.results.provenance.anchors import of_fact, of_item, of_number
from offshore.results.provenance.edition import CLAIM, SENTENCE, OfEdition, Thing
from offshore.results.provenance.explanations import ITEM, NUMBER, Explanation, Table
from offshore.results.provenance.rows import VOCABULARY, Row, Tables
from offshore.runs.planning import Run

TEMPLATE = PACKAGE / "results" / "provenance" / "page.html"
FACTS_PAGE = "facts.html"  # has an anchor for each number of the paper, its id
RESULTS, FACTS = "What each result came from", "What may move with each printed number"
PARTS = "{one}; {other}"
MOST = 12  # rows of one table that are listed where it is read whole
OPENING = """<script>
const open = () => {
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (part instanceof HTMLDetailsElement) part.open = true;
};
addEventListener("hashchange", open);
open();
</script>"""


def text(chapters: Sequence[Run], variants: Sequence[Run], known: Known, words: Language) -> str:
    """Return what the page has of an edition, as Markdown with HTML in it."""
    edition = OfEdition(chapters, variants, known, Tables(words, known))
    parts = [heading(2, words.text(RESULTS), RESULTS)]
    for page in edition.chapters:
        parts += [f"**{{doc}}`/{page}`**", _raw(_results(page, edition, words), [], words)]
    parts += [heading(2, words.text(FACTS), FACTS), _raw([], list(_facts(edition, words)), words)]
    return "\n\n".join([*parts, f"```{{raw}} html\n{OPENING}\n```"]) + "\n"


def _raw(results: Sequence[Any], moving: Sequence[Any], words: Language) -> str:
    """Return HTML as it is: hundreds of small parts would take Sphinx seconds to read."""
    said = {
        "cell": words.text("Cell"),
        "parameters": words.text("Parameters"),
        "functions": words.text("Functions"),
        "how_far": words.text("How far, by running it"),
        "comma": words.text(", "),
        "colon": words.text(": "),
    }
    text = templates.render(TEMPLATE, results=results, facts=moving, say=said).strip()
    fence = "`" * max(3, 1 + max(map(len, BACKTICKS.findall(text)), default=0))
    return f"{fence}{{raw}} html\n{text}\n{fence}"


def _results(page: str, edition: OfEdition, words: Language) -> list[dict[str, Any]]:
    run = edition.chapters[page]
    found = [one for one in run.names() if one[0] in (NUMBER, ITEM)]
    own = set(facts.tables(words))
    return [_result(page, name, kind, run.explain(kind, name), own, words) for kind, name in found]


def _result(
    page: str, name: str, kind: str, one: Explanation, own: Set[str], words: Language
) -> dict[str, Any]:
    """Return one part; `own` are the tables of the paper's numbers."""
    given = (f"{parameter}={value!r}" for parameter, value in one.parameters.items())
    return {
        "anchor": of_number(page, name) if kind == NUMBER else of_item(page, name),
        "name": name,
        "value": one.value,
        "cells": [(cell, "\n".join(dict.fromkeys(code))) for cell, code in one.steps.items()],
        "tables": [
            _table(each, each.name in own, words)
            for each in one.tables
            if not each.name.startswith(VOCABULARY)
        ],
        "parameters": ", ".join(given),
        "functions": ", ".join(each.name for each in one.functions),
    }


def _table(one: Table, is_own: bool, words: Language) -> dict[str, Any]:
    whole = len(one.rows) == one.of
    many = (
        words.text("all {total} rows", total=one.of)
        if whole
        else words.text("{count} of {total} rows", count=len(one.rows), total=one.of)
    )
    listed = one.rows if len(one.rows) <= MOST or not whole else ()
    return {"name": one.name, "many": many, "rows": [_row(row, is_own, words) for row in listed]}


def _row(row: Row, is_own: bool, words: Language) -> dict[str, str]:
    return {
        "id": row.id,
        "address": f"{FACTS_PAGE}#{row.id}" if is_own else "",
        "said": _in_brackets(row, words) if is_own else "",
    }


def _in_brackets(row: Row, words: Language) -> str:
    """Return the digits of a number and its place in the paper, after its id."""
    return words.text(" ({detail})", detail=words.listed([row.printed, row.place], PARTS))


def _facts(edition: OfEdition, words: Language) -> Iterator[dict[str, Any]]:
    """Yield each number of the paper with what may move with it, in the order of its tables."""
    behind, tables = edition.behind(), edition.tables
    for table in facts.tables(words):
        for name in map(str, tables.frame(table).iloc[:, 0]):
            moving = behind.get(name, [])
            yield {
                "anchor": of_fact(name),
                "address": f"{FACTS_PAGE}#{name}",
                "name": name,
                "said": _in_brackets(tables.row(table, name), words),
                "many": _counted(moving, words),
                "moves": list(_by_place(moving, words)),
            }


def _counted(moving: Sequence[Thing], words: Language) -> str:
    kinds: Mapping[str, tuple[str, ...]] = {
        "claims: {count}": (CLAIM,),
        "numbers: {count}": (NUMBER,),
        "figures and tables: {count}": (ITEM,),
        "sentences: {count}": (SENTENCE,),
    }
    counts = {said: sum(one.kind in kind for one in moving) for said, kind in kinds.items()}
    told = [words.text(said, count=count) for said, count in counts.items() if count]
    return words.listed(told) if told else words.text("nothing")


def _by_place(moving: Sequence[Thing], words: Language) -> Iterator[tuple[str, str]]:
    """Yield each page, or the claims, with the names there that may move."""
    pages = dict.fromkeys(one.page for one in moving)
    for page in pages:
        names = dict.fromkeys(one.name for one in moving if one.page == page)
        yield page or words.text("claims"), ", ".join(names)

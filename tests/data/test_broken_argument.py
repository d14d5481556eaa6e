"""A gallery of broken argument tables: each is refused, at its place, with what is allowed."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from data.conftest import reduced

from offshore.audit.rules import RULES
from offshore.data.validation import faults
from offshore.study import argument_rules

ARGUMENT = [
    *(f"argument/{name}" for name in ("nodes", "links", "paragraphs", "platforms")),
    *(f"argument/{name}" for name in ("policies", "companies")),
    *(f"paper/{name}" for name in ("amounts", "shares", "counts", "growth_rates")),
]
LINK = "innovation-to-technical-support,innovation,technical-support,leads_to,2.1,3,yes,"
PART = "small-scale-to-ecosystem-missing,small-scale,ecosystem-missing,part_of,4.1,4,yes,"
CAUSE = "small-scale-to-weak-pull,small-scale,weak-pull,causes,4.1,4,yes,"


@dataclass(frozen=True)
class Case:
    """Sound tables with one piece of text replaced, and what the only message must say."""

    name: str
    old: str
    new: str
    column: str
    words: tuple[str, ...]
    table: str = "links"


def link(name: str, old: str, new: str, column: str, *words: str) -> Case:
    """Return a case that breaks one link of the innovation effect."""
    return Case(name, LINK, LINK.replace(old, new, 1), column, words)


def after(name: str, row: str, added: str, column: str, *words: str) -> Case:
    """Return a case that adds a link to the table."""
    return Case(name, row, f"{row}\n{added}", column, words)


GALLERY = [
    link("dangling target", ",technical-support,", ",technical-suport,", "target",
         "'technical-suport' is not in argument/nodes", "Did you mean 'technical-support'?"),
    link("unknown kind of link", "leads_to", "leads", "kind",
         "'leads' is not allowed here", "one of leads_to, raises, causes"),
    link("kind that does not join these", "leads_to", "answers", "kind",
         "'answers' does not join effect to mechanism", "measure to problem or risk"),
    link("step left out", ",technical-support,", ",better-structure,", "kind",
         "'leads_to' does not join effect to outcome", "effect to mechanism;"),
    link("neither stated nor inferred", "yes", "no", "stated",
         "'no' is not allowed here", "one of yes, inferred"),
    link("unknown fact", "yes,", "yes,share-kop", "facts",
         "'share-kop' is not a fact of the paper", "Did you mean 'share-kpo'?"),
    link("facts with commas", "yes,", 'yes,"share-kpo,share-ito"', "facts",
         "'share-kpo,share-ito' is not allowed here", "with a space between"),
    link("one fact of two unknown", "yes,", "yes,share-kpo policy-support", "facts",
         "'policy-support' is not a fact of the paper", "printed number"),
    link("sentence after the last", "2.1,3", "2.1,5", "sentence",
         "'5' is not a sentence of section 2.1", "Allowed: 1 to 4."),
    link("section without paragraphs", "2.1,3", "2.4,3", "sentence",
         "'3' is not a sentence of section 2.4", "none of a section without paragraphs"),
    after("link told twice", LINK, LINK.replace("innovation-to", "again-to", 1), "id",
          "'again-to-technical-support' repeats row", "each link once"),
    after("whole that is part of its part", PART,
          "back,new-problems,small-scale,part_of,4.1,4,yes,", "target",
          " closes a cycle of part_of: ", "new-problems", "reverse it"),
    after("cause of its cause", CAUSE,
          "back,weak-pull,small-scale,causes,4.1,5,inferred,", "target",
          "'small-scale' closes a cycle of causes: ", "Remove one of these links"),
    after("mechanism behind itself", LINK,
          "self,technical-support,technical-support,leads_to,2.1,3,yes,", "target",
          "closes a cycle of leads_to: technical-support, technical-support"),
    after("part of two wholes", PART, "second,small-scale,firms-lag,part_of,4.1,4,yes,", "source",
          "'small-scale' is already part of ecosystem-missing", "at most one whole"),
    Case("orphan", "technical-support,mechanism", "lonely,mechanism,Lonely,孤立,It.,它。,2.1,3\n"
         "technical-support,mechanism", "id",
         ("'lonely' has no link", "a row of argument/links.csv"), "nodes"),
    link("id of a fact", "innovation-to-technical-support", "share-kpo", "id",
         "'share-kpo' appears in two tables", "data/paper/shares.csv has this one"),
    Case("unknown kind of node", "innovation,effect", "innovation,impact", "kind",
         ("'impact' is not allowed here", "one of premise, effect, mechanism"), "nodes"),
    Case("name too long for a box", "Innovation effect", "Innovation " * 4, "en",
         ("is not allowed here", "at most 40 characters"), "nodes"),
    Case("Chinese name too long for a box", "创新效应", "创新效应" * 5, "zh",
         ("is not allowed here", "at most 16 characters"), "nodes"),
    Case("node without Chinese", "创新效应", "", "zh",
         ("'' is not allowed here", "not empty"), "nodes"),
    Case("node of section 1", ",2.1,1", ",1.1,1", "section",
         ("'1.1' is not allowed here", "of the form"), "nodes"),
    Case("paragraph without a node", "paragraph-4,",
         "paragraph-4-4,More,更多,4.4,0,3\nparagraph-4,", "id",
         ("'paragraph-4-4' has no node of the argument", "argument/nodes.csv"), "paragraphs"),
    Case("unknown park", "Wenzhou High-tech Zone", "Wenzhou High-tech Park", "park",
         ("'Wenzhou High-tech Park' is not in vocabulary/entities", "Did you mean"), "platforms"),
    Case("unknown fact of a platform", ",platforms-high-tech-zone,", ",platforms-high-tech,",
         "fact", ("'platforms-high-tech' is not a fact", "platforms-high-tech-zone"), "platforms"),
    Case("half certain", ",yes,", ",perhaps,", "certain",
         ("'perhaps' is not allowed here", "one of yes, no"), "platforms"),
    Case("policy of no node", ",number-one-project,", ",number-two-project,", "node",
         ("'number-two-project' is not in argument/nodes", "number-one-project"), "policies"),
    Case("year in words", ",2016,", ",in 2016,", "year",
         ("'in 2016' is not allowed here", "of the form"), "policies"),
    Case("unknown role", "largest in Wenzhou", "largest", "role",
         ("'largest' is not allowed here", "one of big data start-up"), "companies"),
]  # fmt: skip


@pytest.mark.parametrize("case", GALLERY, ids=lambda case: case.name.replace(" ", "-"))
def test_broken_argument_is_refused_once_at_its_place(data: Path, case: Case) -> None:
    reduced(data, ARGUMENT)
    file = data / f"argument/{case.table}.csv"
    text = file.read_text(encoding="utf-8")
    assert case.old in text
    broken = text.replace(case.old, case.new, 1)
    file.write_text(broken, encoding="utf-8")
    (message,) = [str(fault) for fault in faults(data, RULES) if fault.kind == "content"]
    assert message.startswith(f"data/argument/{case.table}.csv, row ")
    assert f", column {case.column}: " in message
    assert [word for word in case.words if word not in message] == []


def test_circle_is_told_at_the_last_of_its_rows(data: Path) -> None:
    file = data / "argument/links.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines.append("late,competitiveness-held-back,no-overall-plan,causes,4.1,5,inferred,")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (fault,) = [fault for fault in faults(data, RULES) if fault.kind == "content"]
    assert fault.row == len(lines)


def test_a_package_without_an_argument_is_not_refused_for_it() -> None:
    assert argument_rules.check({"paper/shares.csv": [{"id": "a", "printed": "1"}]}, "data") == []

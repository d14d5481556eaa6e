"""No chapter says what other facts or parameters make false.

Facts are misprinted and parameters set at random, and the text is held against `tests/truths`,
which decides from the printed digits by itself. What is chosen depends on a seed; WALK_SEED takes
another, TEST_SHARE fewer of the steps.
"""

import csv
import os
from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from random import Random
from types import ModuleType
from typing import Any

import choices
import pytest
import telling
import truths
from checkouts import ROOT, Checkout, here
from share import share

from offshore.notebook import contract

SEED = os.environ.get("WALK_SEED", "20")
STEPS = share(8)
CHAPTERS = [one.name for one in iter_modules(truths.__path__)]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_says_nothing_that_other_facts_make_false(quick: Checkout, chapter: str) -> None:
    random, module = Random(f"{SEED} {chapter}"), import_module(f"truths.{chapter}")
    wrong = [step for _ in range(STEPS) if (step := one_step(quick, chapter, module, random))]
    assert wrong == []


def one_step(quick: Checkout, chapter: str, module: ModuleType, random: Random) -> Any:
    """Return the facts, the parameters and what was said wrongly of them, None if nothing was."""
    facts, given = misprinted(module, random), chosen(chapter, random)
    said = telling.text(quick, chapter, facts, **given)
    expected = module.truths(facts, defaults(chapter) | given)
    wrong = {one: held for one, held in expected.items() if (one in said) is not held}
    return (facts, given, wrong) if wrong else None


def misprinted(module: ModuleType, random: Random) -> dict[str, str]:
    """Return what is printed, by id, with a misprint in up to three facts."""
    right = printed()
    known = {fact: right[fact] for fact in module.FACTS}
    while True:
        picked = random.sample(sorted(known), min(random.randint(0, 3), len(known)))
        facts = known | {fact: misprint(known[fact], random) for fact in picked}
        if getattr(module, "possible", lambda _: True)(facts):
            return facts


def misprint(text: str, random: Random) -> str:
    """Change a digit, swap two neighbours, drop one or double one; no number becomes zero."""
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    at, following = random.choice(places), random.choice(places)
    swapped = list(text)
    swapped[at], swapped[following] = text[following], text[at]
    ways = (
        text[:at] + random.choice("0123456789") + text[at + 1 :],
        "".join(swapped),
        text[:at] + text[at + 1 :] if len(places) > 1 else text,
        text[:at] + text[at] + text[at:],
    )
    changed = random.choice(ways)
    sound = changed[:1].isdigit() and changed[-1].isdigit() and float(changed.replace(" ", "")) > 0
    return changed if sound else text


def chosen(chapter: str, random: Random) -> dict[str, Any]:
    """Return parameters with values that they allow, most of them left as they are."""
    given = {}
    for item in contract.read_contract(here(), chapter).parameters.values():
        values = [] if item.name == "language" else choices.others(item)
        if values and random.random() < 0.4:
            given[item.name] = random.choice(values)
    return given if choices.sensible(chapter, given) else {}


def defaults(chapter: str) -> Mapping[str, Any]:
    parameters = contract.read_contract(here(), chapter).parameters
    return {name: item.default for name, item in parameters.items()}


def printed() -> dict[str, str]:
    """Return what the paper prints, by the fact's id."""
    found = {}
    for table in sorted((ROOT / "data/paper").glob("*.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            found |= {row["id"]: row["printed"] for row in csv.DictReader(file) if "printed" in row}
    return found

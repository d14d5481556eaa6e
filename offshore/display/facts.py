"""Facts in words: a printed number as prose gives it, with all of its digits."""

from typing import Any

from offshore.display.language import Language

QUALIFIERS = {
    "exact": "{number}",
    "over": "over {number}",
    "at_least": "at least {number}",
    "under": "under {number}",
    "about": "about {number}",
    "nearly": "nearly {number}",
}


def worded(fact: Any, unit: Any, words: Language) -> str:
    """Return a fact's number in an edition's language; `unit` is the row of its unit."""
    return words.text(QUALIFIERS[fact.qualifier], number=_number(fact, unit, words))


def _number(fact: Any, unit: Any, words: Language) -> str:
    decimals = len(fact.printed.partition(".")[2])
    if unit.kind == "money":
        return words.money(fact.value * float(unit.factor), unit.base, digits=6)
    if fact.unit == "%":
        return words.percent(fact.value / 100, decimals)
    if unit.kind == "ratio":
        return words.text("{number} percentage points", number=words.number(fact.value, decimals))
    return words.number(fact.value)

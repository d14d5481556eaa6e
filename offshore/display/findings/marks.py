"""The mark beside a printed number in words: badge, hover text and the legend of a page."""

from collections.abc import Sequence
from typing import Any

from offshore.audit.judgements import (
    AGREES,
    BOUND,
    CONDITIONAL,
    CONTRADICTED,
    DISPUTED,
    INVOLVED,
    MARKS,
    REPRODUCED,
    UNVERIFIABLE,
)
from offshore.audit.marks import Mark, marks
from offshore.audit.strength import confidence, is_equality
from offshore.audit.verdicts import Verdict
from offshore.display.language import Language

# Told apart by shape; all but the first are in the typeface that the book carries.
SIGNS = {
    REPRODUCED: "✓",
    CONTRADICTED: "≠",
    DISPUTED: "◇",
    INVOLVED: "△",
    AGREES: "≈",
    CONDITIONAL: "※",
    BOUND: "○",
    UNVERIFIABLE: "?",
}
SHORT = {
    REPRODUCED: "follows to the last digit, or the source that the paper cites says the same",
    CONTRADICTED: "does not follow from the paper's other numbers, or the source that the paper "
    "cites says otherwise",
    DISPUTED: "outside figures disagree about it",
    INVOLVED: "takes part in a contradiction; which number is wrong is open",
    AGREES: "a source that the paper does not cite says the same",
    CONDITIONAL: "depends on an assumption that the paper does not state",
    BOUND: "checks bear on it that other values would pass too; see the chapter on severity",
    UNVERIFIABLE: "no check is of this number itself",
}

# Of an outside number, where the words above speak of the paper.
BETWEEN_SOURCES = {
    REPRODUCED: "follows from other outside values to the last digit",
    CONTRADICTED: "does not follow from other outside values",
    AGREES: "another publisher says the same",
    CONDITIONAL: "depends on an assumption of ours",
}


def badges(verdicts: Sequence[Verdict], words: Language) -> dict[str, dict[str, Any]]:
    """Return the badge of each number of the paper: mark, sign, word, hover text and claim."""
    return {fact: _badge(one, words) for fact, one in marks(verdicts).items()}


def legend(words: Language, between_sources: bool = False) -> list[dict[str, str]]:
    """Return each mark with its sign and what it means, the gravest first.

    `between_sources`: as marks of outside numbers.
    """
    told = SHORT | (BETWEEN_SOURCES if between_sources else {})
    return [
        {"mark": mark, "sign": SIGNS[mark], "meaning": words.text(told[mark])} for mark in MARKS
    ]


def _badge(one: Mark, words: Language) -> dict[str, Any]:
    row, name = one.decided_by.claim.row, words.text(one.name)
    return {
        "mark": one.name,
        "sign": SIGNS[one.name],
        "word": name,
        "title": words.text(
            "{mark}: {evidence}. Checked: {statement}"
            if one.decided_by.recomputed is not None
            else "{mark}: {evidence}. {statement}",
            mark=name,
            evidence=evidence(one, words),
            statement=row[f"states_{words.code}"],
        ),
        "claim": one.decided_by.claim.id,
    }


def evidence(one: Mark, words: Language) -> str:
    """Return what bears on a number, in words that a reader understands at once."""
    claim = one.decided_by.claim
    return words.text(
        _message(one),
        assumption=claim.assumption(words.code).rstrip(".。"),
        confidence=words.text(confidence(claim) or "unknown"),
    )


def _message(one: Mark) -> str:
    decided, claim = one.decided_by, one.decided_by.claim
    told = {
        (CONTRADICTED, False): "does not follow from the paper's other numbers",
        (CONTRADICTED, True): "the source that the paper cites says otherwise",
        (DISPUTED, True): "one source says the same, another one otherwise",
        (REPRODUCED, True): "the source that the paper cites says the same",
        (REPRODUCED, False): "follows from other printed numbers to the last digit",
        (AGREES, True): "a source that the paper does not cite says the same "
        "(confidence in our copy of it: {confidence})",
    }
    message = told.get((one.name, bool(claim.outside)), SHORT[one.name])
    if one.name == DISPUTED and decided.verdict != DISPUTED:
        message = "a source that the paper does not cite says otherwise"
    elif one.name == REPRODUCED and claim.function and claim.function.name == "same":
        message = message if claim.outside else "printed twice, the same"
    elif one.name == CONDITIONAL:
        message = FAILS_IF if decided.failed else HOLDS_IF
    elif one.name == BOUND:
        message = LOOSE if is_equality(claim) else ONE_SIDED
    return message


HOLDS_IF = "holds only under an assumption of ours: {assumption}"
FAILS_IF = "does not hold under an assumption of ours: {assumption}"
LOOSE = "fits other printed numbers, but not to the last digit: values beside it would pass too"
ONE_SIDED = "only a bound bears on it: many other values would pass too"

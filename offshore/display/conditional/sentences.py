"""What conditions can ask for, and the wording of a sentence that holds.

In a file of words a sentence is a list of cases, each with what it `says` and, but for the last if
it is said whenever no other is, `when`. The first that holds is said; where none does, nothing is.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from offshore.display.conditional import conditions
from offshore.display.language import Worded

WHEN, SAYS = "when", "says"
SAID, CLAIMS = "said", "claims"


def known(
    parameters: Mapping[str, Any],
    recorded: Mapping[str, Mapping[str, Any]],
    claims: Mapping[str, str],
) -> dict[str, Any]:
    """Return what conditions on one run can ask for, by name.

    `recorded` has its numbers in words, its values and its verdicts, by `numbers`, `values` and
    `verdicts`, as `headline.json` has them. A number without a value is its text, or None if empty.
    """
    texts = {name: text or None for name, text in recorded["numbers"].items()}
    found = {**parameters, **texts, **recorded["values"], **recorded["verdicts"]}
    return found | {SAID: dict(recorded["numbers"]), CLAIMS: claims}


def of_numbers(numbers: Mapping[str, str], claims: Mapping[str, str]) -> dict[str, Any]:
    """Return what conditions can ask for of numbers in words alone, by name."""
    values = {name: text.value for name, text in numbers.items() if isinstance(text, Worded)}
    return known({}, {"numbers": numbers, "values": values, "verdicts": {}}, claims)


def of_all(chapters: Mapping[str, Mapping[str, Any]], claims: Mapping[str, str]) -> dict[str, Any]:
    """Return what conditions on a page can ask for: what each chapter knows, as `growth.compound`.

    `chapters`: what `known` returns for each, by its name.
    """
    plain = {
        f"{page}.{name}": value
        for page, known in chapters.items()
        for name, value in known.items()
        if name not in (SAID, CLAIMS)
    }
    said = {
        f"{page}.{name}": text
        for page, known in chapters.items()
        for name, text in known[SAID].items()
    }
    return plain | {SAID: said, CLAIMS: claims}


def chosen(cases: Sequence[Mapping[str, str]], known: Mapping[str, Any], label: str) -> str:
    """Return what the first case that holds says, "" if none does; UserError as `holds` does."""
    for case in cases:
        if WHEN not in case or conditions.holds(case[WHEN], known, label):
            return case[SAYS]
    return ""

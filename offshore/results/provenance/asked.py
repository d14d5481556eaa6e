"""What a conditional sentence asks for: by its conditions, and by the numbers that it says."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offshore.display.conditional.sentences import CLAIMS, SAID, SAYS, WHEN
from offshore.display.markdown import ROLE

MARKS = "marks"
NAME, CLAIM, FACT = "name", "claim", "fact"  # kinds of what is asked for
OF_ROLES = {"number": NAME, "printed": FACT}


@dataclass(frozen=True)
class Asked:
    """One thing asked for: what a run recorded or was given, a claim's verdict, or a fact.

    `name` has its page in front, as in `growth.compound`, for what is recorded or given.
    """

    kind: str
    name: str


def by_cases(cases: Sequence[Mapping[str, str]], page: str) -> list[Asked]:
    """Return what the cases of a page's sentence ask for, each once: any of them may be said."""
    found = [
        one
        for case in cases
        for one in (*of_condition(case.get(WHEN, ""), page), *of_text(case[SAYS], page))
    ]
    return list(dict.fromkeys(found))


def of_text(text: str, page: str) -> Iterator[Asked]:
    """Yield the numbers and facts that a text with roles shows."""
    for role, names in ROLE.findall(text):
        if role in OF_ROLES:
            kind = OF_ROLES[role]
            yield Asked(kind, _full(names, page) if kind == NAME else names)


def of_condition(condition: str, page: str) -> Iterator[Asked]:
    """Yield what a condition asks for; one that cannot be read asks for nothing."""
    try:
        tree = ast.parse(condition.strip() or "0", mode="eval")
    except SyntaxError:
        return
    yield from _asked(tree.body, page)


def _asked(node: ast.AST, page: str) -> Iterator[Asked]:
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        key = str(node.slice.value) if isinstance(node.slice, ast.Constant) else ""
        kinds: dict[str, Any] = {CLAIMS: CLAIM, MARKS: FACT, SAID: NAME}
        kind = kinds.get(node.value.id, NAME)
        yield Asked(kind, _full(key, page) if kind == NAME else key)
    elif isinstance(node, ast.Attribute):
        yield Asked(NAME, ast.unparse(node))
    elif isinstance(node, ast.Name):
        yield Asked(NAME, _full(node.id, page))
    else:
        for child in ast.iter_child_nodes(node):
            yield from _asked(child, page)


def _full(name: str, page: str) -> str:
    return name if "." in name else f"{page}.{name}"

"""The file of what a notebook's figures, tables and numbers say: read, checked, listed.

A text has places such as {first_year}; what fills them is a plain name, never an attribute.
"""

import string
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from offshore.compendium import bounded_files, plain_yaml
from offshore.compendium.errors import UserError, cut, did_you_mean, shown, where
from offshore.compendium.root import Compendium
from offshore.display.conditional import conditions
from offshore.display.conditional.sentences import SAYS, WHEN
from offshore.display.formats import parse

TEXT, UNIT, ANY = "a text", "a unit", "any name"
TEXTS, UNITS = {ANY: TEXT}, {ANY: UNIT}
OF_ITEM = {
    "caption": TEXT,
    "alternative": TEXT,
    "labels": TEXTS,
    "units": UNITS,
    "ticks": UNITS,
    "missing": TEXT,
}
SENTENCE, CONDITION = "a sentence", "a condition"
OF_SENTENCE = [{WHEN: CONDITION, SAYS: SENTENCE}]
TOP = {
    "items": {ANY: OF_ITEM},
    "units": UNITS,
    "values": {ANY: TEXTS},
    "texts": TEXTS,
    "sentences": {ANY: OF_SENTENCE},
}
Form = str | Mapping[str, Any] | list[Mapping[str, str]]
APPLIED_LATER = ("caption", "alternative")  # when a book is bound, so that a change needs no run
SHORT = "words"  # the context of everything that is not a caption or an alternative text


def read(compendium: Compendium, notebook: str) -> dict[str, Any]:
    """Return the content of a notebook's file of words, empty if it has none.

    The result is cached and shared: copy it before changing it. Raises UserError for a file whose
    form is not as CONTRIBUTING.md describes it.
    """
    path = compendium.words(notebook)
    text = bounded_files.read_text(path, plain_yaml.MOST) if path.exists() else ""
    return _parsed(text, where(path), compendium.relative(path))


# By content: JupyterLab and `offshore serve` read on after a file has changed.
@lru_cache(maxsize=256)
def _parsed(text: str, place: str, label: str) -> dict[str, Any]:
    content = plain_yaml.parsed(text, place)
    _check(content, TOP, label)
    return content


def _check(found: Any, form: Form, label: str) -> None:
    """Refuse what has another form: names with what belongs to each, cases, a text, or a unit."""
    if isinstance(form, str):
        _check_text(found, form, label)
        return
    if isinstance(form, list):
        _check_cases(found, form[0], label)
        return
    allowed = ", ".join(form)
    if not isinstance(found, dict):
        raise UserError(
            f"{label}: names with values belong here, as `name: value`, not {_kind(found)}. "
            f"Allowed: {allowed}."
        )
    for name, value in found.items():
        if ANY not in form and name not in form:
            hint = did_you_mean(name, form)
            raise UserError(f"{label}: no {shown(name)} belongs here.{hint} Allowed: {allowed}.")
        _check(value, form.get(name) or form[ANY], f"{label}, {cut(name)}")


def _check_cases(found: Any, form: Mapping[str, str], label: str) -> None:
    """Refuse a sentence whose cases do not each say something, or that can never be reached."""
    if not isinstance(found, list) or not found:
        raise UserError(
            f"{label}: a list of cases belongs here, each with `{SAYS}:` and, if it depends on "
            f"something, `{WHEN}:`, not {_kind(found)}."
        )
    for number, case in enumerate(found, start=1):
        of_case = f"{label}, case {number}"
        _check(case, form, of_case)
        if SAYS not in case:
            raise UserError(
                f"{of_case}: it has no `{SAYS}:`. A case in which nothing is said goes."
            )
        if WHEN in case:
            conditions.names(case[WHEN], of_case)
        elif number < len(found):
            raise UserError(
                f"{of_case}: without `{WHEN}:` it always holds, so it must be the last."
            )


def _check_text(found: Any, form: str, label: str) -> None:
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        raise UserError(
            f"{label}: {form} belongs here, not {_kind(found)}. "
            "Put it on one line, in quotation marks."
        )
    if form in (SENTENCE, CONDITION):  # roles are no places
        return
    named = places(str(found), label)
    if form == UNIT and not named:  # else a parameter decides what it is
        parse(str(found), label)


def _kind(found: Any) -> str:
    names = {dict: "names with values", list: "a list", type(None): "nothing"}
    return names.get(type(found), shown(found))


def places(text: str, label: str) -> set[str]:
    """Return the names of a text's places; only a plain name can be one."""
    advice = "A place to be filled is {name}; write {{ and }} for braces."
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as fault:
        raise UserError(f"{label}: {shown(text)} has braces amiss ({fault}). {advice}") from None
    found = {name for _, name, *_ in parts if name is not None}
    if any(spec or conversion for _, _, spec, conversion in parts) or not _plain(found):
        raise UserError(
            f"{label}: {shown(text)} has a place that is not a plain name. Allowed: letters, "
            f"digits and _. {advice}"
        )
    return found


def _plain(names: Iterable[str]) -> bool:
    return all(name.isidentifier() for name in names)


def listed(names: Iterable[str]) -> str:
    """Return places as they are written in a text, for a message."""
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def messages(compendium: Compendium, notebook: str) -> Iterator[tuple[str, str]]:
    """Yield the context and the English of every text in a notebook's file of words."""
    content = read(compendium, notebook)
    yield from ((context, text) for context, text in _texts(content) if has_words(text))
    for name, cases in content.get("sentences", {}).items():
        yield from ((f"sentence: {name}", case[SAYS]) for case in cases)


def has_words(text: str) -> bool:
    """Return whether a text has letters outside its places, so that it can be translated."""
    return any(letter.isalpha() for part, *_ in string.Formatter().parse(text) for letter in part)


def _texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, item in content.get("items", {}).items():
        yield from ((f"{name}: {kind}", str(item[kind])) for kind in APPLIED_LATER if kind in item)
        yield from ((SHORT, str(text)) for text in item.get("labels", {}).values())
        yield from ((SHORT, str(item["missing"])) for _ in range("missing" in item))
    for values in content.get("values", {}).values():
        yield from ((SHORT, str(text)) for text in values.values())
    yield from ((SHORT, str(text)) for text in content.get("texts", {}).values())

"""What the chapter on growth of a composed book is about: its parameters, and its place's name."""

import json
from collections.abc import Mapping
from typing import Any

import yaml

from offshore.book.own import catalogues, chapters
from offshore.book.own.studied import Studied
from offshore.compendium.root import Compendium
from offshore.display.word_files import SHORT
from offshore.notebook import contract
from offshore.notebook.parameters import with_defaults, written

Given = Mapping[str, tuple[Any, str]]  # by parameter, the default and what is allowed


def put(made: Compendium, studied: Studied, locales: Mapping[str, str]) -> None:
    """Have the chapter be about what a package has studied; a book without it stays as it is.

    `locales`: the code of the language of each locale with catalogues.
    """
    file = made.notebooks / f"{chapters.GROWTH}{contract.SUFFIX}"
    if not studied.years or not file.exists():
        return
    whole = json.loads(file.read_text(encoding="utf-8"))
    given = _given(studied, studied.years)
    for cell in whole["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            cell["source"] = _declared(contract.source(cell), given).splitlines(keepends=True)
    file.write_text(chapters.written(whole), encoding="utf-8")
    if studied.names:
        _name(made, studied, locales)


def _declared(cell: str, given: Given) -> str:
    values = {name: value for name, (value, _) in given.items()}
    return with_defaults(cell, values, {name: rule for name, (_, rule) in given.items()})


def _given(studied: Studied, years: tuple[int, int]) -> Given:
    first, last = years
    bases = studied.bases or ("",)
    terms = {
        "entity": studied.entity,
        "quantity": studied.quantity,
        "growth_quantity": studied.growth,
    }
    return {
        **{name: (term, written(term)) for name, term in terms.items()},
        "unit": (bases[0], ", ".join(map(written, bases))),
        "first_year": (first, f"{first} to {max(first, last - 1)}"),
        "last_year": (last, _of_last(first, last)),
    }


def _of_last(first: int, last: int) -> str:
    """Return what is allowed for the last year; of a single year there is no later one."""
    return f"{first + 1} to {last}, above first_year" if first < last else f"{last} to {last}"


def _name(made: Compendium, studied: Studied, locales: Mapping[str, str]) -> None:
    """Add what the place is called to the chapter's words and to its catalogues."""
    names = {code: _no_place(name) for code, name in studied.names.items()}
    file = made.words(chapters.GROWTH)
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    content.setdefault("values", {})["entity"] = {studied.entity: names["en"]}
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for locale, code in locales.items():
        said = {names["en"]: names[code]} if code in names else {}
        catalogues.add(made.catalogue(locale, chapters.GROWTH), said, locale, SHORT)


def _no_place(name: str) -> str:
    """Return a name as files of words have it, where braces hold what is filled in."""
    return name.replace("{", "{{").replace("}", "}}")

"""What the figures, tables and numbers of a notebook say: its file in `notebooks/words/`.

The file is in English. Translations are in the same catalogue as the notebook's prose, told apart
by a context; a word that chapters share may stand in the catalogue of shared words instead. How a
value is written (`units`, `ticks`) is in the file too, since it belongs to the reader's side of a
notebook, but is never translated.
"""

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from offshore.compendium import plain_yaml
from offshore.compendium.errors import UserError, did_you_mean, shown
from offshore.compendium.root import Compendium
from offshore.display.formats import Format, is_missing, parse
from offshore.display.language import Language

TOP = ("items", "units", "values", "texts")
OF_ITEM = ("caption", "alternative", "labels", "units", "ticks", "missing")
APPLIED_LATER = ("caption", "alternative")  # when a book is bound, so that a change needs no run
SHORT = "words"  # the context of everything that is not a caption or an alternative text
VOCABULARY = "vocabulary/"  # tables of names: the first column has what is named
TRUE_FALSE = {True: "yes", False: "no"}


def read(compendium: Compendium, notebook: str) -> dict[str, Any]:
    """Return the content of a notebook's file of words, empty if it has none.

    Raises UserError for a file whose form is not as CONTRIBUTING.md describes it.
    """
    path = compendium.words(notebook)
    label = compendium.relative(path)
    content = plain_yaml.load(path) if path.exists() else {}
    _known(content, TOP, label)
    for name, item in content.get("items", {}).items():
        _known(item, OF_ITEM, f"{label}, {name}")
    for where, text in _leaves(content):
        if not isinstance(text, str | int | float):
            raise UserError(f"{label}, {where}: a text belongs here.")
        _placeholders(str(text), f"{label}, {where}")
    return content


def _known(names: Any, allowed: Iterable[str], label: str) -> None:
    if not isinstance(names, dict):
        raise UserError(f"{label}: names with values belong here. Allowed: {', '.join(allowed)}.")
    for name in names:
        if name not in allowed:
            hint = did_you_mean(name, allowed)
            raise UserError(f"{label}: no {shown(name)} here.{hint} Allowed: {', '.join(allowed)}.")


def _leaves(content: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _leaves(value, f"{where} {name}".strip())
    else:
        yield where, content


def _placeholders(text: str, label: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as fault:
        raise UserError(f"{label}: {fault}; a place to be filled is {{name}}.") from None


def _may_read(template: str, text: str) -> bool:
    """Return whether a text is a template with something in its places."""
    parts = string.Formatter().parse(template)
    pattern = "".join(re.escape(said) + ".*" * (name is not None) for said, name, _, _ in parts)
    return re.fullmatch(pattern, text) is not None


def messages(compendium: Compendium, notebook: str) -> Iterator[tuple[str, str]]:
    """Yield the context and the English of every text in a notebook's file of words."""
    for context, text in _texts(read(compendium, notebook)):
        if _has_words(text):
            yield context, text


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for part, *_ in string.Formatter().parse(text) for letter in part)


def _texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, item in content.get("items", {}).items():
        yield from ((f"{name}: {kind}", item[kind]) for kind in APPLIED_LATER if kind in item)
        yield from ((SHORT, str(text)) for text in item.get("labels", {}).values())
        yield from ((SHORT, item["missing"]) for _ in range("missing" in item))
    for values in content.get("values", {}).values():
        yield from ((SHORT, str(text)) for text in values.values())
    yield from ((SHORT, str(text)) for text in content.get("texts", {}).values())


@dataclass(frozen=True)
class Words:
    """The words of one notebook in one language.

    `given`, the run's parameters, fill places by name; `tables` are those that the run may read.
    """

    notebook: str
    language: Language
    given: Mapping[str, Any] = field(default_factory=dict)
    tables: tuple[str, ...] = ()

    @cached_property
    def content(self) -> dict[str, Any]:
        """What the file holds, in English."""
        return read(self.language.compendium, self.notebook)

    @property
    def label(self) -> str:
        """The file, as messages name it."""
        compendium = self.language.compendium
        return compendium.relative(compendium.words(self.notebook))

    def item(self, name: str) -> dict[str, Any]:
        """Return what the file holds of a figure or table; UserError if it says nothing of it."""
        items = self.content.get("items", {})
        if name not in items:
            hint = did_you_mean(name, items)
            raise UserError(f"{self.label} has no words for {shown(name)}, below `items:`.{hint}")
        return dict(items[name])

    def text(self, name: str, **values: object) -> str:
        """Return one of the file's `texts`, its places filled by values as `units` says."""
        texts = self.content.get("texts", {})
        if name not in texts:
            raise UserError(f"{self.label} has no {shown(name)} below `texts:`.")
        said = {place: self.write(place, value) for place, value in values.items()}
        return self.filled(self.translated(texts[name]), said)

    def translated(self, english: object, context: str = SHORT) -> str:
        """Return a text of the file in the language, its places not yet filled."""
        text = str(english)
        return self.language.translated(text, self.notebook, context) if _has_words(text) else text

    def filled(self, template: str, values: Mapping[str, object] | None = None) -> str:
        """Return a text with its places filled from `values`, else from the parameters."""
        known = {name: self.value(name, value) for name, value in self.given.items()}
        try:
            return template.format(**known | dict(values or {}))
        except KeyError as missing:
            raise UserError(
                f"{self.label}: nothing fills {{{missing.args[0]}}} in {shown(template)}."
            ) from None

    def value(self, column: str, value: Any) -> str:
        """Return a category in words: from the file's `values`, else from a vocabulary.

        That is a declared one whose first column is called like this column.
        """
        named = self.content.get("values", {}).get(column, {})
        if str(value) in named:
            return self.translated(named[str(value)])
        if str(value) in (terms := self._vocabularies.get(column, {})):
            return terms[str(value)]
        if isinstance(value, bool):
            return self.language.text(TRUE_FALSE[value])
        return str(value)

    def is_own(self, text: str) -> bool:
        """Return whether a text needs no words: no word is in it, or it is in words already."""
        values = self.content.get("values", {}).values()
        said = {self.translated(one) for named in values for one in named.values()}
        if not any(letter.isalpha() for letter in text) or text in said | self._names:
            return True
        texts = self.content.get("texts", {}).values()
        return any(_may_read(self.translated(one), text) for one in texts)

    @cached_property
    def _names(self) -> set[str]:
        """The names, in this language, in the vocabularies that the run may read."""
        return {name for terms in self._vocabularies.values() for name in terms.values()}

    @cached_property
    def _vocabularies(self) -> dict[str, dict[str, str]]:
        """The names, in this language, in the vocabularies that the run may read, by column."""
        declared = [name for name in self.tables if name.startswith(VOCABULARY)]
        return dict(self._vocabulary(name) for name in declared)

    def _vocabulary(self, name: str) -> tuple[str, dict[str, str]]:
        from offshore.data.tables import read_table  # imports pandas, which planning does without

        table = read_table(name, self.language.compendium.data)
        kind = table.columns[0]
        return kind, dict(zip(table[kind], table[self.language.code], strict=True))

    def unit(self, name: str, item: Mapping[str, Any] | None = None) -> Format | None:
        """Return how a column or number is written: as the item says, else as the file says."""
        units = self.content.get("units", {}) | (item or {}).get("units", {})
        if name not in units:
            return None
        plain = {name: str(value) for name, value in self.given.items()}
        return parse(str(units[name]).format(**plain), f"{self.label}, units, {name}")

    def write(self, name: str, value: Any, item: Mapping[str, Any] | None = None) -> str:
        """Return a value of a column, or a number, in words.

        Text among the numbers of a column with a unit is a category.
        """
        if is_missing(value):
            return self.translated(item["missing"]) if item and "missing" in item else ""
        if not isinstance(value, str) and (unit := self.unit(name, item)):
            return unit.write(value, self.language)
        if isinstance(value, float):
            raise UserError(f"{self.label}: say below `units:` how {shown(name)} is written.")
        return self.value(name, value)

    def label_of(self, item: Mapping[str, Any], key: str, values: Mapping[str, object]) -> str:
        """Return the heading of a column or the label of an axis."""
        labels = item.get("labels", {})
        return self.filled(self.translated(labels[key]), values) if key in labels else key

    def caption(self, item: str, kind: str, values: Mapping[str, object]) -> str:
        """Return the caption or alternative text of an item, with values that its run recorded."""
        text = self.item(item).get(kind, "")
        if not text:
            return ""
        return self.filled(self.translated(text, f"{item}: {kind}"), values)

    def applied(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """Return an item of an executed notebook with the texts that the file has now.

        An item that the file does not know keeps its own.
        """
        if item["id"] not in self.content.get("items", {}):
            return dict(item)
        texts = {kind: self.caption(item["id"], kind, item["places"]) for kind in APPLIED_LATER}
        return {**item, **texts}

    def places(self, item: str) -> set[str]:
        """Return the names of the places in an item's caption and alternative text."""
        said = self.item(item)
        return set().union(*(_placeholders(said.get(kind, ""), item) for kind in APPLIED_LATER))

    def decisive(self) -> dict[str, Any]:
        """Return what can change a run: everything but captions, of which only their places do."""
        found: dict[str, Any] = {
            kind: self.content[kind] for kind in TOP if kind != "items" and kind in self.content
        }
        for name, item in self.content.get("items", {}).items():
            kept = {kind: item[kind] for kind in item if kind not in APPLIED_LATER}
            found[name] = kept | {"places": sorted(self.places(name))}
        short = {
            text
            for context, text in messages(self.language.compendium, self.notebook)
            if context == SHORT
        }
        return found | {"translations": {text: self.translated(text) for text in sorted(short)}}

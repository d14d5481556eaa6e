"""What the figures, tables and numbers of a notebook say: its file in `notebooks/words/`.

The file is in English. Translations are in the same catalogue as the notebook's prose, told apart
by a context; a word that chapters share may stand in the catalogue of shared words instead. How a
value is written (`units`, `ticks`) is in the file too, since it belongs to the reader's side of a
notebook, but is never translated.
"""

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from offshore.compendium import plain_yaml
from offshore.compendium.errors import UserError, cut, did_you_mean, shown
from offshore.compendium.root import Compendium
from offshore.data.package import VOCABULARIES
from offshore.display.formats import FORM, Format, is_missing, parse
from offshore.display.language import DISPLAY, Language

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
TOP = {"items": {ANY: OF_ITEM}, "units": UNITS, "values": {ANY: TEXTS}, "texts": TEXTS}
APPLIED_LATER = ("caption", "alternative")  # when a book is bound, so that a change needs no run
SHORT = "words"  # the context of everything that is not a caption or an alternative text
TRUE_FALSE = {True: "yes", False: "no"}


def read(compendium: Compendium, notebook: str) -> dict[str, Any]:
    """Return the content of a notebook's file of words, empty if it has none.

    Raises UserError for a file whose form is not as CONTRIBUTING.md describes it.
    """
    path = compendium.words(notebook)
    label = compendium.relative(path)
    content = plain_yaml.load(path) if path.exists() else {}
    _check(content, TOP, label)
    return content


def _check(found: Any, form: str | Mapping[str, Any], label: str) -> None:
    """Refuse what has another form: names with what belongs to each, a text, or a unit."""
    if isinstance(form, str):
        _check_text(found, form, label)
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


def _check_text(found: Any, form: str, label: str) -> None:
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        raise UserError(
            f"{label}: {form} belongs here, not {_kind(found)}. "
            "Put it on one line, in quotation marks."
        )
    places = _placeholders(str(found), label)
    if form == UNIT and not places:  # else a parameter decides what it is
        parse(str(found), label)


def _kind(found: Any) -> str:
    names = {dict: "names with values", list: "a list", type(None): "nothing"}
    return names.get(type(found), shown(found))


def _placeholders(text: str, label: str) -> set[str]:
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


def _listed(places: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(places))


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
            raise UserError(
                f"{self.label} has no words for {shown(name)}.{hint} Add it below `items:`, with a "
                f"caption. Items there: {', '.join(items) or 'none'}."
            )
        return dict(items[name])

    def text(self, name: str, **values: object) -> str:
        """Return one of the file's `texts`, its places filled."""
        texts = self.content.get("texts", {})
        if name not in texts:
            hint = did_you_mean(name, texts)
            raise UserError(
                f"{self.label} has no text {shown(name)}.{hint} Add it below `texts:`. "
                f"Texts there: {', '.join(texts) or 'none'}."
            )
        return self.filled(self.translated(texts[name]), values)

    def translated(self, english: object, context: str = SHORT) -> str:
        """Return a text of the file in the language, its places not yet filled."""
        text = str(english)
        if not _has_words(text):
            return text
        found = self.language.translated(text, self.notebook, context)
        if found != text:
            self._check_translation(text, found)
        return found

    def _check_translation(self, english: str, found: str) -> None:
        """Refuse a translation with places that the English has not: nothing would fill them."""
        label = f"The {self.language.code} translation of {shown(english)}"
        file = self.language.compendium.relative(self.language.file(self.notebook))
        allowed = _placeholders(english, self.label)
        if more := _placeholders(found, f"{file}: {label}") - allowed:
            raise UserError(
                f"{file}: {label} has {_listed(more)}. Allowed: {_listed(allowed) or 'no place'}. "
                f"If it is not there, correct it in {DISPLAY}.po."
            )

    def filled(self, template: str, values: Mapping[str, object] | None = None) -> str:
        """Return a text with its places filled from `values`, else from the parameters."""
        known = {name: self.value(name, value) for name, value in self.given.items()}
        return self._formatted(template, known | dict(values or {}))

    def _formatted(self, template: str, known: Mapping[str, object]) -> str:
        try:
            return template.format(**known)
        except KeyError as missing:
            raise UserError(
                f"{self.label}: nothing fills {{{missing.args[0]}}} in {shown(template)}. "
                "What can: a column of the data, what the notebook's call gives by that name, or a "
                f"parameter ({', '.join(self.given)})."
            ) from None

    def value(self, column: str, value: Any) -> str:
        """Return a category in words: from the file's `values`, else from a vocabulary."""
        named = self.content.get("values", {}).get(column, {})
        if str(value) in named:
            return self.translated(named[str(value)])
        if column in VOCABULARIES and value in (terms := self._vocabulary(column)):
            return terms[value]
        if isinstance(value, bool):
            return self.language.text(TRUE_FALSE[value])
        return str(value)

    def is_own(self, text: str) -> bool:
        """Return whether a text needs no words: no word is in it, or it is in words already."""
        values = self.content.get("values", {}).values()
        said = {self.translated(one) for named in values for one in named.values()}
        said |= {self.translated(one) for one in self.content.get("texts", {}).values()}
        return not any(letter.isalpha() for letter in text) or text in said | self._names()

    def _names(self) -> set[str]:
        """Return the names, in this language, in the vocabularies that the run may read."""
        return {name for kind in VOCABULARIES for name in self._vocabulary(kind).values()}

    def _vocabulary(self, kind: str) -> Mapping[str, str]:
        name = f"vocabulary/{VOCABULARIES[kind]}"
        if name not in self.tables:
            return {}
        from offshore.data.tables import read_table  # imports pandas, which planning does without

        table = read_table(name, self.language.compendium.data)
        return dict(zip(table[kind], table[self.language.code], strict=True))

    def unit(self, name: str, item: Mapping[str, Any] | None = None) -> Format | None:
        """Return how a column or number is written: as the item says, else as the file says."""
        units = self.content.get("units", {}) | (item or {}).get("units", {})
        return self._format(units[name], f"units, {name}") if name in units else None

    def ticks(self, name: str, item: Mapping[str, Any]) -> Format | None:
        """Return how an item says that the ticks of an axis are written, None if it does not."""
        ticks = item.get("ticks", {})
        return self._format(ticks[name], f"ticks, {name}") if name in ticks else None

    def _format(self, unit: object, where: str) -> Format:
        plain = {name: str(value) for name, value in self.given.items()}
        return parse(self._formatted(str(unit), plain), f"{self.label}, {where}")

    def write(self, name: str, value: Any, item: Mapping[str, Any] | None = None) -> str:
        """Return a value of a column, or a number, in words."""
        if is_missing(value):
            return self.translated(item["missing"]) if item and "missing" in item else ""
        if unit := self.unit(name, item):
            return unit.write(value, self.language)
        if isinstance(value, float):
            raise UserError(
                f"{self.label} does not say how {shown(name)} is written. Add it below `units:`, "
                f"as `{name}: percent 1`. {FORM}"
            )
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

"""What the figures, tables and numbers of a notebook say: its file in `notebooks/words/`.

The file is in English. Translations are in the same catalogue as the notebook's prose, told apart
by a context; a word that chapters share may stand in the catalogue of shared words instead. How a
value is written (`units`, `ticks`) is in the file too, since it belongs to the reader's side of a
notebook, but is never translated.
"""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from offshore.compendium.errors import UserError, did_you_mean, shown
from offshore.display import word_files
from offshore.display.conditional import sentences
from offshore.display.formats import FORM, Format, is_missing, parse
from offshore.display.language import DISPLAY, Language
from offshore.display.markdown import ROLE
from offshore.display.mime import LACKING
from offshore.display.word_files import APPLIED_LATER, SHORT

VOCABULARY = "vocabulary/"  # tables of names: the first column has what is named
TRUE_FALSE = {True: "yes", False: "no"}


def _may_read(template: str, text: str) -> bool:
    """Return whether a text is a template with something in its places."""
    parts = string.Formatter().parse(template)
    pattern = "".join(re.escape(said) + ".*" * (name is not None) for said, name, _, _ in parts)
    return re.fullmatch(pattern, text) is not None


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
        return word_files.read(self.language.compendium, self.notebook)

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
        """Return one of the file's `texts`, its places filled by values as `units` says."""
        texts = self.content.get("texts", {})
        if name not in texts:
            hint = did_you_mean(name, texts)
            raise UserError(
                f"{self.label} has no text {shown(name)}.{hint} Add it below `texts:`. "
                f"Texts there: {', '.join(texts) or 'none'}."
            )
        said = {place: self.write(place, value) for place, value in values.items()}
        return self.filled(self.translated(texts[name]), said)

    def translated(self, english: object, context: str = SHORT) -> str:
        """Return a text of the file in the language, its places not yet filled."""
        text = str(english)
        if not word_files.has_words(text):
            return text
        found = self.language.prose(text, self.notebook, context)
        if found != text:
            self._check_translation(text, found)
        return found

    def _check_translation(self, english: str, found: str) -> None:
        """Refuse a translation with places that the English has not: nothing would fill them."""
        file = self.language.compendium.relative(self.language.file(self.notebook))
        label = f"{file} or {DISPLAY}.po: the {self.language.code} translation of {shown(english)}"
        allowed = word_files.places(english, self.label)
        if more := word_files.places(found, label) - allowed:
            listed = word_files.listed(allowed) or "no place"
            raise UserError(f"{label} has {word_files.listed(more)}. Allowed: {listed}.")

    def filled(
        self, template: str, values: Mapping[str, object] | None = None, label: str = ""
    ) -> str:
        """Return a text with its places filled from `values`, else from the parameters.

        `label` says what the text is, for a message, where its words do not.
        """
        known = {name: self.value(name, value) for name, value in self.given.items()}
        return self._formatted(template, known | dict(values or {}), label)

    def _formatted(self, template: str, known: Mapping[str, object], label: str = "") -> str:
        try:
            return template.format(**known)
        except KeyError as missing:
            raise UserError(
                f"{self.label}: nothing fills {{{missing.args[0]}}} in {label or shown(template)}. "
                "What can: a column of the data, what the notebook's call gives by that name, or a "
                f"parameter ({', '.join(self.given)})."
            ) from None

    def value(self, column: str, value: Any) -> str:
        """Return a category in words: from the file's `values`, else from a vocabulary.

        That is a declared one whose first column is called like this column.
        """
        named = self.content.get("values", {}).get(column, {})
        if str(value) in named:
            return self._formatted(self.translated(named[str(value)]), {})
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
        # Both import pandas, which planning does without.
        from offshore.data.tables import read_table
        from offshore.display import vocabulary

        table = read_table(name, self.language.compendium.data)
        return str(table.columns[0]), dict(vocabulary.names(table, self.language.code))

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
        """Return a value of a column, or a number, in words.

        Text among the numbers of a column with a unit is a category.
        """
        if is_missing(value):
            return self.translated(item["missing"]) if item and "missing" in item else ""
        if not isinstance(value, str) and (unit := self.unit(name, item)):
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
        text = str(self.item(item).get(kind, ""))
        return self.filled(self.translated(text, f"{item}: {kind}"), values)

    def applied(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """Return an item of an executed notebook with the texts that the file has now.

        An item that the file does not know keeps its own.
        """
        if item["id"] not in self.content.get("items", {}):
            return dict(item)
        kinds = ("caption",) if item["kind"] == LACKING else APPLIED_LATER
        texts = {kind: self.caption(item["id"], kind, item["places"]) for kind in kinds}
        return {**item, **texts}

    @property
    def sentences(self) -> list[str]:
        """The names of the sentences that hang on numbers or verdicts."""
        return list(self.content.get("sentences", {}))

    def sentence(self, name: str, known: Mapping[str, Any]) -> str:
        """Return a sentence, with roles, as it is said where `known` is so; "" where it is not.

        `known` is of `conditional.sentences`. Raises UserError for a sentence that the file does
        not have and for a condition that asks for what is not known.
        """
        cases = self.content.get("sentences", {})
        if name not in cases:
            raise UserError(
                f"{self.label} has no sentence {shown(name)}.{did_you_mean(name, cases)} Add it "
                f"below `sentences:`. Sentences there: {', '.join(cases) or 'none'}."
            )
        english = sentences.chosen(cases[name], known, f"{self.label}, sentences, {name}")
        said = self.language.prose(english, self.notebook, f"sentence: {name}") if english else ""
        if more := set(ROLE.findall(said)) - set(ROLE.findall(english)):
            file = self.language.compendium.relative(self.language.file(self.notebook))
            listed = ", ".join(f"{{{role}}}`{named}`" for role, named in sorted(more))
            raise UserError(f"{file}: the translation of sentence {shown(name)} adds {listed}.")
        return said

    def places(self, item: str) -> set[str]:
        """Return the names of the places in an item's caption and alternative text."""
        said = self.item(item)
        texts = [str(said.get(kind, "")) for kind in APPLIED_LATER]
        return set().union(*(word_files.places(text, self.label) for text in texts))

    def decisive(self) -> dict[str, Any]:
        """Return what can change a run: everything but captions, of which only their places do."""
        items = {
            name: {kind: item[kind] for kind in item if kind not in APPLIED_LATER}
            | {"places": sorted(self.places(name))}
            for name, item in self.content.get("items", {}).items()
        }
        short = {
            text
            for context, text in word_files.messages(self.language.compendium, self.notebook)
            if context == SHORT
        }
        said = {text: self.translated(text) for text in sorted(short)}
        kept = {name: part for name, part in self.content.items() if name != "sentences"}
        return {**kept, "items": items, "translations": said}

"""Words and numbers in an edition's language.

English is the source: a message is its own English text with {placeholders}; other languages are
gettext catalogues, `book/translations/<locale>/LC_MESSAGES/`: a notebook's words are in the
catalogue of its prose, those that are shared in `display.po`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path

from babel import Locale, lists, numbers
from babel.messages import pofile

from offshore.compendium.errors import UserError, shown
from offshore.compendium.root import Compendium

SOURCE = "en"
# The catalogues that belong to no page: the words of figures, tables, captions and notes, the
# data package's descriptions of its tables, and the frame around the pages.
DISPLAY, TABLES, FRAME = "display", "tables", "book"
LIST, RUN_ON = "{one}, {other}", "{one} {other}"  # parts with a comma between, and sentences
LISTS = {SOURCE: "en_GB"}  # "one, two and three", without a comma before "and"
CURRENCIES = {"USD": "USD {amount}", "CNY": "CNY {amount}"}


CURRENCY = re.compile("[A-Z]{3}")  # as ISO 4217 has them


def is_currency(base: str) -> bool:
    """Tell whether a base unit is a currency, one that we have words for or another."""
    return bool(CURRENCY.fullmatch(base))


class Worded(str):
    """A number in words for the reader, together with its value for the table of runs."""

    value: float

    def __new__(cls, text: object, value: float) -> "Worded":
        """Return the words with their value, in base units; a share is a ratio."""
        worded = super().__new__(cls, text)
        worded.value = float(value)
        return worded


class Shown(str):
    """Text that JupyterLab shows as it is where an expression in the prose gives it."""

    def __repr__(self) -> str:
        """Return the text without quotation marks."""
        return str(self)


@dataclass(frozen=True)
class Language:
    """One language of a compendium: its code ("en", "zh") and its locale ("en", "zh_CN")."""

    code: str
    locale: str
    compendium: Compendium

    @property
    def own_name(self) -> str:
        """The language's own name for itself."""
        return str(Locale.parse(self.code).display_name)

    def file(self, catalogue: str) -> Path:
        """Return the file of one of the language's catalogues."""
        return self.compendium.catalogue(self.locale, catalogue)

    def text(self, message: str, **values: object) -> str:
        """Return a shared message in this language, its {placeholders} filled.

        Raises UserError if the catalogue lacks it: an edition is complete or is not made.
        """
        found = self._found(message, DISPLAY, "")
        if not found:
            raise UserError(
                f"No {self.code} translation of: {message}\n"
                f"Add it to {self.compendium.relative(self.file(DISPLAY))}."
            )
        return found.format(**values)

    def prose(self, message: str, catalogue: str, context: str = "") -> str:
        """Return a text of a catalogue, or a shared one, or the English if it is not translated.

        The tests report a missing translation, so that an author who corrects an English sentence
        or caption can still bind the book.
        """
        found = self._found(message, catalogue, context) or self._found(message, DISPLAY, "")
        return found or message

    def _found(self, message: str, catalogue: str, context: str) -> str | None:
        if self.code == SOURCE:
            return message
        return _catalogue(self.file(catalogue), self.locale).get((context, message))

    def joined(self, parts: list[str]) -> str:
        """Return parts as a list within a sentence."""
        return str(lists.format_list(parts, locale=LISTS.get(self.code, self.locale)))

    def listed(self, parts: Iterable[str], pattern: str = LIST) -> str:
        """Return parts as a list outside a sentence, with commas between: "2014, 2015, 2016".

        `pattern`: the message that joins two of them.
        """
        first, *others = list(parts) or [""]
        return reduce(lambda one, other: self.text(pattern, one=one, other=other), others, first)

    def number(self, value: float, digits: int = 0) -> "Worded":
        """Return a number with separators and a fixed number of decimals."""
        rounded = round(value, digits) + 0.0  # turns -0.0 into 0.0
        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        return Worded(numbers.format_decimal(rounded, pattern, locale=self.locale), value)

    def range(self, low: float, high: float, worded: Callable[[float], str]) -> str:
        """Return a range such as "1.0–2.0" worded by `worded`, or one end if both read the same."""
        ends = [worded(low), worded(high)]
        if ends[0] != ends[1] and low < 0:  # beside a minus sign, a dash misleads
            return self.text("{low} to {high}", low=ends[0], high=ends[1])
        return ends[0] if ends[0] == ends[1] else "–".join(ends)

    def percent(self, share: float, digits: int = 1) -> "Worded":
        """Return a ratio (0.5 is fifty per cent) as a percentage."""
        return Worded(self.number(100 * share, digits) + "%", share)

    def money(self, amount: float, currency: str, digits: int = 1) -> "Worded":
        """Return an amount (in single dollars or yuan) in the language's own large units."""
        told = self.large(amount, digits)
        if currency in CURRENCIES:
            return Worded(self.text(CURRENCIES[currency], amount=told), amount)
        return Worded(f"{currency} {told}", amount)

    def large(self, amount: float, digits: int = 1) -> str:
        """Return a number in the language's large units in words: 50 million, 5000万."""
        # Chinese has one compact form (万, 亿), filed as "short"; English spells "million".
        forms = Locale.parse(self.locale).compact_decimal_formats
        return self.compact(amount, digits, "long" if "long" in forms else "short")

    def compact(self, amount: float, digits: int = 1, form: str = "short") -> str:
        """Return a number in the language's large units: 50M, 5000万; "long" for 50 million."""
        options = {"format_type": form, "fraction_digits": digits}
        return str(numbers.format_compact_decimal(amount, locale=self.locale, **options))


@cache
def _catalogue(path: Path, locale: str) -> dict[tuple[str, str], str]:
    """Return a catalogue's finished translations by context, "" for none, and English."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        entries = pofile.read_po(file, locale=locale)
    return {
        (entry.context or "", str(entry.id)): str(entry.string)
        for entry in entries
        if entry.id and not entry.fuzzy
    }


@cache
def languages(compendium: Compendium) -> dict[str, Language]:
    """Return the languages that an edition can be made in: English and those with catalogues."""
    folders = sorted(compendium.translations.iterdir())
    locales = [SOURCE, *(path.name for path in folders if path.is_dir())]
    found = [Language(name.split("_")[0], name, compendium) for name in locales]
    return {language.code: language for language in found}


def chosen(compendium: Compendium, code: str) -> Language:
    """Return the language of a code such as "zh"; UserError if there is no such edition."""
    known = languages(compendium)
    if code not in known:
        raise UserError(f"No language {shown(code)}. Languages: {', '.join(known)}.")
    return known[code]

"""How a value is written: by its unit, as the edition's language writes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offshore.compendium.errors import UserError, did_you_mean, shown
from offshore.display.language import CURRENCIES, Language, Worded

Writer = Callable[[Language, float, int, str], str]
WRITERS: Mapping[str, tuple[int, Writer]] = {  # by unit: usual decimals, and what writes the value
    "number": (0, lambda words, value, digits, _: words.number(value, digits)),
    "percent": (1, lambda words, value, digits, _: words.percent(value, digits)),
    "points": (1, lambda words, value, digits, _: words.number(100 * value, digits)),
    "money": (1, lambda words, value, digits, currency: words.money(value, currency, digits)),
    "compact": (1, lambda words, value, digits, _: words.compact(value, digits)),
    "year": (0, lambda _, value, digits, __: Worded(f"{value:.{digits}f}", value)),
}
FORM = (
    f"Allowed: {', '.join(WRITERS)}; after it, if you like, the number of decimals, 0 to 9, and "
    f"for money the currency ({', '.join(CURRENCIES)}), as in `percent 2` and `money USD 2`."
)


@dataclass(frozen=True)
class Format:
    """A unit with its number of decimals, and with a currency if it is money."""

    unit: str
    digits: int
    currency: str = ""

    def write(self, value: Any, words: Language) -> str:
        """Return a value, given in base units, or a pair of ends as a range.

        A missing value is written as nothing; text stays as it is. Raises UserError for a range
        that lacks an end, which would read as a negative number.
        """
        if isinstance(value, str):
            return value
        if isinstance(value, tuple | list):
            return self._range(value, words)
        if is_missing(value):
            return ""
        return WRITERS[self.unit][1](words, value, self.digits, self.currency)

    def _range(self, ends: Sequence[Any], words: Language) -> str:
        if len(ends) != 2 or is_missing(ends[0]) != is_missing(ends[1]):
            raise UserError(f"{shown(ends)} is no range. Allowed: a pair, or two missing values.")
        low, high = ends
        return words.range(low, high, lambda end: self.write(end, words))


def is_missing(value: Any) -> bool:
    """Return whether a cell of a table is empty: None, NaN, or a pair of them."""
    if isinstance(value, tuple):
        return bool(value) and all(map(is_missing, value))
    return value is None or (isinstance(value, float) and value != value)


def parse(text: str, label: str) -> Format:
    """Return the format that a text such as "money USD 2" describes.

    Raises UserError, which begins with `label`, for anything else.
    """
    unit, *rest = text.split() or [""]
    digits = [int(word) for word in rest if word in set("0123456789")]
    currency = [word for word in rest if word in CURRENCIES]
    if unit not in WRITERS:
        raise UserError(f"{label}: {shown(unit)} is no unit.{did_you_mean(unit, WRITERS)} {FORM}")
    known = len(digits) + len(currency) == len(rest) and len(digits) < 2
    if not known or len(currency) != (unit == "money"):
        raise UserError(f"{label}: {shown(text)} cannot be read. {FORM}")
    return Format(unit, digits[0] if digits else WRITERS[unit][0], "".join(currency))

"""What the word beside a printed number says about it: one meaning for each word, everywhere.

| word     | meaning                                                                        |
|----------|--------------------------------------------------------------------------------|
| exact    | every value that rounds to the number; a count of single things is exact       |
| over     | more than the number, a count one more at least: the paper's 多, 余, 超过      |
| at_least | the number or more: the paper's 以上 includes the number itself                |
| under    | the number or less: the paper's 不超过 includes the number itself              |
| about    | every value that rounds to the number at its last non-zero digit               |
| nearly   | as for about, but not above the number                                         |

A bound such as 50 in "over 50%" is a limit that the writer chose; it is not rounded itself. An
interval has its ends, so what is not counted one by one may be at the limit of "over".
"""

from decimal import Context, Decimal
from functools import lru_cache

from mpmath import iv

from offshore.numerals.printed import Interval, interval, meets, number

QUALIFIERS = ("exact", "over", "at_least", "under", "about", "nearly")
INFINITE = Decimal("Infinity")


@lru_cache(maxsize=4096)  # trying other digits asks for the same numbers again and again
def stated(text: str, qualifier: str = "exact", factor: str = "1", whole: bool = False) -> Interval:
    """Return the interval of values that a printed number and its qualifier mean, times `factor`.

    `whole` marks things that are counted one by one. Raises ValueError for text that is not a
    printed number and for a word that is not in `QUALIFIERS`.
    """
    if qualifier not in QUALIFIERS:
        raise ValueError(f"{qualifier!r} is not a qualifier: allowed are {', '.join(QUALIFIERS)}.")
    if qualifier == "exact" and not whole:
        return interval(text, factor)
    value = number(text)
    # The default context would round after 28 digits and could lose the true value.
    exact = Context(prec=len(text) + len(factor) + 4)
    half = _half_a_round_unit(value, exact)
    low, high = {
        "exact": (value, value),
        "over": (value + 1 if whole else value, INFINITE),
        "at_least": (value, INFINITE),
        "under": (-INFINITE, value),
        "about": (exact.subtract(value, half), exact.add(value, half)),
        "nearly": (exact.subtract(value, half), value),
    }[qualifier]
    ends = [exact.multiply(end, number(factor)) for end in (low, high)]
    return iv.mpf([f"{end:f}".lower().replace("infinity", "inf") for end in ends])


def agrees(
    text: str, qualifier: str, found: Interval, factor: str = "1", whole: bool = False
) -> bool:
    """Tell whether a printed number and its qualifier can mean a value in `found`.

    This is the one rule of agreement, for the audit and for every chapter: the intervals meet.
    Arguments and errors are as for `stated`.
    """
    return meets(stated(text, qualifier, factor, whole), found)


def _half_a_round_unit(value: Decimal, exact: Context) -> Decimal:
    """Return half a unit of the last non-zero digit: 5 for 70, 0.05 for 2.9."""
    exponent = int(exact.normalize(value).as_tuple().exponent)
    return Decimal((0, (5,), exponent - 1))

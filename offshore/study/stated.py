"""What the words around a printed number say of it: one reading for each word, everywhere.

| word     | reading                                                                        |
|----------|--------------------------------------------------------------------------------|
| exact    | every value that rounds to the number; a count of single things is just itself |
| over     | the number or more, for the paper's 以上 includes the number it stands by      |
| at_least | the number or more                                                             |
| under    | the number or less, for the paper's 不超过 does                                 |
| about    | every value that rounds to the number at its last digit that is not zero       |
| nearly   | as about, but not above the number                                             |

A bound such as 50 in "over 50%" is a limit that the writer chose: it is not itself rounded.
"""

from decimal import Context, Decimal

from mpmath import iv

from offshore.study.printed import Interval, interval, number

QUALIFIERS = ("exact", "over", "at_least", "under", "about", "nearly")
INFINITE = Decimal("Infinity")


def stated(text: str, qualifier: str = "exact", factor: str = "1", whole: bool = False) -> Interval:
    """Return every value that a printed number with its word can mean, times `factor`.

    `whole` is for things that are counted one by one. Raises ValueError for what is no
    printed number and for a word that is none of `QUALIFIERS`.
    """
    if qualifier not in QUALIFIERS:
        raise ValueError(f"{qualifier!r} is no qualifier: allowed are {', '.join(QUALIFIERS)}.")
    if qualifier == "exact" and not whole:
        return interval(text, factor)
    value = number(text)
    # The default context would round after 28 digits and could lose the true value.
    exact = Context(prec=len(text) + len(factor) + 4)
    half = _half_a_round_unit(value, exact)
    low, high = {
        "exact": (value, value),
        "over": (value, INFINITE),
        "at_least": (value, INFINITE),
        "under": (-INFINITE, value),
        "about": (exact.subtract(value, half), exact.add(value, half)),
        "nearly": (exact.subtract(value, half), value),
    }[qualifier]
    ends = [exact.multiply(end, number(factor)) for end in (low, high)]
    return iv.mpf([f"{end:f}".lower().replace("infinity", "inf") for end in ends])


def _half_a_round_unit(value: Decimal, exact: Context) -> Decimal:
    """Return half a unit of the last digit that is not zero: 5 for 70, 0.05 for 2.9."""
    exponent = int(exact.normalize(value).as_tuple().exponent)
    return Decimal((0, (5,), exponent - 1))

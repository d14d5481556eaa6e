"""What printed digits can mean: a printed number stands for every value that rounds to it."""

import math
import re
from decimal import Context, Decimal
from typing import Any

from mpmath import iv

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

# An interval of mpmath, for which mpmath ships no types.
Interval = Any


def number(text: str) -> Decimal:
    """Return the printed number as an exact decimal, ignoring spaces.

    Raises ValueError unless it is digits with at most one decimal point and a leading minus.
    """
    digits = "".join(text.split())
    if not NUMBER.fullmatch(digits):
        raise ValueError(
            f"{text!r} is not a printed number: write digits, at most one decimal point and "
            "a leading minus where needed, such as 7750.59, 18 785 or -0.5 (no comma, no %)."
        )
    return Decimal(digits)


def interval(text: str, factor: str = "1") -> Interval:
    """Return the interval of all values that round to the printed number.

    "7750.59" gives [7750.585, 7750.595], both ends included, in the printed unit, or multiplied by
    `factor`, which is also digits; an end that a float cannot represent is rounded outwards. Raises
    ValueError as `number` does.
    Source: half a unit of the last printed digit on either side, standard definition.
    """
    value = number(text)
    half = Decimal((0, (5,), int(value.as_tuple().exponent) - 1))
    # The default context would round after 28 digits and could lose the true value.
    exact = Context(prec=len(text) + len(factor) + 2)
    ends = exact.subtract(value, half), exact.add(value, half)
    return iv.mpf([f"{exact.multiply(end, number(factor)):f}" for end in ends])


def meets(a: Interval, b: Interval) -> bool:
    """Tell whether two intervals share at least one value."""
    return bool(a.a <= b.b and b.a <= a.b)


def bounds(values: Interval) -> tuple[float, float]:
    """Return the lower and the upper end of an interval."""
    return float(values.a), float(values.b)


def rounded_down(value: float, decimals: int) -> float:
    """Return a lower bound that has no more than the decimals; NaN stays NaN."""
    if math.isnan(value):
        return value
    scale = 10.0**decimals
    return math.floor(value * scale + 1e-9) / scale

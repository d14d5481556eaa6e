"""Checks of arguments that several formulas share; each raises ValueError."""

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd
from mpmath import iv

from offshore.numerals.printed import Interval, bounds


def above(value: float | Interval, floor: float, what: str) -> None:
    """Check that a number, or the whole of an interval, is finite and above `floor`."""
    low, high = bounds(value) if isinstance(value, iv.mpf) else (float(value), float(value))
    if not floor < low <= high < math.inf:
        raise ValueError(f"{what} must be a finite number above {floor:g}, got {value}.")


def finite(values: pd.Series, what: str) -> None:
    """Check that there are values, all finite, each label once; `what` is a plural noun."""
    if values.empty:
        raise ValueError(f"There are no {what}: give at least one.")
    unique_labels(values, what)
    bad = list(values.index[~np.isfinite(values.astype(float))])
    if bad:
        raise ValueError(f"The {what} must be finite numbers; missing or infinite: {listed(bad)}.")


def unique_labels(values: pd.Series, what: str) -> None:
    """Check that no label is repeated; `what` is a plural noun."""
    twice = list(values.index[values.index.duplicated()].unique())
    if twice:
        raise ValueError(
            f"The {what} must have one value each; given more than once: {listed(twice)}."
        )


def consecutive_years(levels: pd.Series) -> None:
    """Check that the index consists of two or more consecutive years, oldest first."""
    years = list(levels.index)
    whole = all(isinstance(year, (int, np.integer)) for year in years)
    if len(years) < 2 or not whole or years != list(range(years[0], years[0] + len(years))):
        raise ValueError(
            "Growth needs two or more consecutive whole years, oldest first, got "
            f"{listed(years) or 'none'}: add the missing years or cut the series."
        )


def listed(labels: Iterable[object]) -> str:
    """Return labels as a list for a message."""
    return ", ".join(str(label) for label in labels)

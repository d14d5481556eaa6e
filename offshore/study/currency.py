"""Yuan (CNY) and US dollars (USD) at yearly exchange rates, in CNY for one USD.

Multiples stay as they are: amounts in 10 000 USD become amounts in 10 000 CNY.
"""

from typing import Literal

import pandas as pd

from offshore.study.checks import above, listed, unique_labels
from offshore.study.printed import Interval

Currency = Literal["CNY", "USD"]


def convert(
    amount: float | Interval, rate_cny_per_usd: float | Interval, to: Currency
) -> float | Interval:
    """Return an amount of the one currency in the other.

    Raises ValueError for a rate that is not positive and a currency other than CNY and USD.
    Source: the definition of a rate in CNY for one USD.
    """
    above(rate_cny_per_usd, 0, "The exchange rate in CNY for one USD")
    if to not in ("CNY", "USD"):
        raise ValueError(f"Cannot convert to {to!r}: allowed are 'CNY' and 'USD'.")
    return amount * rate_cny_per_usd if to == "CNY" else amount / rate_cny_per_usd


def to_cny(levels_usd: pd.Series, rates: pd.Series) -> pd.Series:
    """Return yearly levels in USD as levels in CNY, each at its own year's rate.

    Both are indexed by year. Raises ValueError, naming the years, for a year without a rate.
    """
    return _convert_each(levels_usd, rates, "CNY")


def to_usd(levels_cny: pd.Series, rates: pd.Series) -> pd.Series:
    """Return yearly levels in CNY as levels in USD, each at its own year's rate.

    Both are indexed by year. Raises ValueError, naming the years, for a year without a rate.
    """
    return _convert_each(levels_cny, rates, "USD")


def _convert_each(levels: pd.Series, rates: pd.Series, to: Currency) -> pd.Series:
    unique_labels(rates, "exchange rates")
    known = rates.dropna()
    missing = list(levels.index.difference(known.index))
    if missing:
        raise ValueError(
            f"No exchange rate for {listed(missing)}: there are rates for "
            f"{listed(known.index) or 'no year'}."
        )
    pairs = zip(levels, known.reindex(levels.index), strict=True)
    converted = [convert(level, rate, to) for level, rate in pairs]
    return pd.Series(converted, index=levels.index)


def implied_rate(cny: float | Interval, usd: float | Interval) -> float | Interval:
    """Return the exchange rate, in CNY for one USD, that makes two amounts the same money.

    Both positive and in the same multiple. Raises ValueError otherwise.
    Source: the definition of a rate in CNY for one USD.
    """
    above(cny, 0, "The amount in CNY")
    above(usd, 0, "The amount in USD")
    return cny / usd

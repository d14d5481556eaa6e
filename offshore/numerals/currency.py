"""Yuan (CNY) and US dollars (USD) at yearly exchange rates, in CNY per USD.

Multiples are kept: amounts in 10 000 USD become amounts in 10 000 CNY.
"""

from typing import Literal

import pandas as pd

from offshore.numerals.checks import above, listed, unique_labels
from offshore.numerals.printed import Interval

Currency = Literal["CNY", "USD"]


def convert(
    amount: float | Interval, rate_cny_per_usd: float | Interval, to: Currency
) -> float | Interval:
    """Return an amount in one currency converted to the other.

    Raises ValueError if the rate is not positive or `to` is neither CNY nor USD.
    Source: the definition of a rate in CNY per USD.
    """
    above(rate_cny_per_usd, 0, "The exchange rate in CNY for one USD")
    if to not in ("CNY", "USD"):
        raise ValueError(f"Cannot convert to {to!r}: allowed are 'CNY' and 'USD'.")
    return amount * rate_cny_per_usd if to == "CNY" else amount / rate_cny_per_usd


def to_cny(levels_usd: pd.Series, rates: pd.Series) -> pd.Series:
    """Return yearly levels in USD converted to CNY, each at its own year's rate.

    Both are indexed by year. Raises ValueError naming the years that have no rate.
    """
    unique_labels(rates, "exchange rates")
    known = rates.dropna()
    missing = list(levels_usd.index.difference(known.index))
    if missing:
        raise ValueError(
            f"No exchange rate for {listed(missing)}: there are rates for "
            f"{listed(known.index) or 'no year'}."
        )
    pairs = zip(levels_usd, known.reindex(levels_usd.index), strict=True)
    return pd.Series([convert(level, rate, "CNY") for level, rate in pairs], index=levels_usd.index)


def implied_rate(cny: float | Interval, usd: float | Interval) -> float | Interval:
    """Return the exchange rate, in CNY per USD, at which two amounts are equal.

    Both amounts are positive and in the same multiple. Raises ValueError unless they are positive.
    Source: the definition of a rate in CNY per USD.
    """
    above(cny, 0, "The amount in CNY")
    above(usd, 0, "The amount in USD")
    return cny / usd

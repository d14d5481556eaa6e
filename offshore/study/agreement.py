"""Printed rates and shares held against the printed amounts that they should follow from.

A printed number stands for every value that rounds to it. A rate or share agrees with the
amounts if some amounts that round to the printed ones give one that rounds to it.
"""

import pandas as pd

from offshore.study.growth import year_on_year, year_on_year_intervals
from offshore.study.printed import Interval, bounds, interval, meets, number

PER_CENT = 100  # rates and shares are printed in per cent


def growth_rates(amounts: pd.Series, rates: pd.Series) -> pd.DataFrame:
    """Return, for each year with both, the printed growth rate and what the amounts give.

    `amounts`, `rates`: printed strings indexed by year, rates in per cent. Columns: year,
    printed, recomputed, low and high (the ends of what the amounts allow), difference,
    all as fractions, and agrees. Raises ValueError as `growth.year_on_year` does.
    """
    exact = year_on_year(amounts.map(number).astype(float))
    return _compare(rates, exact, year_on_year_intervals(amounts))


def shares(amounts: pd.Series, printed: pd.Series) -> pd.DataFrame:
    """Return, for each part with both, the printed share and what the amounts give.

    `amounts`, `printed`: printed strings indexed by part, shares in per cent; the parts
    make up the whole. Columns as `growth_rates`.
    """
    exact = amounts.map(number).astype(float)
    ranges = amounts.astype(object).map(interval)
    allowed = {part: _share(ranges[part], ranges.drop(part).sum()) for part in ranges.index}
    return _compare(printed, exact / exact.sum(), pd.Series(allowed, dtype=object))


def _share(part: Interval, others: Interval) -> Interval:
    # part / (part + others) would count the part's width twice.
    return 1 / (1 + others / part)


def _compare(printed: pd.Series, recomputed: pd.Series, allowed: pd.Series) -> pd.DataFrame:
    common = [label for label in recomputed.index if label in printed.index]
    stated = printed[common].astype(object).map(interval) / PER_CENT
    compared = pd.DataFrame(
        {
            "printed": printed[common].map(number).astype(float) / PER_CENT,
            "recomputed": recomputed[common],
            "low": [bounds(allowed[label])[0] for label in common],
            "high": [bounds(allowed[label])[1] for label in common],
            "agrees": [meets(stated[label], allowed[label]) for label in common],
        },
        index=pd.Index(common, name=recomputed.index.name),
    )
    compared.insert(2, "difference", compared.printed - compared.recomputed)
    return compared.reset_index()

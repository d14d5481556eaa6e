"""Printed numbers compared with others: rates and shares with amounts, facts with sources.

The rule is `numerals.qualifiers.agrees`, as in the audit: a rate agrees with the amounts if some
amounts that round to the printed ones give a rate that rounds to the printed one.
"""

import pandas as pd

from offshore.numerals.currency import to_cny
from offshore.numerals.printed import Interval, bounds, interval, number
from offshore.numerals.qualifiers import agrees
from offshore.study.growth import year_on_year, year_on_year_intervals

PER_CENT = 100  # rates and shares are printed in per cent


def growth_rates(
    amounts: pd.Series, rates: pd.Series, in_currency: pd.Series | None = None
) -> pd.DataFrame:
    """Return, for each year with both, the printed growth rate and the one implied by the amounts.

    `amounts`, `rates`: printed strings indexed by year, rates in per cent; `in_currency`: exchange
    rates by year, taken as exact, at which the amounts are converted first. Columns: year, printed,
    recomputed, low and high (the ends of what the amounts allow), difference, all as fractions, and
    agrees. Raises ValueError as `growth.year_on_year` and `currency.to_cny` do.
    """
    exact = amounts.map(number).astype(float)
    if in_currency is None:
        return _compare(rates, year_on_year(exact), year_on_year_intervals(amounts))
    allowed = to_cny(amounts.astype(object).map(interval), in_currency)
    return _compare(rates, year_on_year(to_cny(exact, in_currency)), year_on_year(allowed))


def shares(amounts: pd.Series, printed: pd.Series) -> pd.DataFrame:
    """Return, for each part with both, the printed share and the one implied by the amounts.

    `amounts`, `printed`: printed strings indexed by part, shares in per cent; the parts make up the
    whole. Columns as in `growth_rates`.
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
    compared = pd.DataFrame(
        {
            "printed": printed[common].map(number).astype(float) / PER_CENT,
            "recomputed": recomputed[common],
            "low": [bounds(allowed[label])[0] for label in common],
            "high": [bounds(allowed[label])[1] for label in common],
            "agrees": [
                agrees(printed[label], "exact", allowed[label], factor=str(1 / PER_CENT))
                for label in common
            ],
        },
        index=pd.Index(common, name=recomputed.index.name),
    )
    compared.insert(2, "difference", compared.printed - compared.recomputed)
    return compared.reset_index()


def difference_agrees(difference: str, later: str, earlier: str) -> bool:
    """Tell whether a printed difference can be that of two printed numbers in the same unit."""
    return agrees(difference, "exact", interval(later) - interval(earlier))


def parts_agree(parts: pd.Series, total: str) -> bool:
    """Tell whether printed parts can add up to a printed total in the same unit."""
    return agrees(total, "exact", parts.astype(object).map(interval).sum())


def against_published(facts: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Return each printed fact with every published figure of the same thing.

    The same thing means the same quantity, entity, period and unit; both tables hold the digits as
    `printed`. Columns: those four, printed, qualifier, outside, its id, publisher in each language
    and confidence, and holds.
    """
    same = ["quantity", "entity", "period", "unit"]
    told = [*same, "printed", "id", "publisher_en", "publisher_zh", "confidence"]
    renamed = {"printed": "outside", "id": "outside_id"}
    outside = published[told].rename(columns=renamed)
    pairs = facts[[*same, "printed", "qualifier"]].merge(outside, on=same)
    compared = zip(pairs["printed"], pairs["qualifier"], pairs["outside"], strict=True)
    return pairs.assign(holds=[agrees(one, word, interval(out)) for one, word, out in compared])

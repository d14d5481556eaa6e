"""Works by theme and region, policies by year, and a contribution implied by printed figures."""

import math
from collections.abc import Sequence
from itertools import product

import pandas as pd
from mpmath import iv

from offshore.numerals.checks import above, listed
from offshore.numerals.printed import Interval, bounds, interval
from offshore.numerals.qualifiers import agrees

ALL = "all"
PER_CENT = 100
CITIES = ("Hangzhou", "Ningbo", "Jiaxing", "Wenzhou")  # those that are regions of the vocabulary
OWN = "checking"  # the theme of works on this edition's methods, which are not on the paper's field


def select(works: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    """Return the rows whose columns have the wanted words; "all" matches any."""
    for column, word in wanted.items():
        if word != ALL:
            works = works[works[column] == word]
    return works


def on_the_field(works: pd.DataFrame) -> pd.DataFrame:
    """Return works without those on the methods of this edition."""
    return works[works["theme"] != OWN]


def gathered(citations: pd.DataFrame, literature: pd.DataFrame) -> pd.DataFrame:
    """Return every work once, with theme, region and origin ("paper" or "ours").

    `citations`: the paper's numbered citations; `literature`: works, "yes" in cited_by_paper if the
    paper's text names them. A work behind a numbered citation is counted with that citation.
    """
    numbered = citations[["theme", "region"]].assign(origin="paper")
    others = literature[~literature["key"].isin(citations["work"])]
    named = others["cited_by_paper"] == "yes"
    named_or_ours = others[["theme", "region"]].assign(
        origin=named.map({True: "paper", False: "ours"})
    )
    return pd.concat([numbered, named_or_ours], ignore_index=True)


def matrix(works: pd.DataFrame, themes: Sequence[str], regions: Sequence[str]) -> pd.DataFrame:
    """Return the number of works by theme, region and origin.

    One row for each combination that occurs, with themes and regions in the order given. Raises
    ValueError for a work with any other theme or region.
    """
    for column, known in (("theme", themes), ("region", regions)):
        unknown = sorted(set(works[column]) - set(known))
        if unknown:
            raise ValueError(f"No {column} is called {listed(unknown)}: known are {listed(known)}.")
    counted = works.groupby(["theme", "region", "origin"]).size().rename("works").reset_index()
    order = {name: place for place, name in enumerate([*themes, *regions])}
    return counted.sort_values(
        ["theme", "region", "origin"], key=lambda names: names.map(order).fillna(0)
    ).reset_index(drop=True)


def implied_contribution(
    growth: float | Interval, share: float | Interval, change: float | Interval
) -> float | Interval:
    """Return a component's contribution to the growth of the whole, implied by its share.

    `growth`: the component's growth over the year before; `share`: its share of the whole;
    `change`: the change in that share; all fractions, from amounts at current prices. Raises
    ValueError if the share of the year before is not positive or the whole did not grow.
    Source: component's change / whole's change, with the whole as component / share.
    """
    above(share - change, 0, "The share of the year before")
    whole_growth = (1 + growth) * (1 - change / share) - 1
    above(whole_growth, 0, "The growth of the whole")
    return growth * (share - change) / whole_growth


def contribution_range(growth: str, share: str, change: str) -> tuple[float, float]:
    """Return the least and the greatest contribution that printed percentages allow, as fractions.

    Each is printed digits in per cent, and stands for every value that rounds to it; what they mean
    is as in `implied_contribution`. A pair of NaN where some of them let the whole not grow.
    Source: the contribution only rises or only falls in growth and in the change, and turns at most
    once in the share, so that both ends are among those values.
    """
    ends = [bounds(interval(digits) / PER_CENT) for digits in (growth, share, change)]
    least_before = ends[1][0] - ends[2][1]
    if least_before <= 0 or (1 + ends[0][0]) * least_before <= ends[1][0]:
        return math.nan, math.nan
    found = [
        implied_contribution(grown, part, changed)
        for grown, changed in product(ends[0], ends[2])
        for part in (*ends[1], _turning_share(grown, changed))
        if ends[1][0] <= part <= ends[1][1]
    ]
    return min(found), max(found)


def _turning_share(growth: float, change: float) -> float:
    """Return the share at which the implied contribution turns, infinite for none.

    Source: the derivative of `implied_contribution` by the share is zero where share over the share
    of the year before is the root of 1 + growth.
    """
    root = math.sqrt(1 + growth)
    return change * root / (root - 1) if root != 1 else math.inf


def following(printed: pd.Series, implied: tuple[float, float]) -> dict[str, bool]:
    """Return, by name, whether a printed percentage can be one that other figures imply.

    `implied`: the least and the greatest of those, as fractions; none follows from NaN.
    """
    if math.isnan(implied[0]):
        return dict.fromkeys(map(str, printed.index), False)
    allowed = iv.mpf(list(implied))
    factor = str(1 / PER_CENT)
    return {str(name): agrees(digits, "exact", allowed, factor) for name, digits in printed.items()}


def not_rising(*series: pd.Series) -> list[int]:
    """Return the years in which one of several series, by year, is not above its year before.

    The year before is the last one known of that series.
    """
    ordered = [one.dropna().sort_index() for one in series]
    return sorted(
        {int(year) for one in ordered for year in one.index[1:][one.diff().iloc[1:] <= 0]}
    )


def dated(policies: pd.DataFrame) -> pd.DataFrame:
    """Return the policies with known years, in columns `first` and `last`, by these.

    `policies`: year (text, "" if unknown) and period ("2018-2020" or ""). Of a policy with a year
    both are that year; a period says which years a policy is for, not when it was issued.
    """
    when = policies["year"].where(policies["year"] != "", policies["period"])
    known = policies.assign(first=when.str[:4], last=when.str[-4:])[when != ""]
    return known.astype({"first": int, "last": int}).sort_values(["first", "last"], kind="stable")

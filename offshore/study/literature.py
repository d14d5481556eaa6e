"""Works sorted by theme and region, and printed figures held against published ones."""

from collections.abc import Sequence

import pandas as pd

from offshore.study.checks import above, listed
from offshore.study.printed import Interval, bounds, interval, meets, number

ALL = "all"
MANY_AUTHORS = 4  # so many are told by the first of them


def select(works: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    """Return the rows that hold each wanted word in the column of that name; "all" takes any."""
    for column, word in wanted.items():
        if word != ALL:
            works = works[works[column] == word]
    return works


def gathered(citations: pd.DataFrame, literature: pd.DataFrame) -> pd.DataFrame:
    """Return every work once, with theme, region and origin ("paper" or "ours").

    `citations`: the paper's numbered citations; `literature`: works, "yes" in cited_by_paper
    where the paper's text names them. A work that stands behind a number counts with it.
    """
    numbered = citations[["theme", "region"]].assign(origin="paper")
    others = literature[~literature["key"].isin(citations["work"])]
    named = others["cited_by_paper"] == "yes"
    named_or_ours = others[["theme", "region"]].assign(
        origin=named.map({True: "paper", False: "ours"})
    )
    return pd.concat([numbered, named_or_ours], ignore_index=True)


def matrix(works: pd.DataFrame, themes: Sequence[str], regions: Sequence[str]) -> pd.DataFrame:
    """Return how many works there are of each theme, region and origin.

    A row for each combination that occurs, themes and regions in the order given. Raises
    ValueError for a theme or region of a work that is not among them.
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


def cited_as(authors: str, year: int) -> str:
    """Return a work's short name: family names, or the first of many, and the year.

    `authors` are separated by semicolons, a person's family name before a comma.
    """
    families = [author.split(",")[0].strip() for author in authors.split(";")]
    if len(families) >= MANY_AUTHORS:
        families = [f"{families[0]} et al."]
    return f"{', '.join(families)} ({year})"


def holds(printed: str, qualifier: str, published: str) -> bool:
    """Tell whether a published number can be what the printed one rounds or bounds.

    Both as printed, in one unit; `qualifier` as in the tables of the paper. "nearly" is a
    number that rounds to the printed one and is below it. Raises ValueError for a qualifier
    that is unknown and for what is no printed number.
    """
    found = interval(published)
    low, high = bounds(found)
    stated = float(number(printed))
    rounds = meets(interval(printed), found)
    verdicts = {
        "exact": rounds,
        "about": rounds,
        "nearly": rounds and low < stated,
        "over": high > stated,
        "at_least": high >= stated,
        "under": low < stated,
    }
    if qualifier not in verdicts:
        raise ValueError(f"No qualifier {qualifier!r}: known are {listed(verdicts)}.")
    return verdicts[qualifier]


def against_published(facts: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Return each printed fact beside every published figure of the same thing.

    Same means quantity, entity, period and unit; both tables hold the digits as `printed`.
    Columns: those of the match, printed, qualifier, outside, publisher and holds.
    """
    same = ["quantity", "entity", "period", "unit"]
    outside = published[[*same, "printed", "publisher"]].rename(columns={"printed": "outside"})
    pairs = facts[[*same, "printed", "qualifier"]].merge(outside, on=same)
    compared = zip(pairs["printed"], pairs["qualifier"], pairs["outside"], strict=True)
    return pairs.assign(holds=[holds(*pair) for pair in compared])


def implied_contribution(
    growth: float | Interval, share: float | Interval, change: float | Interval
) -> float | Interval:
    """Return the part of the growth of the whole that a component brought, from its weight.

    `growth` of the component over the year before, its `share` of the whole, and the `change`
    of that share, all fractions, in amounts of their own year. Raises ValueError for a share
    of the year before that is not positive and a whole that did not grow.
    Source: component's change / whole's change, with the whole as component / share.
    """
    above(share - change, 0, "The share of the year before")
    whole_growth = (1 + growth) * (1 - change / share) - 1
    above(whole_growth, 0, "The growth of the whole")
    return growth * (share - change) / whole_growth

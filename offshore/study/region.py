"""A city beside others: shares, gaps, catching up, and ranks that sums allow."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from offshore.study.checks import above


def years_to_catch_up(level: float, leader: float, growth: float, leader_growth: float) -> float:
    """Return the years after which a level reaches the leader's, both growing steadily.

    `level` and `leader`: positive amounts of one unit; growth rates: fractions above -1.
    Infinite where the gap does not close. Raises ValueError for other arguments.
    Source: ln(leader / level) / ln((1 + growth) / (1 + leader_growth)), from setting the two
    compound growth paths equal.
    """
    above(level, 0, "The level")
    above(leader, 0, "The leader's level")
    above(growth, -1, "The growth rate")
    above(leader_growth, -1, "The leader's growth rate")
    if level >= leader:
        return 0.0
    if growth <= leader_growth:
        return math.inf
    return math.log(leader / level) / math.log((1 + growth) / (1 + leader_growth))


def implied_total(part: float, share: float) -> float:
    """Return the whole of which an amount is the given share, a fraction above 0.

    Raises ValueError for other shares. Source: part / share, the definition of a share.
    """
    above(share, 0, "The share")
    return part / share


def ranks_among(own: float, others_total: float, others: int, largest: float) -> tuple[int, int]:
    """Return the best and the worst rank that one member may have among a group.

    `own`: its amount; `others_total`: what the others amount to together; `others`: how many
    they are; `largest`: what none of them exceeds. Rank 1 is the largest. Raises ValueError
    where the others' total cannot be divided so.
    Source: at the best as few as possible exceed `own`, each taking up to `largest`; at the
    worst as many as possible do, each by a trifle.
    """
    if not -1e-9 * own <= others_total <= others * largest * (1 + 1e-9):
        raise ValueError(f"{others} members of at most {largest:g} cannot make {others_total:g}.")
    if own >= largest:
        return 1, 1
    excess = others_total - others * own
    # The small subtraction keeps a rounding error from counting as one more city.
    fewest = max(0, math.ceil(excess / (largest - own) - 1e-9))
    most = min(others, math.ceil(others_total / own) - 1) if others_total > 0 else 0
    return 1 + fewest, 1 + most


def catch_up(
    level: float,
    leaders: Mapping[str, float],
    growth: Sequence[float],
    leader_growth: Sequence[float],
) -> pd.DataFrame:
    """Return `years_to_catch_up` for each leader and each pair of growth rates.

    Columns leader, own_growth, leader_growth and years. A rate given twice counts once.
    """
    rows = [
        (name, own, other, years_to_catch_up(level, leader, own, other))
        for name, leader in leaders.items()
        for own in dict.fromkeys(growth)
        for other in dict.fromkeys(leader_growth)
    ]
    return pd.DataFrame(rows, columns=["leader", "own_growth", "leader_growth", "years"])


def city_years(facts: pd.DataFrame, amounts: pd.Series) -> pd.DataFrame:
    """Return the total executed value of the province and its cities in whole years, in USD.

    `facts`: rows of id, quantity, entity, segment, period and unit; `amounts`: their values in
    base units, by id. Columns entity, year and value, by entity and year.
    """
    total = facts[(facts["quantity"] == "offshore_executed_value") & (facts["segment"] == "all")]
    whole = total[total["period"].str.fullmatch("[0-9]{4}") & total["unit"].str.endswith("USD")]
    local = whole[whole["entity"] != "China"]
    found = pd.DataFrame(
        {
            "entity": local["entity"],
            "year": local["period"].astype(int),
            "value": local["id"].map(amounts),
        }
    )
    return found.sort_values(["entity", "year"]).reset_index(drop=True)

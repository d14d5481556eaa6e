"""Firms by size: classes from what is printed of firms above thresholds, and margins of growth."""

import math
from typing import Any

import numpy as np
import pandas as pd

from offshore.study.bounds import Group, SizeClass
from offshore.study.checks import above


def size_groups(firms: int, total: float, over: pd.DataFrame) -> list[Group]:
    """Return groups of size classes from cumulative statements, smallest class first.

    `firms` in all make `total`; `over`: rows of threshold, firms and total, each of the firms
    above a threshold, total missing where only their number is known; such firms share the
    known total of the class below. Raises ValueError for numbers that rise with the threshold.
    """
    first = pd.DataFrame({"threshold": [0.0], "firms": [firms], "total": [total]})
    steps = pd.concat([first, over[list(first.columns)]]).sort_values("threshold")
    if (steps[["firms", "total"]].dropna().diff().iloc[1:] > 0).any(axis=None):
        raise ValueError("Firms above a higher threshold cannot be more, or make more.")
    steps["upper"] = [*steps.threshold.iloc[1:], np.inf]
    steps["members"] = (steps.firms - steps.firms.shift(-1, fill_value=0)).astype(int)
    # A step without a total of its own joins the last one that has.
    joined = steps.groupby(steps.total.notna().cumsum())
    totals = joined.total.first()
    own = totals - totals.shift(-1, fill_value=0)
    return [
        Group(tuple(_class(row) for row in part.itertuples()), float(own[number]))
        for number, part in joined
    ]


def _class(row: Any) -> SizeClass:
    return SizeClass(row.members, row.threshold, row.upper)


def class_averages(groups: list[Group]) -> pd.DataFrame:
    """Return each group's lower and upper limit, firms, total, average, and whether it fits.

    An average inside the limits is what a sound table of size classes must show.
    """
    rows = [
        {
            "lower": min(one.lower for one in group.classes),
            "upper": max(one.upper for one in group.classes),
            "firms": sum(one.count for one in group.classes),
            "total": group.total,
        }
        for group in groups
    ]
    table = pd.DataFrame(rows)
    average = table["total"] / table["firms"]
    return table.assign(average=average, inside=average.between(table["lower"], table["upper"]))


def margins(firms: tuple[float, float], totals: tuple[float, float]) -> pd.Series:
    """Return which parts of the growth of a total more firms and larger firms brought.

    `firms`, `totals`: before and after, positive. The result, indexed "more firms" and "larger
    firms", sums to 1. Raises ValueError for a total that did not change.
    Source: ln of the total's ratio is ln of the firms' plus ln of the average's.
    """
    for value in (*firms, *totals):
        above(value, 0, "Each number of firms and each total")
    whole = math.log(totals[1] / totals[0])
    if whole == 0:
        raise ValueError("The total did not change, so there is no growth to divide.")
    more = math.log(firms[1] / firms[0]) / whole
    return pd.Series({"more firms": more, "larger firms": 1 - more}, name="share of growth")

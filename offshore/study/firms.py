"""Firms by size: size classes from printed counts above thresholds, and margins of growth."""

import math
from typing import Any

import numpy as np
import pandas as pd

from offshore.numerals.checks import above
from offshore.study.concentration import measures
from offshore.study.size_classes import EXTREMES, Group, SizeClass, check, division


def size_groups(firms: int, total: float, over: pd.DataFrame) -> list[Group]:
    """Return groups of size classes from cumulative statements, smallest class first.

    `firms` and `total` are those of all firms; `over`: rows of threshold, firms and total, for the
    firms above each threshold, total missing where only their number is known; those firms share
    the known total of the class below. A class without firms and without a total is left out.
    Raises ValueError if a number rises with the threshold.
    """
    first = pd.DataFrame({"threshold": [0.0], "firms": [firms], "total": [total]})
    steps = pd.concat([first, over[list(first.columns)]])
    steps = steps.sort_values("threshold", kind="stable")
    if (steps[["firms", "total"]].dropna().diff().iloc[1:] > 0).any(axis=None):
        raise ValueError("Firms above a higher threshold cannot be more, or make more.")
    steps["upper"] = [*steps.threshold.iloc[1:], np.inf]
    steps["members"] = (steps.firms - steps.firms.shift(-1, fill_value=0)).astype(int)
    # A step without a total of its own joins the last step that has one.
    joined = steps.groupby(steps.total.notna().cumsum())
    totals = joined.total.first()
    own = totals - totals.shift(-1, fill_value=0)
    return [
        Group(tuple(_class(row) for row in part.itertuples()), float(own[number]))
        for number, part in joined
        if part.members.any() or own[number]
    ]


def _class(row: Any) -> SizeClass:
    return SizeClass(row.members, row.threshold, row.upper)


def fitting(firms: int, total: float, over: pd.DataFrame) -> pd.DataFrame:
    """Return the first statements of `over`, as many as can be true of the same firms.

    `firms`, `total` and `over` as in `size_groups`. They can if some division of the total respects
    every class.
    """
    counts = range(len(over), 0, -1)
    most = next((one for one in counts if _can_be_true(firms, total, over.iloc[:one])), 0)
    return over.iloc[:most]


def _can_be_true(firms: int, total: float, over: pd.DataFrame) -> bool:
    try:
        for group in size_groups(firms, total, over):
            check(group)
    except ValueError:
        return False
    return True


def class_averages(groups: list[Group]) -> pd.DataFrame:
    """Return each group's lower and upper limit, firms, total, average, and whether it is inside.

    In a sound table of size classes, every average is inside its limits.
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


def narrowing(firms: int, total: float, over: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return between what bounds a measure of inequality lies as statements are added one by one.

    `firms`, `total` and `over` as in `size_groups`; `measure`: "gini", "cr3" or "hhi", as in
    `concentration.measures`. Columns known, low and high; known is "total" for the number of firms
    and their total alone, then the label in `over` of the statement that is added. Raises
    ValueError as `size_groups` does.
    """
    rows = []
    for count, known in enumerate(["total", *over.index]):
        groups = size_groups(firms, total, over.iloc[:count])
        low, high = (measures(division(groups, extreme))[measure] for extreme in EXTREMES)
        rows.append({"known": known, "low": low, "high": high})
    return pd.DataFrame(rows)


def margins(firms: tuple[float, float], totals: tuple[float, float]) -> pd.Series:
    """Return the shares of a total's growth that are due to more firms and to larger firms.

    `firms`, `totals`: before and after, positive. The result, indexed "more firms" and "larger
    firms", sums to 1; missing if the total did not change. Raises ValueError for other numbers.
    Source: ln(ratio of totals) = ln(ratio of firms) + ln(ratio of averages).
    """
    for value in (*firms, *totals):
        above(value, 0, "Each number of firms and each total")
    whole = math.log(totals[1] / totals[0])
    more = math.log(firms[1] / firms[0]) / whole if whole else math.nan
    return pd.Series({"more firms": more, "larger firms": 1 - more}, name="share of growth")

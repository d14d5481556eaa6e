"""From tables of facts to series.

A table has a row for each fact, with at least the columns id, quantity, entity, segment,
period, unit and value.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import groupby
from operator import and_

import pandas as pd

from offshore.numerals.checks import listed

IDS = "ids"  # the attribute of a series that holds the id of each label's fact


def by_year(
    table: pd.DataFrame,
    quantity: str,
    entity: str,
    segment: str = "all",
    unit: str | None = None,
    column: str = "value",
) -> pd.Series:
    """Return the values of whole years (periods of four digits), indexed by year, oldest first.

    The series is named after its unit; `unit` selects one if the table has several; `column` can
    select the printed digits instead of the value.
    Raises ValueError for no fact, several units, a missing value, and a year given twice.
    """
    facts = _select(table, unit, quantity=quantity, entity=entity, segment=segment)
    facts = facts[facts["period"].astype(str).str.fullmatch(r"[0-9]{4}")]
    what = f"{quantity} of {entity}, {segment}, by year"
    return _series(facts, facts["period"].astype(int).rename("year"), column, what).sort_index()


def by_segment(
    table: pd.DataFrame,
    quantity: str,
    entity: str,
    period: str,
    segments: Sequence[str],
    unit: str | None = None,
    column: str = "value",
) -> pd.Series:
    """Return the values of one period, indexed by segment in the order requested.

    The series is named after its unit; `unit` selects one if the table has several; `column` can
    select the printed digits instead of the value.
    Raises ValueError for a segment without a fact and as `by_year` does.
    """
    facts = _select(table, unit, quantity=quantity, entity=entity, period=period)
    missing = [segment for segment in segments if segment not in set(facts["segment"])]
    what = f"{quantity} of {entity}, {period}, by segment"
    if missing:
        raise ValueError(f"No fact on {what}, for {listed(missing)}.")
    facts = facts[facts["segment"].isin(segments)]
    return _series(facts, facts["segment"], column, what).reindex(list(segments))


def years_with_all(
    table: pd.DataFrame, quantity: str, entity: str, segments: Sequence[str], unit: str
) -> list[int]:
    """Return the whole years in which a quantity is known for every one of some segments."""
    facts = _select(table, unit, quantity=quantity, entity=entity)
    facts = facts[facts["period"].astype(str).str.fullmatch(r"[0-9]{4}")]
    found = facts[facts["segment"].isin(segments)].groupby("period")["segment"].nunique()
    return sorted(int(year) for year in found.index[found == len(segments)])


def _select(table: pd.DataFrame, unit: str | None, **wanted: str) -> pd.DataFrame:
    """Return the rows whose columns have the wanted words, and the unit if one is given."""
    if unit is not None:
        wanted["unit"] = unit
    having = [table[column].astype(str) == word for column, word in wanted.items()]
    return table[reduce(and_, having)]


def _series(facts: pd.DataFrame, labels: pd.Series, column: str, what: str) -> pd.Series:
    """Return the values under their labels, named after their one unit."""
    if facts.empty:
        raise ValueError(f"No fact on {what}: check the words, and the unit if one was given.")
    units = sorted(facts["unit"].unique())
    if len(units) > 1:
        raise ValueError(f"{what}, is in several units; choose one with unit=: {listed(units)}.")
    twice = facts[labels.duplicated(keep=False)]
    if len(twice):
        pairs = zip(labels[twice.index], twice["id"], strict=True)
        given = [f"{label} ({name})" for label, name in pairs]
        raise ValueError(f"{what}, is given more than once; keep one fact each: {listed(given)}.")
    unknown = list(facts.loc[facts[column].isna(), "id"])
    if unknown:
        raise ValueError(f"{what}, has facts without a value: {listed(unknown)}.")
    found = pd.Series(facts[column].to_numpy(), index=pd.Index(labels), name=units[0])
    found.attrs[IDS] = dict(zip(labels, facts["id"], strict=True))
    return found


def ids(values: pd.Series) -> list[str]:
    """Return the ids of the facts in a series of `by_year` or `by_segment`, oldest or first first.

    Of a part of such a series, scaled or not, the ids of that part; of any other series none.
    """
    known = values.attrs.get(IDS, {})
    return [known[label] for label in values.index if label in known]


def city_years(facts: pd.DataFrame, amounts: pd.Series) -> pd.DataFrame:
    """Return the total executed value of the province and its cities in whole years, in USD.

    `facts`: rows of id, quantity, entity, segment, period and unit; `amounts`: their values in base
    units, by id. Columns id, entity, year and value, sorted by entity and year.
    """
    total = facts[(facts["quantity"] == "offshore_executed_value") & (facts["segment"] == "all")]
    whole = total[total["period"].str.fullmatch("[0-9]{4}") & total["unit"].str.endswith("USD")]
    local = whole[whole["entity"] != "China"]
    found = pd.DataFrame(
        {
            "id": local["id"],
            "entity": local["entity"],
            "year": local["period"].astype(int),
            "value": local["id"].map(amounts),
        }
    )
    return found.sort_values(["entity", "year"]).reset_index(drop=True)


def spans(years: Iterable[int]) -> list[str]:
    """Return years as text, oldest first; three or more in a row as a span: 2013–2015, 2017."""
    ordered = sorted(years)
    rows = groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    return [text for _, row in rows for text in _span([year for _, year in row])]


def _span(years: Sequence[int]) -> list[str]:
    return [f"{years[0]}–{years[-1]}"] if len(years) > 2 else list(map(str, years))

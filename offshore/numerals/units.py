"""Units: each has a factor that converts it to its base (single dollars or yuan, a plain ratio)."""

from decimal import Decimal

import pandas as pd

from offshore.numerals.printed import interval


def in_base(values: pd.Series, units: pd.DataFrame) -> pd.Series:
    """Return values converted to the base of their unit, which is the name of the series.

    `units`: rows of unit, base and factor. The result is named after the base. Raises ValueError
    for a unit that the table does not have.
    """
    known = units.set_index("unit")
    unit = str(values.name)
    if unit not in known.index:
        raise ValueError(f"{unit!r} is not a unit; known are {', '.join(known.index)}.")
    scaled: pd.Series = values * known["factor"].astype(float)[unit]
    return scaled.rename(known["base"][unit])


def by_id(facts: pd.DataFrame, units: pd.DataFrame) -> pd.Series:
    """Return each fact's value in the base of its own unit, indexed by the fact's id.

    `facts`: rows of id, value and unit; `units` as in `in_base`. Raises ValueError for a unit that
    the table does not have.
    """
    factors = facts["unit"].map(units.set_index("unit")["factor"].astype(float))
    if factors.isna().any():
        unknown = ", ".join(sorted(set(facts["unit"][factors.isna()])))
        raise ValueError(f"{unknown} is not a unit of the table of units.")
    return pd.Series((facts["value"] * factors).to_numpy(), index=pd.Index(facts["id"], name="id"))


def intervals_by_id(facts: pd.DataFrame, units: pd.DataFrame) -> pd.Series:
    """Return the interval of what rounds to each printed number, in the base of its unit, by id.

    `facts`: rows of id, printed and unit; `units` as in `in_base`.
    """
    factors = units.set_index("unit")["factor"].map(lambda factor: f"{Decimal(str(factor)):f}")
    rows = zip(facts["id"], facts["printed"], facts["unit"], strict=True)
    found = {name: interval(printed, factors[unit]) for name, printed, unit in rows}
    return pd.Series(found, dtype=object).rename_axis("id")

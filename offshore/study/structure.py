"""How a whole is divided among its parts, and how concentrated it is."""

from collections.abc import Mapping

import pandas as pd

from offshore.study.checks import above, finite, listed


def shares(amounts: pd.Series) -> pd.Series:
    """Return each part's share of the total, as fractions that sum to 1.

    `amounts`: numbers of one unit, none negative. Raises ValueError for none at all, a
    missing or negative amount, and a total of zero.
    Source: part / sum of the parts, standard definition.
    """
    finite(amounts, "amounts")
    negative = list(amounts.index[amounts < 0])
    if negative:
        raise ValueError(f"The amounts must not be negative; these are: {listed(negative)}.")
    above(amounts.sum(), 0, "The total of the amounts")
    return (amounts / amounts.sum()).rename("share")


def herfindahl_hirschman(parts: pd.Series) -> float:
    """Return the Herfindahl–Hirschman index, from 1/N for N equal parts to 1 for one alone.

    `parts`: amounts, or shares as fractions or in percent, that make up the whole; they are
    divided by their sum first. Raises ValueError as `shares` does.
    Source: sum of squared shares, standard definition.
    """
    return float((shares(parts) ** 2).sum())


def normalised_herfindahl_hirschman(parts: pd.Series) -> float:
    """Return the Herfindahl–Hirschman index stretched to run from 0 to 1.

    `parts` as in `herfindahl_hirschman`. Raises ValueError for fewer than two parts.
    Source: (H - 1/N) / (1 - 1/N), standard definition.
    """
    if len(parts) < 2:
        raise ValueError(f"The normalised index needs two parts or more, got {len(parts)}.")
    equal = 1 / len(parts)
    return (herfindahl_hirschman(parts) - equal) / (1 - equal)


def effective_number(parts: pd.Series) -> float:
    """Return how many parts of equal size would be as concentrated as these.

    `parts` as in `herfindahl_hirschman`.
    Source: 1 / H, the numbers equivalent of the index, standard definition.
    """
    return 1 / herfindahl_hirschman(parts)


def before_under(
    total_before: float,
    after: pd.Series,
    known_before: Mapping[str, float],
    part: str,
    growth: float,
) -> pd.Series:
    """Return the amounts of the year before if one part grew at an assumed rate.

    `total_before`: the whole of the year before; `after`: the amounts of the year, by part;
    `known_before`: the parts known for the year before; `part`: the one assumed to have grown
    by `growth`, a fraction above -1. The one part left over takes what remains, in the unit
    of `after`. Raises ValueError unless exactly one part is left over, and where it would be
    negative.
    """
    above(growth, -1, f"The growth assumed of {part}")
    before = dict(known_before) | {part: float(after[part]) / (1 + growth)}
    left_over = [name for name in after.index if name not in before]
    if len(left_over) != 1:
        raise ValueError(f"One part must be left over, not {len(left_over)}: {listed(left_over)}.")
    before[left_over[0]] = total_before - sum(before.values())
    if before[left_over[0]] < 0:
        raise ValueError(
            f"With {part} growing by {growth:g}, {left_over[0]} would have been negative the "
            "year before: assume faster growth."
        )
    return pd.Series(before).reindex(after.index)

"""How a whole is divided among its parts, and how concentrated it is."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from offshore.numerals.checks import above, finite, listed

Sizes = npt.NDArray[np.float64]


def shares(amounts: pd.Series) -> pd.Series:
    """Return each part's share of the total, as fractions that sum to 1.

    `amounts`: non-negative numbers in one unit. Raises ValueError if there are none, if one is
    missing or negative, and if their total is zero.
    Source: part / sum of the parts, standard definition.
    """
    finite(amounts, "amounts")
    negative = list(amounts.index[amounts < 0])
    if negative:
        raise ValueError(f"The amounts must not be negative; these are: {listed(negative)}.")
    above(amounts.sum(), 0, "The total of the amounts")
    return (amounts / amounts.sum()).rename("share")


def herfindahl_hirschman(parts: pd.Series | Sizes) -> float:
    """Return the Herfindahl–Hirschman index, from 1/N for N equal parts to 1 for a single part.

    `parts`: amounts, or shares as fractions or in percent, that make up the whole; they are divided
    by their sum first. Raises ValueError as `shares` does.
    Source: sum of squared shares, standard definition.
    """
    return float((shares(pd.Series(parts)) ** 2).sum())


def normalised_herfindahl_hirschman(parts: pd.Series) -> float:
    """Return the Herfindahl–Hirschman index rescaled to run from 0 to 1.

    `parts` as in `herfindahl_hirschman`. Raises ValueError for fewer than two parts.
    Source: (H - 1/N) / (1 - 1/N), standard definition.
    """
    if len(parts) < 2:
        raise ValueError(f"The normalised index needs two parts or more, got {len(parts)}.")
    equal = 1 / len(parts)
    return (herfindahl_hirschman(parts) - equal) / (1 - equal)


def effective_number(parts: pd.Series) -> float:
    """Return the number of equal parts that would be as concentrated as these.

    `parts` as in `herfindahl_hirschman`.
    Source: 1 / H, the numbers equivalent of the index, standard definition.
    """
    return 1 / herfindahl_hirschman(parts)


def concentration_ratio(sizes: Sizes, largest: int) -> float:
    """Return the share of the total held by the k largest members, k being `largest`.

    Source: CR_k, the sum of the k largest shares, standard definition.
    """
    return float(np.sort(sizes)[-largest:].sum() / sizes.sum())


def lorenz(sizes: Sizes) -> pd.DataFrame:
    """Return the Lorenz curve: columns members and total, cumulative fractions from 0 to 1.

    Source: cumulative share of the total held by the smallest members, standard definition.
    """
    ordered = np.sort(sizes)
    members = np.arange(ordered.size + 1) / ordered.size
    return pd.DataFrame(
        {"members": members, "total": np.append(0, ordered.cumsum()) / ordered.sum()}
    )


def gini(sizes: Sizes) -> float:
    """Return the Gini coefficient: 0 for equal sizes, 1 - 1/N if one member has everything.

    Source: 1 less twice the area under the Lorenz curve, standard definition.
    """
    curve = lorenz(sizes)
    return float(1 - 2 * np.trapezoid(curve["total"], curve["members"]))


def measures(sizes: Sizes) -> pd.Series:
    """Return three measures of inequality, fractions from 0 to 1, indexed by measure.

    `sizes`: positive amounts in one unit. "gini" is the Gini coefficient, "cr3" the share of the
    three largest members, "hhi" the Herfindahl–Hirschman index.
    """
    found = {
        "gini": gini(sizes),
        "cr3": concentration_ratio(sizes, 3),
        "hhi": herfindahl_hirschman(sizes),
    }
    return pd.Series(found).rename_axis("measure")

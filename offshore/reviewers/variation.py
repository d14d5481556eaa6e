"""How numbers vary over many runs, and which parameter moves them."""

from collections.abc import Sequence

import pandas as pd


def spread(runs: pd.DataFrame, numbers: Sequence[str]) -> pd.DataFrame:
    """Return the least and the most of each number over all runs, and how far apart they are.

    `runs` has a row for each run. Index: number; columns least, most, apart, in the unit of the
    number. A number that no run has is left out.
    """
    known = runs[list(numbers)].astype(float).dropna(axis="columns", how="all")
    ends = pd.DataFrame({"least": known.min(), "most": known.max()})
    return ends.assign(apart=ends.most - ends.least)


def moves(runs: pd.DataFrame, parameters: Sequence[str], numbers: Sequence[str]) -> pd.DataFrame:
    """Return how far each parameter moves each number: the range of its means by value.

    This is the main effect in the design of experiments (the term of Box, Hunter and Hunter for two
    values): the mean over all runs that share a value of the parameter, and the distance between
    the least and the greatest of these means. Index: number; a column for each parameter, in the
    unit of the number.
    """
    known = runs[list(numbers)].astype(float)
    found = {
        parameter: (means := known.groupby(runs[parameter].map(str)).mean()).max() - means.min()
        for parameter in parameters
    }
    return pd.DataFrame(found, index=list(numbers), columns=list(parameters))

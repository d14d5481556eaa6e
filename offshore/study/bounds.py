"""Bounds on inequality where only groups are known: how many members, and their total.

Each member of a group has limits (a size class such as 2 to 5 million), and the group's
total is known. Of all divisions that keep limits and totals, one is the most equal and one
the most unequal in the sense of majorization, so the concentration ratios, the Gini
coefficient and the Herfindahl–Hirschman index of any other lie between theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Sizes = npt.NDArray[np.float64]
Extreme = Literal["most equal", "most unequal"]


@dataclass(frozen=True)
class SizeClass:
    """`count` members, each from `lower` to `upper` (which may be infinite)."""

    count: int
    lower: float = 0.0
    upper: float = np.inf


@dataclass(frozen=True)
class Group:
    """Size classes of which only the common total is known, in the unit of their limits."""

    classes: tuple[SizeClass, ...]
    total: float

    @property
    def limits(self) -> tuple[Sizes, Sizes]:
        """The lower and upper limit of each member, smallest class first."""
        ordered = sorted(self.classes, key=lambda one: (one.lower, one.upper))
        counts = [one.count for one in ordered]
        lower = np.repeat([one.lower for one in ordered], counts)
        upper = np.repeat([min(one.upper, self.total) for one in ordered], counts)
        return lower.astype(float), np.maximum(lower, upper).astype(float)


def check(group: Group) -> None:
    """Raise ValueError where no division of the total keeps the limits.

    The average of a class must lie inside its class: this is that check, for one class or
    for several whose total is known together.
    """
    lower, upper = group.limits
    slack = 1e-9 * max(1.0, group.total)
    if not lower.size or not lower.sum() - slack <= group.total <= upper.sum() + slack:
        raise ValueError(
            f"A total of {group.total:g} cannot be divided among {lower.size} members whose "
            f"limits add up to {lower.sum():g} and {upper.sum():g}."
        )


def division(groups: Sequence[Group], extreme: Extreme) -> Sizes:
    """Return the sizes of all members, ascending, in the most equal or most unequal division.

    Raises ValueError for groups that `check` refuses. The classes of a group, and the groups,
    may touch but not overlap; then the result is extreme over all of them together.
    """
    divide = _most_equal if extreme == "most equal" else _most_unequal
    for group in groups:
        check(group)
    return np.sort(np.concatenate([divide(group) for group in groups]))


def _most_equal(group: Group) -> Sizes:
    """Give every member one common level, as far as its limits let it."""
    lower, upper = group.limits
    # What the members add up to is piecewise linear in the level, bending at their limits.
    bends = np.unique(np.concatenate([lower, upper]))
    sums = [np.clip(level, lower, upper).sum() for level in bends]
    sizes: Sizes = np.clip(np.interp(group.total, sums, bends), lower, upper)
    return sizes


def _most_unequal(group: Group) -> Sizes:
    """Leave every member at its lower limit and fill up from the largest down."""
    sizes, upper = group.limits
    left = group.total - sizes.sum()
    for member in reversed(range(sizes.size)):
        given = min(upper[member] - sizes[member], left)
        sizes[member] += given
        left -= given
    return sizes


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
    """Return the Gini coefficient: 0 for equal sizes, 1 - 1/N where one member has all.

    Source: 1 less twice the area under the Lorenz curve, standard definition.
    """
    curve = lorenz(sizes)
    return float(1 - 2 * np.trapezoid(curve["total"], curve["members"]))


def concentration_ratio(sizes: Sizes, largest: int) -> float:
    """Return the share of the total that the largest few members hold.

    Source: CR_k, the sum of the k largest shares, standard definition.
    """
    return float(np.sort(sizes)[-largest:].sum() / sizes.sum())


def herfindahl_hirschman(sizes: Sizes) -> float:
    """Return the sum of squared shares of members.

    Source: standard definition, as `structure.herfindahl_hirschman`.
    """
    return float(((sizes / sizes.sum()) ** 2).sum())

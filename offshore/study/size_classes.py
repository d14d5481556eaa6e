"""Bounds on inequality when only the size and the total of groups are known.

Each member of a group has limits (a size class such as 2 to 5 million), and the group's total is
known. Of all divisions that respect limits and totals, one is the most equal and one the most
unequal in the sense of majorization, so the concentration ratios, the Gini coefficient and the
Herfindahl–Hirschman index of any other lie between theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from offshore.study.concentration import Sizes

Extreme = Literal["most equal", "most unequal"]
EXTREMES: tuple[Extreme, Extreme] = ("most equal", "most unequal")


@dataclass(frozen=True)
class SizeClass:
    """`count` members, each from `lower` to `upper` (which may be infinite)."""

    count: int
    lower: float = 0.0
    upper: float = np.inf


@dataclass(frozen=True)
class Group:
    """Size classes of which only the joint total is known, in the unit of their limits."""

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
    """Raise ValueError if no division of the total respects the limits.

    This checks that the average of a class lies inside the class, for one class or for several with
    a joint total.
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
    """Give all members one common level, as far as their limits allow."""
    lower, upper = group.limits
    # The sum over the members is piecewise linear in the level, with kinks at their limits.
    bends = np.unique(np.concatenate([lower, upper]))
    sums = [np.clip(level, lower, upper).sum() for level in bends]
    sizes: Sizes = np.clip(np.interp(group.total, sums, bends), lower, upper)
    return sizes


def _most_unequal(group: Group) -> Sizes:
    """Start every member at its lower limit and fill up from the largest down."""
    sizes, upper = group.limits
    left = group.total - sizes.sum()
    for member in reversed(range(sizes.size)):
        given = min(upper[member] - sizes[member], left)
        sizes[member] += given
        left -= given
    return sizes

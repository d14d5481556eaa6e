"""Named functions that recompute a number from others, on intervals, with their units.

A unit here is a base ("USD", "firms", "1" for a ratio). In a signature a single letter stands for
any base, the same one wherever it recurs; "b per a" is composed of two others.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from mpmath import iv

from offshore.numerals.checks import above
from offshore.numerals.printed import Interval, bounds
from offshore.study import growth as growth_rates

MANY = "*"  # a parameter that may be given several times
WORD = "word"  # a parameter whose value is a word of the text, not a number
ANY = "any"  # a result in the unit of whatever it is compared with


@dataclass(frozen=True)
class Function:
    """One way to recompute: its callable, and the units of each parameter and of the result.

    A unit that ends in "*" belongs to a parameter that takes one value or more. `monotone`: the
    result only rises or only falls in each number, so it can be solved for that number.
    """

    name: str
    call: Callable[..., Interval]
    takes: Mapping[str, str]
    gives: str
    monotone: bool = True


def same(value: Interval) -> Interval:
    """Return the number itself."""
    return value


def counted(item: list[str]) -> Interval:
    """Return the number of distinct things that are listed."""
    return iv.mpf(len(set(item)))


def total(part: list[Interval]) -> Interval:
    """Return the sum of parts."""
    return sum(part[1:], part[0])


def difference(more: Interval, less: Interval) -> Interval:
    """Return how much one number exceeds another."""
    return more - less


def share(part: Interval, whole: Interval) -> Interval:
    """Return a part as a fraction of the whole."""
    return part / whole


def mean(value: list[Interval]) -> Interval:
    """Return the arithmetic mean."""
    return total(value) / len(value)


def growth(before: Interval, after: Interval) -> Interval:
    """Return the growth from one number to another, as a fraction of the first."""
    above(before, 0, "What growth starts from")
    return after / before - 1


def mean_growth(level: list[Interval]) -> Interval:
    """Return the mean of the growth rates between levels that follow each other."""
    return growth_rates.mean_rate(growth_rates.year_on_year(pd.Series(level, dtype=object)))


def mean_of_growths(before: list[Interval], after: list[Interval]) -> Interval:
    """Return the mean of growth rates, each from one number to another: all stand apart."""
    for level in after:
        above(level, 0, "What growth leads to")
    return mean([growth(*pair) for pair in zip(before, after, strict=True)])


def compound_growth(before: Interval, after: Interval, years: Interval) -> Interval:
    """Return the compound annual growth rate between two levels some years apart."""
    return growth_rates.compound_annual(before, after, bounds(years)[0])


def left_the_year_before(whole: Interval, after: Interval, growth: Interval) -> Interval:
    """Return the previous year's whole without one part, known by its amount and growth since."""
    return whole - growth_rates.implied_previous(after, growth)


def converted(amount: Interval, rate: Interval) -> Interval:
    """Return an amount in another currency."""
    return amount * rate


def growth_converted(growth: Interval, before: Interval, after: Interval) -> Interval:
    """Return growth in another currency, given the exchange rates of the two periods."""
    return (1 + growth) * (after / before) - 1


def average(amount: Interval, members: Interval) -> Interval:
    """Return the amount per member."""
    return amount / members


def average_between(
    amount: Interval, larger: Interval, members: Interval, larger_members: Interval
) -> Interval:
    """Return the amount per member of a class, excluding larger members and their amount."""
    return (amount - larger) / (members - larger_members)


def implied_share(amount: Interval, known_amount: Interval, known_share: Interval) -> Interval:
    """Return an amount's share of the whole that another amount and its share imply."""
    return amount * known_share / known_amount


def implied_sum_of_shares(
    amount: Interval, known_amount: Interval, known_share: Interval, other_share: list[Interval]
) -> Interval:
    """Return the sum of the known share, the share that an amount then has, and other shares."""
    # The known share occurs once: if it occurred twice, its width would count twice.
    return known_share * (amount / known_amount + 1) + total(other_share)


def rank(own: Interval, other: list[Interval]) -> Interval:
    """Return the rank, counted from the largest, as best and worst that rounding allows."""
    low, high = bounds(own)
    best = 1 + sum(bounds(one)[0] > high for one in other)
    worst = 1 + sum(bounds(one)[1] > low for one in other)
    return iv.mpf([best, worst])


REGISTRY: dict[str, Function] = {
    one.name: one
    for one in (
        Function("same", same, {"value": "a"}, "a"),
        Function("counted", counted, {"item": WORD + MANY}, ANY, monotone=False),
        Function("sum", total, {"part": "a*"}, "a"),
        Function("difference", difference, {"more": "a", "less": "a"}, "a"),
        Function("share", share, {"part": "a", "whole": "a"}, "1"),
        Function("mean", mean, {"value": "a*"}, "a"),
        Function("growth", growth, {"before": "a", "after": "a"}, "1"),
        # A level between two others raises one rate and lowers the next.
        Function("mean_growth", mean_growth, {"level": "a*"}, "1", monotone=False),
        Function(
            "compound_growth", compound_growth, {"before": "a", "after": "a", "years": "year"}, "1"
        ),
        Function(
            "left_the_year_before",
            left_the_year_before,
            {"whole": "a", "after": "a", "growth": "1"},
            "a",
        ),
        Function("converted", converted, {"amount": "a", "rate": "b per a"}, "b"),
        Function(
            "growth_converted", growth_converted, {"growth": "1", "before": "a", "after": "a"}, "1"
        ),
        Function("average", average, {"amount": "a", "members": "b"}, "a"),
        Function(
            "average_between",
            average_between,
            {"amount": "a", "larger": "a", "members": "b", "larger_members": "b"},
            "a",
        ),
        Function(
            "implied_share",
            implied_share,
            {"amount": "a", "known_amount": "a", "known_share": "1"},
            "1",
        ),
        Function(
            "implied_sum_of_shares",
            implied_sum_of_shares,
            {"amount": "a", "known_amount": "a", "known_share": "1", "other_share": "1*"},
            "1",
        ),
        Function("rank", rank, {"own": "a", "other": "a*"}, "rank", monotone=False),
    )
}


# A level between two others stands in two rates: in the mean of growths it has a place in each.
MEAN_OF_GROWTHS = Function("mean_of_growths", mean_of_growths, {"before": "a*", "after": "a*"}, "1")


def apart(
    function: Function, arguments: Mapping[str, tuple[Any, ...]]
) -> tuple[Function, Mapping[str, tuple[Any, ...]]]:
    """Return a function and its arguments so that each end of the result is monotone in each place.

    The result is the same. Counts and ranks are monotone already, though in steps.
    """
    if function.name == "mean_growth":
        levels = arguments["level"]
        return MEAN_OF_GROWTHS, {"before": levels[:-1], "after": levels[1:]}
    return function, arguments


class UnitError(ValueError):
    """The unit of a number does not fit; the message says which one would."""


def result_unit(function: Function, given: Mapping[str, list[str]]) -> str:
    """Return the base of the result, given the bases of the arguments by parameter.

    Raises UnitError if they do not fit the function's signature.
    """
    bound: dict[str, str] = {}
    # A unit composed of two letters needs both bound first.
    for name, wanted in sorted(function.takes.items(), key=lambda item: " per " in item[1]):
        for base in given[name]:
            _bind(name, wanted.removesuffix(MANY), base, bound)
    return bound.get(function.gives, function.gives)


def _bind(name: str, wanted: str, base: str, bound: dict[str, str]) -> None:
    """Match one argument's base against the signature, and record what its letters stand for."""
    left, per, right = wanted.partition(" per ")
    if per:
        first, _, second = base.partition(" per ")
        _bind(name, left, first, bound)
        _bind(name, right, second, bound)
        return
    expected = bound.setdefault(wanted, base) if len(wanted) == 1 and wanted != "1" else wanted
    if base != expected:
        raise UnitError(f"{name} is in {_named(base)} and must be in {_named(expected)}")


def _named(base: str) -> str:
    return {"1": "a ratio", "": "no unit that is made of two"}.get(base, base)


def call(function: Function, arguments: Mapping[str, list[Any]]) -> Interval:
    """Return the result of a function; the arguments of each parameter are given as a list.

    Raises ValueError if the numbers allow no result, such as a whole that may be zero.
    """
    given = {
        name: arguments[name] if wanted.endswith(MANY) else arguments[name][0]
        for name, wanted in function.takes.items()
    }
    try:
        result = function.call(**given)
    except (ZeroDivisionError, TypeError) as fault:
        raise ValueError(f"{function.name} has no result here: {fault}") from None
    # An unbounded interval, as from a division by what may be zero, would agree with any number.
    if not any(math.isfinite(end) for end in bounds(result)):
        raise ValueError(f"{function.name} has no result for these numbers")
    return result

"""The functions of the audit as formulas of a spreadsheet, and in words.

Each is written anew from the meaning of its function, by the rules of `ends`: nothing is computed
here, and nothing of `offshore.audit.functions` is called.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from offshore.reviewers.workbook.formulas.ends import (
    Ends,
    above,
    minus,
    over,
    plus,
    shared,
    shifted,
    times,
)

Given = Mapping[str, Sequence[Ends]]
Step = Callable[[str, Ends], Ends]  # gives an intermediate result a row of its own, and a name
Formula = Callable[[Given, Step], Ends]


def _one(name: str) -> Formula:
    return lambda given, _: given[name][0]


def _sum(given: Given, _: Step) -> Ends:
    return plus(given["part"])


def _difference(given: Given, _: Step) -> Ends:
    return minus(given["more"][0], given["less"][0])


def _share(given: Given, _: Step) -> Ends:
    return over(given["part"][0], given["whole"][0])


def _mean(given: Given, _: Step) -> Ends:
    return shared(plus(given["value"]), len(given["value"]))


def _growth(given: Given, _: Step) -> Ends:
    before, after = given["before"][0], given["after"][0]
    # What growth starts from is positive, so two quotients are enough.
    low, high = (f"/{end}" for end in before.both)
    ratio = Ends(
        f"MIN({after.low}{high},{after.low}{low})",
        f"MAX({after.high}{low},{after.high}{high})",
        f"{after.size}/{before.divisor}",
        single=True,
    )
    return shifted(ratio, -1).given(*above(before, 0))


def _mean_growth(given: Given, _: Step) -> Ends:
    levels = given["level"]
    rates = [_ratio_less_one(*pair) for pair in pairwise(levels)]
    positive = [condition for level in levels for condition in above(level, 0)]
    return shared(plus(rates), len(rates)).given(*positive)


def _ratio_less_one(before: Ends, after: Ends) -> Ends:
    """Return the growth from one level to another, both positive."""
    return Ends(
        f"{after.low}/{before.high}-1",
        f"{after.high}/{before.low}-1",
        f"1+{after.size}/{before.divisor}",
    )


def _compound_growth(given: Given, _: Step) -> Ends:
    first, last, years = given["before"][0], given["after"][0], given["years"][0]
    return Ends(
        f"({last.low}/{first.high})^(1/{years.low})-1",
        f"({last.high}/{first.low})^(1/{years.low})-1",
        f"1+({last.size}/{first.divisor})^(1/{years.low})",
        needs=(*above(first, 0), *above(last, 0), *above(years, 0)[:1], f"{years.low}<finite"),
    )


def _left_the_year_before(given: Given, step: Step) -> Ends:
    after, growth = given["after"][0], given["growth"][0]
    before = Ends(
        f"{after.low}/(1+{growth.high})",
        f"{after.high}/(1+{growth.low})",
        f"{after.size}*(1+{growth.size})/(1+{growth.low})",
        needs=(*above(after, 0), *above(growth, -1)),
    )
    return minus(given["whole"][0], step("after ÷ (1 + growth)", before))


def _converted(given: Given, _: Step) -> Ends:
    return times(given["amount"][0], given["rate"][0])


def _growth_converted(given: Given, step: Step) -> Ends:
    rates = step("after ÷ before", over(given["after"][0], given["before"][0]))
    return shifted(step("(1 + growth) × (after ÷ before)", _grown(given, rates)), -1)


def _grown(given: Given, rates: Ends) -> Ends:
    return times(shifted(given["growth"][0], 1), rates)


def _average(given: Given, _: Step) -> Ends:
    return over(given["amount"][0], given["members"][0])


def _average_between(given: Given, step: Step) -> Ends:
    amount = step("amount − larger", minus(given["amount"][0], given["larger"][0]))
    members = step(
        "members − larger members", minus(given["members"][0], given["larger_members"][0])
    )
    return over(amount, members)


def _implied_share(given: Given, step: Step) -> Ends:
    product = step("amount × known share", times(given["amount"][0], given["known_share"][0]))
    return over(product, given["known_amount"][0])


def _implied_sum_of_shares(given: Given, step: Step) -> Ends:
    ratio = step("amount ÷ known amount", over(given["amount"][0], given["known_amount"][0]))
    known = times(given["known_share"][0], shifted(ratio, 1))
    return plus([step("known share × (1 + amount ÷ known amount)", known), *given["other_share"]])


def _rank(given: Given, _: Step) -> Ends:
    own, others = given["own"][0], given["other"]
    best = [_is_above(other.low, own.high, own, other) for other in others]
    worst = [_is_above(other.high, own.low, own, other) for other in others]
    return Ends("+".join(["1", *best]), "+".join(["1", *worst]), "1")


def _is_above(one: str, other: str, *numbers: Ends) -> str:
    size = "+".join(number.size for number in numbers)
    return f"IF({one}-{other}>tolerance*({size}),1,0)"


# What each function does, in the words of its arguments, and how.
FORMULAS: dict[str, tuple[str, Formula]] = {
    "same": ("the number itself", _one("value")),
    "counted": ("how many different things are listed", _one("item")),
    "sum": ("the sum of the parts", _sum),
    "difference": ("more − less", _difference),
    "share": ("part ÷ whole", _share),
    "mean": ("the sum of the values ÷ how many they are", _mean),
    "growth": ("after ÷ before − 1", _growth),
    "mean_growth": ("the mean of the growth from each level to the next", _mean_growth),
    "compound_growth": ("(after ÷ before)^(1 ÷ years) − 1", _compound_growth),
    "left_the_year_before": ("whole − after ÷ (1 + growth)", _left_the_year_before),
    "converted": ("amount × rate", _converted),
    "growth_converted": ("(1 + growth) × (after ÷ before) − 1", _growth_converted),
    "average": ("amount ÷ members", _average),
    "average_between": (
        "(amount − larger) ÷ (members − larger members)",
        _average_between,
    ),
    "implied_share": ("amount × known share ÷ known amount", _implied_share),
    "implied_sum_of_shares": (
        "known share × (1 + amount ÷ known amount) + other shares",
        _implied_sum_of_shares,
    ),
    "rank": ("1 + how many others are larger", _rank),
}
# Functions of the audit without a formula: their claims say so, and have the audit's verdict.
WITHOUT: frozenset[str] = frozenset()

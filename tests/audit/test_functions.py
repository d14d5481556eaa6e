import pytest
from mpmath import iv

from offshore.audit.functions import REGISTRY, UnitError, call, result_unit
from offshore.numerals.printed import bounds
from offshore.numerals.qualifiers import stated

# Each by hand, from the paper's numbers.
CASES = {
    "same": ({"value": ["13"]}, 13),
    "sum": ({"part": ["18785", "2774", "490"]}, 22049),
    "difference": ({"more": ["66"], "less": ["29"]}, 37),
    "share": ({"part": ["2774"], "whole": ["22049"]}, 2774 / 22049),
    "mean": ({"value": ["56", "36.1", "92.18", "76.84", "73.31"]}, 66.886),
    "growth": ({"before": ["7750.59"], "after": ["12932"]}, 0.668518),
    "mean_growth": ({"level": ["100", "150", "300"]}, 0.75),
    "left_the_year_before": ({"whole": ["100"], "after": ["60"], "growth": ["2"]}, 80),
    # 1.05 times 10 over 8.
    "growth_converted": ({"growth": ["0.05"], "before": ["8"], "after": ["10"]}, 0.3125),
    "converted": ({"amount": ["22049"], "rate": ["6.7569"]}, 148982.8881),
    "average": ({"amount": ["11028"], "members": ["13"]}, 11028 / 13),
    "average_between": (
        {"amount": ["20247"], "larger": ["11028"], "members": ["41"], "larger_members": ["13"]},
        9219 / 28,
    ),
    "implied_share": (
        {"amount": ["64.65"], "known_amount": ["19.26"], "known_share": ["0.2065"]},
        0.693154,
    ),
    "implied_sum_of_shares": (
        {
            "amount": ["64.65"],
            "known_amount": ["19.26"],
            "known_share": ["0.2065"],
            "other_share": ["0.1337"],
        },
        1.033354,
    ),
    "rank": ({"own": ["19.26"], "other": ["64.65", "2.2"]}, 2),
}


@pytest.mark.parametrize("name", CASES)
def test_the_result_holds_the_value_computed_by_hand(name):
    printed, value = CASES[name]
    given = {key: [stated(text) for text in texts] for key, texts in printed.items()}
    low, high = bounds(call(REGISTRY[name], given))
    assert low - 1e-6 <= value <= high + 1e-6


def test_every_function_is_tried_here():
    assert set(CASES) | {"counted", "compound_growth"} == set(REGISTRY)


def test_compound_growth_takes_its_years_as_they_are():
    given = {"before": [iv.mpf(100)], "after": [iv.mpf(400)], "years": [iv.mpf(2)]}
    assert bounds(call(REGISTRY["compound_growth"], given)) == pytest.approx((1, 1))


def test_things_listed_twice_count_once():
    assert bounds(call(REGISTRY["counted"], {"item": ["ITO", "BPO", "ITO"]})) == (2, 2)


def test_a_rank_is_a_range_where_rounding_leaves_it_open():
    given = {"own": [stated("5")], "other": [stated("5"), stated("9")]}
    assert bounds(call(REGISTRY["rank"], given)) == (2, 3)


def test_a_whole_that_may_be_nothing_has_no_share():
    with pytest.raises(ValueError, match="share has no result"):
        call(REGISTRY["share"], {"part": [iv.mpf(0)], "whole": [iv.mpf(0)]})


@pytest.mark.parametrize(
    ("name", "units", "base"),
    [
        ("sum", {"part": ["USD", "USD"]}, "USD"),
        ("growth", {"before": ["CNY"], "after": ["CNY"]}, "1"),
        ("converted", {"amount": ["USD"], "rate": ["CNY per USD"]}, "CNY"),
        ("average", {"amount": ["USD"], "members": ["firms"]}, "USD"),
    ],
)
def test_the_result_has_the_unit_that_the_arguments_give(name, units, base):
    assert result_unit(REGISTRY[name], units) == base


@pytest.mark.parametrize(
    ("name", "units", "message"),
    [
        ("sum", {"part": ["USD", "CNY"]}, "part is in CNY and must be in USD"),
        ("converted", {"amount": ["CNY"], "rate": ["CNY per USD"]}, "must be in CNY"),
        (
            "left_the_year_before",
            {"whole": ["USD"], "after": ["USD"], "growth": ["USD"]},
            "a ratio",
        ),
    ],
)
def test_units_that_do_not_fit_are_refused(name, units, message):
    with pytest.raises(UnitError, match=message):
        result_unit(REGISTRY[name], units)


@pytest.mark.parametrize("name", REGISTRY)
def test_every_function_says_what_it_returns(name):
    assert REGISTRY[name].call.__doc__.startswith("Return ")

"""Catching up, ranks and readings of the printed shares."""

import dataclasses
import itertools
import math

import pandas as pd
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from offshore.numerals.printed import interval
from offshore.study import provincial_shares, scenarios

rates = st.floats(-0.5, 3)
amounts = st.floats(0.1, 1000)


@given(level=amounts, ahead=st.floats(0.01, 100), leader_growth=rates, lead=st.floats(0.01, 1))
def test_after_the_years_found_the_levels_are_equal(level, ahead, leader_growth, lead):
    leader, growth = level * (1 + ahead), leader_growth + lead
    years = scenarios.years_to_catch_up(level, leader, growth, leader_growth)
    assert math.log(level) + years * math.log1p(growth) == pytest.approx(
        math.log(leader) + years * math.log1p(leader_growth)
    )


def test_catching_up_by_hand():
    # 1 doubling a year against 8 standing still: 2, 4, 8 after three years.
    assert scenarios.years_to_catch_up(1, 8, 1.0, 0.0) == pytest.approx(3)
    assert scenarios.years_to_catch_up(1, 8, 0.1, 0.1) == math.inf
    assert scenarios.years_to_catch_up(8, 1, 0.0, 1.0) == 0


@given(
    own=st.integers(1, 30),
    others=st.lists(st.integers(0, 30), min_size=1, max_size=6),
)
def test_the_true_rank_lies_between_best_and_worst(own, others):
    largest = max(*others, own)
    best, worst = provincial_shares.ranks_among(own, sum(others), len(others), largest)
    rank = 1 + sum(other > own for other in others)
    assert best <= rank <= worst


def test_the_rank_bounds_are_reached_on_a_fine_grid():
    # Own 2, three others of at most 5 that make 7: of all divisions into whole numbers the
    # best rank is 2 (5, 2, 0) and the worst is 3 (3, 3, 1); three above 2 would need over 6,
    # which fractions allow: 2.3, 2.3, 2.4.
    grid = [d for d in itertools.product(range(6), repeat=3) if sum(d) == 7]
    ranks = {1 + sum(part > 2 for part in division) for division in grid}
    assert provincial_shares.ranks_among(2, 7, 3, 5) == (min(ranks), 4)


def test_an_impossible_sum_of_others_is_refused():
    with pytest.raises(ValueError, match="cannot make 16"):
        provincial_shares.ranks_among(2, 16, 3, 5)


PRINTED = provincial_shares.Printed(64.65, 19.26, 2.2049, 0.2065, 0.1337, 6, 3)


def test_what_is_printed_is_taken_from_facts_by_id():
    facts = {
        "value-hangzhou": 64.65, "value-ningbo": 19.26, "value-2017": 2.2049,
        "share-ningbo": 0.2065, "share-six-cities": 0.1337, "value-2016": 1.3,
    }  # fmt: skip
    assert provincial_shares.of_zhejiang(pd.Series(facts)) == PRINTED


def test_the_printed_shares_exceed_the_whole():
    # 19.26 / 0.2065 = 93.27; 64.65 / 93.27 = 69.3 %; with 20.65 % and 13.37 % that is 103.3 %.
    assert provincial_shares.excess(PRINTED) == pytest.approx(0.0333, abs=1e-4)


def test_rounding_explains_a_sixty_sixth_of_the_excess():
    # At the best ends of the printed digits, 64.645 / 19.265 x 0.20645 + 0.20645 + 0.13365 is
    # 1.032857, where the digits themselves give 1.033359: 0.0005 of 0.0334.
    rounded = provincial_shares.Printed(
        *(interval(one) for one in ("64.65", "19.26", "2.2049", "0.2065", "0.1337")), 6, 3
    )
    least = provincial_shares.least_excess(rounded)
    assert least == pytest.approx(0.032857, abs=1e-6)
    assert provincial_shares.rounding_part(PRINTED, rounded) == pytest.approx(1 / 66, rel=0.02)
    fitting = dataclasses.replace(PRINTED, group_share=0.1)
    assert math.isnan(provincial_shares.rounding_part(fitting, rounded))


@pytest.mark.parametrize(
    ("second", "second_share", "group_share", "fit"),
    [
        # 19.26 / 0.2065 = 93.27, of which 1.2% is 1.12, below Wenzhou's 2.20.
        ("19.26", "0.2065", "0.012", False),
        ("19.26", "0.2065", "0.024", True),  # 2.24, and 93.27 has room for 64.65 + 19.26 + 2.24
        # 19.26 / 0.10 = 192.6; less 13.37%, 64.65 and 19.26 it is 82.9, above three times 19.26.
        ("19.26", "0.10", "0.1337", False),
        ("19.26", "0.15", "0.1337", True),  # 128.4 leaves 27.3
        ("70.00", "0.2065", "0.1337", False),  # Ningbo above Hangzhou
    ],
)
def test_shares_can_add_up_and_leave_a_city_no_place(second, second_share, group_share, fit):
    parts = ("64.65", second, "2.2049", second_share, group_share)
    rounded = provincial_shares.Printed(*map(interval, parts), 6, 3)
    assert provincial_shares.least_excess(rounded) <= 0
    assert provincial_shares.places_fit(rounded) is fit


def test_concentration_with_the_six_cities_share_is_no_wider_than_divisions_allow():
    # With at most 5% for the three, totals are 83.91 / 0.8663 = 96.86 to 83.91 / 0.8163 = 102.79.
    # Most at 102.79? There 13.743 - 2.205 = 11.538 goes to one city and 5.140 to another: squares
    # 4179.6 + 370.9 + 4.9 + 133.1 + 26.4 = 4715 over 10566 = 0.446. At 96.86 it is 12.950 - 2.205 =
    # 10.745 for one and nothing for the three: 4179.6 + 370.9 + 4.9 + 115.5 = 4670.9 over 9381.9 =
    # 0.4979, the most. Least at 102.79, divided evenly: 4555.4 + 11.538^2 / 5 + 5.140^2 / 3 =
    # 4590.8 over 10566 = 0.4345.
    reading = provincial_shares.implied("group share", PRINTED, 0.05)
    assert provincial_shares.concentration(reading, PRINTED) == pytest.approx(
        (0.4345, 0.4979), abs=1e-4
    )


def test_impossible_readings_have_no_ranges_and_the_others_keep_theirs():
    # With 84.65 for Hangzhou the total of Ningbo's share, 93.27, is passed by the two leaders.
    more = dataclasses.replace(PRINTED, first=84.65)
    found = provincial_shares.spread(provincial_shares.outcomes(more, 0.05))
    assert found.rank_most.isna().tolist() == [True, False, False]
    table = provincial_shares.spread(provincial_shares.readings(more, 0.05))
    assert table.total_least.isna().tolist() == [True, False, False]
    # Wenzhou above Ningbo: no statement of the paper on their order can be kept.
    turned = dataclasses.replace(PRINTED, own=20)
    assert provincial_shares.spread(provincial_shares.outcomes(turned, 0)).share_least.isna().all()


def test_readings_by_hand():
    second = provincial_shares.implied("second share", PRINTED, 0.1)
    assert second.total == pytest.approx((93.269, 93.269), abs=1e-3)
    assert second.group == pytest.approx((2.2049, 93.269 - 64.65 - 19.26), abs=1e-3)
    group = provincial_shares.implied("group share", PRINTED, 0.1)
    # 83.91 / (1 - 0.1337) = 96.86; with a tenth for the rest 83.91 / 0.7663 = 109.50.
    assert group.total == pytest.approx((96.860, 109.50), abs=1e-2)
    both = provincial_shares.implied("both shares", PRINTED, 0.1)
    # 93.269 - 19.26 - 12.470 = 61.539 is left for Hangzhou and the cities not mentioned.
    assert both.first == pytest.approx((19.26, 61.539), abs=1e-3)


def test_ranks_of_readings_by_hand():
    # Second share: eight cities make 9.359 - 2.2049 = 7.154. One of up to 19.26 may hold 7.154;
    # none need exceed 2.2049, 8 x 2.2049 being more; four cannot, 4 x 2.2049 = 8.8 being more.
    assert provincial_shares.rank(
        provincial_shares.implied("second share", PRINTED, 0.1), PRINTED
    ) == (3, 6)
    # Both shares: five make 10.265 (at most four above 2.2049; 5 x 2.2049 = 11.02 suffices for
    # none), three more may all be above.
    assert provincial_shares.rank(
        provincial_shares.implied("both shares", PRINTED, 0.1), PRINTED
    ) == (
        3,
        10,
    )


def test_readings_side_by_side_and_spread_over_columns():
    found = provincial_shares.readings(PRINTED, 0.1)
    assert found.reading.tolist() == list(provincial_shares.NAMES)
    assert found.dropped.tolist() == ["group share", "second share", "first amount"]
    assert found.total[1] == pytest.approx((96.860, 109.50), abs=1e-2)  # as above
    ends = provincial_shares.spread(found)
    assert list(ends)[:4] == ["reading", "dropped", "total_least", "total_most"]
    assert (ends.total_least[1], ends.total_most[1]) == found.total[1]
    outcomes = provincial_shares.spread(provincial_shares.outcomes(PRINTED, 0.1))
    # 2.2049 / 93.269 = 2.364 %; the ranks as above.
    assert outcomes.share_least[0] == pytest.approx(0.02364, abs=1e-5)
    assert (outcomes.rank_least[0], outcomes.rank_most[0]) == (3, 6)


amount = st.floats(0.2, 14)


@given(
    first=st.floats(20, 100),
    second=st.floats(15, 20),
    group=st.lists(amount, min_size=6, max_size=6),
    others=st.lists(amount, min_size=3, max_size=3),
)
@example(first=20, second=15, group=[12, 1, 1, 1, 1, 0.5], others=[1, 1, 12])
def test_true_shares_fit_every_reading(first, second, group, others):
    cities = [first, second, *group, *others]
    total = sum(cities)
    shares = second / total, sum(group) / total
    printed = provincial_shares.Printed(first, second, group[0], *shares, 6, 3)
    rank = 1 + sum(city > group[0] for city in cities)
    concentration = sum((city / total) ** 2 for city in cities)
    assert provincial_shares.excess(printed) <= 1e-9
    for name in provincial_shares.NAMES:
        reading = provincial_shares.implied(name, printed, sum(others) / total)
        for (least, most), true in [
            (reading.total, total),
            (reading.first, first),
            (reading.group, sum(group)),
            (reading.others, sum(others)),
            (provincial_shares.rank(reading, printed), rank),
            (provincial_shares.concentration(reading, printed), concentration),
        ]:
            assert least - 1e-6 <= true <= most + 1e-6


def of_every_size(reading, printed, steps=30):
    """Yield the concentration of many divisions that the reading with the six cities' share allows.

    Of each total, the fellows and the three others are divided evenly or as unevenly as can be.
    """
    least, most = reading.total
    for step in range(steps + 1):
        total = least + (most - least) * step / steps
        group = printed.group_share * total - printed.own
        rest = total * (1 - printed.group_share) - printed.first - printed.second
        fixed = [printed.first, printed.second, printed.own]
        for even in (True, False):
            cities = fixed + divided(group, 5, printed.second, even)
            cities += divided(rest, 3, printed.second, even)
            yield sum((city / total) ** 2 for city in cities)


def divided(total, count, most, even):
    if even:
        return [total / count] * count
    sizes = []
    for _ in range(count):
        sizes.append(min(max(total - sum(sizes), 0), most))
    return sizes


@given(
    first=st.floats(20, 100),
    second=st.floats(5, 20),
    own=st.floats(0.5, 5),
    group_share=st.floats(0.05, 0.5),
    others=st.floats(0, 1),
)
def test_bounds_of_concentration_are_met_and_never_passed(first, second, own, group_share, others):
    printed = provincial_shares.Printed(first, second, own, 0.2, group_share, 6, 3)
    reading = provincial_shares.implied("group share", printed, others)
    assume(reading.possible)
    found = list(of_every_size(reading, printed))
    low, high = provincial_shares.concentration(reading, printed)
    assert low <= min(found) + 1e-9 and max(found) <= high + 1e-9
    assert low == pytest.approx(min(found), rel=0.01) and high == pytest.approx(
        max(found), rel=0.05
    )


def test_a_gap_in_growth_raises_concentration_and_none_keeps_it():
    reading = provincial_shares.implied("second share", PRINTED, 0)
    same = provincial_shares.diverging(reading, PRINTED, 0.1, 0.0, 5)
    wider = provincial_shares.diverging(reading, PRINTED, 0.1, 0.1, 5)
    assert same.low.tolist() == pytest.approx([same.low[0]] * 6)
    assert wider.low.is_monotonic_increasing and wider.low[5] > same.low[5]
    assert (same.low[0], same.high[0]) == pytest.approx(
        provincial_shares.concentration(reading, PRINTED)
    )


@pytest.mark.parametrize(
    ("changed", "can"),
    [
        ({}, True),
        ({"second_share": 0.2665}, False),  # 19.26 / 0.2665 = 72.27, less than 64.65 + 19.26
        ({"own": 9.36}, False),  # 19.26 / 0.2065 - 64.65 - 19.26 = 9.359 is left
        ({"second_share": 0.0665}, False),  # 203.5 of 289.6 left for eight, each at most 19.26
        ({"first": 16.65}, False),  # the first city would be the second
    ],
)
def test_a_reading_can_be_if_the_other_cities_can_have_what_it_leaves(changed, can):
    printed = dataclasses.replace(PRINTED, **changed)
    reading = provincial_shares.implied("second share", printed, 0)
    assert reading.possible is can
    assert provincial_shares.diverging(reading, printed, 0.1, 0.1, 2).low.isna().all() == (not can)


def test_a_gap_needs_a_reading_that_fixes_the_leaders():
    with pytest.raises(ValueError, match="fixes neither"):
        provincial_shares.diverging(
            provincial_shares.implied("group share", PRINTED, 0.1), PRINTED, 0.1, 0.1, 5
        )

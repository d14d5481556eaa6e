"""The chapter on growth says of other facts and other years what holds of them."""

import telling
from checkouts import Checkout


def test_single_year_beside_china_has_a_share_and_no_growth(quick: Checkout) -> None:
    said = telling.text(quick, "growth", {}, first_year=2016)
    # 129.32 million dollars of China's 70.41 billion.
    assert "In 2016 Wenzhou's share of the national total was 0.184%; with a single year" in said
    assert "0.184% to 0.184%" not in said
    assert "speaks of a small base" not in said
    said = telling.text(quick, "growth", {}, last_year=2016, currency="CNY")
    assert "The comparison ends with" not in said
    # Yuan of 2013 and 2016: 2964 * 6.1478 and 12932 * 6.64 (10 000 yuan); the cube root of 4.7124.
    assert "2013 to 2016 in yuan, the compound rate is 67.7% a year" in said


def test_rates_that_follow_need_no_explanation(quick: Checkout) -> None:
    # 12932 / 7750.59 = 1.66852 and 22049 / 12932 = 1.70500.
    said = telling.text(quick, "growth", {"growth-2016": "66.85", "growth-2017": "70.50"})
    assert "bear out the growth printed for 2014, 2015, 2016 and 2017." in said
    assert "What happened" not in said
    assert "*Another" not in said
    assert "instead of" not in said


def test_each_rate_that_does_not_follow_is_named(quick: Checkout) -> None:
    said = telling.text(quick, "growth", {"growth-2014": "31.6"})  # 4032.9 / 2964 = 1.36063
    assert "for 2015, but not the growth printed for 2014, 2016 and 2017." in said
    assert "For 2014 they give 36.06%, where the paper prints 31.6%." in said
    # In yuan 2014 had 36.06% too, times 6.1620 / 6.1478: 36.38%, further off.
    assert "nearer to the printed growth in 2016 and 2017 only" in said
    assert "the growth printed for 2015 would no longer follow" in said
    # 4032.9 / 1.316 = 3064.51
    assert "USD 30.65 million in 2013 instead of USD 29.64 million" in said


def test_amount_a_tenth_as_large_turns_every_conclusion(quick: Checkout) -> None:
    said = telling.text(quick, "growth", {"value-2017": "2204.9"})
    assert "the executed value doubles" not in said
    assert "It is -7.1% a year." in said  # the fourth root of 2204.9 / 2964
    assert "under some of these readings" in said
    # 1.489 billion by 22.049 million is 67.53 yuan for a dollar; the dearest was 2023's.
    assert "The average of another year, 2023, is nearer" in said


def test_share_that_falls_falls(quick: Checkout) -> None:
    # 40.329 and 77.506 million of 55.92 and 64.64 billion, then 12.932 million of 70.41 billion.
    said = telling.text(quick, "growth", {"value-2016": "1293.2"}, first_year=2014)
    assert "share of the national total fell from 0.072% to 0.018%" in said
    assert "growth fell behind the country's" in said

"""The outlook says of other assumptions and other facts what holds of them."""

import telling
from checkouts import Checkout


def test_single_rate_without_uplift_is_no_fan(quick: Checkout) -> None:
    said = telling.text(quick, "outlook", {}, growth_rates="[0.2]", digital_uplift=0.0)
    # 220.49 million times 1.2 six times.
    assert "In 2023 the fan is at USD 658.4 million, without any width." in said
    assert "Without an uplift both fans are the same." in said
    assert "a shift of that size" not in said
    # 15140 / 22.049 is 686.7, whose logarithm is 13.02 times that of the growth of 1.6514.
    assert "that all of China had in 2023 within 14 years" in said
    assert "growth was lower in 2016 and in 2017 than in 2015" in said
    assert "Whether growth slowed from 2016 to 2017 the rates do not tell" in said


def test_shift_that_is_wider_than_the_fan_is_said_to_be(quick: Checkout) -> None:
    said = telling.text(quick, "outlook", {}, growth_rates="[0.1, 0.11]", digital_uplift=0.2)
    assert "as large as this fan is wide, or larger" in said


def test_amounts_that_fell_pass_nobody(quick: Checkout) -> None:
    said = telling.text(quick, "outlook", {"value-2017": "2204.9", "growth-2016": "66.85"})
    assert "Wenzhou would pass" not in said
    faster = telling.text(quick, "outlook", {"value-2017": "30000", "growth-2017": "131.98"})
    # 129.32 million times 1514 / 704.1 is 278.1 million; 30000 / 12932 = 2.31983.
    assert "That is less than it had in 2017 already." in faster
    # 66.85% follows from the amounts of 2015 and 2016; both it and what is printed then rise.
    assert "Whether growth slowed" not in faster


def test_leader_and_pace_follow_their_figures(quick: Checkout) -> None:
    # In three years 129.32 / 88 grew by 13.7% a year, China's total by 15.7%.
    said = telling.text(quick, "outlook", {"value-hangzhou": "84.65", "value-2013": "8800"})
    assert "The leaders' amounts may fall, too" in said
    assert "changed by 13.7% a year and China's total by 15.7%" in said
    assert "Wenzhou's pace was not the country's" not in said

"""What the chapter on the framework says of other facts and parameters."""

import telling
from checkouts import Checkout


def test_links_of_two_parts_count_once_and_no_indicator_is_more_than_it_is(quick: Checkout) -> None:
    said = telling.text(quick, "framework", {})
    assert "has 69 links" in said  # 76 links of parts, seven of which are in two
    assert "of those that are argued only it is 59" in said
    assert "each could be the same" in said  # which is not that it would be
    # (64.65² + 19.26² + 2.2049² + 7.154² / 8) / 93.27² = 0.52, the eight others being equal.
    assert "In 2017 the index was 0.52–0.53; after 10 years" in said
    assert "Had all other cities stood still, Wenzhou's growth of 65.1% a year" in said


def test_of_one_year_and_of_no_growth(quick: Checkout) -> None:
    said = telling.text(quick, "framework", {"value-2017": "2964"}, horizon=1, effect="matthew")
    assert "; a year later it would be " in said
    assert "Had all other cities stood still" not in said


def test_of_shares_that_leave_the_other_cities_nothing(quick: Checkout) -> None:
    # 19.26 / 26.65% = 72.27, which is less than Hangzhou's 64.65 and Ningbo's 19.26.
    said = telling.text(quick, "framework", {"share-ningbo": "26.65"})
    assert "cannot all be true with Hangzhou first and Ningbo second" in said
    assert "the index was" not in said
    assert "less concentrated" not in said

"""The chapter on firms says of other facts what holds of them."""

import telling
from checkouts import Checkout

ALONE = "The number of firms and their total alone"


def test_as_many_firms_as_before_grew_by_their_size(quick: Checkout) -> None:
    said = telling.text(quick, "firms", {"firms-2017": "29"})
    assert "the number of firms makes up 0% of the growth, the size of the average firm" in said
    assert "grew more by the size of its firms" in said
    # 41 of 29 firms cannot be above 2 million; the others are not looked at any more.
    assert "The statement on firms above USD 2 million cannot be true" in said
    assert "it would be known exactly" not in said


def test_statement_that_contradicts_those_before_it_is_left_out(quick: Checkout) -> None:
    said = telling.text(quick, "firms", {"firms-over-10m-2017": "30"})  # of 13 above 5 million
    assert "The statement on firms above USD 10 million cannot be true" in said
    assert "some division of the total respects every statement" not in said
    # Twelve firms above 10 million made 120 million or more, those above 5 million 110.28.
    said = telling.text(quick, "firms", {"firms-over-10m-2017": "12"})
    assert "The statement on firms above USD 10 million cannot be true" in said


def test_fewer_firms_and_totals_that_fall_or_stay(quick: Checkout) -> None:
    fewer = telling.text(quick, "firms", {"firms-2015": "92"})
    assert "due to larger firms alone: their number fell" in fewer
    smaller = telling.text(quick, "firms", {"firms-2015": "9"})  # 8.61 million each, then 3.34
    assert "due to more firms alone: the average firm became smaller" in smaller
    fell = telling.text(quick, "firms", {"value-2015": "77505.9", "firms-2015": "29"})
    assert "the executed value fell" in fell
    same = telling.text(quick, "firms", {"value-2015": "22049"})
    assert "the executed value did not change" in same
    assert "grew more by" not in fewer + fell + same


def test_year_without_classes_has_one(quick: Checkout) -> None:
    said = telling.text(quick, "firms", {}, year=2015, measure="hhi")
    assert "For 2015 no such statement is printed" in said
    # From 1/29 for equal firms to 1 for a single one that makes everything.
    assert f"{ALONE} leave the measure of this figure anywhere between 0.034 and 1.000." in said
    assert "it would be known exactly" not in said

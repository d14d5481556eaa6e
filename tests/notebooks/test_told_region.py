"""What the chapter on the region says of other amounts, shares and assumptions."""

from checkouts import Checkout
from telling import text


def test_what_holds_under_every_reading_names_its_assumption(quick: Checkout) -> None:
    # Least share: 2.2049 x (1 - 0.1337 - 0.05) / 83.91 = 2.145%; most: 2.2049 / 93.269 = 2.364%.
    said = text(quick, "region", {})
    assert "have at most 5.0%, the 3 readings together give Wenzhou 2.1%–2.4% of the" in said
    assert "and rank 3–10" in said
    # Without Hangzhou's amount it may be low; with it (64.65^2 + 19.26^2) / 102.79^2 is 0.43.
    assert "lies between 0.16 and 0.53; where Hangzhou's amount is kept, it is 0.4" in said
    # No other limit than Ningbo for the three: 83.91 + 3 x 19.26 = 141.69 are 86.63% of 163.56.
    assert "the share is 1.3%–2.4% and the rank 3–11" in said
    # Rounding: 0.0005 of 0.0334.
    assert "Rounding explains 1.5% of the excess and leaves at least 3.2 percentage points" in said


def test_amounts_of_other_years_are_said_to_be_of_different_years(quick: Checkout) -> None:
    said = text(quick, "region", {})
    assert "the ratio of the two amounts have narrowed" in said
    # (1926 / 381) ^ (1 / 6) - 1 = 31.0%.
    assert "from USD 381 million to the printed amount of 2017 it is 31.0% a year" in said
    assert "No amount of Wenzhou's is known for that year." in said
    assert "we know none of Wenzhou's" in said


def test_without_a_limit_both_ranges_are_the_same(quick: Checkout) -> None:
    said = text(quick, "region", {}, others_most=1.0)
    assert "at most 100.0%, the 3 readings" in said
    assert "give Wenzhou 1.3%–2.4% of the province and rank 3–11" in said


def test_shares_that_fit_are_said_to_fit(quick: Checkout) -> None:
    # 54.65 / 93.27 = 58.6%; with 20.65% and 13.37% that is 92.6%.
    said = text(quick, "region", {"value-hangzhou": "54.65"})
    assert "can stand together, and leave 7.4%" in said and "misprint" not in said
    # 61.54: 61.54 / 19.26 x 0.2065 + 0.2065 + 0.1337 = 1.00001, within what rounding allows.
    said = text(quick, "region", {"value-hangzhou": "61.54"})
    assert "which the rounding of the printed numbers can explain" in said


def test_a_reading_that_cannot_be_kept_is_not_kept(quick: Checkout) -> None:
    # 84.65 and 19.26 pass the 93.27 that Ningbo's share implies.
    said = text(quick, "region", {"value-hangzhou": "84.65"})
    assert "What this run keeps, Ningbo's share, cannot be kept" in said
    assert "Of the 3 readings, 2 can be kept" in said


def test_wenzhou_ahead_of_ningbo_leaves_no_reading(quick: Checkout) -> None:
    said = text(quick, "region", {"value-2017": "220490"})
    assert "None of the 3 readings can be kept" in said
    assert "do not put both Hangzhou and Ningbo ahead of Wenzhou" in said
    assert "Third place" not in said and "Without that limit" not in said


def test_hangzhou_that_fell_did_not_grow(quick: Checkout) -> None:
    # From 84.65 to 78.7 in two years: (78.7 / 84.65) ^ 0.5 - 1 = -3.6% a year.
    said = text(quick, "region", {"value-hangzhou": "84.65"})
    assert "Hangzhou's amount changed by -3.6% a year" in said
    assert "have narrowed" not in said

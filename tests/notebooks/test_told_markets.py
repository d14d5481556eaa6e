"""What the chapter on markets says of other counts."""

from checkouts import Checkout
from telling import text


def test_the_bound_names_the_number_of_markets_it_holds_for(quick: Checkout) -> None:
    # Of 60 markets 53 are small: 53 of 220.49 million are 24.0%, and 76.0% are left.
    said = text(quick, "markets", {}, markets=60)
    assert "With 60 markets, as this run assumes, the number of small ones is 53" in said
    assert "at least 76.0%" in said and "if there are 60 markets" in said
    # Seven thresholds of a million are 3.2% of the total, however many markets there are.
    assert "However many markets there are, the large ones have more than 3.2%" in said


def test_over_45_is_46_at_least_and_over_49_is_not_met_by_46(quick: Checkout) -> None:
    assert "With 46 markets, the fewest that the paper's “over 45” allows" in text(
        quick, "markets", {}
    )
    said = text(quick, "markets", {"markets": "49"})
    assert "assumes 46 markets, fewer than the paper's “over 49” allows" in said


def test_counts_that_do_not_fit_bound_nothing(quick: Checkout) -> None:
    said = text(quick, "markets", {"markets-over-1m": "77"})
    assert "fewer than the paper's 77 large ones" in said and "so they bound nothing" in said
    assert "are concentrated in a few" not in said and "For the Belt and Road" not in said


def test_large_markets_that_are_all_of_them_need_not_be_concentrated(quick: Checkout) -> None:
    # If all 46 are large, all of them have everything.
    said = text(quick, "markets", {"markets-over-1m": "46"})
    assert "100.0% of the markets have at least 100.0% of the amount" in said
    assert "does not follow" in said

"""What the chapter on structure says of other amounts, shares and years."""

from checkouts import Checkout
from telling import text


def test_shares_and_total_that_do_not_follow_are_named(quick: Checkout) -> None:
    # 490 of 22049 is 2.22%; 12.58% is ITO's as before; the sum is 22049 still.
    said = text(quick, "structure", {"share-bpo": "2.32", "share-ito": "12.68"})
    assert "(ITO) and business process outsourcing (BPO) do not follow" in said
    assert "which is the year's total as printed" in said
    # 18 785 + 2 774 + 590 = 22 149.
    said = text(quick, "structure", {"value-bpo": "590", "share-bpo": "2.66"})
    assert "USD 221.49 million, and not to USD 220.49 million" in said


def test_ito_that_was_larger_than_all_is_a_contradiction(quick: Checkout) -> None:
    # 27 740 / 1.5 = 18 493, more than 12 932.
    said = text(quick, "structure", {"value-ito": "27 740", "growth-ito": "50"})
    assert "more than that year's total" in said and "nothing else follows" in said
    assert "own share" not in said and "brought" not in said


def test_a_total_that_fell_has_no_parts_of_growth(quick: Checkout) -> None:
    # 1 878 + 2 774 + 490 = 5 142 after 12 932: less by 7 790.
    said = text(quick, "structure", {"value-kpo": "1 878"})
    assert "the whole industry by USD -77.9 million" in said
    assert "more than half of the growth" not in said
    # ITO rose from 0.7% to 2 774 / 5 142 = 53.9%, so the others fell to 46.1%.
    assert "KPO and BPO together fell, from 99.28% of the total in 2016 to 46.05%" in said


def test_a_year_without_change_has_no_parts(quick: Checkout) -> None:
    said = text(quick, "structure", {"value-2016": "22049"})
    assert "the whole industry by USD 0" in said and "brought" not in said


def test_china_is_compared_in_the_years_that_are_shown(quick: Checkout) -> None:
    # 3 819 of 8 953 in 2022; KPO's 1 878 of 5 142 in Wenzhou is 36.5%, below it.
    said = text(quick, "structure", {"value-kpo": "1 878"}, china_years=[2022])
    assert "42.7% KPO" in said
    assert "In every year of the figure KPO weighs more in China than in Wenzhou in 2017." in said

"""What the chapter on problems says of other facts and parameters."""

import telling
from checkouts import Checkout


def test_headings_rest_on_their_parts_and_what_is_lost_stays_open(quick: Checkout) -> None:
    said = telling.text(quick, "problems", {})
    # 24 without evidence of their own, of which three headings have parts with evidence.
    assert "Of 33 problems" in said
    assert "The other 21 have neither" in said
    assert "there are no more than 20 firms" in said  # 不超过 includes the number
    assert "names 5 of its platforms" in said
    assert "since the number tripled" in said
    assert "for that year this makes 6, a number" in said  # 13 - 7
    for unknown in ("figure listed", "by its own account"):
        assert unknown not in said


def test_of_a_count_that_rises_otherwise(quick: Checkout) -> None:
    facts = {"firms-over-10m-2017": "2", "firms-over-5m-increase": "13"}
    said = telling.text(quick, "problems", facts, heading="services-weak")
    assert "from 1 to 2 firms above a threshold" in said
    assert "since the number rose" in said
    assert "for that year this makes 0, a number" in said
    assert "The other 9 have neither" in said


def test_of_counts_that_do_not_rise_or_cannot_be(quick: Checkout) -> None:
    facts = {"firms-over-10m-2017": "1", "firms-over-5m-increase": "17"}
    said = telling.text(quick, "problems", facts)
    assert "counts 1 in one year and 1 in the next" in said
    assert "success" not in said
    assert "fewer than none" in said

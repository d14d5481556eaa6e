"""The multiverse: headline numbers over the readings, against computations by hand."""

import csv
import math
import re

import pytest
from checkouts import Checkout, here

from offshore.display.language import languages
from offshore.results import multiverse

# Wenzhou's amounts of 2013, 2014 and 2017, in 10 000 dollars, and yuan for a dollar.
FIRST, SECOND, LAST = 2964, 4032.9, 22049
RATES = {2013: 6.1478, 2014: 6.1620, 2017: 6.7569}


def yearly(first: float, last: float, years: int) -> float:
    return (last / first) ** (1 / years) - 1


def rows(built: Checkout, language: str = "en") -> list[dict[str, str]]:
    (file,) = built.html(language).glob("_downloads/*/multiverse-spread.csv")
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def of(found: list[dict[str, str]], number: str) -> dict[str, tuple[float, float]]:
    return {
        row["label"]: (float(row["low"]), float(row["high"]))
        for row in found
        if row["number"] == number
    }


def test_growth_under_each_window_and_currency(built: Checkout) -> None:
    found = of(rows(built), "growth")
    assert set(found) == {f"{first}–2017, {c}" for first in (2013, 2014) for c in ("USD", "CNY")}
    dollars = yearly(FIRST, LAST, 4)
    assert found["2013–2017, USD"] == pytest.approx((dollars, dollars), abs=1e-6)
    assert found["2014–2017, USD"][0] == pytest.approx(yearly(SECOND, LAST, 3), abs=1e-6)
    yuan = yearly(FIRST * RATES[2013], LAST * RATES[2017], 4)
    assert found["2013–2017, CNY"][0] == pytest.approx(yuan, abs=1e-4)


def test_bound_of_the_small_markets(built: Checkout) -> None:
    found = of(rows(built), "small")
    # All markets but 7 have a million dollars at most, of 220.49 million.
    for count in (46, 50, 60):
        assert found[f"{count} markets"][0] == pytest.approx((count - 7) / 220.49, abs=1e-6)


def test_each_headline_has_one_published_reading(built: Checkout) -> None:
    found = rows(built)
    for number in {row["number"] for row in found}:
        published = [row for row in found if row["number"] == number and row["published"] == "True"]
        assert len(published) == 1, number


def test_both_editions_have_the_same_numbers(built: Checkout) -> None:
    english, chinese = rows(built), rows(built, "zh")
    assert [row["low"] for row in english] == [row["low"] for row in chinese]
    assert "保留" in str(chinese)


def test_prose_takes_its_numbers_from_the_runs(built: Checkout) -> None:
    page = (built.html() / "multiverse.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", page)
    least = yearly(FIRST, LAST, 4)
    assert f"Compound growth lies between {100 * least:.1f}%" in text


def test_sweep_of_a_grid_of_the_book_finds_the_runs_made(built: Checkout) -> None:
    grid = ("sweep", "region", "--grid", "book/multiverse/region.yml")
    # The chapter's own run has pictures, the others have numbers only.
    done = built.offshore(*grid, "--numbers-only")
    assert "5 runs: 4 stored, 1 to make." in done.stdout


def test_reading_that_cannot_be_kept_is_called_impossible() -> None:
    for headline in multiverse.HEADLINES:
        assert multiverse.worded(headline, languages(here())["en"])(math.nan) == "impossible"

"""`offshore explain`, from outside: trees and JSON, and what it says of names that are no good."""

import json
from typing import Any

import checkouts
import pytest
from checkouts import Checkout
from warmed import Warmed, WarmedCheckout

MARKETS = {  # of one chapter, so that one run is all that is made
    # The total and the threshold, which the cell `counted` takes from the amounts by their ids.
    "large_always": {"value-2017", "threshold-market", "markets-over-1m"},
    "markets_least": {"markets"},
    "small_count": {"markets-over-1m"},
    "markets_assumed": set(),
}


@pytest.fixture(scope="module")
def explained(process: Warmed, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A copy in which the run of one chapter was made by explaining one of its numbers."""
    copied = checkouts.copy_of_sources(tmp_path_factory.mktemp("explained") / "compendium")
    checkout = WarmedCheckout(copied.root, process)
    done = checkout.offshore("explain", "markets.small_count")
    assert done.returncode == 0, done.stderr
    assert "Running 1 of 1 runs" in done.stdout
    assert len(checkout.runs()) == 1
    return checkout


def told(checkout: Checkout, *arguments: str) -> dict[str, Any]:
    done = checkout.offshore("explain", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows(found: dict[str, Any]) -> set[str]:
    tables = found["explanation"]["tables"]
    ours = [one for one in tables if one["name"].startswith("paper/")]
    return {row["id"] for one in ours for row in one["rows"]}


@pytest.mark.parametrize("name", MARKETS)
def test_rows_are_those_that_the_number_is_computed_from(explained: Checkout, name: str) -> None:
    # `run.by_id(…).astype(int)` and `amounts["value-2017"]` pick them out one by one.
    assert rows(told(explained, f"markets.{name}")) == MARKETS[name]


def test_number_has_its_cells_parameters_functions_place_and_hashes(explained: Checkout) -> None:
    one = told(explained, "markets.large_part")["explanation"]
    assert list(one["steps"]) == ["counted", "bounded-numbers"]
    assert one["steps"]["bounded-numbers"] == ["large / markets"]
    assert one["parameters"] == {"markets": 46, "language": "en"}
    (row,) = (row for each in one["tables"] for row in each["rows"] if row["printed"] == "7")
    assert (row["id"], row["unit"]) == ("markets-over-1m", "countries and regions")
    assert row["place"] == "3.2, sentence 4"
    drawn = told(explained, "markets.bounds-drawn")["explanation"]
    functions = {each["name"]: each for each in drawn["functions"]}
    bounds = functions["offshore.study.markets.of_groups"]
    assert bounds["file"] == "offshore/study/markets.py"
    run = json.loads((explained.root / f"_build/runs/{one['run']['key']}/run.json").read_text())
    assert bounds["sha256"] == run["modules"]["offshore.study.markets"]
    hashes = {each["name"]: each["sha256"] for each in one["tables"]}
    assert hashes["paper/counts"] == run["tables"]["paper/counts"]


def test_other_parameters_give_another_run(explained: Checkout) -> None:
    one = told(explained, "markets.small_count", "-p", "markets.markets=50")
    # Seven of fifty have more than a million dollars.
    assert one["explanation"]["value"] == "43"
    assert one["explanation"]["parameters"]["markets"] == 50


def test_tree_names_cell_row_place_and_run(explained: Checkout) -> None:
    said = explained.offshore("explain", "markets.small_count").stdout
    assert said.startswith("number markets.small_count: 39\n")
    assert "markets - large" in said
    assert "markets-over-1m: 7 countries and regions  3.2, sentence 4" in said


def test_verdict_has_each_number_with_what_its_digits_can_mean(explained: Checkout) -> None:
    one = told(explained, "growth-2016-from-amounts")["claim"]
    assert (one["verdict"], one["row"]["function"]) == ("contradicted", "growth")
    given = {each["argument"]: each for each in one["given"]}
    assert given["before"]["interval"] == [7750.585, 7750.595]
    assert given["after"]["interval"] == [12931.5, 12932.5]
    assert given["after"]["row"]["place"] == "3.1, sentence 5"
    # (12931.5 / 7750.595 - 1) and (12932.5 / 7750.585 - 1), in per cent.
    assert one["recomputed"] == pytest.approx([66.84525511, 66.85837263])
    assert one["stated"] == pytest.approx([76.835, 76.845])
    assert one["needed"][0] == "growth-2016 from 66.845 to 66.858 %"


def test_printed_number_has_its_row_and_its_claims(explained: Checkout) -> None:
    one = told(explained, "fact:value-2015")["fact"]
    assert (one["row"]["printed"], one["place"]) == ("7750.59", "3.1, sentence 4")
    assert {"claim": "growth-2016-from-amounts", "verdict": "contradicted"} in one["claims"]


def test_sentence_says_which_of_its_cases_holds_and_on_what(explained: Checkout) -> None:
    one = told(explained, "markets.bound")["sentence"]
    assert sum(case["holds"] for case in one["cases"]) >= 1
    assert {"value-2017", "threshold-market", "markets-over-1m"} <= {*one["facts"]}
    assert all(each["is"] is not None for each in one["asks"] if each["kind"] == "name")


REFUSED = {
    "markets.smal_count": "Did you mean markets.small_count",
    "market.small_count": "There is no notebook 'market'. Did you mean 'markets'?",
    "growth-2016-from-amount": "Did you mean growth-2016-from-amounts",
    "compound": "'compound' names several things. Write number:growth.compound",
    "claim:value-2015": "'value-2015' is a printed number, not a claim.",
    "claim:value-2051": "Nothing is called 'value-2051'",
    "": "Nothing is called ''",
    ".": "There is no notebook",
    "x" * 5000: "(5,002 characters)",
    "markets.\x1b[31m": "Nothing is called",
}


@pytest.mark.parametrize("name", REFUSED)
def test_unknown_and_ambiguous_names_are_refused_with_advice(
    explained: Checkout, name: str
) -> None:
    said = explained.refuses("explain", name)
    assert REFUSED[name] in said
    assert "\x1b" not in said


def test_nothing_is_published(explained: Checkout) -> None:
    assert not (explained.root / "_build/books").exists()
    assert not (explained.root / "_build/book").exists()

"""What each number of the paper is marked with, worked out by hand, and what any paper is promised.

Amounts of Wenzhou are in 10 thousand US dollars. A whole amount such as 22049 is 22048.5 to 22049.5
and is one unit wide; a check is exact for a number if what would pass is no wider than that.
"""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.audit import quantities, report
from offshore.audit.claims import Claim
from offshore.audit.functions import REGISTRY
from offshore.audit.judgements import MARKS, STRENGTHS
from offshore.audit.marks import marks
from offshore.audit.quantities import Frames, Quantity, Unit
from offshore.audit.strength import strength
from offshore.audit.verdicts import judge

BY_HAND = {
    # 12932 / 7750.59 = 1.66852 and 22049 / 12932 = 1.70499: not 1.7684 and not 1.7331.
    "contradicted": "growth-2016 growth-2017",
    # 22.6 / 18.6 = 1.215 by one source, 18.9% by another; 58.7% by one, 69.9% by another.
    "disputed": "digital-economy-growth-2016 digital-economy-contribution-2016",
    # Widths, in per cent: 4032.9 / 2964 0.05 of 0.1; 7750.59 / 4032.9 0.005 of 0.01; over 22049,
    # 20247 0.0087, 11028 0.0068, 18785 0.0084, 2774 0.0051, 490 0.0046, all of 0.01; 13 = 13.
    "reproduced": "growth-2014 growth-2015 share-over-2m share-over-5m share-kpo share-ito "
    "share-bpo firms-over-5m firms-over-5m-again",
    # The amounts behind the two rates; 64.65 / 19.26 * 20.65% + 20.65% + 13.37% = 103.3%.
    "involved": "value-2015 value-2016 value-2017 "
    "value-hangzhou value-ningbo share-ningbo share-six-cities",
    # An average without a method, yuan at a rate that is not named, 10 million of who knows what.
    "conditional": "growth-average value-2017-cny threshold-10m",
    # 2964: 4032.85 / 1.3615 = 2962.1 to 4032.95 / 1.3605 = 2964.3; 4032.9: 7750.585 / 1.92185 =
    # 4032.87 to 7750.595 / 1.92175 = 4033.09, two units of 0.1. 20247: 91.825% of 22048.5 = 20246.0
    # to 91.835% of 22049.5 = 20249.2; 11028, 18785, 2774 and 490 alike, 2 units and more, and the
    # sum leaves each of its parts three. The rest are held by inequalities.
    "bound": "value-2013 value-2014 value-over-2m value-over-5m value-kpo value-ito value-bpo "
    "threshold-2m threshold-5m threshold-market growth-ito firms-2015 firms-2017 firms-over-2m "
    "markets markets-over-1m markets-belt-and-road firms-over-10m-2016 firms-over-10m-2017 "
    "firms-over-5m-increase big-data-firms growth-average-zhejiang",
    # 2012 is not printed; the mean of five rates, a reading of ours, leaves 56% all but free.
    "unverifiable": "growth-2013 continents platforms-high-tech-zone park-firms park-staff",
}
# Of China's digital economy, 22.6, over 30% and 2.8 points are borne out by outside figures.
FROM_SOURCES = {
    "digital-economy-2016",
    "digital-economy-share-2016",
    "digital-economy-share-change-2016",
}


def test_each_number_of_the_paper_has_the_mark_worked_out_by_hand(published):
    found = marks(report.of_frames(published))
    expected = {fact: mark for mark, facts in BY_HAND.items() for fact in facts.split()}
    assert expected.keys() | FROM_SOURCES == found.keys()
    assert {fact: found[fact].name for fact in expected} == expected
    assert {found[fact].name for fact in FROM_SOURCES} <= {"agrees", "reproduced"}
    # 2.8 = 30.3 - 27.5, and the second is not from the white paper.
    assert found["digital-economy-share-change-2016"].name == "agrees"


def with_works(published: Frames, works: dict[str, str]) -> Frames:
    """Return the tables with the works that outside figures are from."""
    table = published["context/digital_economy"]
    told = table.assign(work=table["id"].map(works).fillna(""))
    return {**published, "context/digital_economy": told}


@pytest.mark.parametrize(
    ("work", "mark"), [("CAICT2017", "reproduced"), ("LiJieZhang2021", "agrees"), ("", "agrees")]
)
def test_only_a_work_that_the_paper_cites_makes_a_number_reproduced(published, work, mark):
    frames = with_works(published, {"digital-size-2016": work})
    assert marks(report.of_frames(frames))["digital-economy-2016"].name == mark


def example() -> Frames:
    return quantities.load(Path(__file__).parent / "example")


def names(frames: Frames) -> dict[str, str]:
    return {fact: one.name for fact, one in marks(report.of_frames(frames)).items()}


def test_the_orchard_is_marked_as_it_was_made():
    assert names(example()) == {
        # 1.45 to 1.55 tonnes over 1250 kg leave 8 points where 0.1 is printed, so 20.0 is loose.
        "growth-apples": "bound",
        "harvest-1902": "bound",
        "share-pears": "bound",
        "apples-1901": "involved",  # in the growth of 25 per cent
        # 20 per cent on 1250 kg is 1498.8 to 1501.2 kg, and 1.5 tonnes are 100 kg wide.
        "apples-1902": "reproduced",
        "growth-apples-again": "contradicted",
        "trees-again": "contradicted",
        "trees": "involved",
        "pears-1902": "disputed",  # 0.50 here, 0.52 in the almanac
    }


def test_exact_checks_that_hold_are_told_by_how_they_are_made(published):
    held = report.select(report.of_frames(published), verdict="reproduced", worth="exact")
    made = report.by_function(held)
    # Kinds, strands, ways, five years twice and two parks; 13 firms twice.
    assert (made["counted"], made["same"]) == (6, 1)
    assert sum(made.values()) == len(held)


def test_a_second_source_turns_a_contradiction_into_a_dispute():
    frames = dict(example())
    almanac, claims = frames["context/almanac"], frames["paper/claims"]
    other = almanac[almanac.id == "almanac-pears-1902"].assign(id="diary-pears", printed="0.50")
    told = {"id": "right-diary", "arguments": "value=diary-pears", "recorded": "reproduced"}
    claim = claims[claims.id == "wrong-outside"].assign(**told, reason_en="", reason_zh="")
    frames["context/almanac"] = pd.concat([almanac, other])
    frames["paper/claims"] = pd.concat([claims, claim])
    found = {one.claim.id: one.verdict for one in report.of_frames(frames)}
    assert (found["wrong-outside"], found["right-diary"]) == ("disputed", "reproduced")
    assert names(frames)["pears-1902"] == "disputed"


KG = Unit("kg", "kg", "1", False)
tenths = st.integers(10, 999).map(lambda value: f"{value / 10:.1f}")


def sum_claim(first: str, second: str, total: str, **row: str) -> Claim:
    parts = Quantity("first", first, "exact", KG), Quantity("second", second, "exact", KG)
    told = {"id": "sum", "recorded": "reproduced", **row}
    target = Quantity("total", total, "exact", KG)
    return Claim(told, ("total",), REGISTRY["sum"], {"part": parts}, target)


@given(tenths, tenths, tenths)
def test_every_check_has_one_strength_and_every_number_one_mark(first, second, total):
    one = judge(sum_claim(first, second, total))
    assert strength(one) in STRENGTHS
    assert {mark.name for mark in marks([one]).values()} <= set(MARKS)


@given(tenths, tenths, tenths)
def test_an_assumption_gives_no_number_a_tick_or_a_contradiction(first, second, total):
    one = judge(sum_claim(first, second, total, assumption_en="If so.", assumption_zh="若是。"))
    assert strength(one) == "conditional"
    found = {fact: mark.name for fact, mark in marks([one]).items()}
    assert found == {
        "total": "conditional",
        "first": "unverifiable",
        "second": "unverifiable",
    }


@given(st.integers(0, 20), st.integers(0, 20))
def test_two_prints_of_one_count_are_exact_for_both_or_contradict(first, second):
    trees = replace(KG, whole=True)
    target = Quantity("again", str(second), "exact", trees)
    once = {"value": (Quantity("once", str(first), "exact", trees),)}
    one = judge(Claim({"id": "twice"}, (), REGISTRY["same"], once, target))
    found = {fact: mark.name for fact, mark in marks([one]).items()}
    same = {"once": "reproduced", "again": "reproduced"}
    assert found == (same if first == second else {"once": "involved", "again": "contradicted"})


def test_a_check_marks_no_number_that_its_claim_prints_without_using_it():
    claim = replace(sum_claim("1.0", "1.0", "2.0"), facts=("total", "aside"))
    assert marks([judge(claim)])["aside"].name == "unverifiable"


@given(tenths, st.permutations(range(3)))
def test_marks_do_not_depend_on_the_order_of_claims(first, order):
    claims = [
        judge(sum_claim(first, "1.0", "9.0")),
        judge(sum_claim("1.0", "1.0", "2.0")),
        judge(sum_claim(first, "2.0", "5.0", assumption_en="If so.")),
    ]
    found, other = (marks([claims[place] for place in places]) for places in ((0, 1, 2), order))
    assert {fact: one.name for fact, one in found.items()} == {
        fact: one.name for fact, one in other.items()
    }


@pytest.mark.parametrize(("share", "verdict"), [("50.30", "reproduced"), ("49.70", "contradicted")])
def test_over_a_limit_that_is_no_count_needs_no_whole_unit_more(published, share, verdict):
    shares = published["paper/shares"].copy()
    shares.loc[shares.id == "share-kpo", "printed"] = share
    found = report.of_frames({**published, "paper/shares": shares})
    assert {one.claim.id: one.verdict for one in found}["kpo-dominates"] == verdict

"""Outside values held against each other: by the rule of the audit, and counted apart from it."""

import json

import pytest
from click.testing import CliRunner

from offshore.audit import claims, report
from offshore.audit.marks import marks
from offshore.audit.quantities import OUTSIDE_CLAIMS, Frames
from offshore.audit.strength import strength
from offshore.audit.verdicts import Verdict
from offshore.cli.commands import main


@pytest.fixture(scope="module")
def found(published: Frames) -> dict[str, Verdict]:
    return {one.claim.id: one for one in report.of_frames(published, OUTSIDE_CLAIMS)}


# By hand, from the digits as published. What they can mean is half a unit of the last digit more or
# less, and each of these misses by more than that.
CONTRADICTED = {
    "currencies-2016": 704.1 * 6.64 / 4885,  # 0.957
    "currencies-2020": 1057.75 * 6.90415 / 7302.5,  # 1.00005, from the least to the most
    "currencies-2022": 1368 * 6.729 / 8953,  # 1.028
    "currencies-2023": 1514 * 7.0809 / 10398,  # 1.031
    "currencies-growth-2020": (1.092 * 6.9042 / 6.9081) / 1.114,  # 0.980
    "currencies-growth-2022": (1.05 * 6.729 / 6.4508) / 1.041,  # 1.052
    "digital-growth-from-sizes-2016": (22.55 / 18.65) / 1.1895,  # 1.0165, least to most
    "digital-growth-from-sizes-2019": (35.85 / 31.25) / 1.1555,  # 0.993, most to least
    "digital-narrow-share-2018": (6.575 * 34.75 / 31.35) / 7.145,  # 1.020, least to most
    "digital-contribution-2016-twice": 58.75 / 69.85,
    "hangzhou-and-ningbo-within-zhejiang-2010": (17.95 - 3.805 / 1.40075) / 15.45,  # 0.986
    "zhoushan-currencies-2019": 1.403 * 6.9081 / 8.5181,  # 1.138
}


def test_only_what_misses_by_hand_is_contradicted(found: dict[str, Verdict]) -> None:
    assert all(abs(ratio - 1) > 1e-5 for ratio in CONTRADICTED.values())
    assert {name for name, one in found.items() if one.failed} == set(CONTRADICTED)


# 2293 + 809 + 1783, 1029.5 + 333.8 + 820.3, 3672 + 1462 + 3819, 4154 + 1722 + 4522.
@pytest.mark.parametrize(
    ("claim", "middle"),
    [
        ("kinds-2016", 4885e8),
        ("kinds-2017-h1", 2183.6e8),
        ("kinds-2022", 8953e8),
        ("kinds-2023", 10398e8),
        ("growth-from-totals-2013-usd", 454.1 / 336.4 - 1),
        ("growth-from-totals-2021-cny", 8600 / 7302 - 1),
    ],
)
def test_recomputed_value_surrounds_what_the_digits_give(
    found: dict[str, Verdict], claim: str, middle: float
) -> None:
    one = found[claim]
    assert one.recomputed is not None
    assert one.recomputed.a <= middle <= one.recomputed.b
    assert one.verdict == "reproduced"


def test_strength_is_that_of_checks_within_one_source(found: dict[str, Verdict]) -> None:
    # 454.15 / 336.35 less 454.05 / 336.45 is 0.0007, and the rate is printed to 0.01.
    assert strength(found["growth-from-totals-2013-usd"]) == "exact"
    # Three rounded parts leave three units of the last digit.
    assert strength(found["kinds-2016"]) == "bound"
    assert strength(found["currencies-2016"]) == "conditional"


MARKS = {
    # The rates of the Federal Reserve are used only where we assume what was converted at them.
    "unverifiable": "rate-2016 rate-2019 rate-2020 rate-2021 rate-2022 rate-2023",
    "conditional": "china-2023-cny digital-growth-2016 zhoushan-2019-m01-m05",
    # No source says that its number follows from the others.
    "involved": "zhejiang-2010 hangzhou-2010 ningbo-2011 ningbo-growth-2011-usd",
    "disputed": "digital-contribution-2016 digital-contribution-2016-competing",
    "agrees": "china-2016-cny china-2016-cny-summit",
    "bound": "china-2008-usd ningbo-2008 hangzhou-2019 china-ito-2022",
    "reproduced": "china-growth-2013-usd china-growth-2014-usd",
}


def test_values_have_the_marks_of_the_rule(found: dict[str, Verdict]) -> None:
    marked = {fact: one.name for fact, one in marks(list(found.values())).items()}
    expected = {fact: mark for mark, facts in MARKS.items() for fact in facts.split()}
    assert {fact: marked[fact] for fact in expected} == expected
    assert "contradicted" not in marked.values()


def test_at_least_forty_values_are_held_against_others(
    published: Frames, found: dict[str, Verdict]
) -> None:
    values = {name for table in published for name in published[table].get("id", [])}
    assert len(values & {name for one in found.values() for name in one.claim.numbers}) >= 40


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("arguments", "part=china-ito-2061", ("'china-ito-2061' is not a known number",)),
        (
            "arguments",
            "part=value-2017-cny",
            ("'part=value-2017-cny' uses a number that is not an outside value", "paper/claims"),
        ),
        ("holds", "100 %", ("is in 1, and sum gives CNY here",)),
        ("recorded", "contradicted", ("reason_en: '' is missing",)),
        ("assumption_en", "Assumed.", ("assumption_zh: '' is missing", "in both languages")),
    ],
)
def test_bad_check_is_refused_at_its_row(
    published: Frames, column: str, value: str, words: tuple[str, ...]
) -> None:
    table = published[OUTSIDE_CLAIMS].copy()
    table.loc[0, column] = value
    _, faults = claims.parse(published | {OUTSIDE_CLAIMS: table}, OUTSIDE_CLAIMS)
    (told,) = map(str, faults)
    assert told.startswith("data/context/claims.csv, row 2, column ")
    assert all(word in told for word in words), told


def test_audit_counts_them_apart_and_writes_them_apart(tmp_path) -> None:
    done = CliRunner().invoke(main, ["audit", "--output", str(tmp_path)])
    assert done.exit_code == 0, done.output
    paper, outside = (
        json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("audit", "outside")
    )
    ids = [{claim["id"] for claim in told["claims"]} for told in (paper, outside)]
    assert not ids[0] & ids[1]
    assert "kinds-2016" in ids[1]
    assert f"{len(ids[1])} checks of outside values: " in done.output
    assert done.output.splitlines()[-1].startswith(f"{len(ids[0])} claims: ")

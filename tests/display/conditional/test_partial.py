"""Conditions on what failed runs would have given: no wording follows from what is not there."""

import pytest

from offshore.display.conditional import conditions, sentences
from offshore.display.conditional.partial import NotAvailableError, Partial

KNOWN = {"totals.times": 7.4, "said": {"totals.times": "7.4"}, "claims": {"x": "reproduced"}}
LACKING = {"mix", "multiverse.runs"}
known = Partial(KNOWN, LACKING)


@pytest.mark.parametrize(
    "condition",
    [
        "mix.sum > 1",
        "not mix.sum > 1",
        'said["mix.sum"] == "100%"',
        "multiverse.runs > 3",
        "totals.times > 1 and mix.sum > 1",
    ],
)
def test_condition_on_what_is_lacking_is_neither_true_nor_false(condition: str) -> None:
    with pytest.raises(NotAvailableError):
        conditions.holds(condition, known, "x")


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("totals.times > 7", True),
        ('claims["x"] == "reproduced"', True),
        ("totals.times < 7 and mix.sum > 1", False),  # decided, whatever the second is
        ("totals.times > 7 or mix.sum > 1", True),
    ],
)
def test_condition_that_what_is_known_decides_is_decided(condition: str, wanted: bool) -> None:
    assert conditions.holds(condition, known, "x") is wanted


@pytest.mark.parametrize("condition", ["totals.tmies > 1", "multiverse.rnus > 1", "mixed.sum > 1"])
def test_name_that_nobody_gives_is_still_refused(condition: str) -> None:
    with pytest.raises(conditions.UserError, match="which is not known"):
        conditions.holds(condition, known, "x")


def test_last_wording_is_not_said_for_want_of_a_number() -> None:
    cases = [{"when": "mix.sum == 1", "says": "They add up."}, {"says": "They do not add up."}]
    with pytest.raises(NotAvailableError) as lacking:
        sentences.chosen(cases, known, "x")
    assert lacking.value.page == "mix"

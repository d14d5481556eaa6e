"""Conditions of sentences: what they can ask for, and how each fault is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.compendium.errors import UserError
from offshore.display.conditional import conditions, sentences

KNOWN = {
    "compound": 0.65,
    "growth.share": 0.5,
    "currency": "USD",
    "years": None,
    "claims": {"growth-2016": "contradicted"},
    "said": {"share_first": "0.184%", "share_last": "0.184%"},
}


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        ("compound > 0.5", True),
        ("0.5 < compound <= 0.65", True),
        ("compound > 0.5 and currency == 'CNY'", False),
        ("not compound > 0.5 or growth.share == 0.5", True),
        ("compound - growth.share > 0.1", True),
        ("-compound < 0", True),
        ("currency in ['USD', 'EUR']", True),
        ("currency not in ('USD', 'EUR')", False),
        ("claims['growth-2016'] == 'contradicted'", True),
        ("said['share_first'] != said['share_last']", False),
        ("years > 2", False),  # nothing is known, so neither holds
        ("years <= 2", False),
        ("years + 1 > 2", False),
        ("compound / (growth.share - 0.5) > 0", False),  # by nothing
    ],
)
def test_condition_holds(condition: str, held: bool) -> None:
    assert conditions.holds(condition, KNOWN, "words") is held


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_one_of_three_orders_holds(first: float, second: float) -> None:
    known = {"a": first, "b": second}
    held = [conditions.holds(f"a {sign} b", known, "") for sign in ("<", "==", ">")]
    assert sum(held) == 1


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("compund > 0.5", "asks for 'compund', which is not known. Did you mean 'compound'?"),
        ("claims['growth-2061'] == 'contradicted'", "Did you mean 'growth-2016'?"),
        ("growth.sare > 1", "Did you mean 'growth.share'?"),
        ("compound >", "is no condition"),
        ("compound = 1", "is no condition"),
        ("", "is no condition"),
        ("compound.__class__.__name__ == 'x'", "is not known"),
        ("__import__('os').system('true')", "not allowed"),
        ("(lambda: 1)() == 1", "not allowed"),
        ("compound ** 9 > 1", "not allowed"),
        ("True", "not allowed"),
        ("compound is 0.65", "compares what cannot be"),
        ("compound > currency", "compares what cannot be"),
        ("compound + currency > 1", "calculates with"),
        ("(" * 300 + "compound" + ")" * 300 + " > 1", "is no condition"),
    ],
)
def test_anything_else_is_refused_in_words(condition: str, told: str) -> None:
    with pytest.raises(UserError, match=r"^notebooks/words/x\.yaml, rates: ") as refused:
        conditions.holds(condition, KNOWN, "notebooks/words/x.yaml, rates")
    assert told in str(refused.value)


CASES = [
    {"when": "compound > 1", "says": "More than doubles."},
    {"when": "compound > 0", "says": "Grows."},
]


@pytest.mark.parametrize(
    ("compound", "said"), [(1.5, "More than doubles."), (1, "Grows."), (0, "")]
)
def test_first_case_that_holds_is_said_and_nothing_where_none_does(
    compound: float, said: str
) -> None:
    assert sentences.chosen(CASES, {"compound": compound}, "") == said


def test_pages_know_the_numbers_of_every_chapter() -> None:
    recorded = {
        "numbers": {"compound": "65.1%", "kind": "KPO", "none": ""},
        "values": {"compound": 0.651},
        "verdicts": {"growth_2016": "contradicted"},
    }
    of_chapter = sentences.known({"currency": "USD"}, recorded, {"a": "reproduced"})
    assert of_chapter["compound"] == 0.651
    assert (of_chapter["kind"], of_chapter["none"]) == ("KPO", None)
    of_page = sentences.of_all({"growth": of_chapter}, {"a": "reproduced"})
    condition = (
        "growth.compound > 0.6 and growth.currency == 'USD' and claims['a'] == 'reproduced' "
        "and growth.growth_2016 == 'contradicted' and said['growth.compound'] == '65.1%'"
    )
    assert conditions.holds(condition, of_page, "")

"""Statements of claims: the numbers in them follow the tables that they are from."""

import pytest

from offshore.audit import report
from offshore.audit.quantities import CLAIMS, Frames, Quantity, Unit
from offshore.audit.statements import UnknownNumberError, filled

DOLLARS = Unit("10 thousand USD", "USD", "10000", False)
KNOWN = {
    "value": Quantity("value", "22049", "exact", DOLLARS),
    "spaced": Quantity("spaced", "18 785", "exact", DOLLARS),
    "rate": Quantity("rate", "36.10", "over", Unit("%", "1", "0.01", False)),
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No number here.", "No number here."),
        ("It grew by {rate}%.", "It grew by 36.10%."),
        ("{spaced} of {value}", "18785 of 22049"),
        ("USD {value million} million", "USD 220.49 million"),  # 22049 × 10,000 ÷ 1,000,000
        ("USD {value billion} billion", "USD 0.22049 billion"),
        ("USD {spaced million} million", "USD 187.85 million"),
    ],
)
def test_numbers_are_those_of_the_tables(text: str, said: str) -> None:
    assert filled(text, KNOWN) == said


@pytest.mark.parametrize("text", ["{}", "{values}", "{value thousand}", "{ value}"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnknownNumberError):
        filled(text, KNOWN)


def test_statement_of_a_changed_number_says_what_the_tables_have_now(published: Frames) -> None:
    amounts = published["paper/amounts"].set_index("id", drop=False)
    changed = amounts.assign(printed=amounts.printed.where(amounts.id != "value-2016", "12952"))
    verdicts = report.of_frames({**published, "paper/amounts": changed})
    said = {one.claim.id: one.claim.row for one in verdicts}["level-2016"]
    assert said["states_en"] == "The executed value of 2016 came to USD 129.52 million."
    assert said["states_zh"] == "2016年执行额为12952万美元。"


def test_statements_of_the_paper_name_the_numbers_that_they_print(published: Frames) -> None:
    """A digit that is typed would stay when a reviewer changes the fact."""
    facts = {
        row["printed"].replace(" ", "")
        for name, table in published.items()
        if {"id", "printed"} <= set(table.columns)
        for row in table.to_dict("records")
        if "." in row["printed"]
    }
    typed = [
        (row["id"], fact)
        for row in published[CLAIMS].to_dict("records")
        for fact in facts
        if fact in row["states_en"] or fact in row["states_zh"]
    ]
    assert typed == []

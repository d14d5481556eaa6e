"""An edition is refused before anything runs where its name, language or changes are wrong."""

import pytest
from checkouts import Checkout, here

from offshore.book import editions
from offshore.compendium.errors import UserError

pytestmark = pytest.mark.usefixtures("inside")

REFUSED = {
    "unknown language": (("mine", "fr", {}), "No language 'fr'. Languages: en, zh."),
    "no language": (("mine", "", {}), "No language ''. Languages: en, zh."),
    "unknown notebook": (("mine", "en", {"grwth": {"currency": "CNY"}}), "Did you mean 'growth'?"),
    "unknown parameter": (
        ("mine", "en", {"growth": {"curency": "CNY"}}),
        "Did you mean 'currency'?",
    ),
    "value not allowed": (
        ("mine", "en", {"growth": {"currency": "EUR"}}),
        "currency = 'EUR' is not allowed",
    ),
    "text for a number": (("mine", "en", {"growth": {"first_year": "x"}}), "must be of type int"),
    "name that leads out of _build": (("../mine", "en", {}), "No edition can be called '../mine'"),
    "name of a folder of the store": (("runs", "en", {}), "No edition can be called 'runs'"),
    "the same in capitals": (("Runs", "en", {}), "No edition can be called 'Runs'"),
    "name of the published editions": (("book", "en", {}), "No edition can be called 'book'"),
    "no name": (("", "en", {}), "No edition can be called ''"),
    "name of 61 letters": (("a" * 61, "en", {}), "dashes, at most 60"),
    "name of 20,000 letters": (
        ("a" * 20_000, "en", {}),
        "… (20,002 characters): it becomes a folder",
    ),
    "name with a line break": (("mine\n", "en", {}), "No edition can be called 'mine\\n'"),
}


@pytest.mark.parametrize(("wanted", "message"), REFUSED.values(), ids=REFUSED)
def test_wrong_edition_is_refused(
    inside: Checkout, wanted: tuple[str, str, editions.Changes], message: str
) -> None:
    said: list[str] = []
    with pytest.raises(UserError) as refusal:
        editions.build(here(), *wanted, said.append)
    assert message in str(refusal.value)
    assert said == []
    assert inside.runs() == set()


def test_every_notebook_of_a_chinese_edition_is_chinese() -> None:
    chinese = editions.languages(here())["zh"]
    planned = editions.plan(chinese, {"growth": {"first_year": 2014}})
    assert {run.recipe["parameters"]["language"] for run in planned} == {"zh"}
    (growth,) = [run for run in planned if run.contract.name == "growth"]
    assert growth.recipe["parameters"]["first_year"] == 2014


def test_table_that_differs_from_its_recorded_hash_is_named(inside: Checkout) -> None:
    assert editions.check_data(here()) == []
    inside.replace("data/paper/shares.csv", "85.20", "85.21")
    assert editions.check_data(here()) == ["paper/shares"]


def test_broken_table_is_refused_with_its_place(inside: Checkout) -> None:
    inside.replace("data/paper/shares.csv", "85.20", "85,20")
    with pytest.raises(UserError, match="The tables in data/ are at fault") as refusal:
        editions.check_data(here())
    assert "data/paper/shares.csv, row 4" in str(refusal.value)

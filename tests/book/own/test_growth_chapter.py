"""The chapter on growth for packages of many kinds: what it says, and what it does not.

Expected numbers are worked out by hand from the printed digits.
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from checkouts import ROOT
from own_packages import UNITS, lay_out
from told_chapters import Told, told

from offshore.book.own import composing
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.notebook import contract, given

VALUE, GROWTH = "offshore_executed_value", "offshore_executed_growth"
COLUMNS = ["id", "quantity", "entity", "segment", "period", "printed", "unit", "qualifier"]
TellOf = Callable[..., Told]


def facts(values: str = "", rates: str = "", place: str = "X", unit: str = "million EUR") -> Any:
    """A table of values and rates, each as "2019 100, 2020 over 110"."""
    rows = [
        [f"{kind}-{at}", quantity, place, "all", year, number, of, (word or ["exact"])[0]]
        for kind, quantity, of, listed in (("v", VALUE, unit, values), ("r", GROWTH, "%", rates))
        for at, one in enumerate(listed.split(", ") if listed else [])
        for year, *word, number in (one.split(),)
    ]
    return COLUMNS, rows


@pytest.fixture
def tell(tmp_path: Path, here: Compendium, monkeypatch: pytest.MonkeyPatch) -> TellOf:
    """Return the chapter of a package with one table of the paper."""
    folders = (tmp_path / f"{at}" / "别处 of mine" for at in count())

    def chapter(table: Any, about: Any = None, more: Any = None, **parameters: Any) -> Told:
        tables = {"vocabulary/units": UNITS, "paper/any": table, **(more or {})}
        made = composing.compose(here, lay_out(next(folders), tables, **(about or {})))
        return told(made, monkeypatch, **parameters)

    return chapter


def test_three_years(tell: TellOf) -> None:
    found = tell(facts("2019 100, 2020 110, 2021 121", "2020 10.0, 2021 10.0"))
    assert found.lacking == []
    assert "the paper prints values (offshore_executed_value) of 2019–2021" in found.text
    assert "bear out the growth printed for 2020 and 2021." in found.text
    # 120.5 / 100.5 is 1.199005, its root 1.09499; 121.5 / 99.5 is 1.221106, its root 1.10504.
    assert "grew at a compound rate of 9.5%–10.5% a year" in found.text
    # ln 2 / ln 1.10504 is 6.94, ln 2 / ln 1.09499 is 7.64.
    assert "doubles in 6.9–7.6 years" in found.text
    assert found.verdicts == {"growth_2020": "reproduced", "growth_2021": "reproduced"}


def test_gaps_are_named_and_nothing_is_computed_over_them(tell: TellOf) -> None:
    found = tell(facts("2015 100, 2016 110, 2019 200, 2020 150", "2016 10, 2017 5, 2020 -25"))
    assert "there is none for 2017 and 2018" in found.text
    assert "The growth printed for 2017 cannot be checked" in found.text
    assert [row[0] for row in found.rows("bases")] == ["2016", "2020"]
    assert found.rows("printed")[2] == ("2017", "–", "5%")
    assert "2018" not in found.items["values"]["data"]


def test_planted_contradiction_is_found_and_explained_by_nothing_but_possibilities(
    tell: TellOf,
) -> None:
    # 119.95 / 100.05 - 1 is 19.89 per cent, 120.05 / 99.95 - 1 is 20.11.
    found = tell(facts("2019 100.0, 2020 120.0", "2020 30.0"))
    assert "The values give 19.89%–20.11% in 2020, where the paper prints 30.0%." in found.text
    assert "none of these is established" in found.text
    assert found.verdicts == {"growth_2020": "contradicted"}
    right = tell(facts("2019 100.0, 2020 120.0", "2020 20.1"))
    assert "contradicted" not in right.verdicts.values()
    assert "established" not in right.text
    assert "do not bear out" not in right.text


def test_rates_without_values(tell: TellOf) -> None:
    found = tell(facts(rates="2016 10, 2017 5.5"))
    assert found.lacking == ["values", "bases"]
    assert "prints growth rates of 2016 and 2017. No data for the values" in found.text
    assert "None of the printed rates can be held against the values" in found.text
    # 9.5 + 5.45 to 10.5 + 5.55, halved
    assert "is 7.5%–8.0%." in found.text
    assert "bars" not in found.text
    assert "Recomputed: no data." in found.items["bases-drawn"]["alternative"]


def test_values_without_rates(tell: TellOf) -> None:
    found = tell(facts("2019 100, 2020 110"))
    assert found.lacking == ["bases"]
    assert "No data for printed growth." in found.text
    assert "bear out" not in found.text
    assert "The mean of" not in found.text


@pytest.mark.parametrize("rates", ["", "2019 5"])
def test_one_single_value_has_no_growth(tell: TellOf, rates: str) -> None:
    found = tell(facts("2019 100", rates))
    assert "bases" in found.lacking
    assert "No data for a compound rate" in found.text
    assert "a year" not in found.text.replace("for a year", "").replace("A year without", "")
    assert "(2019)" in found.text


def test_fall(tell: TellOf) -> None:
    found = tell(facts("2019 100.0, 2020 80.0, 2021 60.0", "2020 -20.0, 2021 -25.0"))
    # 0.6 has the root 0.7746, with digits 0.7741 to 0.7751.
    assert "the value fell; the compound rate is -22.6% to -22.5% a year" in found.text
    assert "doubles" not in found.text
    assert "grew" not in found.text


def test_equal_values_are_not_said_to_move(tell: TellOf) -> None:
    found = tell(facts("2019 100, 2020 100, 2021 100", "2020 0.0, 2021 0"))
    assert "leaves open whether they rose or fell" in found.text
    assert "the compound rate is -0.5% to 0.5% a year" in found.text
    assert "grew" not in found.text
    assert "the value fell" not in found.text
    counted = tell(
        facts("2019 40, 2021 40", unit="firms"),
        more={"vocabulary/units": (UNITS[0], [*UNITS[1], ["firms", "count", "firms", "1"]])},
    )
    assert "In 2021 the value is what it was in 2019" in counted.text
    assert "open" not in counted.text


def test_limits_and_zeros_are_shown_and_not_computed_with(tell: TellOf) -> None:
    found = tell(facts("2018 0, 2019 100, 2020 over 120, 2021 150", "2020 20"))
    assert "The value of 2018 and 2020 is printed as a limit" in found.text
    assert found.rows("printed")[2][1] == "over EUR 120 million"
    assert "2020" not in found.items["values"]["data"]
    assert "From 2019 to 2021 the value grew" in found.text
    assert found.verdicts == {}


def test_numbers_that_contradict_each_other_are_both_shown(tell: TellOf) -> None:
    found = tell(facts("2019 100, 2020 120, 2020 140", "2020 20, 2020 30"))
    assert found.rows("printed")[1] == ("2020", "EUR 120 million / EUR 140 million", "20% / 30%")
    assert "For 2020 values are printed that contradict each other" in found.text
    assert "For 2020 growth rates are printed that contradict each other" in found.text
    assert found.verdicts == {}


def test_other_units_are_a_parameter(tell: TellOf) -> None:
    columns, rows = facts("2019 100, 2020 120")
    other = ["o", VALUE, "X", "all", "2021", "7", "kg", "exact"]
    found = tell((columns, [*rows, other]))
    assert "printed in another unit, too (kg)" in found.text
    assert "2021" not in [row[0] for row in found.rows("printed") if row[1] != "–"]
    weighed = tell((columns, [*rows, other]), unit="kg")
    assert weighed.rows("printed") == [("2021", "7 kg", "–")]


def test_years_of_a_run_decide_what_is_shown(tell: TellOf) -> None:
    table = facts("2019 100, 2020 120, 2021 150", "2020 20, 2021 25")
    found = tell(table, first_year=2020)
    # 149.5 / 120.5 - 1 and 150.5 / 119.5 - 1; the growth of 2020 is checked all the same.
    assert "From 2020 to 2021 the value grew at a compound rate of 24.1%–25.9% a year" in found.text
    assert "bear out the growth printed for 2020 and 2021" in found.text
    assert [row[0] for row in found.rows("printed")] == ["2020", "2021"]


def test_run_without_any_number_says_so(tell: TellOf) -> None:
    table = facts("2015 100, 2020 120")
    found = tell(table, first_year=2016, last_year=2019)
    assert "there is nothing to compute with" in found.text
    assert found.lacking == ["printed", "values", "bases-drawn", "bases"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("first_year", "2018", "Allowed: 2019 to 2020"),
        ("last_year", "2022", "Allowed: 2020 to 2021, above first_year"),
        ("unit", "USD", 'Allowed: "EUR"'),
        ("entity", "Y", 'Allowed: "X"'),
    ],
)
def test_parameters_allow_what_the_package_has(
    tell: TellOf, name: str, value: str, said: str
) -> None:
    table = facts("2019 100, 2020 120, 2021 150")
    with pytest.raises(UserError) as refused:
        tell(table, **{name: int(value) if value.isdigit() else value})
    assert said in str(refused.value)


def test_parameters_on_the_command_line_are_of_the_composed_chapter(
    laid_out: Callable[..., Path], here: Compendium
) -> None:
    made = composing.compose(here, laid_out({"paper/any": facts("2019 1, 2020 2")}))
    found = given.for_edition(made, ["growth.last_year=2020"], None)
    assert found == {"growth": {"last_year": 2020}}


ODD = 'Łódź "{x}" \\ $y$ <b> `温` # Allowed: 1 to 2'


@pytest.mark.parametrize("code", ["en", "zh"])
def test_names_with_odd_characters(tell: TellOf, code: str) -> None:
    study = {"name": f"{ODD} in English", "name_zh": f"{ODD}市"}
    found = tell(facts("2019 1, 2020 2", place=ODD), {"study": study}, drawn=True, language=code)
    assert study["name" if code == "en" else "name_zh"] in found.text
    assert found.items["values"]["svg"]


def test_place_is_named_by_the_study_the_vocabulary_or_the_tables(tell: TellOf) -> None:
    names = {"vocabulary/entities": (["entity", "en", "zh"], [["X", "Exville", "甲市"]])}
    table = facts("2019 1, 2020 2")
    assert "For X and" in tell(table).text
    assert "关于甲市" in tell(table, more=names, language="zh").text
    study = {"study": {"name": "Ixtown"}}
    assert "For Ixtown and" in tell(table, study, names).text
    assert "关于甲市" in tell(table, study, names, language="zh").text


def test_without_a_column_of_places_the_package_lends_its_title(tell: TellOf) -> None:
    table = (
        ["id", "quantity", "period", "printed", "unit"],
        [["a", VALUE, "2019", "5", "kg"], ["b", VALUE, "2020", "6", "kg"]],
    )
    about = {"title": "The {plain} town", "title_zh": "小城"}
    assert "For The {plain} town and" in tell(table, about).text
    assert "关于小城" in tell(table, about, language="zh").text


def test_place_with_the_most_years_is_taken_where_none_is_named(tell: TellOf) -> None:
    (columns, rows), (_, others) = facts("2019 1", place="Y"), facts("2020 3, 2021 4", place="Z")
    both = [*rows, *([f"z{at}", *row[1:]] for at, row in enumerate(others))]
    assert "For Z and" in tell((columns, both)).text
    assert "For Y and" in tell((columns, both), {"study": {"entity": "Y"}}).text


def test_quantities_can_have_any_names(tell: TellOf) -> None:
    columns, rows = facts("2019 100, 2020 120", "2020 21")
    named = {VALUE: "ventes <b>", GROWTH: "hausse"}
    table = (columns, [[row[0], named[row[1]], *row[2:]] for row in rows])
    study = {"quantity": "ventes <b>", "growth": "hausse"}
    found = tell(table, {"study": study})
    assert "values (ventes <b>) of 2019 and 2020" in found.text
    assert found.verdicts == {"growth_2020": "reproduced"}


@pytest.mark.parametrize(
    ("study", "said"),
    [
        ([], "datapackage.json, study: '[]' is no section of names with texts. Allowed: entity"),
        ({"entyti": "X"}, "study: 'entyti' does not belong there. Allowed: entity, quantity,"),
        ({"entity": 5}, "study, entity: '5' is no text"),
        ({"entity": " "}, "study, entity: ' ' is no text"),
        ({"entity": "Xx"}, "study, entity: 'Xx' stands in no table under paper/ and no vocab"),
        ({"quantity": "offshore_executed_valu"}, "Did you mean 'offshore_executed_value'?"),
        ({"name": {"en": "X"}}, "study, name: "),
    ],
)
def test_faults_of_the_section_are_named(tell: TellOf, study: Any, said: str) -> None:
    with pytest.raises(UserError) as refused:
        tell(facts("2019 1, 2020 2"), {"study": study})
    assert said in str(refused.value)


def test_package_without_yearly_numbers_has_no_such_chapter(
    laid_out: Callable[..., Path], here: Compendium
) -> None:
    table = (["id", "printed", "unit"], [["a", "5", "kg"]])
    made = composing.compose(here, laid_out({"paper/any": table}))
    assert contract.names(made) == ["audit", "severity"]
    assert "growth" not in (made.book / "index.md").read_text(encoding="utf-8")
    assert "growth" not in made.contents.read_text(encoding="utf-8")


def test_chapter_of_the_invented_city(here: Compendium, monkeypatch: pytest.MonkeyPatch) -> None:
    made = composing.compose(here, ROOT / "template/data")
    found = told(made, monkeypatch)
    assert "growth printed for 2020 and 2021, but not the growth printed for 2022" in found.text
    # 1619.5 / 1800.05 - 1 and 1620.5 / 1799.95 - 1
    assert "The values give -10.03% to -9.97% in 2022, where the paper prints -8.0%." in found.text
    # 1.35, or 1619.5 / 1200.5 to 1620.5 / 1199.5, has the cube root 1.1052.
    assert "at a compound rate of 10.5% a year, at which it doubles in 6.9 years" in found.text
    assert "关于虚构市" in told(made, monkeypatch, language="zh").text

"""What a notebook reads and shows through its session, in the run's language."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from checkouts import here

from offshore.compendium.errors import UserError
from offshore.display.language import languages
from offshore.display.mime import DOUBTFUL, ITEM, NUMBERS, OUTSIDE, VALUES, VERDICTS
from offshore.notebook import showing as module
from offshore.notebook.showing import Session

COMPANIES, UNITS = "argument/companies", "vocabulary/units"


def session(code: str) -> Session:
    return Session("problems", [COMPANIES, UNITS], languages(here())[code])


@pytest.mark.parametrize(
    ("code", "name", "place"),
    [
        ("en", "Dahua Technology", "4.2, sentence 6"),
        ("zh", "大华股份", "4.2节，第6句"),
    ],
)
def test_table_has_name_place_and_notes_in_the_runs_language(
    code: str, name: str, place: str
) -> None:
    run = session(code)
    found, raw = run.in_language(COMPANIES), run.table(COMPANIES)
    row = found.set_index("id").loc["company-dahua"]
    assert (row["name"], row["place"]) == (name, place)
    assert found["note"].tolist() == raw[f"note_{code}"].tolist()
    pd.testing.assert_frame_equal(found[raw.columns], raw)


def test_table_without_places_in_the_paper_gets_none() -> None:
    found = session("zh").in_language(UNITS)
    assert found["name"].tolist() == found["zh"].tolist()
    assert "place" not in found


def test_table_that_is_not_declared_is_refused() -> None:
    with pytest.raises(UserError, match="without declaring it"):
        session("en").in_language("argument/nodes")


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(module, "display", lambda bundle, **_: found.append(bundle))
    return found


def run(notebook: str, **parameters: Any) -> Session:
    return Session(notebook, (), languages(here())["en"], parameters)


def test_ranges_are_written_as_the_column_of_their_low_end_is():
    labels = pd.Index(["total", "+ above USD 2 million"], name="known")
    low = pd.Series([0.1, 0.25], labels, name="low")
    high = pd.Series([0.9, 0.25], labels, name="high")
    said = run("firms").ranges(low, high)
    assert said == "number and total: 0.100–0.900; + above USD 2 million: 0.250"


def test_what_fills_a_place_is_written_as_a_column_of_its_name_is(displayed):
    chapter = run("firms", year=2017)
    figure, axes = chapter.axes()
    bounds = {"low": 0.5, "high": 0.75, "cr_low": 0.3, "cr_high": 0.456}
    axes.set(xlabel="members")
    chapter.figure("lorenz", figure, pd.DataFrame({"members": [0, 1]}), **bounds)
    (bundle,) = displayed
    assert bundle[ITEM]["places"] == {
        "year": "2017",
        "low": "0.500",
        "high": "0.750",
        "cr_low": "30.0%",
        "cr_high": "45.6%",
    }


def test_places_of_a_text_are_filled_by_the_units_of_the_file() -> None:
    assert run("framework").text("gap", points=-0.1) == "gap in growth: -10.0 points"
    assert run("framework").text("gap", points="ten") == "gap in growth: ten points"


@pytest.mark.parametrize("code", ["en", "zh"])
def test_legend_may_hold_a_text_whose_places_are_filled(code: str) -> None:
    chapter = Session("framework", (), languages(here())[code])
    assert chapter.words.is_own(chapter.text("gap", points=0.1))
    assert not chapter.words.is_own("concentration")


COMPARISON = pd.DataFrame(
    {
        "year": [2014, 2015, 2016],
        "printed": [0.5, 0.25, 0.125],
        "recomputed": [0.5, 0.25, 0.5],
        "difference": [0.0, 0.0, 0.375],
        "agrees": [True, True, False],
    }
)


def test_comparison_is_shown_and_each_verdict_recorded(displayed: list[dict[str, Any]]) -> None:
    run("growth").compare("bases", COMPARISON, verdict="growth")
    shown, recorded = displayed
    item = shown[ITEM]
    assert (item["id"], item["kind"], item["header"][0]) == ("bases", "table", "Year")
    assert item["rows"][2] == ("2016", "12.50%", "50.00%", "37.50", "no")
    assert recorded[VERDICTS] == {
        "growth_2014": "reproduced",
        "growth_2015": "reproduced",
        "growth_2016": "contradicted",
    }
    assert recorded["text/plain"].splitlines()[2] == "growth_2016: contradicted"


def test_numbers_are_shown_to_the_text_in_words_and_recorded_as_values(
    displayed: list[dict[str, Any]],
) -> None:
    chapter = run("growth")
    chapter.numbers(compound=0.65249999, doubling=1.5, chosen_currency="USD", chosen_first=2013)
    assert f"{chapter['compound']!r} in {chapter['doubling']!r}" == "65.2% in 1.50"
    assert [chapter["chosen_currency"], chapter["chosen_first"]] == ["US dollars", "2013"]
    (bundle,) = displayed
    assert bundle[NUMBERS] == {
        "compound": "65.2%",
        "doubling": "1.50",
        "chosen_currency": "US dollars",
        "chosen_first": "2013",
    }
    assert bundle[VALUES] == {"compound": 0.65249999, "doubling": 1.5, "chosen_first": 2013}


def test_paper_and_works_are_shown_to_the_text_without_quotation_marks() -> None:
    chapter = run("growth")
    assert repr(chapter.printed["value-2013"]) == "USD 29.64 million"
    assert repr(chapter.work["AmitiWei2005"]) == "Amiti and Wei (2005)"
    assert repr(chapter.cited["Blinder2006,AmitiWei2005"]) == "[Blinder, 2006; Amiti and Wei, 2005]"


def draw(chapter: Session, name: str, label: str = "", **told: object) -> None:
    figure, axes = chapter.axes()
    axes.set(xlabel=label)
    chapter.figure(name, figure, COMPARISON, **told)


ABSENT = {
    "number before any": (lambda one: one["compound"], "No number 'compound' yet. Recorded: none."),
    "number not recorded": (
        lambda one: (one.numbers(compound=0.5), one["compond"]),
        "No number 'compond' yet. Did you mean 'compound'? Recorded: compound. Run the cells above "
        "first; one of them records it with `run.numbers(compond=…)`.",
    ),
    "number of the paper": (
        lambda one: one.printed["value-2031"],
        "No 'value-2031' here. Did you mean 'value-2017'? Allowed: an id in the tables paper/",
    ),
    "work": (
        lambda one: one.cited["AmitiWei"],
        "No 'AmitiWei' here. Did you mean 'AmitiWei2009'? Allowed: a key in data/context/literatu",
    ),
    "one of several works": (
        lambda one: one.cited["Blinder2006,AmitiWei"],
        "No 'AmitiWei' here. Did you mean 'AmitiWei2009'? Allowed: a key in data/context/literatu",
    ),
    "figure": (
        lambda one: draw(one, "bases-drwan"),
        "notebooks/words/growth.yaml has no words for 'bases-drwan'. Did you mean 'bases-drawn'?",
    ),
    "label of an axis": (
        lambda one: draw(one, "bases-drawn", "grwoth"),
        "does not say what 'grwoth' is called on the figure 'bases-drawn': add it to `labels:`.",
    ),
    "place of a caption": (
        lambda one: draw(one, "beside-china"),
        "nothing fills {base_year} in the words of 'beside-china'. What can: a column of the data",
    ),
    "label of a column": (
        lambda one: one.show_table("bases", COMPARISON.drop(columns="agrees")),
        "words/growth.yaml, bases, labels: the table has no column 'agrees'. Columns: year, prin",
    ),
    "table": (lambda one: one.show_table("base", COMPARISON), "has no words for 'base'. Did you "),
    "table of a comparison": (lambda one: one.compare("b", COMPARISON, ""), "no words for 'b'. "),
    "unit of a number": (
        lambda one: one.numbers(speed=0.5),
        "growth.yaml does not say how 'speed' is written. Add it below `units:`, as `speed: perce",
    ),
    "text": (lambda one: one.text("gap"), "growth.yaml has no text 'gap'. Add it below `texts:`."),
}


@pytest.mark.usefixtures("displayed")
@pytest.mark.parametrize(("ask", "message"), ABSENT.values(), ids=ABSENT)
def test_name_that_is_not_there_is_refused_with_what_to_do(
    ask: Callable[[Session], object], message: str
) -> None:
    with pytest.raises(UserError) as refusal:
        ask(run("growth", first_year=2013))
    assert message in str(refusal.value)
    assert "Items there: executed-value, bases" in str(refusal.value) or "words for" not in message


# Of China's totals in dollars from 2016 on, the evidence has that of 2023 as of medium confidence;
# among those before is 2010.
def test_item_and_number_say_which_doubtful_outside_values_they_rest_on(
    displayed: list[dict[str, Any]],
) -> None:
    tables = ["context/outsourcing", UNITS]
    chapter = Session("outlook", tables, languages(here())["en"])
    what = ("context/outsourcing", "offshore_executed_value", "China")
    china = chapter.by_year(*what, unit="100 million USD")
    chapter.show_table("leaders", LEADERS, rests_on=[china.loc[2016:] / china[2016]])
    chapter.numbers(china_pace=0.1, rests_on=[china.loc[[2016, 2023]]])
    chapter.numbers(compound=0.6)
    item, doubtful, sound = displayed
    assert [row["id"] for row in item[ITEM]["doubtful"]] == ["china-2023-usd"]
    assert (
        "medium confidence: China 2023 (People&#x27;s Daily Online, 2024-02-04)."
        in item["text/html"]
    )
    assert doubtful[DOUBTFUL] == {"china_pace": ["china-2023-usd"]}
    assert DOUBTFUL not in sound
    used = {name for name, trust in sound[OUTSIDE].items() if trust == "medium"}
    assert used == {"china-2010-usd", "china-2023-usd"}


LEADERS = pd.DataFrame({"growth": [0.1], "Ningbo": [9.0], "Hangzhou": [12.0]})


def test_item_whose_data_name_outside_values_rests_on_them(displayed: list[dict[str, Any]]) -> None:
    tables = ["context/outsourcing", UNITS]
    chapter = Session("outlook", tables, languages(here())["zh"])
    named = LEADERS.assign(id="ningbo-2011", outside_id="hangzhou-2010")
    chapter.show_table("leaders", named)
    (item,) = displayed
    assert [row["id"] for row in item[ITEM]["doubtful"]] == ["ningbo-2011"]
    assert item[OUTSIDE] == {"ningbo-2011": "medium", "hangzhou-2010": "high"}
    assert "部分依据可信度为“中”的外部数据：宁波2011年（" in item["text/html"]

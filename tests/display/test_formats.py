"""How a value is written: every unit in both languages, ranges, and what is missing."""

import math
import string

import pytest
from checkouts import here
from hypothesis import given
from hypothesis import strategies as st

from offshore.compendium.errors import UserError
from offshore.display import formats
from offshore.display.formats import WRITERS, Format, parse
from offshore.display.language import Language, languages


def language(code: str) -> Language:
    return languages(here())[code]


def written(text: str, value: object) -> tuple[str, str]:
    form = parse(text, "label")
    return form.write(value, language("en")), form.write(value, language("zh"))


# By hand: English counts in thousands and millions, Chinese in 万 (10 000) and 亿 (100 million).
@pytest.mark.parametrize(
    ("text", "value", "english", "chinese"),
    [
        ("number", 12_345, "12,345", "12,345"),
        ("number", -0.4, "0", "0"),
        ("number 2", 1234.567, "1,234.57", "1,234.57"),
        ("percent", 0.361, "36.1%", "36.1%"),
        ("percent 0", -0.5, "-50%", "-50%"),
        ("percent 3", 28.93349, "2,893.349%", "2,893.349%"),
        ("points", 0.0512, "5.1", "5.1"),
        ("points 2", -0.0012, "-0.12", "-0.12"),
        ("money USD", 1_489_000_000, "USD 1.5 billion", "14.9亿美元"),
        ("money USD 2", 29_640_000, "USD 29.64 million", "2964万美元"),
        ("money 2 CNY", 1_489_000_000, "CNY 1.49 billion", "14.89亿元"),
        ("money USD 0", 250, "USD 250", "250美元"),
        ("compact", 50_000_000, "50M", "5000万"),
        ("compact 2", 1_234_000_000, "1.23B", "12.34亿"),
        ("year", 2017, "2017", "2017"),
        ("year", 2017.0, "2017", "2017"),
        ("year 1", 2024.25, "2024.2", "2024.2"),
    ],
)
def test_value_is_written_by_its_unit(text: str, value: float, english: str, chinese: str) -> None:
    assert written(text, value) == (english, chinese)


def test_every_unit_is_tried_above() -> None:
    (mark,) = test_value_is_written_by_its_unit.pytestmark
    assert {text.split()[0] for text, *_ in mark.args[1]} == set(WRITERS)


@pytest.mark.parametrize(
    ("text", "ends", "english", "chinese"),
    [
        ("percent", (0.1, 0.25), "10.0%–25.0%", "10.0%–25.0%"),
        ("percent 0", [0.101, 0.103], "10%", "10%"),  # both ends read the same
        ("points", (0.01, 0.02), "1.0–2.0", "1.0–2.0"),
        ("percent", (-0.02, -0.01), "-2.0% to -1.0%", "-2.0%至-1.0%"),
        ("percent", (-0.02, 0.01), "-2.0% to 1.0%", "-2.0%至1.0%"),
        ("percent", (-0.0201, -0.02), "-2.0%", "-2.0%"),
        ("number 3", (0.25, 0.25), "0.250", "0.250"),
        ("money USD 0", (2e6, 5e6), "USD 2 million–USD 5 million", "200万美元–500万美元"),
        ("year", (2030.0, 2041.0), "2030–2041", "2030–2041"),
        ("percent", (None, math.nan), "", ""),
    ],
)
def test_pair_is_a_range(text: str, ends: object, english: str, chinese: str) -> None:
    assert written(text, ends) == (english, chinese)


@pytest.mark.parametrize("ends", [(math.nan, 0.2), (0.1, None), (0.1,), (0.1, 0.2, 0.3)])
def test_range_without_one_end_is_refused(ends: object) -> None:
    with pytest.raises(UserError, match=r"is no range\. Allowed: a pair"):
        written("percent", ends)


@pytest.mark.parametrize("value", [None, math.nan])
@pytest.mark.parametrize("text", ["number", "percent 2", "money USD", "compact", "year"])
def test_missing_value_is_written_as_nothing(text: str, value: object) -> None:
    assert written(text, value) == ("", "")


def test_text_among_numbers_stays() -> None:
    assert written("percent 2", "about half") == ("about half", "about half")


@given(st.floats(-1e9, 1e9), st.sampled_from(["number", "percent", "money USD"]))
def test_what_is_written_keeps_its_value_in_base_units(value: float, text: str) -> None:
    assert parse(text, "label").write(value, language("en")).value == value  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("percent", Format("percent", 1)),
        ("percent 0", Format("percent", 0)),
        ("number", Format("number", 0)),
        ("  points   9 ", Format("points", 9)),
        ("money CNY", Format("money", 1, "CNY")),
        ("money 3 USD", Format("money", 3, "USD")),
    ],
)
def test_unit_is_read_with_decimals_and_currency_in_any_order(text: str, expected: Format) -> None:
    assert parse(text, "label") == expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "'' is no unit. "),
        ("percnt", "'percnt' is no unit. Did you mean 'percent'? "),
        ("Percent", "'Percent' is no unit. Did you mean 'percent'? "),
        ("2 percent", "'2' is no unit. "),
        ("percent 1 2", "'percent 1 2' cannot be read. "),
        ("percent 12", "'percent 12' cannot be read. "),
        ("percent -1", "'percent -1' cannot be read. "),
        ("percent ²", "'percent ²' cannot be read. "),
        ("percent %", "'percent %' cannot be read. "),
        ("percent USD", "'percent USD' cannot be read. "),
        ("money", "'money' cannot be read. "),
        ("money 2", "'money 2' cannot be read. "),
        ("money EUR", "'money EUR' cannot be read. "),
        ("money usd", "'money usd' cannot be read. "),
        ("money USD CNY", "'money USD CNY' cannot be read. "),
    ],
)
def test_text_that_is_no_unit_is_refused_with_all_that_are_allowed(
    text: str, complaint: str
) -> None:
    with pytest.raises(UserError) as refusal:
        parse(text, "words/x.yaml, units, growth")
    said = str(refusal.value)
    assert said == f"words/x.yaml, units, growth: {complaint}{formats.FORM}"
    assert all(unit in said for unit in (*WRITERS, "USD", "CNY", "0 to 9", "`money USD 2`"))


@given(st.text(string.printable))
def test_any_text_is_a_unit_or_is_refused(text: str) -> None:
    try:
        form = parse(text, "label")
    except UserError:
        return
    assert form.unit in WRITERS
    assert (form.currency != "") == (form.unit == "money")


def test_year_has_its_value_for_conditions() -> None:
    written = parse("year", "a file").write(2016.0, languages(here())["en"])
    assert (str(written), getattr(written, "value", None)) == ("2016", 2016.0)

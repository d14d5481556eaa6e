"""Words and numbers as each language writes them."""

from pathlib import Path

import pytest
from checkouts import ROOT, here
from hypothesis import given
from hypothesis import strategies as st

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.display.language import Language, languages

EN, ZH = Language("en", "en", Compendium(ROOT)), Language("zh", "zh_CN", Compendium(ROOT))


def test_editions_can_be_made_in_english_and_in_each_language_with_a_catalogue() -> None:
    assert languages(here())["en"] == EN
    assert languages(here())["zh"] == ZH


def test_english_text_is_its_own_message_with_its_places_filled() -> None:
    assert EN.text("Index, {year} = 100", year=2013) == "Index, 2013 = 100"


def test_chinese_text_comes_from_the_catalogue_with_its_places_filled() -> None:
    assert ZH.text("USD {amount}", amount="1") == "1美元"


def test_text_without_translation_is_refused_with_the_file_to_add_it_to() -> None:
    with pytest.raises(UserError, match="No zh translation of: Nobody said this") as refusal:
        ZH.text("Nobody said this")
    assert "book/translations/zh_CN/LC_MESSAGES/display.po" in str(refusal.value)


@pytest.mark.usefixtures("inside")
def test_fuzzy_translation_is_none() -> None:
    catalogue: Path = here().catalogue("zh_CN", "display")
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace('msgid "Year"', '#, fuzzy\nmsgid "Year"'), encoding="utf-8")
    with pytest.raises(UserError, match="No zh translation of: Year"):
        languages(here())["zh"].text("Year")


# Worded by hand: English counts in thousands and millions, Chinese in 万 (10 000) and 亿.
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (EN.number(1234567), "1,234,567"),
        (EN.number(-0.04, 1), "0.0"),
        (EN.number(3.5, 2), "3.50"),
        (ZH.number(1234567), "1,234,567"),
        (EN.percent(0.361), "36.1%"),
        (EN.percent(28.933, 1), "2,893.3%"),
        (EN.percent(-0.5, 0), "-50%"),
        (EN.money(29_640_000, "USD", 2), "USD 29.64 million"),
        (EN.money(1_489_000_000, "CNY", 3), "CNY 1.489 billion"),
        (ZH.money(29_640_000, "USD", 2), "2964万美元"),
        (ZH.money(1_489_000_000, "CNY", 2), "14.89亿元"),
        (EN.compact(50_000_000, 0), "50M"),
        (ZH.compact(50_000_000, 0), "5000万"),
    ],
)
def test_number_is_worded_as_its_language_does(said: str, expected: str) -> None:
    assert said == expected


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_worded_number_reads_back_as_the_rounded_number(value: float, digits: int) -> None:
    said = EN.number(value, digits)
    assert said == ZH.number(value, digits)
    assert float(said.replace(",", "")) == pytest.approx(round(value, digits), abs=1e-9, rel=1e-14)
    assert len(said.partition(".")[2]) == digits
    assert said.strip("-0.,") or not said.startswith("-")


def test_number_in_words_keeps_its_value_in_base_units() -> None:
    for words in (EN, ZH):
        assert words.number(1234.5678, 1).value == 1234.5678
        assert words.percent(0.125, 0).value == 0.125
        assert words.money(2.2e8, "USD", 2).value == 2.2e8
    assert EN.percent(0.125, 1) == "12.5%"
    assert f"{EN.percent(0.125, 1)} of it" == "12.5% of it"


@pytest.mark.parametrize(("words", "told"), [(EN, "a, b, c"), (ZH, "a、b、c")])
def test_a_list_outside_a_sentence(words: Language, told: str) -> None:
    assert words.listed("abc") == told
    assert (words.listed(["a"]), words.listed([])) == ("a", "")

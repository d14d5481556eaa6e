"""Periods of data in the words of each language."""

import pytest
from checkouts import ROOT

from offshore.compendium.root import Compendium
from offshore.display.language import Language
from offshore.display.periods import period

EN, ZH = Language("en", "en", Compendium(ROOT)), Language("zh", "zh_CN", Compendium(ROOT))


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2013-M01..M09", "January to September 2013", "2013年1月至9月"),
        ("2017-H1", "first half of 2017", "2017年上半年"),
        ("2017", "2017", "2017"),
        ("", "", ""),
    ],
)
def test_period_is_worded_as_people_say_it(text: str, english: str, chinese: str) -> None:
    assert (period(text, EN), period(text, ZH)) == (english, chinese)

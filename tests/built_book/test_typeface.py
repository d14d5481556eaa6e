"""The Chinese typeface has every sign that the pages show."""

from pathlib import Path

from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont


def test_typeface_has_every_chinese_sign_of_the_pages(both: Path, code: str) -> None:
    shown = {
        sign
        for page in (both / code).glob("*.html")
        for sign in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").get_text()
        if "\u3000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef"
    }
    with TTFont(both / code / "_static/han.woff2") as font:
        assert {sign for sign in shown if ord(sign) not in font.getBestCmap()} == set()

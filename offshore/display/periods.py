"""Periods of data in words: years, halves of a year, and spans of months."""

import re
from datetime import date

from babel import dates

from offshore.display.language import Language

MONTHS = re.compile(r"(\d{4})-M(\d{2})\.\.M(\d{2})")
HALF = re.compile(r"(\d{4})-H([12])")
HALVES = {"1": "first half of {year}", "2": "second half of {year}"}


def period(text: str, words: Language) -> str:
    """Return a period such as 2013-M01..M09 or 2017-H1 in words; others, such as 2017, stay."""
    if months := MONTHS.fullmatch(text):
        year, *ends = map(int, months.groups())
        first, last = (_month(date(year, month, 1), words) for month in ends)
        return words.text("{first} to {last} {year}", first=first, last=last, year=year)
    if half := HALF.fullmatch(text):
        return words.text(HALVES[half[2]], year=half[1])
    return text


def _month(day: date, words: Language) -> str:
    # The form within a date: 1月 and not 一月.
    form = "wide" if words.code == "en" else "abbreviated"
    return str(dates.get_month_names(form, "format", words.locale)[day.month])

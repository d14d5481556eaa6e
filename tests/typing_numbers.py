"""What prose may not have: counts and results typed by hand, as digits or as words.

Other data or other parameters would leave them as they are. What may stand does not come from data.
"""

import re
from collections.abc import Iterator

DIGITS_MAY_STAND = re.compile(
    r"""
    (?s:\$\$.*?\$\$) | \$[^$\n]+\$            # in a formula
    | \{[\w:]+\}`[^`]*` | `[^`]*`             # in a role, which a run or a fact fills; in code
    | (?s:^:{3,}\{.*?$) | ^:gutter:.*$        # in a directive's options
    | \]\([^)]*\) | \{\w+\}                   # in an address; a place that is filled
    | \bG20\b | \bSHA-256\b                   # a name
    | \b[Ss]ections?\ \d(\.\d)?(\ (to|and)\ \d(\.\d)?)? | \b[Ff]igures?\ \d
    | (?<![\d.])[一二三四五六七八九\d](\.\d)?节 | 第\d(\.\d)?(至\d(\.\d)?)?节 | 图\d
    | (?<![\d.])(19|20)\d\d(?![\d%.]\d?)      # a year
    | ^\d\.\ (?=\S) | ^[*-]?\s*\*\*           # an item of a list
    | \(\d\)\ | （\d）                          # a section in a list of them
    | \bTime:\ about\ \d+\ minutes | 用时：约\d+分钟
    | (?<![\d.,])(0|1|100)(?![\d%]|[.,]\d)    # the ends of an index and the base of another
    """,
    re.VERBOSE | re.MULTILINE,
)
ENGLISH = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|nineteen|twenty|thirty|forty|"
    "fifty|sixty|hundred|thousand|dozen|half|halves|thirds?|quarters?|fifths?|tenths?|"
    "hundredths?|thousandths?|twice|thrice"
)
WORD = re.compile(rf"\b({ENGLISH})\b", re.IGNORECASE)
# A phrase, and why its number does not come from data.
WORDS_MAY_STAND = {
    r"\b(first|second) half of (section|its)": "a place in the paper",
}
_WORDS_MAY_STAND = re.compile("|".join(WORDS_MAY_STAND), re.IGNORECASE)


def typed_digits(text: str) -> list[str]:
    """Return the words of a text in English or Chinese that have a digit of their own."""
    return re.findall(r"\S*\d\S*", DIGITS_MAY_STAND.sub(" ", text))


def typed_words(text: str) -> list[str]:
    """Return each number word of an English text that may not stand, with what is around it."""
    left = _WORDS_MAY_STAND.sub(" ", re.sub(r"`[^`]*`|\{\w+\}", " ", text))
    return [around(left, found) for found in WORD.finditer(left)]


def around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 30) : found.end() + 30].replace("\n", " ")


CHINESE = re.compile(
    r"(?<![一二三四五六七八九十百千万])([两二三四五六七八九十百千]+)"
    r"(?=[个家项条份种幅张座市年次倍成点类位部组页步节方面处篇省城国大层级重地名本端])|(一?半)(?!年)"
)
VALUES = dict(zip("两二三四五六七八九十", (2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
NAMED = (
    dict(zip("two three four five six seven eight nine ten eleven twelve".split(), range(2, 13)))
    | {"both": 2, "either": 2, "second": 2, "third": 3, "half": 0.5, "halves": 0.5}
)


def chinese_only(english: str, chinese: str) -> Iterator[str]:
    """Yield the number words of a translation that the English does not have."""
    there = {NAMED[word] for word in re.findall(r"[a-z]+", english.lower()) if word in NAMED}
    for found in CHINESE.finditer(chinese):
        value = 0.5 if found[2] else VALUES.get(found[1])
        if value not in there:
            yield around(chinese, found)

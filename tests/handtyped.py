"""What prose may not have: counts and results that are typed, as digits or as words.

Other data, other parameters or a corrected digit would leave them as they are.
"""

import re
from collections.abc import Iterator

DIGITS_MAY_STAND = re.compile(
    r"""
    (?s:\$\$.*?\$\$) | \$[^$\n]+\$            # in a formula
    | \{[\w:]+\}`[^`]*` | `[^`]*`             # in a role, which a run or a fact fills; in code
    | ^:+\{.*$ | ^:\w+:.*$                    # in a directive and its options
    | \]\([^)]*\) | \{\w+\}                   # in an address; a place that is filled
    | G20(?!\d)                               # a name
    | \b([Ss]ections?\ \d(\.\d)?((,|\ to|\ and)\ \d(\.\d)?)*|[Ff]igures?\ \d)
    | 第\d(\.\d)?([至和、]\d(\.\d)?)*节 | 图\d
    | (?<![\d.])(19|20)\d\d(?![\d%]|\.\d)     # a year
    | ^\d\.\ (?=\S) | (?<!\w)\(\d\)\  | （\d） # an item of a list
    | \bTime:\ about\ \d+\ minutes | 用时：约\d+分钟
    | (?<![\d.,])(0|1|100)(?![\d%]|[.,]\d)    # the ends of an index and the base of another
    """,
    re.VERBOSE | re.MULTILINE,
)
WORD = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|nineteen|twenty|thirty|forty|"
    r"fifty|sixty|hundred|thousand|dozen|half|halves|thirds?|quarters?|fifths?|tenths?|hundredths?|"
    r"thousandths?|twice|thrice|tripled?)\b",
    re.IGNORECASE,
)
# A pattern of what may stand, and why its number does not come from data.
WORDS_MAY_STAND = {
    r"(first|second) half of section": "a place in the paper",
    r"three kinds|three effects|three headings|six groups of measures": "the paper's own order",
    r"two kinds of research|third stage|two parks|national top ten": "so the paper has them",
    r"two dangers": "the paper's own order",
    r"two figures|five years of the industry's|last five years": "what captions and text say",
    r"five-year|the fifth of the series": "a name, and what a report calls itself",
    r"two leaders|first two|two cores|the amount of 2017 twice": "what is printed, whatever it is",
    r"(two|three|six|eleven) (further )?cities|three others": "named by the tables, one by one",
    r"(the|these|those|other|between|of|when|all|that|into) (two|three)\b": "named just before",
    r"(two (bases|points|things|readings|larger ones)|four steps)\b": "named after that",
    r"two (further|more|equal|printed|years|thoughts|numbers|publishers|parts|amounts)": "any two",
    r"(any|than) ten|a nine|two (neighbouring|places|errors)": "any that are",
    r"both halves|other half|two (fans|lines)|three columns|half-filled|half a unit": "their form",
    r"two decimals|first twelve signs": "how numbers and keys are written",
    r"three largest|largest three": "the definition of a measure",
    r"three (categories|amounts|statements|readings)": "what a chapter's cells always take",
}
EXERCISES = re.compile(r"(?ms)^## Exercises.*")  # which make up their own numbers
STANDING = re.compile("|".join(rf"\b(?:{one})" for one in WORDS_MAY_STAND), re.IGNORECASE)
# 两 is as often "both" or "either"; where it counts, the English counts, too.
CHINESE = re.compile(
    r"(?<![第一二三四五六七八九十百千万])([二三四五六七八九十百千]+)"
    r"(?=[个家项条份种幅张座市年次倍成点类位组页步方篇省国层])|(?<![一两对])半(?!年|节|部)"
)
CHINESE_MAY_STAND = {
    "[二三四五]、|、[二三四五]": "sections in a list",
    "(、[^，。、]{1,6}){2}[三四]": "which sums up what is listed before it",
    "五大洲|千位|二十国集团": "a word",
    "判定分为[三四]种": "the verdicts that an audit knows",
}
CHINESE_STANDING = re.compile("|".join(CHINESE_MAY_STAND))
VALUES = {"三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
VALUES |= {"十一": 11, "十二": 12, "半": 0.5}
NAMED = {"three": 3, "third": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
NAMED |= {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "half": 0.5, "tripled": 3}


def digits(text: str) -> list[str]:
    """Return the words of a text, English or Chinese, with a digit that may not stand."""
    return re.findall(r"\S*\d\S*", DIGITS_MAY_STAND.sub(" ", text))


def words(text: str) -> list[str]:
    """Return each number word of an English text that may not stand, with what is around it."""
    own = EXERCISES.sub("", re.sub(r"`[^`]*`|\{\w+\}", " ", text))
    may = [found.span() for found in STANDING.finditer(own)]
    return [
        around(own, found)
        for found in WORD.finditer(own)
        if not any(start <= found.start() < end for start, end in may)
    ]


def chinese_alone(english: str, chinese: str) -> Iterator[str]:
    """Yield the number words of a Chinese translation that its English does not have."""
    said = re.findall(r"[a-z]+", english.lower())
    there = {NAMED[word] for word in said if word in NAMED}
    own = CHINESE_STANDING.sub(" ", chinese)
    for found in CHINESE.finditer(own):
        if VALUES.get(found[0]) not in there:
            yield around(own, found)


def around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 30) : found.end() + 30].replace("\n", " ")

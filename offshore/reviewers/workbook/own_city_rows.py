"""The rows of the sheet for a city of one's own: what to fill in, and which checks it gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

AMOUNT, PERCENT, COUNT, RATE = "amount", "%", "count", "rate"
YEARS, PARTS = range(1, 9), range(1, 7)


@dataclass(frozen=True)
class Check:
    """A check of a row: a function, the ids of its numbers, and the words for it, if its own.

    `alike`: where the number of the row is a limit, those whose last digits decide the strength.
    """

    function: str
    arguments: Mapping[str, Sequence[str]]
    how: str = ""
    alike: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Row:
    """A number to fill in, or a limit; its label, its unit, the words around it, and its check.

    `number`: which of several it is, whose label is typed; `of`: the row that has the label of this
    one; `same_as`: the row whose digits this one repeats, with other words around them.
    """

    id: str
    what: str
    unit: str
    check: Check | None = None
    qualifier: str = "exact"
    printed: str = ""
    number: int = 0
    of: str = ""
    same_as: str = ""


def _growth(year: int) -> Row:
    levels = {"before": [f"amount-{year - 1}"], "after": [f"amount-{year}"]}
    check = Check("growth", levels)
    return Row(f"growth-{year}", "Growth:", PERCENT, check, of=f"amount-{year}")


def _share(part: int) -> Row:
    check = Check("share", {"part": [f"part-{part}"], "whole": ["total"]})
    return Row(f"share-{part}", "Share:", PERCENT, check, of=f"part-{part}")


LEVELS = [f"amount-{year}" for year in YEARS]
RATES = [f"growth-{year}" for year in YEARS[1:]]
OF_PARTS = [f"part-{part}" for part in PARTS]
OF_SHARES = [f"share-{part}" for part in PARTS]
ON_YEARS = {"level": LEVELS, "rate": RATES}
OTHERS = {
    "amount": ["total"],
    "larger": ["large-amount"],
    "members": ["firms"],
    "larger_members": ["large-firms"],
}
SECTIONS: dict[str, Sequence[Row]] = {
    "Yearly amounts (type the years, too)": [
        Row(f"amount-{year}", "Year {number}", AMOUNT, number=year) for year in YEARS
    ],
    "Growth on the year before": [
        *map(_growth, YEARS[1:]),
        Row(
            "mean-growth",
            "Average growth, as the mean of the yearly rates",
            PERCENT,
            Check("mean of filled", ON_YEARS, "the mean of the growth from each level to the next"),
        ),
        Row(
            "compound-growth",
            "Average growth, compound",
            PERCENT,
            Check("compound of filled", ON_YEARS, "(after ÷ before)^(1 ÷ years) − 1"),
        ),
    ],
    "Parts of a total (type their names, too)": [
        Row(
            "total",
            "Total",
            AMOUNT,
            Check("sum of filled", {"part": OF_PARTS}, "the sum of the parts"),
        ),
        *(Row(name, "Part {number}", AMOUNT, number=part) for part, name in enumerate(OF_PARTS, 1)),
    ],
    "Shares in the total": [
        *map(_share, PARTS),
        Row(
            "whole",
            "The shares together",
            PERCENT,
            Check("sum of filled", {"part": OF_SHARES}, "the sum of the parts", OF_SHARES),
            printed="100",
        ),
    ],
    "Firms by size": [
        Row("firms", "Firms", COUNT),
        Row("limit", "Limit from which a firm is large", AMOUNT),
        Row("large-firms", "Large firms", COUNT),
        Row("large-amount", "Amount of the large firms", AMOUNT),
        Row(
            "large-share",
            "Share of the large firms in the total",
            PERCENT,
            Check("share", {"part": ["large-amount"], "whole": ["total"]}),
        ),
        Row(
            "among-all",
            "Large firms are among all: all less large ones",
            COUNT,
            Check("difference", {"more": ["firms"], "less": ["large-firms"]}),
            "at_least",
            "0",
        ),
        Row(
            "large-average",
            "Large firms reach the limit on average",
            AMOUNT,
            Check("average", {"amount": ["large-amount"], "members": ["large-firms"]}),
            "at_least",
            same_as="limit",
        ),
        Row(
            "others-average",
            "The other firms stay within the limit on average",
            AMOUNT,
            Check("average_between", OTHERS),
            "under",
            same_as="limit",
        ),
    ],
    "The total in another currency": [
        Row("rate", "Exchange rate: one of the first in the other", RATE),
        Row(
            "other-amount",
            "Total in the other currency",
            AMOUNT,
            Check("converted", {"amount": ["total"], "rate": ["rate"]}),
        ),
    ],
    "The region": [
        Row("known-amount", "Amount of another city", AMOUNT),
        Row("known-share", "Its share in the region", PERCENT),
        Row(
            "own-share",
            "Your city's share in the region",
            PERCENT,
            Check(
                "implied_share",
                {
                    "amount": ["total"],
                    "known_amount": ["known-amount"],
                    "known_share": ["known-share"],
                },
            ),
        ),
    ],
}

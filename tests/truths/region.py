"""Region: whether printed shares can stand together, and which of their readings can be kept."""

import csv
from collections.abc import Mapping
from fractions import Fraction
from math import inf
from typing import Any

from checkouts import ROOT

FACTS = ("value-hangzhou", "value-ningbo", "value-2017", "share-ningbo", "share-six-cities")
Ends = tuple[Fraction, Fraction]
UNITS = (1, 1, Fraction(1, 10_000), Fraction(1, 100), Fraction(1, 100))  # 100 million, fractions


def possible(facts: Mapping[str, str]) -> bool:
    """Return whether the tables take the facts."""
    return all(0 < float(facts[fact]) <= 100 for fact in FACTS if fact.startswith("share"))


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    read = [Fraction(facts[fact]) * unit for fact, unit in zip(FACTS, UNITS, strict=True)]
    half = [
        Fraction(1, 2 * 10 ** len(facts[fact].partition(".")[2])) * unit
        for fact, unit in zip(FACTS, UNITS, strict=True)
    ]
    first, second, own, share, group = read
    excess = share * (first / second + 1) + group - 1
    least = (share - half[3]) * ((first - half[0]) / (second + half[1]) + 1) + group - half[4] - 1
    kept = readings(*read, parameters["others_most"])
    ends = [(one - slack, one + slack) for one, slack in zip(read, half, strict=True)]
    pace = f"{(amount_of_2019() / first) ** 0.5 - 1:.1%}"
    fits, together = places_fit(*ends), least <= 0
    return {
        "Rounding explains": least >= Fraction(1, 1000),
        "a little more than the rounding": 0 < least < Fraction(1, 1000),
        "with Hangzhou first and Ningbo second, the three": together and not fits,
        "the rounding of the printed numbers can explain": (
            (excess > 0 >= least and fits) or 0 < least < Fraction(1, 1000)
        ),
        "can stand together, and leave": excess <= 0 and together and fits,
        "What this run keeps, ": not kept[parameters["reading"]],
        "What holds under every reading is": all(kept.values()),
        "Of the 3 readings, ": 0 < sum(kept.values()) < 3,
        "None of the 3 readings": not any(kept.values()),
        "does not hang on the shares": first > own and second > own,
        "Hangzhou grew by": first < amount_of_2019() and pace != "0.0%",
        "would the ratio of the two": own < first < amount_of_2019() and pace != "0.0%",
        "Hangzhou's amount changed by": first >= amount_of_2019() or pace == "0.0%",
    }


def places_fit(first: Ends, second: Ends, own: Ends, share: Ends, group: Ends) -> bool:
    """Return whether amounts within their roundings leave each city its place in the order."""
    least, most = second[0] / share[1], second[1] / share[0]  # of the whole province
    ordered = first[1] >= second[0] and second[1] >= own[0]
    others = least * (1 - group[1]) - first[1] - second[1]
    return (
        ordered
        and own[0] <= group[1] * most
        and group[0] * least <= own[1] + 5 * second[1]
        and others <= 3 * second[1]
    )


def readings(
    first: Fraction, second: Fraction, own: Fraction, share: Fraction, group: Fraction, most: float
) -> dict[str, bool]:
    """Return whether each two of the three statements can be true with no city above Ningbo."""
    total = second / share
    ordered = own <= second <= first
    others_low = (first + second) / (1 - group) if group < 1 else inf
    others_high = (first + 4 * second) / (1 - group) if group < 1 else inf
    limit = (first + second) / (1 - group - Fraction(most)) if 1 - group > most else inf
    lowest = max(own / group, others_low)
    highest = min((own + 5 * second) / group, others_high, limit)
    six = own <= group * total <= own + 5 * second
    return {
        "second share": ordered and 0 <= total - first - second - own <= 8 * second,
        "group share": ordered and lowest <= highest,
        "both shares": own <= second and six and total * (1 - group) >= 2 * second,
    }


def amount_of_2019() -> Fraction:
    """Return Hangzhou's amount of 2019, from outside the paper, in 100 million dollars."""
    table = ROOT / "data/context/outsourcing.csv"
    with table.open(encoding="utf-8", newline="") as file:
        return next(Fraction(row["value"]) for row in csv.DictReader(file) if row["id"] == LATER)


LATER = "hangzhou-2019"

"""Structure: shares and total of the lines, what ITO's growth implies, the mix beside China's."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

LINES = ("kpo", "ito", "bpo")
FACTS = (
    *(f"{kind}-{line}" for line in LINES for kind in ("value", "share")),
    "value-2016", "value-2017", "growth-ito",
)  # fmt: skip
# KPO's amount over that of the three lines, in 100 million yuan.
CHINA = {
    2016: Fraction(1783, 2293 + 809 + 1783),
    2022: Fraction(3819, 3672 + 1462 + 3819),
    2023: Fraction(4522, 4154 + 1722 + 4522),
}


def possible(facts: Mapping[str, str]) -> bool:
    """Return whether the tables take the facts."""
    grouped = all(re.fullmatch(r"\d+( \d{3})*(\.\d+)?", facts[fact]) for fact in FACTS)
    shares = all(float(facts[f"share-{line}"]) <= 100 for line in LINES)
    return grouped and shares and read(facts["growth-ito"]) <= 10_000


def read(text: str) -> Fraction:
    return Fraction(text.replace(" ", ""))


def half(text: str) -> Fraction:
    return Fraction(1, 2 * 10 ** len(text.partition(".")[2]))


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    amounts = {line: read(facts[f"value-{line}"]) for line in LINES}
    total = sum(amounts.values())
    before, whole = (
        amounts["ito"] / (1 + read(facts["growth-ito"]) / 100),
        read(facts["value-2016"]),
    )
    fits, change = before <= whole, total - whole
    ito_change, rest_change = amounts["ito"] - before, change - amounts["ito"] + before
    printed = [f"value-{line}" for line in LINES] + ["value-2017"]
    slack = sum(half(facts[fact]) for fact in printed)
    needed = 1 - before / whole - amounts["kpo"] / total
    years = parameters["china_years"]
    failing = [line for line in LINES if not follows(line, facts)]
    above = amounts["kpo"] / total > max(map(CHINA.get, years), default=2)
    return {
        "Every printed share follows": not failing,
        "The printed share of": len(failing) == 1,
        "The printed shares of": len(failing) > 1,
        "which is the year's total as printed": abs(total - read(facts["value-2017"])) <= slack,
        "and nothing else follows": not fits,
        "came from KPO and BPO together": fits and min(change, ito_change, rest_change) > 0,
        "brought more than half of the growth": (
            fits and change > 0 and (rest_change - amounts["bpo"]) * 2 > change
        ),
        "together fell, from": fits and clear(before / whole, amounts["ito"] / total),
        "together rose, from": fits and clear(amounts["ito"] / total, before / whole),
        "no movement towards KPO follows": fits and needed > 0,
        "In every year of the figure KPO weighs less": bool(years) and above,
    }


def clear(less: Fraction, more: Fraction) -> bool:
    """Return whether one share is less than another, in percent with two decimals."""
    return less < more and f"{float(1 - less):.4f}" != f"{float(1 - more):.4f}"


def follows(line: str, facts: Mapping[str, str]) -> bool:
    """Return whether a printed share can be that of amounts that round to the printed ones."""
    others = [f"value-{one}" for one in LINES if one != line]
    rest = sum(read(facts[one]) for one in others)
    slack = sum(half(facts[one]) for one in others)
    own, share = facts[f"value-{line}"], facts[f"share-{line}"]
    low = (read(own) - half(own)) / (read(own) - half(own) + rest + slack)
    high = (read(own) + half(own)) / (read(own) + half(own) + rest - slack)
    return low <= (read(share) + half(share)) / 100 and (read(share) - half(share)) / 100 <= high

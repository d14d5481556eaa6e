"""Outlook: the fan that is drawn, and what the outside figures make of Wenzhou's and Hangzhou's."""

from collections.abc import Mapping
from typing import Any

from truths.growth import follows, number

YEARS = range(2013, 2018)
FACTS = (
    *(f"value-{year}" for year in YEARS),
    *("growth-2016", "growth-2017", "value-hangzhou", "value-ningbo"),
)
CHINA = {2013: 454.1, 2016: 704.1, 2023: 1514}  # 100 million dollars
HANGZHOU = 78.7  # in 2019, likewise


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    value = {year: float(number(facts[f"value-{year}"])) for year in YEARS}
    hangzhou = float(number(facts["value-hangzhou"]))
    slower = [year for year in (2016, 2017) if not follows(facts, year)]
    gain = value[2016] * CHINA[2023] / CHINA[2016] / value[2017] - 1
    alike = f"{abs(gain):.0%}" == "0%"
    own, country = ((of[2016] / of[2013]) ** (1 / 3) - 1 for of in (value, CHINA))
    single = len(set(parameters["growth_rates"])) == 1
    return {
        "Wenzhou would pass": value[2017] > value[2013],
        "without any width": single,
        "both fans are the same": parameters["digital_uplift"] == 0,
        "a shift of that size inside a fan": parameters["digital_uplift"] > 0 and not single,
        "The leaders do not wait": hangzhou < HANGZHOU,
        "amounts may fall, too": hangzhou > HANGZHOU,
        "is about what it had in 2017": alike,
        "more than it had in 2017": gain > 0 and not alike,
        "less than it had in 2017": gain < 0 and not alike,
        "pace was not the country's": own > country and f"{own:.1%}" != f"{country:.1%}",
        "since the two rates that would show it": len(slower) == 2,
        "since the rate printed for 2016": slower == [2016],
        "since the rate printed for 2017": slower == [2017],
    }

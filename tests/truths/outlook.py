"""Outlook: the fan that is drawn, and what the outside figures make of Wenzhou's and Hangzhou's."""

from collections.abc import Mapping
from typing import Any

from truths.growth import number

YEARS = range(2013, 2018)
FACTS = (
    *(f"value-{year}" for year in YEARS),
    *("growth-2015", "growth-2016", "growth-2017", "value-hangzhou", "value-ningbo"),
)
CHINA = {2013: 454.1, 2016: 704.1, 2023: 1514}  # 100 million dollars
HANGZHOU = 78.7  # in 2019, likewise


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    value = {year: float(number(facts[f"value-{year}"])) for year in YEARS}
    hangzhou = float(number(facts["value-hangzhou"]))
    printed = {year: float(number(facts[f"growth-{year}"])) for year in YEARS[2:]}
    found = {year: value[year] / value[year - 1] - 1 for year in YEARS[2:]}
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
        "lower in 2016 and in 2017 than in 2015": all(
            max(rates[2016], rates[2017]) < rates[2015] for rates in (printed, found)
        ),
        "Whether growth slowed from 2016 to 2017": (
            (printed[2017] - printed[2016]) * (found[2017] - found[2016]) < 0
        ),
    }

"""Growth: which printed rates follow from the amounts, what averages reach, the share of China."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

YEARS = range(2013, 2018)
AMOUNTS = [f"value-{year}" for year in YEARS]
FACTS = (*AMOUNTS, *(f"growth-{year}" for year in YEARS), "value-2017-cny", "growth-average")
CHINA = {2013: 454.1, 2014: 559.2, 2015: 646.4, 2016: 704.1}  # 100 million dollars
RATES = {2008: 6.9477, 2009: 6.8307, 2010: 6.7696, 2011: 6.463, 2012: 6.3093, 2013: 6.1478}
RATES |= {2014: 6.162, 2015: 6.2827, 2016: 6.64, 2017: 6.7569, 2018: 6.609, 2019: 6.9081}
RATES |= {2020: 6.9042, 2021: 6.4508, 2022: 6.729, 2023: 7.0809}  # yuan for a dollar


def truths(facts: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, bool]:
    """Return which fragments stand in the text."""
    value = {year: float(number(facts[f"value-{year}"])) for year in YEARS}
    failing = [year for year in YEARS[1:] if not follows(facts, year)]
    implied = float(number(facts["value-2017-cny"])) * 1e4 / value[2017]
    nearest = min(RATES, key=lambda year: abs(RATES[year] - implied))
    found = {
        "What happened cannot be told": bool(failing),
        "*Another currency.*": bool(failing),
        "*Another set of firms*": bool(failing),
        "*A revised amount.*": len(failing) == 1,
        "*Revised amounts.*": len(failing) > 1,
        "at which the executed value doubles": value[2017] > value[2013],
        "that of 2017 is the nearest": nearest == 2017,
        f"The average of another year, {nearest}, is nearer": nearest != 2017,
    }
    if not failing:
        found["to the printed growth"] = False
    found |= {f"For {year} they give": year in failing for year in YEARS[1:]}
    return found | averages(facts, value) | beside_china(value, parameters)


def number(text: str) -> Fraction:
    return Fraction(text.replace(" ", ""))


def ends(text: str) -> tuple[Fraction, Fraction]:
    """Return between what ends a printed number was rounded."""
    half = Fraction(1, 2 * 10 ** len(text.partition(".")[2]))
    return number(text) - half, number(text) + half


def follows(facts: Mapping[str, str], year: int) -> bool:
    (low, high), before = ends(facts[f"value-{year}"]), ends(facts[f"value-{year - 1}"])
    least, most = ends(facts[f"growth-{year}"])
    return low / before[1] - 1 <= most / 100 and high / before[0] - 1 >= least / 100


def averages(facts: Mapping[str, str], value: Mapping[int, float]) -> dict[str, bool]:
    printed = sum(float(number(facts[f"growth-{year}"])) for year in YEARS) / 5
    yearly = sum(value[year] / value[year - 1] - 1 for year in YEARS[1:]) / 4
    compound = (value[2017] / value[2013]) ** (1 / 4) - 1
    claimed = float(number(facts["growth-average"]))
    above = [one >= claimed for one in (printed, 100 * yearly, 100 * compound)]
    return {
        "holds under each of these readings": all(above),
        "holds under none of these readings": not any(above),
        "holds under some of these readings": any(above) and not all(above),
    }


def beside_china(value: Mapping[int, float], parameters: Mapping[str, Any]) -> dict[str, bool]:
    first, last = parameters["first_year"], min(2016, parameters["last_year"])
    share = {year: value[year] / CHINA[year] / 1e4 for year in (first, last)}
    alike = f"{share[first]:.3%}" == f"{share[last]:.3%}"
    rose = last > first and not alike and share[last] > share[first]
    fell = last > first and not alike and share[last] < share[first]
    return {
        "with a single year there is no growth to compare": first == last,
        "share of the national total rose": rose,
        "share of the national total fell": fell,
        "at both ends": last > first and alike,
        "Wenzhou outgrew the country": rose and value[last] > value[first],
        "growth fell behind the country's": fell,
        "The comparison ends with 2016": parameters["last_year"] == 2017,
    }

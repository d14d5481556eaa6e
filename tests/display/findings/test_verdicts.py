"""Numbers in findings: intervals rounded outwards, units in words."""

import math

import pandas as pd
import pytest
from checkouts import ROOT

from offshore.audit.quantities import Unit
from offshore.compendium.root import Compendium
from offshore.display.findings.verdicts import counted, rounded_outwards, with_unit
from offshore.display.language import Language

EN, ZH = Language("en", "en", Compendium(ROOT)), Language("zh", "zh_CN", Compendium(ROOT))
ENGLISH = pd.Series({"firms": "firms", "persons": "people", "10 thousand persons": "10 thousand"})
CHINESE = pd.Series({"firms": "家", "persons": "人", "10 thousand persons": "万人"})
PEOPLE = Unit("10 thousand persons", "persons", "10000", False)


@pytest.mark.parametrize(
    ("low", "high", "finest", "shown"),
    [
        # 0.1003 wide: two digits of that are hundredths; 103.29 would lose the low end.
        (103.2857, 103.386, 3, (103.28, 103.39, 2)),
        # 1.0365 wide: tenths, 12838.8 and 12839.9 ten thousand dollars.
        (12838.8081, 12839.8446, 1, (12838.8, 12839.9, 1)),
        # 0.0243 wide would justify thousandths; amounts printed to 1 allow tenths.
        (493.8049, 493.8292, 1, (493.8, 493.9, 1)),
        # Both ends are hundredths: a third decimal would say nothing.
        (7.27, 7.29, 3, (7.27, 7.29, 2)),
        (-0.04, 0.26, 2, (-0.04, 0.26, 2)),
        (1234.5, 5678.9, 1, (1200, 5700, 0)),
        (29.5, math.inf, 1, (29.5, math.inf, 1)),
        (-math.inf, 0.31, 1, (-math.inf, 0.4, 1)),
        (25, 25, 0, (25, 25, 0)),
    ],
)
def test_interval_is_rounded_outwards_to_what_its_width_justifies(
    low: float, high: float, finest: int, shown: tuple[float, float, int]
) -> None:
    assert rounded_outwards(low, high, finest) == pytest.approx(shown)


def test_noise_of_floats_does_not_cost_a_step() -> None:
    # 0.1 + 0.2 is a little more than 0.3, and 0.7 - 0.1 a little less than 0.6.
    assert rounded_outwards(0.7 - 0.1, 0.1 + 0.6, 1) == pytest.approx((0.6, 0.7, 1))


def test_units_of_ten_thousands_are_written_in_the_languages_own_large_numbers() -> None:
    assert with_unit(318.2, 1, PEOPLE, ENGLISH, EN) == "3.182 million people"
    assert with_unit(318.2, 1, PEOPLE, CHINESE, ZH) == "318.2万人"


def test_one_thing_is_in_the_singular() -> None:
    assert counted("1", "firms", ENGLISH, EN) == "1 firm"
    assert counted("7", "firms", ENGLISH, EN) == "7 firms"
    assert counted("1", "firms", CHINESE, ZH) == "1家"

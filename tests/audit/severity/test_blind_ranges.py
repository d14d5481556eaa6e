"""The blind range: by hand, and against every value tried one by one."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offshore.audit.claims import Claim, parse
from offshore.audit.functions import MANY, REGISTRY, WORD
from offshore.audit.quantities import Quantity, Unit, quantities
from offshore.audit.severity.blind_ranges import solve
from offshore.audit.severity.grids import with_print
from offshore.audit.severity.misprints import misprints
from offshore.audit.severity.solving import verdict_of
from offshore.numerals.qualifiers import QUALIFIERS


def ends(published, name: str) -> list[tuple[str | None, ...]]:
    claims = [one for one in parse(published)[0] if one.row["check"] == "internal"]
    found = solve(quantities(published)[name], claims)
    return [tuple(None if end is None else f"{end:f}" for end in (one.low, one.high))
            for one in found.parts]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # 4032.85 / (n + 0.5) <= 1.3615 and 4032.95 / (n - 0.5) >= 1.3605: n from 2961.6 to 2964.8.
        ("value-2013", [("2962", "2964")]),
        # 7750.585 / 1.92185 = 4032.88 to 7750.595 / 1.92175 = 4033.09, for n - 0.05 to n + 0.05.
        ("value-2014", [("4032.9", "4033.1")]),
        # The 1801 to 1803 of the n - 41 smaller firms average no more than 200 each: n - 41 > 9.
        ("firms-2017", [("51", None)]),
        # The paper prints it twice.
        ("firms-over-5m", [("13", "13")]),
        # 11027.5 / 22049.5 = 50.0125% to 11028.5 / 22048.5 = 50.0193%.
        ("share-over-5m", [("50.01", "50.02")]),
        # The amounts give (22048.5 / 12932.5, 22049.5 / 12931.5): 70.489% to 70.510%.
        ("growth-2017", [("0.00", "70.48"), ("70.52", None)]),
        # Printed once, and nothing is computed with it.
        ("continents", [("0", None)]),
    ],
)
def test_blind_ranges_worked_out_by_hand(published, name, expected):
    assert ends(published, name) == expected


UNITS = [Unit("things", "things", "1", True), Unit("kg", "kg", "1", False),
         Unit("%", "1", "0.01", False)]  # fmt: skip
small = st.integers(0, 40)
TRIED = 100  # prints from zero on


@st.composite
def printed(draw, negative: bool = False) -> str:
    digits, places = draw(small | st.integers(5, 40)), draw(st.integers(0, 1))
    sign = "-" if negative and draw(st.integers(0, 5)) == 0 else ""
    return f"{sign}{Decimal(digits).scaleb(-places):f}"


@st.composite
def claims(draw, function: str) -> Claim:
    """Draw a claim in which a number called "x" stands."""
    unit = draw(st.sampled_from(UNITS))

    def quantity(name: str) -> Quantity:
        word = draw(st.sampled_from(("exact",) * 4 + QUALIFIERS))
        text = str(draw(small)) if unit.whole else draw(printed(negative=True))
        return Quantity(name, text, word, unit)

    takes, several = REGISTRY[function].takes, draw(st.integers(2, 4))
    given = {
        name: [quantity(f"{name}-{n}") for n in range(several if MANY in wanted else 1)]
        for name, wanted in takes.items()
    }
    places = [(name, n) for name, values in given.items() for n in range(len(values))]
    target = quantity("target")
    x = quantity("x")
    place = draw(st.sampled_from([*places, None]))
    if place is None:
        target = x
    else:
        given[place[0]][place[1]] = x
    return Claim({"id": function, "check": "internal"}, (), REGISTRY[function],
                 {name: tuple(values) for name, values in given.items()}, target)  # fmt: skip


def number_x(claim: Claim) -> Quantity:
    return next(one for one in (*claim.inputs, claim.target) if one.id == "x")


COMPUTING = [name for name, one in REGISTRY.items() if WORD + MANY not in one.takes.values()]


@pytest.mark.parametrize("function", COMPUTING)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_the_blind_range_is_what_trying_every_value_finds(function, data):
    several = data.draw(st.lists(claims(function), min_size=1, max_size=2))
    x = number_x(several[0])
    several = [with_print(one, "x", x.printed) for one in several]
    now = [verdict_of(one) for one in several]
    decimals = len(x.printed.partition(".")[2])
    sign = "-" if x.printed.startswith("-") else ""
    blind = solve(x, several)
    tried = [f"{sign}{Decimal(n).scaleb(-decimals):f}" for n in range(TRIED)]
    tried += [one.printed for one in misprints(x.printed, x.unit.whole)
              if len(one.printed.partition(".")[2]) == decimals]  # fmt: skip
    for digits in tried:
        passes = [verdict_of(with_print(one, "x", digits)) for one in several] == now
        assert (digits in blind) == passes, (digits, blind)

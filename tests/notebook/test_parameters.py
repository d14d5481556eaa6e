"""The parameters cell: what it declares, what it refuses, and what values obey it."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.compendium.errors import UserError
from offshore.notebook.parameters import Parameter, read_cell, resolve

CELL = """\
first_year: int = 2013  # First year shown. Allowed: 2013 to 2016.
last_year: int = 2017  # Last year shown. Allowed: 2014 to 2017, above first_year.
currency: str = "USD"  # Currency of the amounts. Allowed: "USD", "CNY".
rates: list[float] = [-0.5, 1.0]  # Growth to try out. Allowed: -0.9 to 100.
years: list[int] = [2016]  # Years to compare. Allowed: 2016, 2022.
logarithmic: bool = False  # Whether the axis is logarithmic. Allowed: True, False.
"""


def declared() -> dict[str, Parameter]:
    return read_cell(CELL)


def test_a_cell_declares_type_default_help_and_what_is_allowed() -> None:
    first = declared()["first_year"]
    assert (first.kind, first.default, first.help, first.allowed) == (
        "int",
        2013,
        "First year shown.",
        "2013 to 2016",
    )


def test_defaults_are_the_values_where_nothing_is_given() -> None:
    assert resolve(declared(), {}, "sample") == {
        "first_year": 2013,
        "last_year": 2017,
        "currency": "USD",
        "rates": [-0.5, 1.0],
        "years": [2016],
        "logarithmic": False,
    }


BAD_CELLS = {
    "no annotation": ("year = 2013  # Year. Allowed: 1 to 2.", "is not of the form"),
    "no value": ("year: int  # Year. Allowed: 1 to 2.", "is not of the form"),
    "no comment": ("year: int = 2013", "year lacks a comment that ends in `Allowed: …`"),
    "comment without a rule": ("year: int = 2013  # Year.", "year lacks a comment"),
    "code": ("print(1)  # Allowed: 1 to 2.", "is not of the form"),
    "computed default": ("year: int = 2012 + f()  # Year. Allowed: 1 to 2.", "malformed node"),
    "choices without quotes": ('c: str = "USD"  # C. Allowed: USD, CNY.', "malformed node"),
    "type that papermill cannot give": ("y: dict = {}  # Y. Allowed: 1 to 2.", "y is of type dict"),
    "above what is no parameter": ("y: int = 1  # Y. Allowed: 1 to 2, above z.", "y is above z"),
}


@pytest.mark.parametrize(("cell", "message"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_cell_that_breaks_the_form_is_refused(cell: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_cell(cell)


BAD_VALUES: dict[str, tuple[dict[str, Any], str]] = {
    "unknown name, with the nearest": (
        {"frist_year": 2014},
        "frist_year is not a parameter. Did you mean 'first_year'?",
    ),
    "unknown name, near nothing": ({"zzz": 1}, "zzz is not a parameter. Its parameters: first_yea"),
    "text for a number": ({"first_year": "2014"}, "'2014' must be of type int, not str"),
    "fraction for a whole number": ({"first_year": 2014.0}, "must be of type int, not float"),
    "truth for a number": ({"first_year": True}, "True must be of type int, not bool"),
    "number for truth": ({"logarithmic": 1}, "1 must be of type bool, not int"),
    "nothing": ({"currency": None}, "None must be of type str, not NoneType"),
    "below the range": ({"first_year": 2012}, "2012 is not allowed. Allowed: 2013 to 2016"),
    "beyond the range": ({"first_year": 2017}, "2017 is not allowed. Allowed: 2013 to 2016"),
    "not a choice": ({"currency": "EUR"}, '\'EUR\' is not allowed. Allowed: "USD", "CNY".'),
    "equal to what it must exceed": (
        {"first_year": 2015, "last_year": 2015},
        "last_year = 2015 must be above first_year = 2015",
    ),
    "one number for a list": ({"years": 2016}, "must be a list of int with at least one item"),
    "an empty list": ({"years": []}, "must be a list of int with at least one item"),
    "a list with a wrong item": ({"years": [2016, 2017]}, "[2016, 2017] is not allowed"),
    "a list with an item of another type": ({"rates": [0.1, "x"]}, "type list[float], not str"),
    "a list for one number": ({"first_year": [2014]}, "must be of type int, not list"),
    "no number": ({"rates": [float("nan")]}, "[nan] is not allowed. Allowed: -0.9 to 100."),
    "infinity": ({"rates": [float("inf")]}, "[inf] is not allowed"),
    "6,000 digits, as the command line gives them": (
        {"first_year": "9" * 6000},
        f"first_year = '{'9' * 59}… (6,002 characters) is not allowed. Allowed: 2013 to 2016.",
    ),
    "6,000 digits among fractions": (
        {"rates": ["9" * 6000]},
        "characters) is not allowed. Allowed: -0",
    ),
    "6,000 digits, as a notebook gives them": (
        {"first_year": 10**6000},
        "first_year = int too long to be written is not allowed. Allowed: 2013 to 2016.",
    ),
    "20,000 letters": (
        {"currency": "x" * 20_000},
        f"currency = '{'x' * 59}… (20,002 characters) is not allowed.",
    ),
    "name of 20,000 letters": (
        {"x" * 20_000: 1},
        f"{'x' * 60}… (20,000 characters) is not a parameter",
    ),
    "name with a line break": ({"a\nb": 1}, r"a\nb is not a parameter"),
    "more unknown names than are told": (
        {f"x{number}": 1 for number in range(15)},
        "x9 is not a parameter. Its parameters: first_year, last_year, currency, rates, years, "
        "logarithmic.\nNotebook sample: 5 more are not parameters.",
    ),
}


@pytest.mark.parametrize(("values", "message"), BAD_VALUES.values(), ids=BAD_VALUES)
def test_value_that_breaks_its_rule_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError) as refusal:
        resolve(declared(), values, "sample")
    assert message in str(refusal.value)
    assert str(refusal.value).startswith("Notebook sample: ")


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(UserError) as refusal:
        resolve(declared(), {"currency": "EUR", "first_year": 1, "colour": "red"}, "sample")
    told = str(refusal.value).splitlines()
    assert [line.split()[2] for line in told] == ["colour", "first_year", "currency"]


def test_wrong_type_is_told_where_another_parameter_must_be_above_it() -> None:
    with pytest.raises(UserError, match="first_year = 'abc' must be of type int") as refusal:
        resolve(declared(), {"first_year": "abc"}, "sample")
    assert "last_year" not in str(refusal.value)


def test_default_outside_its_own_rule_is_refused() -> None:
    cell = "year: int = 2012  # Year. Allowed: 2013 to 2016."
    with pytest.raises(UserError, match="year = 2012 is not allowed"):
        resolve(read_cell(cell), {}, "sample")


@given(st.integers())
def test_whole_number_is_allowed_exactly_within_its_range(year: int) -> None:
    refused = declared()["first_year"].fault(year) is not None
    assert refused == (year not in {2013, 2014, 2015, 2016})


@given(st.integers(2013, 2016), st.integers(2014, 2017))
def test_order_of_two_parameters_decides_whether_they_are_allowed(first: int, last: int) -> None:
    given_values = {"first_year": first, "last_year": last}
    if last > first:
        assert resolve(declared(), given_values, "sample")["last_year"] == last
    else:
        with pytest.raises(UserError, match="must be above"):
            resolve(declared(), given_values, "sample")


@given(st.lists(st.floats(-0.9, 100), min_size=1))
def test_list_typed_on_the_command_line_is_the_list_meant(rates: list[float]) -> None:
    rule = declared()["rates"]
    assert rule.parse(repr(rates)) == rates
    assert rule.fault(rates) is None


@given(st.text())
def test_any_text_on_the_command_line_is_taken_or_refused_in_words(text: str) -> None:
    values = {name: rule.parse(text) for name, rule in declared().items()}
    for name, value in values.items():
        fault = declared()[name].fault(value)
        assert fault is None or fault


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("first_year", "2014", 2014),
        ("first_year", "next", "next"),
        ("currency", "CNY", "CNY"),
        ("currency", "2014", "2014"),
        ("rates", "0, 0.5", [0, 0.5]),
        ("years", "2016,2022", [2016, 2022]),
        ("years", "[2016, 2022]", [2016, 2022]),
        ("years", "2016", [2016]),
        ("years", "[]", []),
        ("years", "[[2016]]", ["[2016]"]),
        ("logarithmic", "True", True),
        ("logarithmic", "true", True),
        ("logarithmic", "False", False),
        ("logarithmic", "false", False),
        ("logarithmic", "yes", "yes"),
        ("first_year", " 2014 ", 2014),
        ("first_year", "true", True),
        ("first_year", "2014.0", 2014.0),
        ("first_year", "0x7de", "0x7de"),
        ("first_year", "(2014)", "(2014)"),
        ("first_year", "", ""),
        ("first_year", "9" * 6000, "9" * 6000),
        ("rates", ".5, 1e2, -1", [0.5, 100.0, -1]),
        ("rates", "inf", [math.inf]),
        ("rates", "-.inf", [-math.inf]),
        ("rates", "1e400", [math.inf]),
        ("rates", "(" * 500, ["(" * 500]),
    ],
)
def test_text_of_the_command_line_becomes_a_value(name: str, text: str, value: object) -> None:
    parsed = declared()[name].parse(text)
    assert (parsed, type(parsed)) == (value, type(value))

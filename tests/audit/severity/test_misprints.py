"""The family of misprints, by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.audit.severity.misprints import misprints


def named(printed: str, whole: bool = False) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in misprints(printed, whole):
        found.setdefault(one.name, set()).add(one.printed)
    return found


def test_every_slip_of_a_number_with_a_decimal():
    assert named("36.1") == {
        "digit up": {"46.1", "37.1", "36.2"},
        "digit down": {"26.1", "35.1", "36.0"},
        "digits swapped": {"63.1", "31.6"},
        "digit dropped": {"6.1", "3.1", "36"},
        "digit doubled": {"336.1", "366.1", "36.11"},
        "point right": {"361"},
        "point left": {"3.61"},
    }


def test_a_count_stays_whole_and_each_print_counts_once():
    assert named("66", whole=True) == {
        "digit up": {"76", "67"},
        "digit down": {"56", "65"},
        "digit dropped": {"6"},
        "digit doubled": {"666"},
        "point right": {"660"},
    }


def test_nothing_is_carried_or_borrowed_and_no_zero_is_printed_first():
    assert named("90") == {
        "digit up": {"91"},
        "digit down": {"80"},
        "digits swapped": {"9"},
        "digit dropped": {"0"},
        "digit doubled": {"990", "900"},
        "point left": {"9.0"},
    }


@pytest.mark.parametrize("printed", ["2 893.3", "2893.3"])
def test_spaces_between_digits_are_no_digits(printed):
    assert {one.printed for one in misprints(printed)} >= {"2892.3", "8293.3", "289.33", "28933"}


def test_the_sign_stays():
    assert all(one.printed.startswith("-") for one in misprints("-0.5"))


@given(st.decimals(0, 99999, places=2).map(lambda value: f"{value:f}"))
def test_none_has_the_value_of_the_original_and_none_is_given_twice(printed):
    found = [one.printed for one in misprints(printed)]
    assert len(set(found)) == len(found)
    assert Decimal(printed) not in map(Decimal, found)

"""Runs with numbers only: whatever draws goes nowhere, and no number comes from there."""

import math
import operator
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from offshore.compendium.errors import UserError
from offshore.notebook.unseen import NOWHERE, Unseen


def axes(*sizes: int, **options: Any) -> Any:
    return Unseen.axes(SimpleNamespace(), *sizes, **options)  # type: ignore[arg-type]


def test_whatever_is_drawn_goes_nowhere() -> None:
    assert NOWHERE.barplot([1, 2], x="year", ax=NOWHERE).twinx().containers[0] is NOWHERE
    NOWHERE.spines["top"] = "anything"
    assert repr(NOWHERE.set(xlabel="year")) == "not drawn"


READ: dict[str, Callable[[Any], object]] = {
    "as a number": float,
    "as a count": int,
    "as a position": lambda one: [1, 2][one],
    "as a condition": bool,
    "its length": len,
    "its parts": list,
    "as text": str,
    "in a text": lambda one: f"{one}",
    "compared": lambda one: one > 0,
    "held against": lambda one: one == 0,
    "added": lambda one: one + 1,
    "added to": lambda one: 1 + one,
    "taken from": lambda one: 1 - one,
    "multiplied": lambda one: 2 * one,
    "divided": lambda one: one / 2,
    "as an array": np.asarray,
    "rounded": math.floor,
    "what is in it": lambda one: operator.contains(one, 1),
}


@pytest.mark.parametrize("reading", READ.values(), ids=READ)
def test_no_number_comes_from_a_drawing(reading: Callable[[Any], object]) -> None:
    with pytest.raises((UserError, TypeError)):
        reading(NOWHERE.get_ylim())


def test_there_are_as_many_axes_as_with_a_drawing() -> None:
    assert axes()[1] is NOWHERE
    _, (left, right) = axes(1, 2, height=3.4)
    assert left is right is NOWHERE
    assert axes(2, 3)[1].shape == (2, 3)
    assert axes(3)[1].shape == (3,)
    assert axes(1, 1, squeeze=False)[1].shape == (1, 1)


DRAWN = """
import sys
import pandas as pd
import seaborn as sns
from seaborn import barplot
from offshore.display.drawing import charts
from offshore.display.drawing.theme import colour
from offshore.notebook.unseen import NOWHERE, draw_nothing
names = {"sns": sns, "barplot": barplot, "charts": charts, "colour": colour, "pd": pd, "year": 7}
draw_nothing(names)
print(sorted(name for name, one in names.items() if one is NOWHERE))
import seaborn
from offshore.display.drawing import diagrams
print(seaborn is NOWHERE, diagrams is NOWHERE)
print(repr(pd.Series([1, 2]).plot.barh(ax=NOWHERE)), pd.Series([1, 2]).sum())
"""


def test_what_draws_is_replaced_and_nothing_else() -> None:
    done = subprocess.run([sys.executable, "-c", DRAWN], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "['barplot', 'charts', 'colour', 'sns']",
        "True True",
        "not drawn 3",
    ]

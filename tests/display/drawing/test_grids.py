"""Drawings in rows: each mark where its row and group are."""

import pandas as pd
from matplotlib.figure import Figure

from offshore.display.drawing import grids
from offshore.display.drawing.theme import colour


def test_member_has_a_square_in_its_row_below_its_group_full_if_certain() -> None:
    axes = Figure().subplots()
    names, groups = pd.Series(["a", "b", "c"]), pd.Series(["one", "other park", "one"])
    grids.members(axes, names, groups, certain=pd.Series([True, False, True]))
    squares = [(*line.get_xydata()[0], line.get_fillstyle()) for line in axes.lines]
    assert squares == [(0, 0, "full"), (1, 1, "none"), (0, 2, "full")]
    assert [line.get_color() for line in axes.lines][:2] == [colour("blue"), colour("orange")]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b", "c"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["one", "other park"]

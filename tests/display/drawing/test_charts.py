"""Charts that seaborn does not have."""

import math

import pandas as pd
from matplotlib.figure import Figure

from offshore.display.drawing import charts


def test_each_value_has_a_band_and_a_line_in_the_legend() -> None:
    ends = pd.DataFrame(
        [(0, 0.2, 0.3, 0.1, "up"), (1, 0.3, 0.4, 0.1, "up"), (0, 0.2, 0.3, -0.1, "down")],
        columns=["year", "low", "high", "gap", "label"],
    )
    axes = Figure().subplots()
    charts.growing_bands(axes, ends, by="gap")
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["down", "up"]
    assert len(axes.collections) == 2
    assert axes.lines[1].get_ydata().tolist() == [0.2, 0.3]


def test_a_year_is_a_point_and_a_longer_span_a_bar_within_the_axes() -> None:
    axes = Figure().subplots()
    charts.spans(
        axes, pd.DataFrame({"name": ["a", "b"], "first": [2016, 2018], "last": [2016, 2020]})
    )
    assert [line.get_xdata().tolist() for line in axes.lines] == [[2016]]
    assert [bar.get_width() for bar in axes.patches] == [0, 2]
    assert axes.get_xlim() == (2015.5, 2020.5)


def test_bars_stand_at_their_years_side_by_side_and_gaps_stay_empty() -> None:
    data = pd.DataFrame({"year": [2015, 2019], "a": [1.0, -2.0], "b": [math.nan, 3.0]})
    axes = Figure().subplots()
    charts.bars_by_year(axes, data, {"a": "blue", "b": "orange"})
    middles = [round(bar.get_x() + bar.get_width() / 2, 3) for bar in axes.patches]
    assert middles == [2014.8, 2018.8, 2015.2, 2019.2]
    assert [bar.get_height() for bar in axes.patches if bar.get_height() == bar.get_height()] == [
        *(1, -2, 3)
    ]
    assert list(axes.get_xticks()) == [2015, 2016, 2017, 2018, 2019]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a", "b"]


def test_column_without_values_has_no_bars_and_no_room() -> None:
    data = pd.DataFrame({"year": [1990, 2020], "a": [1.0, 2.0], "b": [math.nan, math.nan]})
    axes = Figure().subplots()
    charts.bars_by_year(axes, data, {"a": "blue", "b": "orange"})
    assert [bar.get_x() + bar.get_width() / 2 for bar in axes.patches] == [1990, 2020]
    assert len(axes.get_xticks()) <= 11
    none = Figure().subplots()
    charts.bars_by_year(none, data.iloc[:0], {"a": "blue", "b": "orange"})
    assert none.get_legend() is None

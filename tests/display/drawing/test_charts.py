"""Charts that seaborn does not have."""

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

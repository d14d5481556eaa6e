"""Drawings of an argument: which boxes stand where, and how their names are broken."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from offshore.display.drawing import diagrams

NODES = pd.DataFrame(
    [
        ("a", "Tools for everyone", "mechanism", 0, "one"),
        ("b", "服务外包的工具", "channel", 1, "one"),
        ("c", "Income", "outcome", 2, "two"),
    ],
    columns=["id", "name", "kind", "column", "part"],
)
LINKS = pd.DataFrame([("a", "b", "yes")], columns=["source", "target", "stated"])


def said(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts if text.get_text()]


def test_a_part_has_a_panel_with_its_title_and_chinese_half_as_many_letters_on_a_line() -> None:
    figure = diagrams.panels(NODES, LINKS, {"one": "First", "two": "Second"}, letters=8)
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["First", "Second"]
    assert said(figure.axes[0]) == ["Tools\nfor\neveryone", "服务外包\n的工具"]
    assert said(figure.axes[1]) == ["Income"]


def test_a_flow_leaves_out_what_no_line_reaches() -> None:
    axes = Figure().subplots()
    diagrams.flow(axes, NODES, LINKS.assign(count=3), letters=20)
    assert said(axes) == ["3", "Tools for everyone", "服务外包的工具"]


def test_names_at_ticks_are_broken_into_lines() -> None:
    axes = Figure().subplots()
    axes.plot([1, 2], ["a long name", "short"], "o")
    diagrams.wrap_ticks(axes.yaxis, 6)
    assert [text.get_text() for text in axes.get_yticklabels()] == ["a long\nname", "short"]

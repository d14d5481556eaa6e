"""The words of a drawing: labels and ticks as the notebook's file of words says."""

from checkouts import here
from matplotlib.figure import Figure

from offshore.display.drawing import labels
from offshore.display.language import languages
from offshore.display.words import Words


def test_ticks_that_a_cell_sets_stay_and_are_written_in_their_unit() -> None:
    drawing = Figure()
    axes = drawing.subplots()
    axes.set(xlabel="deviation", xlim=(-0.25, 0.25), xticks=[-0.1, 0, 0.01])
    labels.put(drawing, "apart", Words("audit", languages(here())["en"]), {})
    assert axes.get_xlabel() == "Above or below the printed number"
    written = [label.get_text() for label in axes.get_xticklabels()]
    assert written == ["-10.0%", "0.0%", "1.0%"]

"""The words of a drawing: labels and ticks as the notebook's file of words says."""

import io
from pathlib import Path

from checkouts import here
from matplotlib.figure import Figure

from offshore.compendium.root import Compendium
from offshore.display.drawing import labels
from offshore.display.language import Language, languages
from offshore.display.words import Words


def test_ticks_that_a_cell_sets_stay_and_are_written_in_their_unit() -> None:
    drawing = Figure()
    axes = drawing.subplots()
    axes.set(xlabel="deviation", xlim=(-0.25, 0.25), xticks=[-0.1, 0, 0.01])
    labels.put(drawing, "apart", Words("audit", languages(here())["en"]), {})
    assert axes.get_xlabel() == "Above or below the printed number"
    written = [label.get_text() for label in axes.get_xticklabels()]
    assert written == ["-10.0%", "0.0%", "1.0%"]


def test_label_with_dollars_is_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "notebooks/words/x.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("items:\n  bars:\n    labels: {level: 'In $a$ {unit}'}\n", encoding="utf-8")
    drawing = Figure()
    drawing.subplots().set(ylabel="level")
    words = Words("x", Language("en", "en", Compendium(tmp_path)))
    labels.put(drawing, "bars", words, {"unit": "$\\wrong$"})
    drawing.savefig(io.BytesIO(), format="svg")
    assert drawing.axes[0].get_ylabel() == "In $a$ $\\wrong$"

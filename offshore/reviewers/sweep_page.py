"""The page of a sweep: what moved, by which parameter and how far, with links to the runs."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from offshore.compendium import templates
from offshore.compendium.root import PACKAGE, Compendium
from offshore.display.drawing import theme
from offshore.reviewers import variation
from offshore.reviewers.ledger import DONE
from offshore.reviewers.run_table import PARAMETER, VALUE, VERDICT, named, varied
from offshore.runs import planning, store

TEMPLATE = PACKAGE / "reviewers/sweep_page.html"
COLUMNS, MOST = 3, 12  # of small multiples


def write(compendium: Compendium, made: pd.DataFrame, folder: Path, notebook: str) -> Path:
    """Write the page `index.html` of a sweep's table into its folder and return its path."""
    done = made[made.status == DONE]
    counts = made.status.value_counts().items()
    page = folder / "index.html"
    text = templates.render(
        TEMPLATE,
        filters={"short": _short, "significant": _significant},
        notebook=notebook,
        total=len(made),
        counts=", ".join(f"{count} {status}" for status, count in counts),
        verdicts=list(_verdicts(done)),
        varied=varied(made),
        runs=list(_runs(compendium, made, folder)),
        **_moving(done),
    )
    page.write_text(text, encoding="utf-8")
    return page


def _moving(done: pd.DataFrame) -> dict[str, Any]:
    """Return what moved: a row for each number, the parameters, and small multiples as SVG."""
    spread = variation.spread(done, named(done, VALUE))
    moved = spread[spread.apart > 0]
    if moved.empty:
        return {"moved": []}
    moves = variation.moves(done, varied(done), list(moved.index))
    ranked = moved.assign(relative=moved.apart / moved[["least", "most"]].abs().max(axis=1))
    order = list(ranked.sort_values("relative", ascending=False, kind="stable").index)
    rows = [[name, moved.least[name], moved.most[name], *moves.loc[name]] for name in order]
    multiples = Markup(_multiples(done, moves, order[:MOST]))
    return {"moved": rows, "parameters": list(moves.columns), "multiples": multiples}


def _multiples(done: pd.DataFrame, moves: pd.DataFrame, numbers: list[str]) -> str:
    """Return small multiples, a number each over the parameter that moves it most, as SVG."""
    theme.apply()
    rows = -(-len(numbers) // COLUMNS)
    figure = Figure(figsize=(theme.WIDTH * 1.3, 2.4 * rows), layout="constrained")
    axes = figure.subplots(rows, COLUMNS, squeeze=False).flatten()
    for axis, number in zip(axes, numbers, strict=False):
        parameter = str(moves.loc[number].astype(float).idxmax())
        axis.plot(done[parameter].astype(str), done[number], "o", alpha=0.5)
        axis.set_title(number.removeprefix(VALUE), fontsize=9)
        axis.set_xlabel(parameter.removeprefix(PARAMETER), fontsize=8)
        axis.tick_params(labelsize=7)
    for axis in axes[len(numbers) :]:
        axis.remove()
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    text = drawn.getvalue()
    return text[text.index("<svg") :]  # what comes before it is only for stand-alone files


def _verdicts(done: pd.DataFrame) -> Iterator[list[object]]:
    for column in named(done, VERDICT):
        for verdict, count in done[column].value_counts().items():
            yield [column, verdict, count]


def _runs(compendium: Compendium, made: pd.DataFrame, folder: Path) -> Iterator[list[object]]:
    for _, row in made.iterrows():
        file = store.entry(compendium.build, planning.KIND, row.key) / planning.NOTEBOOK
        name = row.key[:12]
        link = {"file": os.path.relpath(file, folder), "name": name}
        first = link if row.status == DONE else name
        yield [first, *(row[column] for column in varied(made)), row.status, row.seconds, row.error]


def _short(name: str) -> str:
    """Return the name of a column as readers know it."""
    for prefix in (PARAMETER, VALUE, VERDICT):
        name = name.removeprefix(prefix)
    return name


def _significant(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.6g}"

"""The page of a sweep: what moved, by which parameter, how far, with links to the runs."""

import html
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from offshore.publish import runs, store
from offshore.show import theme
from offshore.study import variation
from offshore.sweep.ledger import DONE
from offshore.sweep.table import PARAMETER, VALUE, VERDICT, named, varied

COLUMNS, MOST = 3, 12  # of small multiples
STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;"
    "margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;font-size:.85rem;display:block;"
    "overflow-x:auto}th,td{border:1px solid #8888;padding:.2rem .5rem;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}figure{margin:1rem 0;background:#fff}"
    "figure svg{width:100%;height:auto}"
)


def write(made: pd.DataFrame, folder: Path, notebook: str) -> Path:
    """Write the page `index.html` of a sweep's table into its folder and return its path."""
    done = made[made.status == DONE]
    counts = ", ".join(f"{count} {status}" for status, count in made.status.value_counts().items())
    parts = [
        f"<h1>Sweep of {html.escape(notebook)}</h1>",
        f"<p>{len(made)} runs: {counts}. The same as a table: "
        '<a href="runs.csv">CSV</a>, <a href="runs.parquet">Parquet</a>.</p>',
        *_moving(done),
        *_verdicts(done),
        "<h2>Runs</h2>",
        _table(["run", *varied(made), "status", "seconds", "error"], _runs(made, folder)),
    ]
    page = folder / "index.html"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{notebook}</title>'
    size = '<meta name="viewport" content="width=device-width">'
    page.write_text(f"{head}{size}<style>{STYLE}</style>{''.join(parts)}</html>", encoding="utf-8")
    return page


def _moving(done: pd.DataFrame) -> list[str]:
    """Return the sections on what moved, or a sentence where nothing did."""
    spread = variation.spread(done, named(done, VALUE))
    moved = spread[spread.apart > 0]
    if moved.empty:
        return ["<p>No named number differs between these runs.</p>"]
    moves = variation.moves(done, varied(done), list(moved.index))
    ranked = moved.assign(relative=moved.apart / moved[["least", "most"]].abs().max(axis=1))
    order = list(ranked.sort_values("relative", ascending=False).index)
    return [
        "<h2>What moved</h2>",
        f"<figure>{_multiples(done, moves, order[:MOST])}</figure>",
        "<h2>Which parameter moves which number how far</h2>",
        "<p>Least and most over all runs; then, for each parameter, how far the means of the "
        "runs that share a value of it are apart. Numbers that stay the same are left out.</p>",
        _table(["number", "least", "most", *moves.columns], _moved(moved, moves, order)),
    ]


def _moved(
    moved: pd.DataFrame, moves: pd.DataFrame, order: Sequence[str]
) -> Iterable[list[object]]:
    for name in order:
        yield [name, moved.least[name], moved.most[name], *moves.loc[name]]


def _multiples(done: pd.DataFrame, moves: pd.DataFrame, numbers: Sequence[str]) -> str:
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
    return text[text.index("<svg") :]  # what stands before it is for a file of its own


def _verdicts(done: pd.DataFrame) -> list[str]:
    columns = named(done, VERDICT)
    if not columns:
        return []
    counted = (
        [column, verdict, count]
        for column in columns
        for verdict, count in done[column].value_counts().items()
    )
    return ["<h2>Verdicts</h2>", _table(["comparison", "verdict", "runs"], counted)]


def _runs(made: pd.DataFrame, folder: Path) -> Iterable[list[object]]:
    for _, row in made.iterrows():
        file = store.entry(runs.KIND, row.key) / runs.NOTEBOOK
        name = row.key[:12]
        link = f'<a href="{html.escape(os.path.relpath(file, folder))}">{name}</a>'
        first = Markup(link if row.status == DONE else name)
        yield [first, *(row[column] for column in varied(made)), row.status, row.seconds, row.error]


class Markup(str):
    """Text that is HTML already."""


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f'<th scope="col">{html.escape(_short(name))}</th>' for name in header)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _short(name: str) -> str:
    for prefix in (PARAMETER, VALUE, VERDICT):
        name = name.removeprefix(prefix)
    return name


def _cell(value: object) -> str:
    if isinstance(value, Markup):
        return f"<td>{value}</td>"
    if isinstance(value, float):
        return f'<td class="n">{"" if pd.isna(value) else f"{value:.6g}"}</td>'
    return f"<td>{html.escape(_short(str(value)))}</td>"

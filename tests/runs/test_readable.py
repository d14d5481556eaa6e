"""papermill's default engine: what it does to notebooks that are not ours."""

import re
from contextlib import chdir
from pathlib import Path

import nbformat
import papermill
import pytest
from checkouts import here
from papermill.engines import NBClientEngine, papermill_engines

from offshore.runs.readable import ReadableEngine

OWN = "nbclient"  # papermill's name for its own engine
TEXT = """# Somebody else's

A number {number}`compound`, an expression {eval}`run["a"]`, a [page](growth), 中文.

:::{note}
Of a notebook in MyST.
:::
"""
CODE = [
    "run = {'a': 1}  # Ours is another thing.",
    "print(run); run",
    "import sys; sys.stderr.write('no')",
]
TIMES = re.compile(r'"\d{4}-\d\d-\d\dT[\d:.+Z]+"|"duration": [\d.e-]+|ipykernel_\d+|(?<=<)\d+(?=>)')


def foreign() -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(TEXT, id="text")]
    cells += [nbformat.v4.new_code_cell(code, id=f"code-{i}") for i, code in enumerate(CODE)]
    cells[1].metadata["tags"] = ["parameters"]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def executed(folder: Path, **options: str) -> str:
    """Return what a file has that papermill wrote, without its times."""
    folder.mkdir()
    nbformat.write(foreign(), folder / "given.ipynb")
    with chdir(folder):
        papermill.execute_notebook("given.ipynb", "made.ipynb", progress_bar=False, **options)
    return TIMES.sub("…", (folder / "made.ipynb").read_text(encoding="utf-8"))


def test_engine_is_the_default_and_papermills_own_keeps_its_name() -> None:
    assert papermill_engines.get_engine(None) is ReadableEngine
    assert papermill_engines.get_engine(OWN) is NBClientEngine


def test_notebook_of_somebody_else_comes_out_as_from_papermills_own_engine(tmp_path: Path) -> None:
    made = executed(tmp_path / "default")
    assert made == executed(tmp_path / "own", engine_name=OWN)
    assert "{number}`compound`" in made


def test_notebook_that_fails_keeps_its_text(tmp_path: Path) -> None:
    file = tmp_path / "made.ipynb"
    with pytest.raises(papermill.PapermillExecutionError, match="is not allowed"):
        given = here().notebooks / "growth.ipynb"
        papermill.execute_notebook(given, file, {"first_year": 1999}, progress_bar=False)
    assert '{eval}`run[\\"mean_printed\\"]`' in file.read_text(encoding="utf-8")

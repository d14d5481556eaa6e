"""Plain papermill in a process of its own: no build, no store, another working folder."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checkouts import ROOT


def run(notebook: str, parameters: Mapping[str, Any], whole: bool = False) -> Any:
    """Return the executed notebook: `whole`, and so made readable, or its code with its results."""
    import nbformat
    import papermill

    os.environ |= {"PYTHONPATH": str(ROOT)}
    for name in [name for name in os.environ if name.startswith("OFFSHORE")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        source, made = Path(folder) / "given.ipynb", Path(folder) / "made.ipynb"
        given = nbformat.read(ROOT / f"notebooks/{notebook}.ipynb", as_version=4)
        given.cells = [cell for cell in given.cells if whole or cell.cell_type == "code"]
        nbformat.write(given, source)
        papermill.execute_notebook(
            source,
            made,
            parameters=dict(parameters),
            progress_bar=False,
            log_output=False,
            engine_name="warm",  # another test proves that it leaves what the default one does
        )
        return nbformat.read(made, as_version=4)

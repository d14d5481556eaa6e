"""papermill's API in a loop, with its default engine or ours."""

import json
import sys
from pathlib import Path

import papermill

notebook, engine = sys.argv[1:]
for number, given in enumerate(json.loads(Path("asked.json").read_text())):
    papermill.execute_notebook(
        notebook,
        f"out/{number}.ipynb",
        given,
        engine_name=None if engine == "default" else engine,
        progress_bar=False,
    )

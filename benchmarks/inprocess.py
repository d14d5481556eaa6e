"""execnb: a notebook run in this process, one set after the other, and saved with its outputs.

Nothing keeps one run from another; it shows what starting kernels costs the others.
"""

import json
import sys
from pathlib import Path

# Last on the path: only what the compendium's environment lacks comes from the peers'.
sys.path.append(sys.argv[2])
from execnb.shell import CaptureShell

notebook = Path(sys.argv[1])
cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
place, cell = next(
    (place, cell)
    for place, cell in enumerate(cells)
    if "parameters" in cell["metadata"].get("tags", [])
)
for number, given in enumerate(json.loads(Path("asked.json").read_text())):
    lines = [*"".join(cell["source"]).splitlines(), *(f"{k} = {v!r}" for k, v in given.items())]
    shell = CaptureShell(mpl_format=None)
    shell.execute(
        notebook,
        f"out/{number}.ipynb",
        exc_stop=True,
        inject_code="\n".join(lines),
        inject_idx=place,
    )

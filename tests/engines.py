"""Notebooks executed with papermill's default engine and with the warm one, to compare them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from checkouts import ROOT, environment

# For each engine, the folder of executed notebooks and what papermill raised.
Made = dict[str, tuple[Path, dict[str, Any]]]
LIMIT = 120  # seconds for a cell, far more than any takes that ends

RUN = """
import json, sys
import papermill

folder, engine = sys.argv[1:]
raised = {}
for name, (source, parameters, limit) in json.load(sys.stdin).items():
    with open("given.ipynb", "w") as file:
        file.write(source)
    try:
        papermill.execute_notebook(
            "given.ipynb", f"{folder}/{name}.ipynb", parameters, engine_name=engine or None,
            progress_bar=False, execution_timeout=limit, cwd=".",
        )
    except BaseException as fault:
        raised[name] = [type(fault).__name__, str(fault)]
print(json.dumps(raised))
"""


def start(folder: Path, engine: str) -> subprocess.Popen[str]:
    """Start executing every notebook with an engine, in a folder that is called the same."""
    (folder / "work").mkdir(parents=True)
    return subprocess.Popen(
        [sys.executable, "-c", RUN, "..", engine],
        cwd=folder / "work",
        env=environment(ROOT) | {"PYTHONHASHSEED": "0", "GIVEN": "here", "OMP_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def executed(asked: dict[str, tuple[Any, ...]], folder: Path) -> Made:
    """Execute notebooks with each engine: their text, parameters and limit on a cell, by name."""
    folders = {engine: folder / (engine or "default") for engine in ("", "warm")}
    running = {engine: start(folder, engine) for engine, folder in folders.items()}
    for process in running.values():
        assert process.stdin
        process.stdin.write(json.dumps(asked))
        process.stdin.close()
        process.stdin = None
    said = {engine: process.communicate()[0] for engine, process in running.items()}
    return {engine: (folders[engine], json.loads(said[engine].splitlines()[-1])) for engine in said}


def check(made: Made, name: str) -> None:
    """Check that a notebook came out of both engines the same, and so did what was raised."""
    assert notebook(made, "warm", name) == notebook(made, "", name)
    assert made["warm"][1].get(name) == made[""][1].get(name)


def notebook(made: Made, engine: str, name: str) -> Any:
    return comparable(nbformat.read(made[engine][0] / f"{name}.ipynb", as_version=4))


# What differs between any two runs, of one engine too.
UNLIKE = {r"ipykernel_\d+": "ipykernel_N", r"0x[0-9a-f]{6,}": "0xN", r"[0-9a-f]{32}": "MODEL"}


def comparable(notebook: Any) -> Any:
    """Return a notebook without what differs between two runs of one engine."""
    widgets = notebook.metadata.pop("widgets", {})
    states = [state for kind in widgets.values() for state in kind["state"].values()]
    notebook.metadata.papermill = sorted(masked(json.dumps(state)) for state in states)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for name in ("start_time", "end_time", "duration"):
            cell.metadata.get("papermill", {}).pop(name, None)
        for tag in ("injected-parameters", "papermill-error-cell-tag"):
            if tag in cell.metadata.get("tags", []):
                cell.id = tag
        cell.outputs = joined(cell.get("outputs", []))
    return json.loads(masked(json.dumps(notebook, sort_keys=True, ensure_ascii=False)))


def masked(text: str) -> str:
    for pattern, name in UNLIKE.items():
        text = re.sub(pattern, name, text)
    return text


def joined(outputs: list[Any]) -> list[Any]:
    """Return outputs, a stream in one piece: a flush every 0.2 s cuts it anywhere."""
    found: list[Any] = []
    for output in outputs:
        if found and output.get("name") and output.get("name") == found[-1].get("name"):
            found[-1].text += output.text
        else:
            found.append(output)
    return found


def notebook_of(cells: list[str]) -> str:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    notebook.cells = [
        nbformat.v4.new_code_cell("a = 0", id="parameters", metadata={"tags": ["parameters"]})
    ]
    for number, source in enumerate(cells):
        tags = ["raises-exception"] if "raises-exception" in source else []
        notebook.cells.append(
            nbformat.v4.new_code_cell(source, id=f"cell-{number}", metadata={"tags": tags})
        )
    return str(nbformat.writes(notebook))

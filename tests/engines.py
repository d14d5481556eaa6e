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
# Each is the cells of one notebook.
GALLERY: dict[str, list[str]] = {
    "values": ["1 + 1", "x = 2", "x, _", "print('a'); 3", "None", "_i1, In[2], Out[1]"],
    "display": [
        "from IPython.display import HTML, Markdown, display\ndisplay(HTML('<b>a</b>'), {'b': 1})",
        "handle = display('first', display_id='one')\nhandle.update('second')",
        "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('here')",
        "print('stays until'); clear_output(wait=True); print('replaced')",
        "class Odd:\n    def _repr_html_(self):\n        raise ValueError('no html')\nOdd()",
        "b'bytes', float('nan'), 'é中\\u2028'",
    ],
    "streams": [
        "import sys\nprint('one'); print('two', file=sys.stderr); print('three')",
        "sys.stdout.write('without an end'); sys.stdout.flush(); sys.stderr.write('x')",
        "import warnings; warnings.warn('careful')",
        "import os, time\nos.write(1, b'past python\\n'); time.sleep(0.5)",
        "import subprocess, time\n_ = subprocess.run(['echo', 'child']); time.sleep(0.5)",
        "!echo shell",
        "import logging; logging.getLogger('a').warning('logged')",
    ],
    "raises": ["def f():\n    return 1 / 0", "print('before')\nf()", "print('never')"],
    "raises from": ["try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('b') from e"],
    "raises in a library": ["import pandas as pd\npd.DataFrame({'a': [1]})['b']"],
    "does not parse": ["1 +", "2"],
    "raises, allowed": ["# tagged raises-exception\n1 / 0", "print('goes on')"],
    "asks": ["input('name?')"],
    "magics": [
        "%matplotlib inline\n%config InlineBackend.figure_formats = ['svg']",
        "%who",
        "?len",
    ],
    "pyplot": [
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('中文 and ASCII')",
        "_ = plt.hist([1, 1, 2])",
        "len(plt.get_fignums()), plt.get_backend()",
        "fig, ax = plt.subplots(); ax.scatter([1], [2]); plt.show(); print('after')",
    ],
    "seaborn": [
        "import seaborn as sns, pandas as pd",
        "_ = sns.barplot(pd.DataFrame({'a': [1, 2]}))",
    ],
    "frames": ["import pandas as pd\npd.DataFrame({'a': [1.5, None], 'b': ['中', 'x']})"],
    "widgets": [
        "from ipywidgets import IntSlider, Output, VBox\nIntSlider(value=3)",
        "out = Output()\ndisplay(out)\nwith out:\n    print('inside')",
        "slider = IntSlider(); box = VBox([slider]); slider.value = 7; box",
    ],
    "forks": [
        "import os, sys, time\npid = os.fork()\n"
        "if pid == 0:\n    print('from the fork'); sys.stdout.flush(); os._exit(0)\n"
        "os.waitpid(pid, 0); time.sleep(0.5)",
        "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n"
        "    print(pool.map(abs, [-1, -2, -3]))",
        "multiprocessing.current_process().name, multiprocessing.parent_process()",
        "os.waitstatus_to_exitcode(os.waitpid(os.spawnlp(os.P_NOWAIT, 'true', 'true'), 0)[1])",
    ],
    "forkserver": [
        "import multiprocessing, math, time\n"
        "context = multiprocessing.get_context('forkserver')\n"
        "process = context.Process(target=print, args=['hello'])\n"
        "process.start(); process.join(); time.sleep(0.5); process.exitcode"
    ],
    "threads": [
        "import threading, time\n"
        "def late():\n    time.sleep(0.2); print('from a thread')\n"
        "threading.Thread(target=late).start()",
        "time.sleep(0.6); print('main')",
    ],
    "awaits": [
        "import asyncio\nawait asyncio.sleep(0.01); print('waited')",
        "async def later():\n    await asyncio.sleep(0.1); print('task')\n"
        "task = asyncio.create_task(later())",
        "await task; task.done()",
    ],
    "megabytes": ["print('x' * 5_000_000)", "'y' * 3_000_000", "for i in range(20_000): print(i)"],
    "memory": [
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, resource.RLIM_INFINITY))\n"
        "a = bytearray(8 << 30)",
    ],
    "exits": ["print('a')", "import sys; sys.exit(3)", "print('b')"],
    "exits well": ["print('a')", "exit()", "print('b')"],
    "dies": ["print('a')", "import os, time\ntime.sleep(0.5)\nos._exit(7)", "print('b')"],
    "is killed": ["import os, signal, time\ntime.sleep(0.5)\nos.kill(os.getpid(), signal.SIGKILL)"],
    "sleeps": ["print('a', flush=True)", "import time; time.sleep(60)", "print('b')"],
    "place": [
        "import os, sys\nfrom pathlib import Path\nPath.cwd().name, sys.argv[0], sys.path[:1]",
        "__name__, '__file__' in globals(), os.environ['GIVEN'], os.environ.get('OFFSHORE_WARM')",
        "sys.flags.hash_randomization, hash('a'), sys.stdin.read() if False else ''",
        "sorted(name for name in os.environ if name not in ('JPY_PARENT_PID',))",
        "[name for name in dir() if not name.startswith('_')]",
        "'IPKernelApp' in get_ipython().config, __builtins__.__name__",
    ],
    "recursion": ["def f():\n    return f()\nf()"],
}
LIMIT = 120  # seconds for a cell, far more than any takes that ends

RUN = """
import json, sys
import offshore.runs.processes  # first: it spares papermill an import that takes long
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


def asked(name: str) -> tuple[Any, ...]:
    """Return what is executed for a notebook of the gallery."""
    return notebook_of(GALLERY[name]), {"a": 1}, 3 if name == "sleeps" else LIMIT


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

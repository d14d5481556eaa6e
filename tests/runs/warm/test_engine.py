"""A warm run leaves the notebook that papermill's default engine leaves."""

import engines
import pytest
from checkouts import ROOT

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


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> engines.Made:
    asked = {
        name: (engines.notebook_of(cells), {"a": 1}, 3 if name == "sleeps" else engines.LIMIT)
        for name, cells in GALLERY.items()
    }
    growth = (ROOT / "notebooks/growth.ipynb").read_text(encoding="utf-8")
    asked["growth"] = (growth, {}, 600)
    return engines.executed(asked, tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("name", [*GALLERY, "growth"])
def test_notebook_comes_out_as_the_default_engine_leaves_it(made: engines.Made, name: str) -> None:
    engines.check(made, name)

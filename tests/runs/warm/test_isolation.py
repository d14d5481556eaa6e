"""What one warm run does, no other sees; nothing listens; nothing is left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from checkouts import ROOT, environment
from waiting import wait_until

WRECKS = """
import builtins, os, random, sys, warnings
import matplotlib, numpy, pandas
import matplotlib.pyplot as plt
marker = builtins.marker = 1
os.environ["MARKER"] = "1"
os.chdir("/")
random.seed(1); numpy.random.seed(1)
matplotlib.rcParams["lines.linewidth"] = 99
pandas.options.display.max_rows = 1
plt.figure()
sys.path.insert(0, "/marker"); sys.modules["marker"] = sys
pandas.DataFrame.marker = 1
warnings.simplefilter("ignore")
"""
LOOKS = """
import builtins, os, random, sys, warnings
import matplotlib, numpy, pandas
import matplotlib.pyplot as plt
[
    "marker" in globals(), hasattr(builtins, "marker"), os.environ.get("MARKER"),
    os.getcwd() == "/",
    matplotlib.rcParams["lines.linewidth"], pandas.options.display.max_rows, plt.get_fignums(),
    "/marker" in sys.path, "marker" in sys.modules, hasattr(pandas.DataFrame, "marker"),
]
"""
UNTOUCHED = "[False, False, None, False, 1.5, 60, [], False, False, False]"


def notebook(*cells: str, kernel: str = "python3") -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook()
    spec = {"name": kernel, "display_name": kernel, "language": "python"}
    made.metadata["kernelspec"] = spec
    made.cells = [nbformat.v4.new_code_cell(source) for source in cells]
    return made


PROGRAM = """
import json, sys
import offshore.runs.processes  # first: it spares papermill an import that takes long
import nbformat, papermill

shown = []
for number, source in enumerate(json.load(sys.stdin)):
    made = papermill.execute_notebook(
        nbformat.reads(source, as_version=4), None, engine_name="warm", progress_bar=False
    )
    outputs = [output for cell in made.cells for output in cell.outputs]
    shown.append([output.get("text") or output["data"]["text/plain"] for output in outputs])
print(json.dumps(shown))
"""


def run(folder: Path, *notebooks: nbformat.NotebookNode, **settings: str) -> tuple[list, str]:
    """Return what notebooks show, run one after the other in one process, and what it said."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([nbformat.writes(one) for one in notebooks]),
        cwd=folder,
        env=environment(ROOT) | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


def test_a_run_sees_nothing_of_the_one_before(tmp_path: Path) -> None:
    shown, _ = run(tmp_path, notebook(LOOKS), notebook(WRECKS, LOOKS), notebook(LOOKS))
    assert shown[0] == shown[2] == [UNTOUCHED]
    assert shown[1] != [UNTOUCHED]


def test_each_run_has_randomness_of_its_own(tmp_path: Path) -> None:
    draws = notebook("import random, numpy\nrandom.random(), float(numpy.random.rand())")
    shown, _ = run(tmp_path, draws, draws)
    (first,), (second,) = shown
    one, two = (set(text.strip("()").split(", ")) for text in (first, second))
    assert len(one) == len(two) == 2
    assert one & two == set()


def test_each_run_has_a_process_of_its_own_in_the_folder_and_environment_asked_for(
    tmp_path: Path,
) -> None:
    looks = notebook("import os\nprint(os.getpid(), os.getcwd(), os.environ['GIVEN'])")
    shown, _ = run(tmp_path, looks, looks, GIVEN="here")
    first, second = (text[0].split() for text in shown)
    assert first[0] != second[0]
    assert first[1:] == [str(tmp_path.resolve()), "here"]


LISTENING = """
from pathlib import Path
import os
own = {os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if fd.isdigit()
       and os.path.exists(f"/proc/self/fd/{fd}")}
lines = [line.split() for kind in ("tcp", "tcp6") for line in
         Path(f"/proc/self/net/{kind}").read_text().splitlines()[1:]]
[line[1] for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in own]
"""


def test_nothing_of_a_run_listens_on_the_network(tmp_path: Path) -> None:
    assert run(tmp_path, notebook(LISTENING))[0] == [["[]"]]


def test_sockets_of_a_kernel_are_its_users_alone_and_go_with_it(tmp_path: Path) -> None:
    looks = notebook(
        "import ipykernel, stat\nfrom pathlib import Path\n"
        "place = Path(ipykernel.get_connection_file()).parent\n"
        "print(place, oct(place.stat().st_mode & 0o777))\n"
        "print(sum(stat.S_ISSOCK(path.stat().st_mode) for path in place.iterdir()) > 0)"
    )
    (shown,), _ = run(tmp_path, looks, TMPDIR=str(tmp_path))
    place, mode, found = "".join(shown).split()
    assert (Path(place).parent, mode, found) == (tmp_path, "0o700", "True")
    assert list(tmp_path.iterdir()) == [], "left behind"


def test_nothing_is_lost_of_output_in_many_pieces(tmp_path: Path) -> None:
    many = notebook("for number in range(5000):\n    print(number, flush=True)")
    (shown,), _ = run(tmp_path, many)
    assert "".join(shown).split() == [str(number) for number in range(5000)]


def test_socket_of_the_warm_process_is_its_users_alone(tmp_path: Path) -> None:
    program = (
        "import os\nfrom pathlib import Path\nfrom offshore.runs.warm import launcher as process\n"
        "place = Path(process.address(os.environ))\n"
        "print(oct(place.parent.stat().st_mode & 0o777))\nprint(place)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(ROOT) | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    mode, place = done.stdout.split()
    assert mode == "0o700"
    assert not Path(place).exists(), "left behind"


def test_module_that_changed_is_read_again(tmp_path: Path) -> None:
    package = tmp_path / "offshore"
    program = (
        "import os, shutil, sys\nfrom pathlib import Path\n"
        "import offshore.runs.processes, papermill\n"
        "module = Path(sys.argv[1])\n"
        "for value in (1, 2):\n"
        "    module.write_text(f'VALUE = {value}\\n')\n"
        "    made = papermill.execute_notebook(sys.argv[2], None, engine_name='warm', "
        "progress_bar=False)\n"
        "    print(made.cells[0].outputs[0].data['text/plain'])\n"
    )
    shutil.copytree(ROOT / "offshore", package, ignore=shutil.ignore_patterns("__pycache__"))
    module = package / "study" / "changing.py"
    module.write_text("VALUE = 0\n")
    given = tmp_path / "given.ipynb"
    source = "from offshore.study import changing\nchanging.VALUE"
    given.write_text(nbformat.writes(notebook(source)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", program, str(module), str(given)],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["1", "2"], done.stderr


def test_foreign_kernel_is_started_the_usual_way_and_that_is_said_once(tmp_path: Path) -> None:
    folder = tmp_path / "kernels" / "other"
    folder.mkdir(parents=True)
    argv = [sys.executable, "-X", "utf8", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    described = {"argv": argv, "display_name": "Other", "language": "python", "env": {"OWN": "1"}}
    (folder / "kernel.json").write_text(json.dumps(described))
    looks = notebook(
        "import os, sys\nprint(os.environ['OWN'], sys.flags.utf8_mode)", kernel="other"
    )
    shown, said = run(tmp_path, looks, looks, JUPYTER_PATH=str(tmp_path))
    assert shown == [["1 1\n"], ["1 1\n"]]
    assert said.count("kernel other is not the one of this Python") == 1


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "ended"])
def test_kernel_and_warm_process_end_with_who_asked_for_them(
    tmp_path: Path, how: signal.Signals
) -> None:
    mark = tmp_path / "pids"
    source = (
        "import os, time\nfrom pathlib import Path\n"
        f"Path({str(mark)!r}).write_text(f'{{os.getpid()}} {{os.getppid()}}')\ntime.sleep(600)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=subprocess.PIPE,
        env=environment(ROOT) | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin
    process.stdin.write(json.dumps([nbformat.writes(notebook(source))]).encode())
    process.stdin.close()
    wait_until(lambda: mark.exists() and len(mark.read_text().split()) == 2, "the cell to run")
    kernel, server = map(int, mark.read_text().split())
    os.kill(process.pid, how)
    process.wait()
    wait_until(lambda: not alive(kernel), "the kernel's end")
    wait_until(lambda: not alive(server), "the warm process's end")
    assert list(tmp_path.glob("kernel-*")) == [], "left behind"

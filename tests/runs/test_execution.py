"""A gallery of notebooks that fail: each is told by notebook, cell, error and file."""

import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from checkouts import GALLERY, PROGRAMS, ROOT, Checkout, Failure, environment

from offshore.runs import execution

FAULTS = {
    "raises": ("divides", "ZeroDivisionError: division by zero"),
    "warns": ("warns", "wrote to standard error: "),
    "dies": ("dies", "the kernel died."),
    "undeclared": ("reads", "UserError: Notebook undeclared reads paper/shares without declaring"),
    "smuggles": ("reads", "UserError: paper/shares.csv is read without being declared."),
}


def told(failure: Failure, notebook: str) -> str:
    """Return what the build said of one notebook, up to what it said of the next."""
    said = re.split(r"(?m)^(?=Notebook )", failure.done.stderr)
    return next(part for part in said if part.startswith(f"Notebook {notebook},"))


def as_far_as_it_got(failure: Failure, notebook: str) -> nbformat.NotebookNode:
    file = re.search(r"as far as it got: (\S+)", told(failure, notebook))
    assert file
    return nbformat.read(failure.checkout.root / file[1], as_version=4)


def test_gallery_and_its_faults_are_the_same() -> None:
    assert {path.stem for path in GALLERY.glob("*.ipynb")} == {*FAULTS, "sound"}


@pytest.mark.parametrize("notebook", FAULTS)
def test_failed_run_is_told_by_notebook_cell_and_error(failed: Failure, notebook: str) -> None:
    cell, error = FAULTS[notebook]
    assert told(failed, notebook).startswith(f"Notebook {notebook}, cell {cell}: {error}")


@pytest.mark.parametrize("notebook", FAULTS)
def test_notebook_as_far_as_it_got_is_kept(failed: Failure, notebook: str) -> None:
    cell, _ = FAULTS[notebook]
    cells = as_far_as_it_got(failed, notebook).cells
    kept = [found.id for found in cells if "papermill" not in str(found.metadata)]
    stored = json.loads((GALLERY / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert [given["id"] for given in stored if given["id"] not in kept] == []
    assert cell in kept


def test_what_ran_before_the_error_is_there_to_see(failed: Failure) -> None:
    cells = {cell.id: cell for cell in as_far_as_it_got(failed, "raises").cells}
    assert cells["works"].outputs[0].data["text/plain"] == "42"
    assert cells["divides"].outputs[0].ename == "ZeroDivisionError"
    assert cells["never"].outputs == []


def test_failed_build_exits_with_1_and_without_a_traceback(failed: Failure) -> None:
    assert failed.done.returncode == 1
    assert f"{len(FAULTS)} of {len(FAULTS) + 1} runs failed." in failed.done.stderr
    assert 'File "' not in failed.done.stderr


def test_other_notebooks_are_run_and_kept_all_the_same(failed: Failure) -> None:
    assert re.search(r"\[\d/6\] sound(, en)? done", failed.done.stdout)
    recipes = (failed.checkout.root / "_build/runs").glob("*/run.json")
    stored = [name for recipe in recipes for name in json.loads(recipe.read_text())["notebook"]]
    assert {*stored} & {*FAULTS} == set()
    assert "sound" in stored


def test_last_good_book_stays_in_place(failed: Failure) -> None:
    assert failed.checkout.html().resolve() == failed.good_book
    assert (failed.good_book / "growth.html").is_file()


def test_taking_the_broken_notebooks_out_makes_the_build_good_again(failed: Failure) -> None:
    for name in [*FAULTS, "sound"]:
        (failed.checkout.root / f"notebooks/{name}.ipynb").unlink()
    again = failed.checkout.offshore("build", "--language", "en")
    assert (again.returncode, again.stdout.count("Running")) == (0, 0)


READERS = {
    "with open": "open(path)",
    "by a path's own method": "path.read_bytes()",
    "by a path as bytes": "open(os.fsencode(path))",
    "by a file descriptor": "os.open(path, os.O_RDONLY)",
    "with pandas": "pd.read_csv(path)",
    "by a way around": "open(path.parent / '../paper/shares.csv')",
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_undeclared_table_is_refused_however_it_is_read(reader: str) -> None:
    program = (
        "import os\nimport pandas as pd\n"
        "from offshore.compendium.root import Compendium\n"
        "from offshore.notebook import guard\n"
        "here = Compendium.here()\ndeclared = here.data / 'paper/amounts.csv'\n"
        "path = here.data / 'paper/shares.csv'\n"
        "guard.guard(here, {declared.resolve()})\n"
        f"print(len(pd.read_csv(declared)) > 0)\n{reader}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(ROOT),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "True\n"
    assert "UserError: paper/shares.csv is read without being declared." in done.stderr


def papermill(notebook: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run plain papermill from another folder; its kernels take their files from a copy."""
    return subprocess.run(
        [PROGRAMS / "papermill", str(notebook), "out.ipynb", "--no-progress-bar", *arguments],
        cwd=folder,
        env=environment(notebook.parents[1]) | {"OFFSHORE_ROOT": str(notebook.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )


def test_plain_papermill_refuses_an_unknown_parameter(fresh: Checkout, tmp_path: Path) -> None:
    notebook = fresh.root / "notebooks/sound.ipynb"
    notebook.write_bytes((GALLERY / "sound.ipynb").read_bytes())
    done = papermill(notebook, tmp_path, "-p", "yaer", "2014")
    assert done.returncode != 0
    assert "Notebook sound: yaer is not a parameter. Did you mean 'year'?" in done.stderr


STUCK = """
import sys
from offshore.runs import execution, processes  # the last spares papermill an import
from offshore.runs.limits import Limits

limits = Limits(cell_seconds=2)
request = execution.Request("stuck", "key", sys.stdin.read(), {}, ".", ".", limits=limits)
outcome = execution.perform(request)
print(outcome.cell, outcome.error, sep=": ")
"""


def test_cell_that_never_ends_is_stopped_and_named() -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    sources = {"works": "1", "waits": "import time; time.sleep(60)", "never": "2"}
    notebook.cells = [nbformat.v4.new_code_cell(text, id=name) for name, text in sources.items()]
    done = subprocess.run(
        [sys.executable, "-c", STUCK],
        input=nbformat.writes(notebook),
        env=environment(ROOT),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "waits: a cell took longer than 2 s; see --cell-seconds\n"


ENGINE = """
import json, sys
from offshore.runs import execution, processes  # the last spares papermill an import

request = execution.Request("which", "key", sys.stdin.read(), {}, ".", ".", engine=sys.argv[1])
outcome = execution.perform(request)
(output,) = json.loads(outcome.executed)["cells"][0]["outputs"]
print(*output["data"]["text/plain"], outcome.error)
"""


# A warm kernel has imported the stack before it begins, which papermill's own has not.
@pytest.mark.parametrize(("engine", "imported"), [("warm", "True"), ("default", "False")])
def test_request_names_the_engine_that_executes_it(engine: str, imported: str) -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [nbformat.v4.new_code_cell("import sys; 'seaborn' in sys.modules", id="is")]
    done = subprocess.run(
        [sys.executable, "-c", ENGINE, engine],
        input=nbformat.writes(notebook),
        env=environment(ROOT),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{imported} \n"


def test_cleaned_notebook_has_nothing_that_differs_between_runs() -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["papermill"] = {"start_time": "now"}
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    cell = nbformat.v4.new_code_cell("x = 1", id="a1b2c3")
    cell.metadata = {
        "papermill": {"duration": 1.5},
        "execution": {"iopub.status.busy": "now"},
        "tags": ["injected-parameters"],
    }
    notebook.cells = [cell]
    cleaned = nbformat.reads(execution.clean(nbformat.writes(notebook)), as_version=4)
    assert dict(cleaned.metadata) == {"language_info": {"name": "python"}}
    assert cleaned.cells[0].id == "injected-parameters"
    assert dict(cleaned.cells[0].metadata) == {"tags": ["injected-parameters"]}


def test_request_and_outcome_can_be_sent_to_another_machine() -> None:
    request = execution.Request("growth", "key", "{}", {"years": [2016]}, "/", "/")
    outcome = execution.Outcome("growth", "key", "{}", "load", "error")
    assert pickle.loads(pickle.dumps((request, outcome))) == (request, outcome)
    assert pickle.loads(pickle.dumps(execution.perform)) is execution.perform


def test_kernels_environment_is_the_same_on_every_machine() -> None:
    settings = execution.kernel_environment("somewhere", "package")
    assert settings.pop("PATH").split(os.pathsep)[0] == str(Path(sys.executable).parent)
    assert settings == {
        "PYTHONPATH": "package",
        "OFFSHORE_ROOT": "somewhere",
        "OFFSHORE_RUN": "1",
        "OFFSHORE_NUMBERS_ONLY": "",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "",
        "TZ": "UTC",
        "OMP_NUM_THREADS": "1",
    }

"""The wheel alone, in an empty environment outside a checkout, runs a notebook that was downloaded.

Its processes lack what Windows lacks; see `without_posix.py`.
"""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
import without_posix
from checkouts import PROGRAMS, ROOT, Checkout
from choices import bundles

from environment import pip_options, uv_variables
from offshore.compendium.root import Compendium
from offshore.display.drawing import raster
from offshore.display.mime import ITEM, NUMBERS

PINNED = re.compile(r"(?m)^[A-Za-z0-9._-]+==[^\\\n]+")
EXECUTE = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[2])
"""


@dataclass(frozen=True)
class Reader:
    """A reader's environment, which has the wheel, and an empty folder."""

    environment: Path
    folder: Path

    @property
    def programs(self) -> Path:
        return self.environment / "bin"

    @property
    def packages(self) -> Path:
        (found,) = self.environment.glob("lib/python*/site-packages")
        return found

    def does(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        named = ("PYTHONPATH", "OFFSHORE", "JUPYTER", "VIRTUAL_ENV")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(named)}
        command = [self.programs / program, *arguments]
        kept["PATH"] = os.pathsep.join([str(self.programs), os.environ["PATH"]])
        kept[without_posix.LOG] = str(self.environment / "processes.txt")
        return subprocess.run(
            command, cwd=self.folder, env=kept, capture_output=True, text=True, check=False
        )

    def executed(self, name: str) -> Any:
        """Return a notebook of the folder, executed by nbclient as by any Jupyter."""
        done = self.does("python", "-c", EXECUTE, name, f"executed-{name}")
        assert done.returncode == 0, done.stderr
        return nbformat.read(self.folder / f"executed-{name}", as_version=4)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def reader(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("reader")
    made = Reader(folder / "environment", folder / "downloads")
    made.folder.mkdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", made.environment], check=True)
    install(made.programs / "python", wheel, folder / "versions.txt")
    shutil.copyfile(ROOT / "tests/without_posix.py", made.packages / "sitecustomize.py")
    return made


def install(python: Path, wheel: Path, versions: Path) -> None:
    """Install a wheel with what it asks for, in the versions of the lock, as pip is configured."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    versions.write_text("\n".join(PINNED.findall(lock)) + "\n", encoding="utf-8")
    listed = [sys.executable, "-m", "pip", "config", "list"]
    options = subprocess.run(listed, capture_output=True, text=True, check=True).stdout
    command = [PROGRAMS / "uv", "pip", "install", "--quiet", "--python", python]
    done = subprocess.run(
        [*command, "--constraints", versions, wheel],
        env=uv_variables(pip_options(options)) | os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def numbers(notebook: Any) -> dict[str, str]:
    return {name: said for one in bundles(notebook, NUMBERS) for name, said in one.items()}


def test_environment_has_nothing_of_the_extras(reader: Reader) -> None:
    heavy = ("sphinx", "docutils", "jupyter_book", "distributed", "pybtex", "jupyterlab")
    code = f"from importlib.util import find_spec; print([x for x in {heavy} if find_spec(x)])"
    assert reader.does("python", "-c", code).stdout == "[]\n"


def test_a_downloaded_notebook_runs(fresh: Checkout, reader: Reader) -> None:
    done = fresh.offshore("run", "growth", "-o", str(reader.folder / "growth.ipynb"))
    assert done.returncode == 0, done.stderr
    again = reader.executed("growth.ipynb")
    # The paper's exports, in 10 000 dollars: 2 964 in 2013, 22 049 in 2017.
    compound = (22049 / 2964) ** (1 / 4) - 1
    assert numbers(again)["compound"] == f"{compound:.1%}" == "65.1%"
    # Libraries are those of the checkout, so figures are, too, to the byte.
    copy = nbformat.read(reader.folder / "growth.ipynb", as_version=4)
    figures = [item for item in bundles(again, ITEM) if item["kind"] == "figure"]
    drawn = [
        base64.b64encode(raster.png(one["svg"], Compendium(fresh.root))).decode() for one in figures
    ]
    assert drawn == [picture.strip() for picture in bundles(copy, "image/png")] != []
    processes = (reader.environment / "processes.txt").read_text(encoding="utf-8")
    assert "ipykernel_launcher" in processes  # it was without POSIX


def test_a_stored_notebook_runs(reader: Reader) -> None:
    shutil.copy(ROOT / "notebooks/region.ipynb", reader.folder)
    made = reader.executed("region.ipynb")
    assert {item["kind"] for item in bundles(made, ITEM)} >= {"figure", "table"}
    errors = [out for cell in made.cells for out in cell.get("outputs", []) if "ename" in out]
    assert errors == []


@pytest.mark.parametrize("name", ["audit", "framework"])
def test_command_line_runs_a_chapter(reader: Reader, name: str) -> None:
    done = reader.does("offshore", "run", name, "-p", "language=zh")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    (stored,) = re.findall("Open (.+)", done.stdout)
    assert stored.startswith("_build/copies/") and (reader.folder / stored).is_file()
    assert not (reader.packages / "offshore/edition/_build").exists()  # that is only read


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("build", "offshore build works in a checkout only"),
        ("run growth -p first_year=1999", "first_year = 1999 is not allowed"),
    ],
)
def test_command_is_refused_in_words(reader: Reader, command: str, said: str) -> None:
    done = reader.does("offshore", *command.split())
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_book_needs_its_extra(fresh: Checkout, reader: Reader) -> None:
    """In a checkout, with the wheel's packages and POSIX: only the extra is missing."""
    command = [reader.programs / "python", "-c", "from offshore.cli.program import main; main()"]
    lacking = reader.packages / "sitecustomize.py"
    aside = lacking.rename(reader.packages / "aside.py")
    try:
        done = subprocess.run(
            [*command, "build"], cwd=fresh.root, capture_output=True, text=True, check=False
        )
    finally:
        aside.rename(lacking)
    assert done.returncode == 1
    assert done.stderr == (
        "Error: offshore build needs the extra 'book': pip install 'offshore[book]'\n"
    )


def test_wheel_carries_the_sources_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        carried = {name for name in opened.namelist() if name.startswith("offshore/edition/")}
        described = json.loads(opened.read("offshore/edition/data/datapackage.json"))
    tables = {f"offshore/edition/data/{one['path']}" for one in described["resources"]}
    assert tables <= carried
    parts = {name.split("/")[2] for name in carried}
    assert parts == {"data", "notebooks", "template", "book", "_config.yml", "requirements.lock"}

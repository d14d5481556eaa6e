"""The ways that are measured: commands, and what is run, unmeasured, before each time."""

import itertools
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = Path(sys.executable)
PROGRAMS = PYTHON.parent
PEERS = HERE.parent / ".venv-peers" / "bin"
Commands = Sequence[Sequence[str | Path]]
Way = tuple[Commands, Sequence[str | Path]]
ROLE = re.compile(r"\{(?:number|printed|term|cite)\}`([^`]*)`")
LINK = re.compile(r"\[([^\]]*)\]\((?!http)[^)]*\)")
LANGUAGES = ("en", "zh")
SWEEP = "offshore sweep, 40 runs"
NUMBERS = "offshore sweep --numbers-only, 40 runs"
THOUSAND = "offshore sweep --numbers-only, 1,000 runs"
CELLS = "the cells alone, in warm interpreters on all cores"


def versions() -> dict[str, str]:
    """Return the versions of the peers that have an environment of their own."""
    code = (
        "from importlib.metadata import version; "
        "print(version('execnb'), version('snakemake'), version('mkdocs-jupyter'))"
    )
    told = subprocess.run(
        [PEERS / "python", "-c", code], capture_output=True, text=True, check=True
    )
    return dict(zip(("execnb", "snakemake", "mkdocs-jupyter"), told.stdout.split(), strict=True))


def sets(name: str, count: int) -> list[dict[str, object]]:
    """Return as many sets of parameters of a notebook, no two the same."""
    if name == "small":
        return [{"first_year": 2013 + number % 4, "series": number} for number in range(count)]
    years = [(first, last) for first in range(2013, 2017) for last in range(first + 1, 2018)]
    choices = itertools.product(years, ("USD", "CNY"), ("printed", "recomputed"))
    names = ("first_year", "last_year", "currency", "growth_basis")
    every = [dict(zip(names, (*window, *rest), strict=True)) for window, *rest in choices]
    return every[:count]


def ways_to_run(copy: Path, name: str, count: int, many: int) -> dict[str, Way]:
    """Return the ways to run a notebook with `count` sets of parameters, a sweep with `many`."""
    notebook, asked, more = f"notebooks/{name}.ipynb", sets(name, count), sets(name, many)
    clean = ("rm", "-rf", "out", ".snakemake", "_build")
    fresh = ("sh", "-c", f"{' '.join(clean)}; mkdir out")
    (copy / "asked.json").write_text(json.dumps(asked))
    (copy / "asked.yml").write_text("sets: asked.csv\n")
    rows = [",".join(more[0]), *(",".join(map(str, one.values())) for one in more)]
    (copy / "asked.csv").write_text("\n".join(rows) + "\n")
    (copy / "Snakefile").write_text(_snakefile(notebook, asked))
    line = [
        [PROGRAMS / "papermill", notebook, f"out/{n}.ipynb", "--no-progress-bar", *_options(one)]
        for n, one in enumerate(asked)
    ]
    script = [PYTHON, HERE / "loop.py", notebook]
    snakemake = [PEERS / "snakemake", "--cores", "2", "--quiet", "all"]
    (beside,) = PEERS.parent.glob("lib/python*/site-packages")
    sweep = [PROGRAMS / "offshore", "sweep", name, "--grid", "asked.yml"]
    return {
        "papermill, command line in a loop": (line, fresh),
        "papermill, API in a loop": ([[*script, "default"]], fresh),
        "papermill, API in a loop, engine warm": ([[*script, "warm"]], fresh),
        "Snakemake, two cores": ([snakemake], fresh),
        "execnb, in one process": ([[PYTHON, HERE / "inprocess.py", notebook, beside]], fresh),
        CELLS: ([[PYTHON, HERE / "cells.py", notebook]], fresh),
        SWEEP: ([sweep], fresh),
        NUMBERS: ([[*sweep, "--numbers-only"]], fresh),
    }


def way_to_sweep_a_thousand(copy: Path, count: int) -> Way:
    """Return the way to run the small notebook with `count` sets of parameters."""
    rows = [f"{number % 4 + 2013},{number}" for number in range(count)]
    (copy / "many.csv").write_text("\n".join(["first_year,series", *rows]) + "\n")
    (copy / "many.yml").write_text("sets: many.csv\n")
    sweep = [PROGRAMS / "offshore", "sweep", "small", "--grid", "many.yml", "--numbers-only"]
    return [sweep], ("rm", "-rf", "_build")


def _options(given: dict[str, object]) -> list[str]:
    return [part for name, value in given.items() for part in ("-p", name, str(value))]


def _snakefile(notebook: str, asked: Sequence[dict[str, object]]) -> str:
    options = [" ".join(_options(one)) for one in asked]
    program = PROGRAMS / "papermill"
    return (
        f"OPTIONS = {options!r}\n"
        f"rule all:\n    input: expand('out/{{n}}.ipynb', n=range({len(asked)}))\n"
        "rule run:\n    output: 'out/{n}.ipynb'\n"
        "    params: options=lambda wildcards: OPTIONS[int(wildcards.n)]\n"
        f"    shell: '{program} {notebook} {{output}} --no-progress-bar {{params.options}}'\n"
    )


def ways_to_bind(copy: Path) -> dict[str, Way]:
    """Return the ways to run every notebook in both languages and bind two books."""
    plain = {code: _plain_book(copy, code) for code in LANGUAGES}
    clean = ("sh", "-c", "rm -rf _build plain/*/out")
    build = [[PROGRAMS / "offshore", "build"]]
    touch = "sed -i 's/Wenzhou Xin[^ ]* Data/Wenzhou Xin-'$$' Data/' data/argument/companies.csv"
    book = [
        [PROGRAMS / "jupyter-book", "build", path, "--path-output", path / "out"]
        for path in plain.values()
    ]
    sphinx = [[PROGRAMS / "sphinx-build", "-q", path, path / "out"] for path in plain.values()]
    cached = [[*one, "-D", "nb_execution_mode=cache", "-E"] for one in sphinx]
    mkdocs = [
        [PEERS / "mkdocs", "build", "-q", "-f", path.with_suffix(".yml")] for path in plain.values()
    ]
    return {
        "jupyter-book build, executing, one language after the other": (book, clean),
        "Sphinx with myst-nb, executing": (sphinx, clean),
        "Sphinx with myst-nb, from its cache": (cached, ("sh", "-c", _line(cached))),
        "mkdocs-jupyter, executing": (mkdocs, clean),
        "offshore build, both languages": (build, clean),
        "offshore build, nothing to do": (build, ("true",)),
        "offshore build, one table changed": (build, ("sh", "-c", touch)),
    }


def _line(commands: Commands) -> str:
    return " && ".join(shlex.join(map(str, command)) for command in commands)


def _plain_book(copy: Path, code: str) -> Path:
    """Lay out the notebooks for tools that do not know our roles; return the folder."""
    folder = copy / "plain" / code
    folder.mkdir(parents=True)
    names = sorted(path.stem for path in (copy / "notebooks").glob("*.ipynb"))
    for name in names:
        text = (copy / f"notebooks/{name}.ipynb").read_text(encoding="utf-8")
        text = text.replace('language: str = \\"en\\"', f'language: str = \\"{code}\\"')
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                plain = LINK.sub(r"\1", ROLE.sub(r"\1", "".join(cell["source"])))
                cell["source"] = plain.splitlines(keepends=True)
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "index.md").write_text("# Notebooks\n")
    chapters = "".join(f"  - file: {name}\n" for name in names)
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{chapters}")
    (folder / "_config.yml").write_text("title: Notebooks\nexecute:\n  execute_notebooks: force\n")
    (folder / "conf.py").write_text(
        "extensions = ['myst_nb']\nhtml_theme = 'sphinx_book_theme'\n"
        "nb_execution_mode = 'force'\nexclude_patterns = ['out']\n"
    )
    listed = "\n".join(names)
    (folder / "contents.md").write_text(f"# Contents\n\n```{{toctree}}\n{listed}\n```\n")
    folder.with_suffix(".yml").write_text(
        f"site_name: Notebooks\ndocs_dir: {code}\nsite_dir: ../_build/mkdocs-{code}\n"
        "exclude_docs: out/\nplugins:\n  - mkdocs-jupyter:\n      execute: true\n"
        "      kernel_name: offshore\n"
    )
    _kernel(copy)
    return folder


def _kernel(copy: Path) -> None:
    """Name the compendium's Python as a kernel, for the peer that has another."""
    folder = copy / "jupyter" / "kernels" / "offshore"
    folder.mkdir(parents=True, exist_ok=True)
    argv = [str(PYTHON), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    text = json.dumps({"argv": argv, "display_name": "Compendium", "language": "python"})
    (folder / "kernel.json").write_text(text)

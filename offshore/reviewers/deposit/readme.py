"""The README of a deposit, in the form of the social science data editors.

Its lists and numbers come from the data package, the notebooks, the locks and the runs.
"""

import ast
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from offshore.book.binding import Edition
from offshore.compendium import templates
from offshore.compendium.root import PACKAGE, Compendium
from offshore.data import package
from offshore.notebook import contract
from offshore.reviewers.deposit import citation
from offshore.reviewers.deposit.checkout import Committed
from offshore.reviewers.deposit.citation import Citation
from offshore.reviewers.deposit.crate import FOLDERS
from offshore.reviewers.deposit.outputs import Given
from offshore.runs.limits import USUAL

FILE = "README.md"
TEMPLATE = PACKAGE / "reviewers/deposit/readme.md"
TITLE = re.compile(r"(?m)^# +(.+)$")
PINNED = re.compile(r"(?m)^[\w.-]+==")


def write(
    editions: Sequence[Edition],
    given: Given,
    files: Sequence[str],
    committed: Committed,
    cited: Citation,
) -> bytes:
    """Return the README of a deposit that has these files; `given` is what English runs give."""
    compendium = editions[0].compendium
    text = templates.render(
        TEMPLATE,
        {"cell": _cell},
        html=False,
        given=cited,
        committed=committed,
        paper=citation.PAPER,
        terms=citation.TERMS,
        folders=list(_folders(files)),
        tables=list(_tables(compendium)),
        programs=list(_programs(compendium)),
        outputs=given.outputs,
        numbers=given.numbers,
        limits=USUAL,
        recorded=compendium.recorded.is_dir(),
        **_software(editions),
    )
    return text.encode()


def _cell(text: str) -> str:
    """Return text from data for a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _software(editions: Sequence[Edition]) -> dict[str, Any]:
    """Return the Pythons that made the runs, the one asked for, and the number of packages."""
    compendium = editions[0].compendium
    project = tomllib.loads((compendium.root / "pyproject.toml").read_text(encoding="utf-8"))
    lock = compendium.lock.read_text(encoding="utf-8")
    runs = [run for edition in editions for run in edition.runs]
    return {
        "pythons": sorted({str(run.recipe["environment"]["python"]) for run in runs}),
        "requires": project["project"]["requires-python"],
        "packages": len(PINNED.findall(lock)),
    }


def _folders(files: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Yield each folder with what it holds and how many files that are."""
    found = Counter(f"{name.partition('/')[0]}/" for name in files if "/" in name)
    yield from ((folder, FOLDERS[folder], found[folder]) for folder in FOLDERS if found[folder])


def _tables(compendium: Compendium) -> Iterator[dict[str, str]]:
    for name in package.names(compendium.data):
        one = package.resource(name, compendium.data)
        yield {
            "path": one["path"],
            "title": one["title"],
            "licences": "; ".join(licence["name"] for licence in one["licenses"]),
            "sources": " ".join(source["title"] for source in one["sources"]),
        }


def _programs(compendium: Compendium) -> Iterator[tuple[str, str]]:
    """Yield each notebook with its title, and each room of the package with what it holds."""
    for name in contract.names(compendium):
        yield f"notebooks/{name}.ipynb", _title(contract.read_contract(compendium, name).text)
    for file in sorted(PACKAGE.rglob("__init__.py")):
        folder = file.parent.relative_to(PACKAGE.parent).as_posix()
        yield f"{folder}/", _docstring(file)


def _title(notebook: str) -> str:
    cells = json.loads(notebook)["cells"]
    texts = (contract.source(cell) for cell in cells if cell["cell_type"] == "markdown")
    found = TITLE.search("\n".join(texts))
    return found[1] if found else ""


def _docstring(file: Path) -> str:
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""

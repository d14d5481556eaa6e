"""The chapters of a composed book: those that its data allow, each reading all of its tables."""

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from offshore.audit.quantities import PAPER
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.data.tables import read_table
from offshore.notebook import contract

NEEDS: Mapping[str, tuple[str, ...]] = {}  # by chapter, the quantities that the paper must print
TABLES = re.compile(r"tables=\[[^\]]*\]")
ON_A_LINE = 4


def without(template: Path, folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the chapters of the template that a package lacks quantities for, with those."""
    there = set(contract.names(Compendium(template)))
    known = _quantities(folder)
    lacking = {
        chapter: tuple(one for one in needed if one not in known)
        for chapter, needed in NEEDS.items()
        if chapter in there
    }
    return {chapter: quantities for chapter, quantities in lacking.items() if quantities}


def _quantities(folder: Path) -> set[str]:
    described = [(name, package.resource(name, folder)) for name in package.names(folder)]
    having = [
        name
        for name, resource in described
        if name.startswith(PAPER) and "quantity" in package.columns(resource)
    ]
    return {str(one) for name in having for one in read_table(name, folder)["quantity"]}


def keep(made: Compendium, lacking: Collection[str]) -> None:
    """Take out the chapters that are lacking; have each other one read every table there is."""
    for name in contract.names(made):
        file = made.notebooks / f"{name}{contract.SUFFIX}"
        if name in lacking:
            file.unlink()
            made.words(name).unlink(missing_ok=True)
        else:
            file.write_text(reading_all(file.read_text(encoding="utf-8"), made.data), "utf-8")
    contents = yaml.safe_load(made.contents.read_text(encoding="utf-8"))
    for part in contents["parts"]:
        part["chapters"] = [one for one in part["chapters"] if one["file"] not in lacking]
    contents["parts"] = [part for part in contents["parts"] if part["chapters"]]
    text = yaml.safe_dump(contents, allow_unicode=True, sort_keys=False)
    made.contents.write_text(text, encoding="utf-8")


def reading_all(notebook: str, data: Path) -> str:
    """Return the text of a notebook whose call of `start` declares every table of a package."""
    names = [json.dumps(name, ensure_ascii=False) for name in package.names(data)]
    lines = [", ".join(names[at : at + ON_A_LINE]) + "," for at in range(0, len(names), ON_A_LINE)]
    listed = "".join(f"    {line}\n" for line in lines)
    whole: dict[str, Any] = json.loads(notebook)
    for cell in whole["cells"]:
        if cell["cell_type"] == "code":
            source = TABLES.sub(lambda _: f"tables=[\n{listed}]", contract.source(cell))
            cell["source"] = source.splitlines(keepends=True)
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

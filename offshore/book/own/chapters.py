"""The chapters of a composed book: those that its data allow, each reading all of its tables."""

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from offshore.book.own.studied import Studied
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.notebook import contract

GROWTH = "growth"  # the chapter that needs yearly numbers
TABLES = re.compile(r"tables=\[[^\]]*\]")
ON_A_LINE = 4


def without(template: Path, studied: Studied) -> dict[str, tuple[str, ...]]:
    """Return the chapters of the template that a package lacks numbers for, with what of."""
    there = GROWTH in contract.names(Compendium(template))
    return {GROWTH: (studied.quantity, studied.growth)} if there and not studied.years else {}


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
    for page in made.book.glob("*.md"):
        page.write_text(_without_links(page.read_text(encoding="utf-8"), lacking), "utf-8")


def _without_links(page: str, lacking: Collection[str]) -> str:
    """Return a page without the items of lists that lead to chapters that are not there."""
    links = [f"]({name}{contract.SUFFIX})" for name in lacking]
    lines = page.splitlines(keepends=True)
    return "".join(
        line
        for line in lines
        if not (line.startswith("- ") and any(link in line for link in links))
    )


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
    return written(whole)


def written(whole: dict[str, Any]) -> str:
    """Return a notebook as the text of its file."""
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

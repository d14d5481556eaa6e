"""What a chapter says of other facts or with other parameters, as its copy to read has it."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checkouts import Checkout


def text(checkout: Checkout, chapter: str, facts: Mapping[str, str], **parameters: Any) -> str:
    """Return a chapter's text, run in a copy of the compendium.

    `facts`: what is printed instead, by the fact's id; they stay changed in the copy.
    """
    for table in sorted((checkout.root / "data/paper").glob("*.csv")):
        change(table, facts)
    given = [part for name, value in parameters.items() for part in ("-p", spelled(name, value))]
    copy = f"{chapter}-told.ipynb"
    done = checkout.offshore("run", chapter, "-o", copy, *given)
    assert done.returncode == 0, done.stderr
    cells = json.loads((checkout.root / copy).read_text(encoding="utf-8"))["cells"]
    (checkout.root / copy).unlink()
    return "\n\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "markdown")


def spelled(name: str, value: Any) -> str:
    """Return a parameter as the command line takes it."""
    values = value if isinstance(value, list) else [value]
    return f"{name}={','.join(map(str, values))}"


def change(table: Path, facts: Mapping[str, str]) -> None:
    """Change what a table of facts prints, by id."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if "printed" in rows[0] and any(row["id"] in facts for row in rows):
        changed = [row | {"printed": facts.get(row["id"], row["printed"])} for row in rows]
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(changed)

"""Data packages of other cities, as somebody writes them who knows nothing of this one."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Table = tuple[Sequence[str], Sequence[Sequence[str]]]
UNITS: Table = (
    ["unit", "kind", "base", "factor"],
    [
        ["kg", "mass", "kg", "1"],
        ["%", "ratio", "1", "0.01"],
        ["million EUR", "money", "EUR", "1000000"],
    ],
)
HOSTILE = (
    "<script>alert(1)</script> **b** `c` {number}`x` [l](http://e.vil) | $x$ =1+1\n\n# h\n:::{note}"
)


def lay_out(folder: Path, tables: dict[str, Table], **about: Any) -> Path:
    """Write a package, whose columns are all text, to a new folder and return it."""
    folder.mkdir(parents=True)
    resources = []
    for number, (name, (columns, rows)) in enumerate(tables.items()):
        file = folder / f"{name}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows([columns, *rows])
        fields = [{"name": column, "type": "string"} for column in columns]
        kept = {"name": f"table-{number}", "path": f"{name}.csv", "schema": {"fields": fields}}
        resources.append(kept)
    text = json.dumps({**about, "resources": resources}, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return folder

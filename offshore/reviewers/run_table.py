"""The result of a sweep as one tidy table: a row per run, a column per variable."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from offshore.data import spreadsheet
from offshore.reviewers.ledger import DONE, FAILED, Attempt
from offshore.runs.planning import HEADLINE, Run

PARAMETER, VALUE, VERDICT = "parameter.", "value.", "verdict."
UNTRIED = "not tried"


def frame(runs: Iterable[Run], attempts: Mapping[str, Attempt]) -> pd.DataFrame:
    """Return a row for each run, in their order.

    Columns: parameter.<name>; value.<name>, the notebook's named numbers in base units;
    verdict.<name>; status (done, failed, not tried); seconds that the run took, missing if another
    command made it; cell and error of a failure; key.
    """
    rows = [_row(run, attempts.get(run.key)) for run in runs]
    found = pd.DataFrame(rows)
    columns = [name for prefix in (PARAMETER, VALUE, VERDICT) for name in named(found, prefix)]
    return found[[*columns, "status", "seconds", "cell", "error", "key"]]


def _row(run: Run, attempt: Attempt | None) -> dict[str, Any]:
    row = {PARAMETER + name: _cell(value) for name, value in run.recipe["parameters"].items()}
    folder = run.stored
    if folder:
        headline = json.loads((folder / HEADLINE).read_text(encoding="utf-8"))
        row |= {VALUE + name: value for name, value in headline["values"].items()}
        row |= {VERDICT + name: verdict for name, verdict in headline["verdicts"].items()}
    failed = attempt is not None and attempt.status == FAILED and not folder
    failure = {"cell": attempt.cell, "error": attempt.error} if attempt and failed else {}
    status = DONE if folder else FAILED if failed else UNTRIED
    row |= {"cell": "", "error": ""} | failure | {"status": status, "key": run.key}
    return row | {"seconds": attempt.seconds if attempt else None}


def _cell(value: object) -> object:
    """Return a parameter's value as a cell; a list becomes text."""
    return json.dumps(value) if isinstance(value, list) else value


def named(table: pd.DataFrame, prefix: str) -> list[str]:
    """Return the columns whose names start with a prefix."""
    return [column for column in table.columns if column.startswith(prefix)]


def varied(table: pd.DataFrame) -> list[str]:
    """Return the columns of the parameters that take more than one value."""
    return [column for column in named(table, PARAMETER) if table[column].nunique() > 1]


def write(table: pd.DataFrame, folder: Path) -> None:
    """Write the table as CSV and as Parquet."""
    (folder / "runs.csv").write_text(spreadsheet.csv(table), encoding="utf-8", newline="")
    table.to_parquet(folder / "runs.parquet", index=False)

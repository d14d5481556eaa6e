"""The record of a sweep: a line of JSON for each attempt at a run."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

DONE, FAILED = "done", "failed"


@dataclass(frozen=True)
class Attempt:
    """One attempt at a run: its key, how long it took and, if it failed, cell and error."""

    key: str
    status: str
    seconds: float
    cell: str = ""
    error: str = ""


def last_attempts(file: Path) -> dict[str, Attempt]:
    """Return the last attempt at each key, ignoring a line that a kill cut short."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        try:
            attempt = Attempt(**json.loads(line))
        except (ValueError, TypeError):
            continue
        found[attempt.key] = attempt
    return found


def add(file: Path, attempt: Attempt) -> None:
    """Record an attempt."""
    with file.open("a", encoding="utf-8") as opened:
        # On a line of its own, even after one that a kill cut short.
        opened.write("\n" + json.dumps(asdict(attempt), ensure_ascii=False) + "\n")

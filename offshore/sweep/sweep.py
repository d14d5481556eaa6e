"""A sweep: one notebook with many sets of parameters, each run made once and kept."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offshore import contract, grid, places
from offshore.errors import UserError, where
from offshore.parameters import check_each, resolve
from offshore.publish import editions, making, runs, store
from offshore.publish.making import HERE, Means
from offshore.publish.runs import Run, Say
from offshore.sweep import ledger
from offshore.sweep.ledger import DONE, FAILED, Attempt

LEDGER = "attempts.jsonl"
SHOWN = 10  # faults and failures that are told one by one
SELDOM = 1.0  # seconds between two lines of progress


@dataclass(frozen=True)
class Swept:
    """What a sweep came to: runs that it has, made now, and failed; where its page is."""

    total: int
    made: int
    failures: Sequence[str]
    page: Path


def plan(notebook: str, file: Path, fixed: Mapping[str, object]) -> list[Run]:
    """Return the runs that a grid asks of a notebook, every set checked, each run once.

    `fixed` are values that every set has. Raises UserError with the first faults of the sets,
    and how many there are.
    """
    promised = contract.read(notebook)
    check_each(promised.parameters, fixed)
    sets = _with_fixed(grid.read(file, promised), fixed, file)
    if faults := _faults(promised, sets):
        more = [f"… and {len(faults) - SHOWN} more."] if len(faults) > SHOWN else []
        wrong = f"{len(faults)} of {len(sets)} sets of {where(file)}"
        head = f"{wrong} are not allowed; nothing was run."
        raise UserError("\n".join([head, *faults[:SHOWN], *more]))
    return list({run.key: run for run in runs.plan_all(notebook, sets)}.values())


def _with_fixed(
    sets: Sequence[dict[str, Any]], fixed: Mapping[str, object], file: Path
) -> list[dict[str, Any]]:
    if both := sorted(set(fixed) & set(sets[0])):
        raise UserError(f"{', '.join(both)} is given, and in {where(file)} too. Give it once.")
    return [dict(fixed) | one for one in sets]


def _faults(promised: contract.Contract, sets: Sequence[dict[str, Any]]) -> list[str]:
    found = []
    for number, given in enumerate(sets, start=1):
        try:
            resolve(promised.parameters, given, promised.name)
        except UserError as fault:
            found.append(f"Set {number}: {fault}")
    return found


def sweep(
    planned: Sequence[Run], folder: Path, say: Say, means: Means = HERE, retry: bool = False
) -> Swept:
    """Make the runs that are missing and write table and page into a folder.

    A run that failed before stays so unless `retry`. Raises UserError for faults of the data.
    """
    from offshore.sweep import summary, table  # pandas and matplotlib, which planning spares

    folder.mkdir(parents=True, exist_ok=True)
    store.sweep_aside()
    editions.check_data()
    tried = ledger.read(folder / LEDGER)
    missing = [run for run in planned if run.stored is None]
    due = [run for run in missing if retry or run.key not in tried or _done(tried[run.key])]
    say(f"{len(planned)} runs: {len(planned) - len(missing)} stored, {len(due)} to make.")
    _make(due, folder / LEDGER, say, means)
    made = table.frame(planned, ledger.read(folder / LEDGER))
    table.write(made, folder)
    page = summary.write(made, folder, planned[0].contract.name)
    failed = made[made.status == FAILED]
    told = [
        f"{row['key'][:12]}, cell {row['cell']}: {row['error']}" for _, row in failed.iterrows()
    ]
    return Swept(len(planned), len(due), told, page)


def _done(attempt: Attempt) -> bool:
    return attempt.status == DONE  # but the store lacks it: someone deleted it


def _make(due: Sequence[Run], file: Path, say: Say, means: Means) -> None:
    if not due:
        return
    began, told, failed = time.monotonic(), 0.0, 0
    for done, (run, outcome) in enumerate(making.outcomes(due, means), start=1):
        status = FAILED if outcome.error else DONE
        failed += status == FAILED
        ledger.add(file, Attempt(run.key, status, outcome.seconds, outcome.cell, outcome.error))
        now = time.monotonic() - began
        if now - told > SELDOM or done == len(due):
            told = now
            say(progress(done, len(due), failed, now))


def progress(done: int, total: int, failed: int, seconds: float) -> str:
    """Return a line that says how far a sweep is, how fast, and how long it will take."""
    rate = done / seconds
    ahead = f"about {(total - done) / rate:.0f} s left" if done < total else "none left"
    return f"  [{done}/{total}] {rate:.1f} a second, {failed} failed, {ahead}"


def folder_of(notebook: str, file: Path) -> Path:
    """Return where a sweep's results go if nothing else is said."""
    return places.build() / editions.SWEEPS / f"{contract.find(notebook).stem}-{file.stem[:60]}"

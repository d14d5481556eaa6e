"""A sweep: one notebook with many sets of parameters, each run made once and stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offshore.book import editions
from offshore.compendium import progress
from offshore.compendium.errors import UserError, where
from offshore.compendium.progress import Say
from offshore.compendium.root import Compendium
from offshore.notebook import contract, grid
from offshore.notebook.parameters import check_each, resolve
from offshore.reviewers import ledger
from offshore.reviewers.ledger import DONE, FAILED, Attempt
from offshore.runs import executor, planning, store
from offshore.runs.executor import HERE, Means
from offshore.runs.planning import Run

LEDGER = "attempts.jsonl"
SHOWN = 10  # faults and failures that are listed one by one


@dataclass(frozen=True)
class Swept:
    """The result of a sweep: how many runs it has, made now and failed, and where its page is."""

    total: int
    made: int
    failures: Sequence[str]
    page: Path


def plan(
    compendium: Compendium,
    notebook: str,
    file: Path,
    fixed: Mapping[str, object],
    numbers_only: bool = False,
) -> list[Run]:
    """Return the runs that a grid asks of a notebook, every set checked, each run once.

    `fixed` are values that every set has. Raises UserError with the first faults of the sets and
    how many there are.
    """
    promised = contract.read_contract(compendium, notebook)
    check_each(promised.parameters, fixed)
    sets = _with_fixed(grid.sets_of(file, promised), fixed, file)
    if faults := _faults(promised, sets):
        more = [f"… and {len(faults) - SHOWN} more."] if len(faults) > SHOWN else []
        wrong = f"{len(faults)} of {len(sets)} sets of {where(file)}"
        head = f"{wrong} are not allowed; nothing was run."
        raise UserError("\n".join([head, *faults[:SHOWN], *more]))
    runs = planning.plan_all(compendium, notebook, sets, numbers_only)
    return list({run.key: run for run in runs}.values())


def _with_fixed(
    sets: Sequence[dict[str, Any]], fixed: Mapping[str, object], file: Path
) -> list[dict[str, Any]]:
    if both := sorted(set(fixed) & set(sets[0])):
        raise UserError(f"{', '.join(both)} is given here and in {where(file)}. Give it once.")
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
    """Make the runs that are missing, and write the table and the page into a folder.

    A run that failed before is not tried again unless `retry`. Raises UserError for faults of the
    data.
    """
    # Imported here: planning does without pandas and matplotlib.
    from offshore.reviewers import run_table, sweep_page

    folder.mkdir(parents=True, exist_ok=True)
    compendium = planned[0].compendium
    store.sweep_aside(compendium.build)
    editions.check_data(compendium)
    tried = ledger.last_attempts(folder / LEDGER)
    missing = [run for run in planned if run.stored is None]
    due = [run for run in missing if retry or run.key not in tried or _done(tried[run.key])]
    say(f"{len(planned)} runs: {len(planned) - len(missing)} stored, {len(due)} to make.")
    _make(due, folder / LEDGER, say, means)
    made = run_table.frame(planned, ledger.last_attempts(folder / LEDGER))
    run_table.write(made, folder)
    page = sweep_page.write(compendium, made, folder, planned[0].contract.name)
    failed = made[made.status == FAILED]
    failures = [
        f"{row['key'][:12]}, cell {row['cell']}: {row['error']}" for _, row in failed.iterrows()
    ]
    return Swept(len(planned), len(due), failures, page)


def _done(attempt: Attempt) -> bool:
    return attempt.status == DONE  # but the store lacks it: someone deleted it


def _make(due: Sequence[Run], file: Path, say: Say, means: Means) -> None:
    if not due:
        return
    means.tell(say)
    with progress.phase(say, f"Running {len(due)} runs", len(due)) as phase:
        for run, outcome in executor.outcomes(due[0].compendium, due, means):
            status = FAILED if outcome.error else DONE
            ledger.add(file, Attempt(run.key, status, outcome.seconds, outcome.cell, outcome.error))
            phase.step(run.label, failed=bool(outcome.error))


def folder_of(compendium: Compendium, notebook: str, file: Path) -> Path:
    """Return the folder of a sweep's results unless another is given."""
    name = f"{contract.find(compendium, notebook).stem}-{file.stem[:60]}"
    return compendium.build / editions.SWEEPS / name

"""Runs with numbers only: in every notebook they are those of a whole run."""

from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

import pytest
from checkouts import here
from share import some

from offshore.notebook import contract
from offshore.runs import executor, planning
from offshore.runs.execution import headline

# Of each notebook the published run, and one in which a parameter is not its default.
CHANGED: dict[str, dict[str, Any]] = {
    "audit": {"section": "4", "verdict": "contradicted"},
    "growth": {"first_year": 2014, "currency": "CNY", "growth_basis": "recomputed"},
    "markets": {"markets": 60},
    "outlook": {"horizon": 20},
    "region": {"reading": "both shares"},
    "severity": {"checks": "all", "example": "markets"},
}
CASES = some(
    [
        (name, given)
        for name in contract.names(here())
        for given in ({}, CHANGED.get(name))
        if given is not None
    ]
)


@pytest.fixture(scope="module")
def workers() -> Iterator[Executor]:
    with executor.pool() as pool:
        yield pool


@pytest.mark.parametrize(("name", "given"), CASES, ids=str)
def test_numbers_and_verdicts_are_those_of_a_whole_run(
    workers: Executor, name: str, given: dict[str, Any]
) -> None:
    runs = [planning.plan(here(), name, given, numbers_only=only) for only in (False, True)]
    made = list(workers.map(executor.perform, [run.request() for run in runs]))
    assert [one.error for one in made] == ["", ""]
    whole, alone = (headline(one.executed) for one in made)
    assert alone == whole
    assert any(whole.values())
    assert "<svg" not in made[1].executed

"""Runs are made where they are missing, by any executor, and every failure is told."""

import json
import pickle
import re
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest
from checkouts import Checkout, here

from offshore.compendium.errors import UserError
from offshore.display import mime
from offshore.notebook import contract
from offshore.runs import execution, executor, planning
from offshore.runs.execution import Outcome, Request
from offshore.runs.executor import Means

pytestmark = pytest.mark.usefixtures("inside")


EMPTY = '{"cells": []}'


class Cluster(Executor):
    """An executor that sends each request away, as a cluster's would, and runs no kernel."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.asked: list[Request] = []

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        request: Request
        _, (request,) = pickle.loads(pickle.dumps((function, arguments)))
        self.asked.append(request)
        failed = request.notebook == self.failing
        words = ("load", "KeyError: 'x'") if failed else ("", "")
        future: Future[Any] = Future()
        future.set_result(Outcome(request.notebook, request.key, EMPTY, *words))
        return future


def planned() -> list[planning.Run]:
    return [planning.plan(here(), "growth", {}), planning.plan(here(), "structure", {})]


def make(cluster: Cluster) -> tuple[int, list[str]]:
    said: list[str] = []
    return executor.make(planned(), said.append, Means(lambda: cluster)), said


def test_missing_runs_are_made_by_the_executor_given() -> None:
    cluster = Cluster()
    made, _ = make(cluster)
    assert made == 2
    assert sorted(request.notebook for request in cluster.asked) == ["growth", "structure"]
    assert all(run.stored for run in planned())


def test_stored_runs_are_not_made_again() -> None:
    make(Cluster())
    cluster = Cluster()
    assert make(cluster) == (0, [])
    assert cluster.asked == []


def test_progress_says_which_notebook_and_how_many_are_left() -> None:
    _, said = make(Cluster())
    assert said[0] == "Running 2 of 2 runs, of 2 notebooks."
    assert [line.split("]")[0].strip() for line in said[1:]] == ["[1/2", "[2/2"]
    assert "done after" in said[1]
    assert re.search(r"about \d+ s left$", said[1])
    assert said[2].endswith("none left")


def test_result_carries_the_recipe_that_its_key_is_the_hash_of() -> None:
    make(Cluster())
    run = planning.plan(here(), "growth", {})
    assert run.stored
    assert json.loads((run.stored / planning.RECIPE).read_text(encoding="utf-8")) == run.recipe


def test_failure_is_told_and_the_other_run_kept() -> None:
    with pytest.raises(UserError) as failure:
        make(Cluster(failing="growth"))
    assert str(failure.value).startswith(
        "1 of 2 runs failed.\nNotebook growth, cell load: KeyError: 'x'\n"
    )
    file = Path(str(failure.value).rpartition("as far as it got: ")[2])
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    assert [cell["id"] for cell in cells][:3] == ["title", "parameters", "load"]
    assert [run.contract.name for run in planned() if run.stored] == ["structure"]


def test_request_says_where_the_data_are(inside: Checkout) -> None:
    request = planning.plan(here(), "growth", {"first_year": 2014}).request()
    assert request.root == str(inside.root)
    assert request.parameters["first_year"] == 2014
    assert request.source == contract.read_contract(here(), "growth").code


def test_wrong_parameter_is_refused_when_planned() -> None:
    with pytest.raises(UserError, match="first_year = 1999 is not allowed"):
        planning.plan(here(), "growth", {"first_year": 1999})


class Dying(Executor):
    """An executor whose worker dies, as one does that runs out of memory."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor("a process was terminated abruptly"))
        return future


def test_a_worker_that_dies_is_told_for_each_run() -> None:
    with pytest.raises(UserError, match="2 of 2 runs failed") as fault:
        executor.make(planned(), lambda _: None, Means(Dying))
    assert str(fault.value).count("the process that ran it ended without a message") == 2


class Patient(Executor):
    """An executor that does nothing until it is asked for what it did, and counts the waiting."""

    ahead = 3

    def __init__(self) -> None:
        self.most = 0
        self.waiting = 0

    def submit(self, _: Callable[..., Any], /, *arguments: Any, **__: Any) -> Future[Any]:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        (request,) = arguments
        future: Future[Any] = Future()
        future.set_result(Outcome(request.notebook, request.key, EMPTY))
        return future


def test_few_runs_are_handed_out_at_a_time_so_that_memory_stays_flat() -> None:
    patient = Patient()
    windows = [{"first_year": first, "last_year": 2017} for first in range(2013, 2017)]
    many = planning.plan_all(
        here(), "growth", [w | {"currency": c} for w in windows for c in ("USD", "CNY")]
    )
    for _ in executor.outcomes(here(), many, Means(lambda: patient)):
        patient.waiting -= 1
    assert patient.most <= Patient.ahead


class Fragile(Executor):
    """An executor whose worker dies of one notebook and takes what others wait for along."""

    broken = False

    def submit(self, _: Callable[..., Any], /, *arguments: Any, **__: Any) -> Future[Any]:
        (request,) = arguments
        if self.broken:
            raise BrokenExecutor("the pool is broken")
        future: Future[Any] = Future()
        if request.notebook == "growth":
            self.broken = True
            future.set_exception(BrokenExecutor("a process was terminated abruptly"))
        else:
            future.set_result(Outcome(request.notebook, request.key, EMPTY))
        return future


def test_worker_that_dies_takes_only_its_own_run_along() -> None:
    with pytest.raises(UserError, match="1 of 2 runs failed") as fault:
        executor.make(planned(), lambda _: None, Means(Fragile))
    assert "Notebook growth, cell unknown: the process that ran it ended" in str(fault.value)
    assert [run.contract.name for run in planned() if run.stored] == ["structure"]


def test_many_sets_are_planned_as_one_by_one() -> None:
    sets = [{"first_year": 2014}, {"currency": "CNY", "language": "zh"}]
    assert planning.plan_all(here(), "growth", sets) == [
        planning.plan(here(), "growth", one) for one in sets
    ]


def test_stored_run_has_its_numbers_apart() -> None:
    made = Outcome(
        "growth", "key", json.dumps({"cells": [{"outputs": [{"data": SHOWN}]}, {"source": ""}]})
    )
    assert execution.headline(made.executed) == {
        "numbers": {"compound": "65.1%", "year": "2017"},
        "values": {"compound": 0.651},
        "verdicts": {"growth_2016": "contradicted"},
    }


SHOWN = {
    mime.NUMBERS: {"compound": "65.1%", "year": "2017"},
    mime.VALUES: {"compound": 0.651},
    mime.VERDICTS: {"growth_2016": "contradicted"},
}

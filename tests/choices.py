"""Notebooks run alone with each value that a parameter allows, one changed at a time."""

import csv
import io
import json
import multiprocessing
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

import plain
from checkouts import here

from offshore.display.mime import ITEM, NUMBERS
from offshore.notebook import contract
from offshore.notebook.parameters import Parameter


def variants(notebook: str) -> list[dict[str, Any]]:
    """Return the defaults, then each other allowed value, one parameter changed at a time."""
    parameters = contract.read_contract(here(), notebook).parameters.values()
    return [{}, *({item.name: value} for item in parameters for value in others(item))]


def others(item: Parameter) -> list[Any]:
    """Return the choices, or the ends of the range, that are not the default."""
    values = item.choices or (item.low, item.high)
    if item.is_list:
        return [[item.item_type(value)] for value in values if value is not None]
    typed = [item.item_type(value) for value in values if value is not None]
    return [value for value in typed if value != item.default]


def sensible(notebook: str, changes: dict[str, Any]) -> bool:
    """Tell whether the changes keep the order of parameters that must exceed each other."""
    parameters = contract.read_contract(here(), notebook).parameters
    values = {name: changes.get(name, item.default) for name, item in parameters.items()}
    return all(not i.above or values[i.name] > values[i.above] for i in parameters.values())


Made = dict[tuple[str, str], Future[Any]]


def cases(notebook: str) -> list[tuple[str, str]]:
    """Return a notebook's cases: its name, and the changed parameters as JSON."""
    return [
        (notebook, json.dumps(changes))
        for changes in variants(notebook)
        if sensible(notebook, changes)
    ]


@contextmanager
def running(asked: Sequence[tuple[str, str]], whole: bool = False) -> Iterator[Made]:
    """Run every case at the same time as the others as far as the machine allows."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["papermill"])
    with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=context) as pool:
        yield {
            (name, changes): pool.submit(plain.run, name, json.loads(changes), whole)
            for name, changes in asked
        }


def bundles(notebook: Any, kind: str) -> list[Any]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"][kind] for output in outputs if kind in output.get("data", {})]


def check(case: tuple[str, str], notebook: Any) -> None:
    """Check what every run has, whatever its parameters are."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    # A bare value at a cell's end would print an object's address, new in every run.
    assert [output for output in outputs if output.output_type != "display_data"] == []
    shown = bundles(notebook, ITEM)
    assert len({item["id"] for item in shown}) == len(shown) > 0
    for item in shown:
        assert item["caption"]
        assert item["alternative"] or item["kind"] in ("table", "passages")
        # A theme without works, or a verdict that no claim has, leaves a header alone.
        rows = list(csv.reader(io.StringIO(item["data"])))
        assert len(rows) > (0 if case[0] in ("literature", "audit") and case[1] != "{}" else 1)
    assert not re.search(r"\bnan\b|\binf\b", json.dumps(bundles(notebook, NUMBERS)))

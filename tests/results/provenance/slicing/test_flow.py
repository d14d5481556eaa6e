"""What cells say that something came from, held against what really moves it.

Each notebook here reads the numbers a to e of one table. It is executed once for each of them with
that number changed; whatever moves then must have the number in its explanation. `exactly` says
where the explanation is expected to have no number that moves nothing, too.
"""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from offshore.results.provenance.slicing import flow, reads

FACTS = {"a": 2.0, "b": 3.0, "c": 5.0, "d": 7.0, "e": 11.0}
SECOND = 'import pandas as pd\nrun = start("x", globals(), tables=["t"])\n'


class Stub:
    """What a notebook's session does, as far as these notebooks ask for it."""

    def __init__(self, facts: Mapping[str, float]) -> None:
        self.facts = facts
        self.recorded: dict[str, str] = {}

    def by_id(self, _table: str) -> pd.Series:
        return pd.Series(self.facts)

    def table(self, _table: str) -> pd.DataFrame:
        return pd.DataFrame({"id": list(self.facts), "value": list(self.facts.values())})

    def all_tables(self) -> dict[str, pd.DataFrame]:
        return {"t": self.table("t")}

    def numbers(self, rests_on: object = (), **named: Any) -> None:
        del rests_on
        self.recorded |= {name: repr(value) for name, value in named.items()}

    def show_table(self, name: str, data: Any, shown: Any = None, **told: Any) -> None:
        self.recorded[name] = repr((data, shown, told))

    def verdicts(self, **agrees: bool) -> None:
        self.recorded |= {name: repr(held) for name, held in agrees.items()}

    def __getitem__(self, name: str) -> str:
        return self.recorded[name]


def executed(cells: list[str], facts: Mapping[str, float]) -> dict[str, str]:
    stub = Stub(facts)
    space: dict[str, Any] = {"start": lambda *_, **__: stub, "first": "a", "many": 2}
    for cell in cells:
        exec(cell, space)
    return stub.recorded


def moved(cells: list[str], name: str) -> set[str]:
    usual = executed(cells, FACTS)
    changed = {fact: executed(cells, FACTS | {fact: FACTS[fact] + 0.5}) for fact in FACTS}
    return {fact for fact, found in changed.items() if found[name] != usual[name]}


def notebook(cells: list[str]) -> str:
    made = [
        {"id": f"cell-{place}", "source": text, "metadata": {}, "cell_type": "code"}
        for place, text in enumerate(cells)
    ]
    return json.dumps({"cells": made})


def explained(cells: list[str], name: str, kind: str = "number") -> set[str]:
    found = flow.of_notebook(notebook(cells), {"first": "a", "many": 2}).of(kind, name, "")
    return {fact for one in found.reads for fact in _facts(one)}


def _facts(one: reads.Read) -> set[str]:
    if one.table not in (reads.EVERY, "t"):
        return set()
    return {*one.wanted.get("id", FACTS)}


def cells_of(text: str) -> list[str]:
    return [SECOND, *text.strip().split("\n---\n")]


PRECISE = {
    "labels": (
        r"""
f = run.by_id("t")
---
run.numbers(n=f["a"] + f["b"])
""",
        "ab",
    ),
    "labels in place": (
        r"""
run.numbers(n=run.by_id("t")["a"])
""",
        "a",
    ),
    "labels in a list": (
        r"""
f = run.by_id("t")
run.numbers(n=f[["a", "c"]].sum())
""",
        "ac",
    ),
    "label by a parameter": (
        r"""
f = run.by_id("t")
run.numbers(n=f[first])
""",
        "a",
    ),
    "label by a constant": (
        r"""
which = "d"
f = run.by_id("t")
run.numbers(n=f[which])
""",
        "d",
    ),
    "each number for itself": (
        r"""
f = run.by_id("t")
run.numbers(m=f["b"], n=f["a"])
""",
        "a",
    ),
    "name used again": (
        r"""
f = run.by_id("t")
x = f["a"]
x = f["b"]
run.numbers(n=x)
""",
        "b",
    ),
    "pairs": (
        r"""
f = run.by_id("t")
x, y = f["a"], f["b"]
run.numbers(n=y)
""",
        "b",
    ),
    "recorded before": (
        r"""
f = run.by_id("t")
run.numbers(m=f["c"])
run.numbers(n=run["m"] + "!")
""",
        "c",
    ),
    "what follows changes nothing": (
        r"""
f = run.by_id("t")
x = [f["a"]]
run.numbers(n=x[0])
x.append(f["b"])
""",
        "a",
    ),
    "all": (
        r"""
run.numbers(n=run.by_id("t").sum())
""",
        "abcde",
    ),
}
SOUND = {
    "added to": r"""
f = run.by_id("t")
x = f["a"]
x += f["b"]
run.numbers(n=x)
""",
    "appended": r"""
f = run.by_id("t")
x = []
x.append(f["b"])
run.numbers(n=x)
""",
    "appended under another name": r"""
f = run.by_id("t")
x = []
y = x
y.append(f["b"])
run.numbers(n=x)
""",
    "appended within another": r"""
f = run.by_id("t")
x = []
y = {"x": x}
y["x"].append(f["b"])
run.numbers(n=x)
""",
    "appended by a method with a name": r"""
f = run.by_id("t")
x = []
add = x.append
add(f["c"])
run.numbers(n=x)
""",
    "put under a label": r"""
f = run.by_id("t")
g = run.by_id("t")
g["a"] = f["e"]
run.numbers(n=g["a"])
""",
    "column put in": r"""
f = run.by_id("t")
x = pd.DataFrame({"v": [1.0]})
x["w"] = f["d"]
run.numbers(n=float(x.sum().sum()))
""",
    "column inserted": r"""
f = run.by_id("t")
x = pd.DataFrame({"v": [1.0]})
x.insert(0, "w", f["d"])
run.numbers(n=float(x.sum().sum()))
""",
    "updated": r"""
f = run.by_id("t")
x = {}
x.update(v=f["b"])
run.numbers(n=x)
""",
    "in place": r"""
f = run.by_id("t")
x = pd.Series([f["a"], 9.0])
x.clip(upper=f["c"], inplace=True)
run.numbers(n=x.sum())
""",
    "loop": r"""
f = run.by_id("t")
x = 0
for one in ["a", "b"]:
    x = x + f[one]
run.numbers(n=x)
""",
    "condition": r"""
f = run.by_id("t")
x = f["a"]
if f["b"] > 3.2:
    x = f["c"]
run.numbers(n=x)
""",
    "recorded in a loop": r"""
f = run.by_id("t")
for one in ["a", "b"]:
    run.numbers(n=f[one])
""",
    "try": r"""
f = run.by_id("t")
try:
    x = 1 / (f["a"] - 2.5)
except ZeroDivisionError:
    x = f["e"]
run.numbers(n=x)
""",
    "comprehension": r"""
f = run.by_id("t")
run.numbers(n=[f[one] for one in ["a", "b"]])
""",
    "comprehension of a parameter's name": r"""
f = run.by_id("t")
run.numbers(n=[f[first] for first in ["b", "c"]])
""",
    "constant given another value": r"""
w = "a"
f = run.by_id("t")
for w in ["b", "c"]:
    pass
run.numbers(n=f[w])
""",
    "swapped": r"""
f = run.by_id("t")
x, y = f["a"], f["b"]
x, y = y, x
run.numbers(n=x)
""",
    "walrus": r"""
f = run.by_id("t")
run.numbers(m=(x := f["b"]))
run.numbers(n=x)
""",
    "iterator": r"""
f = run.by_id("t")
x = iter([f["a"], f["b"]])
next(x)
run.numbers(n=next(x))
""",
    "function": r"""
f = run.by_id("t")
def g():
    return f["c"]
run.numbers(n=g())
""",
    "function without a name": r"""
f = run.by_id("t")
g = lambda: f["c"]
run.numbers(n=g())
""",
    "run as text": r"""
f = run.by_id("t")
exec("x = f['b']")
run.numbers(n=x)
""",
    "all names": r"""
f = run.by_id("t")
x = 1
globals()["x"] = f["b"]
run.numbers(n=x)
""",
    "query by a name": r"""
f = run.by_id("t")
limit = f["a"]
x = run.table("t").query("value > @limit")
run.numbers(n=x.value.sum())
""",
    "session handed on": r"""
run.numbers(n=str(vars(run)["facts"]))
""",
    "session under another name": r"""
s = run
run.numbers(n=s.by_id("t")["d"])
""",
    "unnamed": r"""
f = run.by_id("t")
run.numbers(**{"n": f["a"]})
""",
    "recorded whole": r"""
f = run.by_id("t")
run.numbers(m=f["e"])
run.numbers(n=run.recorded["m"])
""",
    "recorded, by a name that is computed": r"""
f = run.by_id("t")
run.numbers(m=f["e"])
run.numbers(n=run["M".lower()])
""",
    "unnamed, and used": r"""
f = run.by_id("t")
run.numbers(**{"m": f["e"]})
run.numbers(n=run["m"])
""",
    "tables all at once": r"""
run.numbers(n=run.all_tables()["t"].value.sum())
""",
    "table by a computed name": r"""
run.numbers(n=run.table("T".lower()).value.sum())
""",
    "arguments in a list": r"""
what = ["t"]
run.numbers(n=run.by_id(*what)["a"])
""",
    "set by position": r"""
f = run.by_id("t")
x = pd.Series([1.0, 2.0])
y = x
x.iloc[0] = f["c"]
run.numbers(n=x.sum())
""",
    "option of a library": r"""
f = run.by_id("t")
pd.set_option("display.precision", int(f["a"] * 2))
run.numbers(n=pd.DataFrame({"v": [1.23456789123]}).to_string())
""",
    "module changed": r"""
f = run.by_id("t")
pd.mine = f["d"]
run.numbers(n=pd.mine)
""",
    "attribute": r"""
f = run.by_id("t")
x = pd.Series([1.0])
x.attrs["w"] = f["e"]
run.numbers(n=x.attrs)
""",
    "setattr": r"""
f = run.by_id("t")
x = pd.Series([1.0])
setattr(x, "name", f["e"])
run.numbers(n=x.name)
""",
    "deleted from": r"""
f = run.by_id("t")
x = {"v": 1, "w": 2}
if f["a"] > 2.2:
    del x["w"]
run.numbers(n=x)
""",
    "starred": r"""
f = run.by_id("t")
x, *y = f["a"], f["b"], f["c"]
run.numbers(n=y)
""",
    "sorted in place": r"""
f = run.by_id("t")
x = [f["e"], 1]
x.sort()
run.numbers(n=x[1])
""",
    "map": r"""
f = run.by_id("t")
run.numbers(n=list(map(f.get, ["a", "b"])))
""",
    "appended to what a dictionary gave": r"""
f = run.by_id("t")
x = {"v": []}
x.get("v").append(f["b"])
y = x.get("v")
y.append(f["c"])
run.numbers(n=x)
""",
    "appended to what a series holds": r"""
f = run.by_id("t")
x = [1]
s = pd.Series([x])
x.append(f["b"])
run.numbers(n=s[0])
""",
}


@pytest.mark.parametrize("text", [*PRECISE, *SOUND])
def test_what_moves_a_number_is_in_its_explanation(text: str) -> None:
    cells = cells_of(PRECISE[text][0] if text in PRECISE else SOUND[text])
    assert moved(cells, "n"), "this notebook shows nothing: no number moves it"
    assert moved(cells, "n") <= explained(cells, "n")


@pytest.mark.parametrize("text", PRECISE)
def test_explanation_has_no_other_number(text: str) -> None:
    cells = cells_of(PRECISE[text][0])
    assert explained(cells, "n") == {*PRECISE[text][1]} == moved(cells, "n")


def test_table_is_explained_by_what_it_shows() -> None:
    cells = cells_of(
        'f = run.by_id("t")\nx = pd.DataFrame({"v": [f["a"]]})\nrun.show_table("n", x)'
    )
    assert explained(cells, "n", "item") == {"a"} == moved(cells, "n")


def test_steps_are_those_that_matter_in_their_order() -> None:
    cells = cells_of('f = run.by_id("t")\n---\nx = f["a"]\ny = f["b"]\n---\nrun.numbers(n=2 * x)')
    found = flow.of_notebook(notebook(cells), {}).of("number", "n", "")
    assert found.steps == (
        ("cell-1", 'f = run.by_id("t")'),
        ("cell-2", 'x = f["a"]'),
        ("cell-3", "2 * x"),
    )


def test_parameters_are_those_that_are_used() -> None:
    cells = cells_of('f = run.by_id("t")\nrun.numbers(m=many, n=f[first])')
    found = flow.of_notebook(notebook(cells), {"first": "a", "many": 2}).of("number", "n", "")
    assert found.parameters == {"first"}

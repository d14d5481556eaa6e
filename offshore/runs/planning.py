"""Runs planned from contracts: every parameter is checked, and results are looked up by key."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from offshore.compendium import hashes
from offshore.compendium.errors import UserError, cut
from offshore.compendium.root import PACKAGE, Compendium
from offshore.display.language import Language
from offshore.notebook import contract
from offshore.notebook.contract import Contract
from offshore.notebook.parameters import resolve
from offshore.runs import keys, store
from offshore.runs.execution import NAME, Request
from offshore.runs.limits import USUAL, Limits

KIND = "runs"
NOTEBOOK, RECIPE, HEADLINE = "notebook.ipynb", "run.json", "headline.json"


@dataclass(frozen=True)
class Run:
    """One notebook with one set of parameters; `key` is the hash of `recipe`."""

    contract: Contract
    recipe: Mapping[str, Any]
    key: str

    @property
    def compendium(self) -> Compendium:
        """The compendium to which its notebook belongs."""
        return self.contract.compendium

    @property
    def label(self) -> str:
        """What it is: its notebook, its language, and each parameter that is no default."""
        declared, given = self.contract.parameters, self.recipe["parameters"]
        changed = [
            f"{name} {cut(str(value))}"
            for name, value in given.items()
            if name != "language" and value != declared[name].default
        ]
        language = [str(given["language"])] if "language" in given else []
        return ", ".join([self.contract.name, *language, *changed])

    @property
    def numbers_only(self) -> bool:
        """Whether it has numbers and verdicts alone: neither figures nor tables."""
        return bool(self.recipe.get(keys.NUMBERS_ONLY))

    @property
    def stored(self) -> Path | None:
        """The folder of its result, or None if it has not been made."""
        return store.find(self.compendium.build, KIND, self.key)

    def read(self, file: str = NOTEBOOK) -> str:
        """Return the text of a file of its result.

        Raises UserError if it has not been made.
        """
        folder = self.stored
        if folder is None:
            raise UserError(f"The run of {self.contract.name} vanished from _build; build again.")
        return (folder / file).read_text(encoding="utf-8")

    def with_text(self, executed: str) -> str:
        """Return the notebook as it is stored, with its code cells as they were executed."""
        from offshore.notebook import copies  # imports pandas, which planning does without

        whole = copies.with_text(json.loads(executed), json.loads(self.contract.text))
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def copy(self, words: Language) -> str:
        """Return the executed notebook as people read it: with its text, and the numbers in that.

        Raises UserError if the run has not been made.
        """
        from offshore.notebook import copies  # as above

        whole = json.loads(self.with_text(self.read()))
        copies.readable(whole, words)
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def to_be_run(self, words: Language) -> str:
        """Return the notebook without results, its parameters' defaults being those of this run."""
        from offshore.notebook import copies  # as above

        stored, values = json.loads(self.contract.text), self.recipe["parameters"]
        made = copies.to_be_run(stored, self.contract.name, values, words)
        return json.dumps(made, ensure_ascii=False, indent=1) + "\n"

    def request(self, limits: Limits = USUAL, engine: str = NAME) -> Request:
        """Return what an executor needs to make it."""
        source = self.contract.code
        given = self.recipe["parameters"]
        root = str(self.compendium.root)
        package = str(PACKAGE.parent)
        here = Request(self.contract.name, self.key, source, given, root, package)
        return replace(here, limits=limits, engine=engine, numbers_only=self.numbers_only)


def is_current(run: Run) -> bool:
    """Tell whether a run's key still matches the sources as they are now."""
    try:
        return again(run, run.compendium).key == run.key
    except UserError:  # what it reads is gone or no longer sound
        return False


def again(run: Run, compendium: Compendium) -> Run:
    """Return a run as its sources are now, or as they are in a copy of its compendium."""
    return plan(compendium, run.contract.name, run.recipe["parameters"], run.numbers_only)


def plan(
    compendium: Compendium,
    notebook: str,
    given: Mapping[str, object],
    numbers_only: bool = False,
) -> Run:
    """Return the run of a notebook with given parameters, checked but not started.

    With `numbers_only` it draws no figure and words no table: it has numbers and verdicts alone.
    """
    return plan_all(compendium, notebook, [given], numbers_only)[0]


def plan_all(
    compendium: Compendium,
    notebook: str,
    sets: Iterable[Mapping[str, object]],
    numbers_only: bool = False,
) -> list[Run]:
    """Return the runs of a notebook with each set of parameters, each as by `plan`."""
    promised = contract.read_contract(compendium, notebook)
    if promised.faults:
        raise UserError("\n".join(promised.faults))
    resolved = [resolve(promised.parameters, given, promised.name) for given in sets]
    found = keys.recipes(promised, resolved, numbers_only)
    return [Run(promised, recipe, hashes.of_json(recipe)) for recipe in found]

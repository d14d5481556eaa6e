"""Runs: planned from contracts, every parameter checked, and looked up by key."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offshore import contract, places
from offshore.contract import Contract
from offshore.errors import UserError
from offshore.parameters import resolve
from offshore.publish import keys, store
from offshore.publish.execution import Request
from offshore.publish.limits import USUAL, Limits

KIND = "runs"
NOTEBOOK, RECIPE, HEADLINE = "notebook.ipynb", "run.json", "headline.json"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """One notebook with one set of parameters; `recipe` is what its key is the hash of."""

    contract: Contract
    recipe: Mapping[str, Any]
    key: str

    @property
    def stored(self) -> Path | None:
        """The folder of its result, or None where it has not been made."""
        return store.find(KIND, self.key)

    def read(self, file: str = NOTEBOOK) -> str:
        """Return the text of a file of its result.

        Raises UserError where it has not been made.
        """
        folder = self.stored
        if folder is None:
            raise UserError(f"The run of {self.contract.name} vanished from _build; build again.")
        return (folder / file).read_text(encoding="utf-8")

    def request(self, limits: Limits = USUAL) -> Request:
        """Return what an executor needs to make it."""
        source = self.contract.path.read_text(encoding="utf-8")
        given = self.recipe["parameters"]
        root = str(places.root())
        return Request(self.contract.name, self.key, source, given, root, limits=limits)


def is_current(run: Run) -> bool:
    """Tell whether a run's key is still that of the sources as they are."""
    try:
        return plan(run.contract.name, run.recipe["parameters"]).key == run.key
    except UserError:  # what it reads is gone, or is no longer sound
        return False


def plan(notebook: str, given: Mapping[str, object]) -> Run:
    """Return the run of a notebook with given parameters, all checked, nothing started."""
    return plan_all(notebook, [given])[0]


def plan_all(notebook: str, sets: Iterable[Mapping[str, object]]) -> list[Run]:
    """Return the runs of a notebook with each set of parameters, as `plan` does one."""
    promised = contract.read(notebook)
    resolved = [resolve(promised.parameters, given, promised.name) for given in sets]
    found = keys.recipes(promised, resolved)
    return [Run(promised, recipe, keys.of_json(recipe)) for recipe in found]

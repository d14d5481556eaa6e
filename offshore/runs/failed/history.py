"""What was good before a run failed: the newest stored run with the same parameters."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offshore.runs import store
from offshore.runs.planning import HEADLINE, KIND, RECIPE, Run


@dataclass(frozen=True)
class Good:
    """A run that was good: its numbers in words and its verdicts, by name.

    `key` is "" for one that is not stored, but recorded among the published results.
    `changed` says what has changed since: the parts of the recipe that are not the same now, each
    with the names in it, as "tables": ["paper/amounts"]; no names where the part has none.
    """

    key: str
    numbers: Mapping[str, str]
    verdicts: Mapping[str, str]
    changed: Mapping[str, Sequence[str]]


def last_good(run: Run) -> Good | None:
    """Return the newest stored run of a notebook with the same parameters, None if there is none.

    Only the store is searched. Files say when a run was made, no more: what counts is its recipe.
    """
    for key, recipe in _newest_first(run.compendium.build):
        same = set(recipe.get("notebook", {})) == set(run.recipe["notebook"])
        alike = same and recipe.get("parameters") == run.recipe["parameters"]
        if not alike or (folder := store.find(run.compendium.build, KIND, key)) is None:
            continue
        recorded = json.loads((folder / HEADLINE).read_text(encoding="utf-8"))
        changed = dict(_changed(recipe, run.recipe))
        return Good(key, recorded["numbers"], recorded["verdicts"], changed)
    return None


def _newest_first(build: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the key and the recipe of each stored run that can be read."""
    found = []
    for file in (build / KIND).glob(f"*/{RECIPE}"):
        try:
            found.append((-file.stat().st_mtime, file.parent.name, file))
        except OSError:  # another build has just removed it
            continue
    for _, key, file in sorted(found):
        try:
            recipe = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(recipe, dict):
            yield key, recipe


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for part in sorted({*before, *now}):
        old, new = before.get(part), now.get(part)
        if old == new:
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            names = {*old, *new}
            yield part, sorted(name for name in names if old.get(name) != new.get(name))
        else:
            yield part, []

"""Which pages have to be read again: those that took something that is another now.

Sphinx knows of changed files. What pages take from `_inputs.json` by role, it learns here.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

SHARED = ("terms", "filtering", "editions", "bibliography")  # taken by any page, when written


def take(env: BuildEnvironment, kind: str, key: str) -> Any:
    """Return what is handed over under a kind and a key, or None, and note who took it."""
    value = env.app.offshore_inputs[kind].get(key)
    taken = _notes(env).setdefault(env.docname, {})
    taken[f"{kind} {key}"] = value
    return value


def _notes(env: BuildEnvironment) -> dict[str, dict[str, Any]]:
    if not hasattr(env, "offshore_taken"):
        env.offshore_taken = {}
    notes: dict[str, dict[str, Any]] = env.offshore_taken
    return notes


def outdated(app: Sphinx, env: BuildEnvironment, *_: Any) -> Iterable[str]:
    """Return the pages that took what has changed."""
    shared = _digest([app.offshore_inputs[kind] for kind in SHARED])
    before, env.offshore_shared = getattr(env, "offshore_shared", shared), shared
    if shared != before:
        return list(env.all_docs)
    return [page for page, taken in _notes(env).items() if _differs(app, taken)]


def _differs(app: Sphinx, taken: dict[str, Any]) -> bool:
    for place, value in taken.items():
        kind, key = place.split(" ", 1)
        if app.offshore_inputs[kind].get(key) != value:
            return True
    return False


def forget(_: Sphinx, env: BuildEnvironment, page: str) -> None:
    """Forget what a page took, before it is read again or because it is gone."""
    _notes(env).pop(page, None)


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()

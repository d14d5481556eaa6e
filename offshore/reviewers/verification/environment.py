"""What a verification ran in: versions, the platform, and the state of the sources."""

import platform
import sys
from typing import Any

from offshore.compendium.hashes import of_file
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.results.recorded import revisions
from offshore.runs import worker_environment


def described(compendium: Compendium) -> dict[str, Any]:
    """Return Python, platform, packages that differ from the lock, and hashes of the sources.

    Not the machine's name, nor where on it anything is. `commit` is "" outside a git repository,
    and `changed` lists the files that differ from it.
    """
    commit, changed = revisions.state(compendium.root)
    unaccepted = set(package.unaccepted(compendium.data))
    return {
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "unlike_lock": worker_environment.unlike(compendium.root),
        "commit": commit,
        "changed": changed,
        "lock": of_file(compendium.lock),
        "tables": {
            name: {
                "sha256": package.actual_hash(name, compendium.data).removeprefix(package.HASH),
                "accepted": name not in unaccepted,
            }
            for name in package.names(compendium.data)
        },
        "notebooks": {path.stem: of_file(path) for path in _notebooks(compendium)},
    }


def _notebooks(compendium: Compendium) -> list[Any]:
    return sorted(compendium.notebooks.glob("*.ipynb"))

"""Values of pure functions, kept from one command to the next; losing them costs only time.

A value is found by the hash of all that it was computed from, so it is never out of date. The file
holds a hash of itself: one that somebody changed or damaged counts as none.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from offshore.compendium.hashes import of_json

MOST = 4000  # values in a file, unless it says otherwise; the oldest go first


class Remembered:
    """The values in one file, by their keys: plain values, as JSON has them."""

    def __init__(self, file: Path, most: int = MOST) -> None:
        self.file, self.most = file, most
        self._values: dict[str, Any] = _read(file)
        self._new: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """Return the value of a key, None if there is none."""
        return self._new.get(key, self._values.get(key))

    def put(self, key: str, value: Any) -> None:
        """Remember a value; `save` writes it."""
        self._new[key] = value

    def save(self) -> None:
        """Write the file in one step if something is new; where it cannot be written, it is not."""
        if not self._new:
            return
        kept = _read(self.file) | self._new  # another command may have added some meanwhile
        self._values, self._new = dict(list(kept.items())[-self.most :]), {}
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.file.with_name(f".{self.file.name}-{os.getpid()}")
            fresh.write_text(json.dumps([of_json(self._values), self._values]), encoding="utf-8")
            fresh.replace(self.file)


def _read(file: Path) -> dict[str, Any]:
    try:
        seal, values = json.loads(file.read_text(encoding="utf-8"))
        return values if isinstance(values, dict) and of_json(values) == seal else {}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}

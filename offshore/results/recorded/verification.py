"""The last verification that was kept, beside the record that it verified."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from offshore.compendium import bounded_files, hashes
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium

FILE = "verification.json"
OF = "record"  # the name under which a report says, by a hash, which record it is about
NEEDED = ("verdict", "engine", "languages", "runs", "seconds", "environment", "counts", OF)


def file(compendium: Compendium) -> Path:
    """Return where a verification is kept; a new record takes it away, as it says nothing of it."""
    return compendium.recorded / FILE


def keep(compendium: Compendium, report: Mapping[str, Any]) -> None:
    """Keep a report; the files of the record are those that it is about."""
    kept = {**report, OF: digest(compendium)}
    text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
    file(compendium).write_text(text + "\n", encoding="utf-8", newline="\n")


def kept(compendium: Compendium) -> dict[str, Any] | None:
    """Return the report that was kept, None without one or if the record is another since.

    Raises UserError if the file cannot be read.
    """
    place = file(compendium)
    if not place.exists():
        return None
    content = bounded_files.read_bytes(place, bounded_files.MB, compendium.root)
    label = compendium.relative(place)
    try:
        found = json.loads(bounded_files.decoded(content, label))
        missing = [name for name in NEEDED if name not in found]
    except (ValueError, TypeError, RecursionError) as fault:
        raise _broken(label, str(fault)) from None
    if missing or not isinstance(found, dict):
        raise _broken(label, f"it lacks {', '.join(missing)}")
    return found if found[OF] == digest(compendium) else None


def digest(compendium: Compendium) -> str:
    """Return the hash of a record's files, in hex."""
    return hashes.of_json(
        {
            path.relative_to(compendium.recorded).as_posix(): hashes.of_file(path)
            for path in sorted(compendium.recorded.rglob("*.json"))
            if path != file(compendium)
        }
    )


def _broken(label: str, what: str) -> UserError:
    return UserError(
        f"{label} is not what a verification left: {what}.\n"
        "Run `offshore verify --keep` to make it anew, or delete it."
    )

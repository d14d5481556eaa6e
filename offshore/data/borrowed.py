"""Whose data a composed compendium holds: the record of a data package kept elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from offshore.compendium.root import Compendium

INVENTED = "invented"  # the keyword of a descriptor whose figures are made up


@dataclass(frozen=True)
class Borrowed:
    """A data package of the user's own, as it was when a book was composed from it.

    `titles` and `descriptions` by language; `digest`: SHA-256, in hex, of the descriptor and all
    tables; `empty`: the tables that have a header and no rows; `without`: by the name of a chapter
    that the book lacks, the quantities that the package has no data for.
    """

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    digest: str
    invented: bool = False
    empty: tuple[str, ...] = ()
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def title(self, code: str) -> str:
        """Return the package's title in a language, or in English where it has no other."""
        return self.titles.get(code) or self.titles["en"]

    def description(self, code: str) -> str:
        """Return what the package says of itself, "" if nothing."""
        return self.descriptions.get(code) or self.descriptions.get("en", "")


def read(compendium: Compendium) -> Borrowed | None:
    """Return whose data a compendium holds, None for one that has data of its own."""
    if not compendium.borrowed.exists():
        return None
    found: dict[str, Any] = json.loads(compendium.borrowed.read_text(encoding="utf-8"))
    without = {name: tuple(lacking) for name, lacking in found["without"].items()}
    return Borrowed(**{**found, "empty": tuple(found["empty"]), "without": without})


def written(record: Borrowed) -> str:
    """Return a record as the text of its file."""
    return json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"

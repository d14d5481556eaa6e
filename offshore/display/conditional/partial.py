"""What conditions can ask for where runs failed: some names are known to have no value."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from offshore.display.conditional.sentences import SAID


class NotAvailableError(Exception):
    """A condition asks for what a failed run would have given; `page` is whose that is."""

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.page = page


class Partial(Mapping[str, Any]):
    """What is known, by name, and names that would be known had no run failed.

    `lacking` has pages, whose every name is meant, and single names: `growth`, `multiverse.runs`.
    To ask for one raises NotAvailableError: no wording follows from a number that is not there, not
    even the one that is said where no other is.
    """

    def __init__(self, known: Mapping[str, Any], lacking: Collection[str]) -> None:
        said = {SAID: Partial(known[SAID], lacking)} if SAID in known else {}
        self._known, self._lacking = {**known, **said}, lacking

    def __getitem__(self, name: str) -> Any:
        """Return what a name stands for."""
        if name not in self._known and lacks(name, self._lacking):
            raise NotAvailableError(page_of(name))
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether a name is known, or would be."""
        return name in self._known or lacks(str(name), self._lacking)

    def __iter__(self) -> Iterator[str]:
        """Yield the names that are known."""
        return iter(self._known)

    def __len__(self) -> int:
        """Return how many names are known."""
        return len(self._known)


def page_of(name: str) -> str:
    """Return the page of a name such as `growth.compound`."""
    return name.partition(".")[0]


def lacks(name: str, lacking: Collection[str]) -> bool:
    """Tell whether a name such as `growth.compound` is among those that failed runs would give."""
    return name in lacking or ("." in name and page_of(name) in lacking)

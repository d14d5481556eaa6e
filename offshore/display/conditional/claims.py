"""The verdicts that conditions of sentences can ask for."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from offshore.audit import quantities, report
from offshore.audit.verdicts import Verdict
from offshore.compendium.root import Compendium


class Claims(Mapping[str, str]):
    """The verdict on each claim of a compendium's paper, by id; judged when first asked for."""

    def __init__(self, compendium: Compendium) -> None:
        self._data = compendium.data

    @cached_property
    def audited(self) -> list[Verdict]:
        """The verdicts with all that the audit knows; raises UserError for invalid claims."""
        return report.of_frames(quantities.load(self._data))

    @cached_property
    def _verdicts(self) -> dict[str, str]:
        return {one.claim.id: one.verdict for one in self.audited}

    def __getitem__(self, claim: str) -> str:
        """Return the verdict on a claim."""
        return self._verdicts[claim]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of claims."""
        return iter(self._verdicts)

    def __len__(self) -> int:
        """Return how many claims there are."""
        return len(self._verdicts)

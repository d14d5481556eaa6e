"""The runs that a book is made of, and which of them failed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from offshore.book.pages.missing import readings
from offshore.results.specifications import PAGE
from offshore.runs.failed.failure import Failure
from offshore.runs.planning import Run
from offshore.study.headlines import Headline


@dataclass(frozen=True)
class Sections:
    """What a book is made of: the runs of its chapters and of the multiverse; which of them failed.

    Where any failed, the book is a preview.
    """

    chapters: Sequence[Run]
    specifications: Sequence[Run]
    failures: Sequence[Failure] = ()

    def failed(self, run: Run) -> Failure | None:
        """Return the failure of a run, None for a good one."""
        return next((one for one in self.failures if one.run.key == run.key), None)

    @property
    def good(self) -> list[Run]:
        """The runs of the chapters that did not fail."""
        return [run for run in self.chapters if not self.failed(run)]

    @property
    def of_multiverse(self) -> list[Failure]:
        """The failures among the runs of the multiverse."""
        return [found for run in self.specifications if (found := self.failed(run))]

    def without_result(self, pages: Collection[str]) -> list[str]:
        """Return those of a book's pages that lack what failed runs would have given."""
        lost = [run.contract.name for run in self.chapters if self.failed(run)]
        lost += [PAGE] if self.of_multiverse else []
        return [page for page in lost if page in pages]

    @property
    def lacking(self) -> set[str]:
        """The names that failed runs would have given: of pages, and of single numbers."""
        lost = {run.contract.name for run in self.chapters if self.failed(run)}
        return lost | readings.names(PAGE, self.headlines)

    @property
    def headlines(self) -> list[Headline]:
        """The headline numbers of the multiverse that cannot be given."""
        return readings.lacking(self.of_multiverse)

"""A run that failed: what is said of it, and where its notebook is as far as it got."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from offshore.compendium.errors import UserError, near
from offshore.runs.execution import Outcome
from offshore.runs.failed.history import Good
from offshore.runs.planning import Run

NO_CELL, UNKNOWN_CELL = "none", "unknown"  # instead of a cell's id, as execution says


@dataclass(frozen=True)
class Failure:
    """One run that failed, its outcome, and what was good before, None if nothing is known.

    The outcome has the failing cell, the error and the notebook as far as it got.
    """

    run: Run
    outcome: Outcome
    before: Good | None = None

    @property
    def told(self) -> dict[str, object]:
        """What there is to tell of it, as values that JSON represents."""
        before = asdict(self.before) if self.before else None
        return {"run": self.run.key, **asdict(self.outcome), "seconds": "", "before": before}

    @property
    def error(self) -> str:
        """The error, without signs that would steer a terminal or hide in a page."""
        signs = self.outcome.error
        return "".join(
            one if one.isprintable() or one == "\n" else ascii(one)[1:-1] for one in signs
        )

    @property
    def text(self) -> str:
        """The notebook as far as it got."""
        return self.run.with_text(self.outcome.executed)

    @property
    def file(self) -> Path:
        """Where that notebook is kept for inspection."""
        return self.run.compendium.failed / f"{self.run.contract.name}-{self.run.key[:12]}.ipynb"

    def keep(self) -> None:
        """Write the notebook to its file."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.text, encoding="utf-8")

    def __str__(self) -> str:
        """Return the message about it for the terminal."""
        return (
            f"Notebook {self.outcome.notebook}, cell {self.outcome.cell}: {self.error}\n"
            f"  The notebook as far as it got: {near(self.file)}"
        )


def listed(failures: Sequence[Failure], tried: int) -> str:
    """Return the message about all failures among the runs that were tried."""
    return "\n".join([f"{len(failures)} of {tried} runs failed.", *map(str, failures)])


def raise_for(failures: Sequence[Failure], tried: int) -> None:
    """Raise UserError if any run failed: each with its cell, its error and its notebook's file."""
    if failures:
        raise UserError(listed(failures, tried))

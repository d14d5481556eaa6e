"""Progress: one live line for each phase in a terminal, plain lines in a log."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Say = Callable[[str], None]
SELDOM = 1.0  # seconds between two plain lines of a phase with many steps
MANY = 100  # steps


class Phase:
    """Work in several steps, each reported as it is done; `total` is their number."""

    def __init__(self, say: Say, total: int) -> None:
        self.say, self.total = say, total
        self.done = self.failed = 0
        self._began, self._told = time.monotonic(), 0.0

    def step(self, what: str, failed: bool = False) -> None:
        """Report that a step is done or has failed."""
        self.done += 1
        self.failed += failed
        passed = time.monotonic() - self._began
        last = self.done == self.total
        if last or failed or self.total < MANY or passed - self._told > SELDOM:
            self._told = passed
            self.show(f"{what} {'failed' if failed else 'done'}", passed)

    def show(self, what: str, passed: float) -> None:
        """Write a line: how far the phase is, what was done, and how long the rest may take."""
        left = self.total - self.done
        ahead = f"about {passed / self.done * left:.0f} s left" if left else "none left"
        failed = f", {self.failed} failed" if self.failed else ""
        self.say(f"  [{self.done}/{self.total}] {what} after {passed:.1f} s{failed}; {ahead}")


class LivePhase(Phase):
    """A phase that is shown as one line of a terminal; only failures stay on the screen."""

    def __init__(self, say: Say, total: int, bar: Any, title: str) -> None:
        super().__init__(say, total)
        self._bar, self._task = bar, bar.add_task(title, total=total, what="")

    def step(self, what: str, failed: bool = False) -> None:
        """Move the bar on."""
        self.done += 1
        if failed:
            self._bar.print(f"  {what} failed", markup=False, highlight=False)
        self._bar.update(self._task, completed=self.done, what=what)


@contextmanager
def phase(say: Say, title: str, total: int) -> Iterator[Phase]:
    """Report a phase of `total` steps, at first by its title."""
    if not isinstance(say, Terminal):
        say(f"{title}.")
        yield Phase(say, total)
        return
    with say.bar() as bar:
        yield LivePhase(say, total, bar, title)
    say(f"{title}: {bar.tasks[0].elapsed or 0:.1f} s.")


class Terminal:
    """Says lines on a terminal, where phases are live."""

    def __call__(self, line: str) -> None:
        """Write a line."""
        print(line, flush=True)

    def bar(self) -> Any:
        """Return the bar of a phase, which leaves nothing behind."""
        from rich import progress

        text = progress.TextColumn("{task.fields[what]}", markup=False)
        return progress.Progress(
            progress.SpinnerColumn(),
            "{task.description}",
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeElapsedColumn(),
            text,
            transient=True,
        )


def here() -> Say:
    """Return what says lines on this process's standard output, live where it is a terminal."""
    if sys.stdout.isatty():
        return Terminal()
    return lambda line: print(line, flush=True)

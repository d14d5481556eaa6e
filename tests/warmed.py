"""The command line in one process that has everything imported, for hundreds of builds.

A build of the miniature takes a few seconds, half of them to import what binds a book.
"""

import contextlib
import io
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from checkouts import Checkout, environment

# The tests' folder comes last, and this module under its own name: what is forked from the process
# would otherwise run its main module again, with pytest and all.
PROGRAM = "import sys; sys.path.append({folder!r}); import warmed; warmed.serve()"


class Warmed:
    """A process that answers commands; its caches last from one to the next."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def _process(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(folder=str(Path(__file__).parent))],
            cwd=self.root,
            env=environment(self.root),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def offshore(
        self, *arguments: str, root: Path | None = None, seconds: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Return what a command came to, as `Checkout.offshore` does.

        It is given in the process's own folder, or in another one, whose package does not count.
        With `seconds`, it fails where it takes longer.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin and stdout
        stdin.write(json.dumps([str(root or self.root), arguments]) + "\n")
        stdin.flush()
        if not select.select([stdout], [], [], seconds)[0]:
            self._process.kill()
            raise subprocess.TimeoutExpired(arguments, seconds or 0)
        code, said, complained = json.loads(stdout.readline())
        return subprocess.CompletedProcess(arguments, code, said, complained)

    def end(self) -> None:
        if "_process" in vars(self):  # it is started by the first command
            with self._process as process:
                assert process.stdin
                process.stdin.close()  # which ends it


@contextmanager
def warmed(root: Path) -> Iterator[Warmed]:
    """Give a process that works in a folder until the end of the context."""
    one = Warmed(root)
    try:
        yield one
    finally:
        one.end()


@dataclass(frozen=True)
class WarmedCheckout(Checkout):
    """A copy that a warmed process works in."""

    builder: Warmed

    def offshore(
        self, *arguments: str, cwd: str = ".", seconds: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Return what a command came to, given in the copy's own folder or in one of its."""
        return self.builder.offshore(*arguments, root=self.root / cwd, seconds=seconds)

    @property
    def alone(self) -> Checkout:
        """The same copy, whose commands are processes of their own."""
        return Checkout(self.root)


def forget() -> None:
    """Clear what this process remembers of the folders it works in."""
    from offshore.display import language

    for remembered in (language.languages, language._catalogue):
        remembered.cache_clear()


def answer(root: str, arguments: list[str]) -> tuple[int, str, str]:
    from offshore.cli.commands import main

    os.chdir(root)
    forget()
    said, complained = io.StringIO(), io.StringIO()
    code: object = 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        try:
            main(arguments, prog_name="offshore")
        except SystemExit as end:
            code = end.code
    return (code if isinstance(code, int) else 1), said.getvalue(), complained.getvalue()


def serve() -> None:
    """Answer the commands that come on standard input, one a line."""
    # What else writes to standard output must not stand among the answers.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        for line in sys.stdin:
            print(json.dumps(answer(*json.loads(line))), file=answers, flush=True)

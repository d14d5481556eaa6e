"""The program `offshore`: the command line, and an orderly end when it is interrupted.

Nothing else is imported before signals are answered: Ctrl-C may come at any moment.
"""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

KEPT = "resource_tracker"  # of multiprocessing: it takes back what the others held, and ends


class Interrupted(BaseException):
    """Ctrl-C or a request to end; not an Exception, so that nothing takes it for a fault."""


def main() -> None:
    """Run a command; interrupted, end within moments, with one line and no half-made thing."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        from offshore.cli import main as command

        command(prog_name="offshore")
    except Interrupted as end:
        print("Interrupted. What was made is kept: the same command resumes.", file=sys.stderr)
        sys.exit(128 + end.args[0])


def _stop(number: int, _: FrameType | None) -> None:
    """End every process that this one started, then unwind this one."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    end_children()
    raise Interrupted(number)


def end_children() -> None:
    """Kill whatever this process started, runs and what they started included."""
    import psutil

    for process in psutil.Process(os.getpid()).children(recursive=True):
        with suppress(psutil.Error):
            if not any(KEPT in word for word in process.cmdline()):
                process.kill()

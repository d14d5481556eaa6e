"""The program `offshore`: the command line, and a clean exit when it is interrupted.

Signal handlers come before all other imports: Ctrl-C may come at any moment.
"""

import io
import os
import signal
import sys
from contextlib import suppress
from types import FrameType

KEPT = "resource_tracker"  # of multiprocessing: it frees what the others held, then exits
# What is true after an interruption, by command.
STORING = ("affects", "build", "deposit", "explain", "record", "run", "serve", "sweep")
RESUMES = "What was made is kept: the same command resumes."
AFRESH = "No report was written, and none of its runs is kept: the same command starts afresh."
REPEATS = "The same command starts afresh."


class Interrupted(BaseException):
    """Ctrl-C or SIGTERM; not an Exception, so that no handler mistakes it for a fault."""


def main() -> None:
    """Run a command; when interrupted, stop at once, print one line, leave nothing half-made."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    _print_everything()
    try:
        from offshore.compendium import system

        system.leave_out_what_nobody_uses()
        from offshore.cli.commands import main as command

        command(prog_name="offshore")
    except Interrupted as end:
        print(f"Interrupted. {_what_is_left(sys.argv[1:])}", file=sys.stderr)
        sys.exit(128 + end.args[0])


def _what_is_left(arguments: list[str]) -> str:
    """Return what becomes of the work of the command that was interrupted."""
    command = next((one for one in arguments if not one.startswith("-")), "")
    if command in STORING:
        return RESUMES
    return AFRESH if command == "verify" else REPEATS


def _print_everything() -> None:
    """Have characters that a terminal or a file's encoding lacks, such as Chinese, stop nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            own = None if stream.isatty() else "utf-8"  # on Windows, files have an older encoding
            stream.reconfigure(encoding=own, errors="replace")


def _stop(number: int, _: FrameType | None) -> None:
    """Kill every process that this one started, then unwind."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    end_children()
    raise Interrupted(number)


def end_children() -> None:
    """Kill every process that this one started, directly or through others."""
    import psutil

    for process in psutil.Process(os.getpid()).children(recursive=True):
        with suppress(psutil.Error):
            if not any(KEPT in word for word in process.cmdline()):
                process.kill()

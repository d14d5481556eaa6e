"""Running Jupyter Book on a folder of sources."""

import contextlib
import errno
import io
import os
import traceback
from pathlib import Path

from offshore.compendium.errors import ADVICE, UserError

FIXED_DATE = "1514764800"  # the end of the study's last year; the book carries no clock time


def run(source: Path, out: Path, configuration: str, *options: str) -> None:
    """Run Jupyter Book into `out/_build`, with a `_config.yml` of the given text.

    Call this in a process of its own, once, since Sphinx keeps much state per process. Raises
    UserError with the first warnings and errors if it fails.
    """
    config = source / "_config.yml"
    config.write_text(configuration, encoding="utf-8")
    arguments = ["build", str(source), *options, "--path-output", str(out), "--config", str(config)]
    os.environ["SOURCE_DATE_EPOCH"] = FIXED_DATE
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        sound = _main(arguments)
    if not sound:
        raise UserError(_complaint(printed.getvalue(), source))


def _main(arguments: list[str]) -> bool:
    """Run Jupyter Book's command line and return whether it succeeded."""
    from jupyter_book.cli.main import main

    try:
        main(arguments, standalone_mode=False)
    except SystemExit as end:
        return not end.code
    except Exception:
        traceback.print_exc()
        return False
    return True


def _complaint(printed: str, source: Path) -> str:
    """Return Jupyter Book's warnings and errors, or the end of what it printed."""
    lines = printed.replace(f"{source}/", "").splitlines()
    shown = [line for line in lines if "WARNING" in line or "ERROR" in line] or lines[-15:]
    advice = [ADVICE[errno.ENOSPC]] if os.strerror(errno.ENOSPC) in printed else []
    return "\n".join(["Jupyter Book could not bind the book:", *shown[:20], *advice])

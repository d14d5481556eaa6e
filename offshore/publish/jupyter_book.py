"""Running Jupyter Book on a folder of sources."""

import os
import subprocess
import sys
from pathlib import Path

from offshore.errors import UserError

FIXED_DATE = "1514764800"  # the end of the study's last year; the book carries no clock time


def run(source: Path, out: Path, configuration: str, *options: str) -> None:
    """Run Jupyter Book into `out/_build`, with a `_config.yml` of the given text.

    Raises UserError with its first warnings and errors where it fails.
    """
    config = source / "_config.yml"
    config.write_text(configuration, encoding="utf-8")
    program = Path(sys.executable).with_name("jupyter-book")
    command = [str(program), "build", str(source), *options]
    command += ["--path-output", str(out), "--config", str(config)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": FIXED_DATE, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise UserError(_complaint(done.stdout + done.stderr, source))


def _complaint(printed: str, source: Path) -> str:
    """Return Jupyter Book's warnings and errors, or the end of what it printed."""
    lines = printed.replace(f"{source}/", "").splitlines()
    told = [line for line in lines if "WARNING" in line or "ERROR" in line] or lines[-15:]
    return "\n".join(["Jupyter Book could not bind the book:", *told[:20]])

"""Make a virtual environment from lock files, each hash checked: with uv, else with pip.

make calls it; environment.yml makes the same with conda. It needs nothing but Python. uv itself
comes through pip, pinned in requirements-uv.lock, and looks for packages where pip is configured
to look. Where uv cannot be had, or fails, a line says so and pip does the work.
"""

import argparse
import ast
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check", "install")
TRUE = {"1", "on", "t", "true", "y", "yes"}  # as pip reads them
SECTIONS = ("global", "install", ":env:")  # of pip's configuration; a later one wins
VARIABLES = {  # what uv calls pip's options
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
}
Install = Callable[[Path, tuple[str, ...]], None]


def main() -> None:
    """Make the environment that the command line asks for, and exit with what pip exits with."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C then leaves no traceback
    asked = _arguments()
    # Only once, since nobody knows what an interrupted addition or an older lock left behind.
    adding = asked.add and asked.folder.is_dir() and not (asked.folder / "added").exists()
    try:
        _make(asked, adding, _with_uv if asked.installer == "uv" else _with_pip)
    except (OSError, subprocess.CalledProcessError) as failure:
        _say(f"Not with uv ({_reason(failure)}), so with pip: that takes a minute or two.")
        _make(asked, adding, _with_pip)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the environment is to be")
    parser.add_argument("locks", nargs="+", help="files of pinned packages with their hashes")
    parser.add_argument("--installer", choices=("uv", "pip"), default="uv")
    parser.add_argument("--editable", action="store_true", help="install this checkout, too")
    parser.add_argument("--add", action="store_true", help="the folder has all but the last lock")
    return parser.parse_args()


def _make(asked: argparse.Namespace, adding: bool, install: Install) -> None:
    if adding:
        _say(f"Adding {asked.locks[-1]} to the environment in {asked.folder}.")
    else:
        _say(f"Making the environment in {asked.folder} (once; mostly downloading).")
        shutil.rmtree(asked.folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", asked.folder])
    if asked.add:
        (asked.folder / "added").touch()
    install(asked.folder, ("--require-hashes", *(f"--requirement={lock}" for lock in asked.locks)))
    if asked.editable and not adding:
        install(asked.folder, ("--no-deps", "--no-build-isolation", "--editable", "."))
        make_relative(asked.folder)


def make_relative(folder: Path) -> None:
    """Let an environment find this checkout by a relative path.

    With LC_ALL=C Python cannot read a path file that has other letters than English.
    """
    for file in folder.resolve().glob("lib/python*/site-packages/*offshore.pth"):
        file.write_text(os.path.relpath(ROOT, file.parent) + "\n", encoding="ascii")


def _with_pip(folder: Path, what: tuple[str, ...]) -> None:
    _run([folder / "bin/python", *PIP, *what])


def _with_uv(folder: Path, what: tuple[str, ...]) -> None:
    """Install with uv, fetching it first; raises where either fails."""
    python, uv = folder / "bin/python", folder / "bin/uv"
    if not uv.exists():
        lock = ROOT / "requirements-uv.lock"
        _attempt([python, *PIP, "--only-binary=:all:", "--require-hashes", "-r", lock])
    options = pip_options(_attempt([python, "-m", "pip", "config", "list"]))
    index = ["--no-index"] if options.get("no-index", "").lower() in TRUE else []
    command: list[str | Path] = [uv, "pip", "install", "--quiet", "--python", python, *index, *what]
    _attempt(command, uv_variables(options) | os.environ)


def pip_options(listed: str) -> dict[str, str]:
    """Return what `pip config list` says that an installation takes, by option."""
    found: dict[str, str] = {}
    for section in SECTIONS:
        for line in listed.splitlines():
            key, _, value = line.partition("=")
            if key.startswith(f"{section}.") and ast.literal_eval(value):
                found[key.removeprefix(f"{section}.")] = ast.literal_eval(value)
    return found


def uv_variables(options: Mapping[str, str]) -> dict[str, str]:
    """Return what makes uv look where pip would, whose lists have spaces between their items."""
    found = {VARIABLES[name]: value for name, value in options.items() if name in VARIABLES}
    # pip looks for a version in every index; so may uv, since the hashes are checked.
    found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    if "find-links" in options:  # one that is missing stops uv; pip goes on
        links = [link for link in options["find-links"].split() if _may_exist(link)]
        found["UV_FIND_LINKS"] = ",".join(links)
    return found


def _may_exist(link: str) -> bool:
    return link.startswith(("http:", "https:")) or Path(link.removeprefix("file://")).exists()


def _attempt(command: Sequence[str | Path], variables: Mapping[str, str] | None = None) -> str:
    """Run a command and return what it prints; raises with what it says where it fails."""
    done = subprocess.run(
        command, env=variables, capture_output=True, text=True, errors="replace", check=True
    )
    return done.stdout


def _run(command: Sequence[str | Path]) -> None:
    """Run a command whose failure, which it tells itself, ends this."""
    code = subprocess.run(command, check=False).returncode
    if code:
        sys.exit(code)


def _reason(failure: OSError | subprocess.CalledProcessError) -> str:
    """Return the line in which a failed command says why."""
    said = str(getattr(failure, "stderr", "") or failure).splitlines()
    told = [line for line in said if line.lower().startswith("error: ")]
    return (told or said)[-1].partition("error: ")[2] or (told or said)[-1]


def _say(line: str) -> None:
    print(line, flush=True)  # before what the commands say


if __name__ == "__main__":
    main()

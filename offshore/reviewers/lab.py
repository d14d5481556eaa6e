"""The notebooks in JupyterLab: as they are stored, or in another language."""

import json
import os
import subprocess
import sys
from pathlib import Path

from offshore.compendium.root import Compendium
from offshore.compendium.system import require_extra
from offshore.display.language import SOURCE, Language
from offshore.notebook import contract, copies, parameters

# Nothing is fetched: no news, no check for updates, no catalogue of extensions.
QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
FOLDER = "lab"  # in _build, where copies of notebooks are opened


def folder(compendium: Compendium, language: Language) -> Path:
    """Return the folder of the notebooks in a language: the checkout's own, or copies.

    A copy that is there already stays as it is, since it may hold somebody's work.
    """
    if language.code == SOURCE and not compendium.results:
        return compendium.notebooks
    place = compendium.build / FOLDER / language.code
    place.mkdir(parents=True, exist_ok=True)
    for name in contract.names(compendium):
        file = place / f"{name}{contract.SUFFIX}"
        if not file.exists():
            file.write_text(_to_be_run(compendium, name, language), encoding="utf-8")
    return place


def _to_be_run(compendium: Compendium, name: str, language: Language) -> str:
    stored = json.loads(contract.read_contract(compendium, name).text)
    made = copies.to_be_run(stored, name, {parameters.LANGUAGE: language.code}, language)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def start(compendium: Compendium, language: Language, port: int | None) -> int:
    """Open JupyterLab on the notebooks in a language, and return its exit code when it ends.

    Raises UserError if JupyterLab is not installed.
    """
    require_extra("offshore lab", "lab")
    opened = folder(compendium, language)
    root = compendium.root if opened.is_relative_to(compendium.root) else opened
    command = [
        *(sys.executable, "-m", "jupyterlab", *QUIET),
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{opened.relative_to(root).as_posix()}",
        *([f"--ServerApp.port={port}"] if port is not None else []),
        *(["--allow-root"] if _is_root() else []),
    ]
    return subprocess.run(command, check=False).returncode


def _is_root() -> bool:
    """Tell whether this is the root user, as in a container, whom Jupyter refuses unless told."""
    return hasattr(os, "geteuid") and os.geteuid() == 0

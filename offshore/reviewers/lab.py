"""The notebooks in JupyterLab: as they are stored, or in another language."""

import json
import subprocess
import sys
from pathlib import Path

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.display.language import SOURCE, Language
from offshore.notebook import contract, copies

FOLDER = "lab"  # in _build, where translated notebooks are opened


def folder(compendium: Compendium, language: Language) -> Path:
    """Return the folder of the notebooks in a language, translated where they are missing.

    A translated notebook that is there already stays as it is, since it may hold somebody's work.
    """
    if language.code == SOURCE:
        return compendium.notebooks
    place = compendium.build / FOLDER / language.code
    place.mkdir(parents=True, exist_ok=True)
    for name in contract.names(compendium):
        file = place / f"{name}{contract.SUFFIX}"
        if not file.exists():
            file.write_text(_translated(compendium, name, language), encoding="utf-8")
    return place


def _translated(compendium: Compendium, name: str, language: Language) -> str:
    stored = json.loads(contract.read_contract(compendium, name).text)
    made = copies.to_be_run(stored, name, {copies.LANGUAGE: language.code}, language)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def start(compendium: Compendium, language: Language, port: int | None) -> int:
    """Open JupyterLab on the notebooks in a language, and return its exit code when it ends.

    Raises UserError if JupyterLab is not installed.
    """
    opened = compendium.relative(folder(compendium, language))
    command = [
        *(sys.executable, "-m", "jupyter", "lab"),
        f"--ServerApp.root_dir={compendium.root}",
        f"--LabApp.default_url=/lab/tree/{opened}",
        *([f"--ServerApp.port={port}"] if port is not None else []),
    ]
    done = subprocess.run(command, check=False)
    if done.returncode and not _is_installed():
        raise UserError("JupyterLab is not installed here: pip install 'offshore[lab]'.")
    return done.returncode


def _is_installed() -> bool:
    from importlib.util import find_spec

    return find_spec("jupyterlab") is not None

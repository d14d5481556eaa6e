"""What this system and this environment lack: processes that fork, and extras of the package."""

import os
import sys
from importlib.util import find_spec

from offshore.compendium.errors import UserError

# What each extra of pyproject.toml brings, as it is imported.
EXTRAS = {
    "book": (
        "brotli",
        "fontTools",
        "itables",
        "jupyter_book",
        "latex2mathml",
        "livereload",
        "pybtex",
        "sphinx_book_theme",
        "sphinxcontrib.bibtex",
        "tornado",
    ),
    "cluster": ("cloudpickle", "distributed", "packaging"),
    "lab": ("jupyterlab", "jupyterlab_myst"),
    "review": ("defusedxml", "openpyxl", "rocrate"),
}


def leave_out_what_nobody_uses() -> None:
    """Spare this process an import that takes longer than all others; call it before jsonschema.

    papermill, frictionless and Jupyter Book import jsonschema, which builds grammars for a format
    that nothing here uses (1.5 s). If their module is missing, it skips the format.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def forks() -> bool:
    """Tell whether processes can be forked here: on Linux and macOS, not on Windows."""
    return hasattr(os, "fork")


def require_forks(what: str) -> None:
    """Raise UserError if `what` cannot work because processes cannot be forked here."""
    if not forks():
        raise UserError(
            f"{what} works on Linux and macOS only. On this system, run single notebooks: "
            "offshore run NOTEBOOK."
        )


def require_extra(what: str, extra: str) -> None:
    """Raise UserError if `what` needs an extra of the package that is not installed."""
    if not all(map(_is_installed, EXTRAS[extra])):
        raise UserError(f"{what} needs the extra {extra!r}: pip install 'offshore[{extra}]'")


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # of the package that it would be in
        return False

"""What a wheel carries besides the package: the compendium that notebooks read outside a checkout.

Only a wheel does: an installation that leads to a checkout reads the compendium there.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PARTS = ("data", "notebooks", "template", "book/translations", "_config.yml", "requirements.lock")
FOLDER = "offshore/edition"  # INSTALLED in offshore/compendium/root.py


class Edition(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compendium's files to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name each file and its place in the wheel."""
        if version == "standard":
            root = Path(self.root)
            for file in _files(root):
                name = file.relative_to(root).as_posix()
                build_data["force_include"][str(file)] = f"{FOLDER}/{name}"


def _files(root: Path) -> Iterator[Path]:
    """Yield the files of all parts, without what editors keep in hidden files and folders."""
    for part in PARTS:
        for file in [root / part, *sorted((root / part).rglob("*"))]:
            hidden = any(name.startswith(".") for name in file.relative_to(root).parts)
            if file.is_file() and not hidden:
                yield file

"""What a run reads as one archive, and unpacked where a worker shares no disk with us."""

import zipfile
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from offshore import places
from offshore.publish import keys

PARTS = ("data", "notebooks", "offshore", "book/translations", "_config.yml", "requirements.lock")
FIXED = (1980, 1, 1, 0, 0, 0)  # the same content is the same archive


def pack(folder: Path) -> Path:
    """Write what runs read into an archive whose name tells its content, and return its path."""
    found = [places.root() / part for part in PARTS]
    below = [file for part in found for file in (part.rglob("*") if part.is_dir() else [part])]
    files = sorted(file for file in below if file.is_file() and "__pycache__" not in file.parts)
    names = {file.relative_to(places.root()).as_posix(): file for file in files}
    key = keys.of_json({name: keys.of_file(file) for name, file in names.items()})
    packed = folder / f"compendium-{key[:16]}.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in names.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED), file.read_bytes())
    return packed


def perform_shipped(archive: str, fields: dict[str, Any]) -> object:
    """Make a run on a Dask worker with the code and data of an archive that was brought to it.

    `fields` are those of a request; returns the outcome.
    """
    import sys
    import zipfile
    from pathlib import Path

    from distributed import get_worker

    packed = Path(get_worker().local_directory) / archive
    root = packed.with_suffix("")
    if not root.is_dir():
        with zipfile.ZipFile(packed) as opened:
            opened.extractall(root)
    if sys.path[0] != str(root):
        # What is imported is the worker's own or of an earlier archive.
        for name in [name for name in sys.modules if name.partition(".")[0] == "offshore"]:
            del sys.modules[name]
        sys.path.insert(0, str(root))
    from offshore.publish.execution import Request, perform
    from offshore.publish.limits import Limits

    limits = Limits(**fields["limits"])
    return perform(Request(**fields | {"root": str(root), "away": True, "limits": limits}))


# Sent by value: a worker may have no package of ours, or another version of it.
perform_shipped.__module__ = "__main__"


@cache
def unlike(root: Path) -> list[str]:
    """Return the packages that are here in other versions than a compendium's lock pins."""
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    named = [Requirement(line.rstrip(" \\")) for line in lines if "==" in line]
    pinned = [(one.name, str(one.specifier)[2:]) for one in named if _meant_for_here(one)]
    return [
        f"{name} {_installed(name)}, not {asked}" for name, asked in pinned if _other(name, asked)
    ]


def _meant_for_here(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _other(name: str, asked: str) -> bool:
    # What is missing may be for other systems, or for tests; what a run lacks, it says itself.
    return _installed(name) not in ("", asked)

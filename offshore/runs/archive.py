"""The inputs of a run as one archive, packed here and unpacked by workers that share no disk."""

import zipfile
from pathlib import Path
from typing import Any

from offshore.compendium import hashes
from offshore.compendium.root import Compendium

PARTS = ("data", "notebooks", "offshore", "book/translations", "_config.yml", "requirements.lock")
FIXED = (1980, 1, 1, 0, 0, 0)  # the same content gives the same archive


def pack(compendium: Compendium, folder: Path) -> Path:
    """Write what runs read into an archive named after its content, and return its path."""
    found = [compendium.root / part for part in PARTS]
    below = [file for part in found for file in (part.rglob("*") if part.is_dir() else [part])]
    files = sorted(file for file in below if file.is_file() and "__pycache__" not in file.parts)
    names = {compendium.relative(file): file for file in files}
    key = hashes.of_json({name: hashes.of_file(file) for name, file in names.items()})
    packed = folder / f"compendium-{key[:16]}.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in names.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED), file.read_bytes())
    return packed


def perform_shipped(archive: str, fields: dict[str, Any]) -> object:
    """Make a run on a Dask worker with the code and data of an archive sent to it.

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
        # What is imported comes from the worker itself or from an earlier archive.
        for name in [name for name in sys.modules if name.partition(".")[0] == "offshore"]:
            del sys.modules[name]
        sys.path.insert(0, str(root))
    from offshore.runs.execution import Request, perform
    from offshore.runs.limits import Limits

    limits = Limits(**fields["limits"])
    return perform(
        Request(
            **fields | {"root": str(root), "package": str(root), "away": True, "limits": limits}
        )
    )

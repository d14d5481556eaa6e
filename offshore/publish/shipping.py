"""What a run reads as one archive, and unpacked where a worker shares no disk with us."""

import zipfile
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

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


@cache
def unpacked(archive: str) -> Path:
    """Return the folder that an archive brought to this Dask worker is unpacked in."""
    from distributed import get_worker

    packed = Path(get_worker().local_directory) / archive
    folder = packed.with_suffix("")
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(folder)
    return folder


@cache
def unlike(root: Path) -> list[str]:
    """Return the packages that are here in other versions than a compendium's lock pins."""
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    pinned = [line.split()[0].split("==") for line in lock.splitlines() if "==" in line]
    return [
        f"{name} {_installed(name)}, not {asked}" for name, asked in pinned if _other(name, asked)
    ]


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _other(name: str, asked: str) -> bool:
    # What is missing may be for other systems, or for tests; what a run lacks, it says itself.
    return _installed(name) not in ("", asked)

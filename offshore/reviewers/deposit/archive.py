"""The archive: a ZIP whose bytes depend on nothing but names, contents and one date.

ZIP, because every system opens it without a program from elsewhere, and Zenodo and Dataverse list
what is in one. Stored, not compressed: what a compressor makes differs between versions of zlib.
"""

import zipfile
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from offshore.compendium import hashes

SUMS = "SHA256SUMS"  # as `sha256sum --check` reads it
Content = bytes | Path
UNIX = 3  # the system whose permissions an entry has
PLAIN, PROGRAM = 0o100644, 0o100755


def sums(files: Mapping[str, Content]) -> bytes:
    """Return the list of the files' hashes."""
    lines = (f"{_hash(files[name])}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def _hash(content: Content) -> str:
    return hashes.of_bytes(content) if isinstance(content, bytes) else hashes.of_file(content)


def write(
    target: Path, files: Mapping[str, Content], programs: Collection[str], date: datetime
) -> None:
    """Write files, by their paths in the archive, to `target` in one step.

    `programs` are those that can be executed once they are unpacked.
    """
    fresh = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_STORED) as made:
            for name in sorted(files):
                content = files[name]
                plain = content if isinstance(content, bytes) else content.read_bytes()
                made.writestr(_entry(name, name in programs, date), plain)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _entry(name: str, is_program: bool, date: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date.timetuple()[:6])
    entry.create_system = UNIX
    entry.external_attr = (PROGRAM if is_program else PLAIN) << 16
    return entry

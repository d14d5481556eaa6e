"""SHA-256, in hex, of bytes, files and values."""

import hashlib
import json
from pathlib import Path


def of_bytes(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def of_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def of_json(value: object) -> str:
    """Return the SHA-256 of a value written as JSON with sorted keys."""
    return of_bytes(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())

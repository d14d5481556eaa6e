"""Whether a worker has the package versions that a compendium's lock pins."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement


@cache
def unlike(root: Path) -> list[str]:
    """Return the packages whose installed versions differ from those in a compendium's lock."""
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
    # A missing package may be for other systems or for tests; a run that needs it says so.
    return _installed(name) not in ("", asked)

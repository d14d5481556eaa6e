"""Files of the repository as they were at a revision, read from git; nothing is checked out."""

import io
import subprocess
import tarfile
from pathlib import Path

from offshore.compendium import bounded_files
from offshore.compendium.errors import UserError, shown

MOST = 64 * bounded_files.MB  # of all files together


def files(root: Path, revision: str, folder: str) -> dict[str, bytes]:
    """Return the content of each file of a folder at a revision, by its path in the folder.

    Raises UserError if git or the repository is missing, for a revision that git does not know, and
    if the folder was not there.
    """
    commit = _commit(root, revision)
    code, packed = _git(root, "archive", "--format=tar", commit, folder)
    if code:
        raise UserError(
            f"Nothing was recorded at {shown(revision)}: it has no folder {folder}/. Name a later "
            f"revision; `git log {folder}` lists those at which the record changed."
        )
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        members = [one for one in archive.getmembers() if one.isfile()]
        opened = {one.name: archive.extractfile(one) for one in members}
        return {
            name.removeprefix(f"{folder}/"): file.read() for name, file in opened.items() if file
        }


def state(root: Path) -> tuple[str, list[str]]:
    """Return the commit that a folder is at, "" if git has none of it, and what differs there.

    A copy without git, or in a repository of something else, is nothing wrong.
    """
    try:
        code = _git(root, "ls-files", "--error-unmatch", "requirements.lock")[0]
        commit = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")[1]
        listed = _git(root, "status", "--porcelain", "--untracked-files=no", "-z", ".")[1]
    except UserError:
        return "", []
    changed = [one[3:] for one in listed.decode(errors="replace").split("\0") if one]
    return ("", []) if code else (commit.decode().strip(), changed)


def _commit(root: Path, revision: str) -> str:
    """Return the hash of the commit that a revision names."""
    if _git(root, "rev-parse", "--git-dir")[0]:
        if (root / ".git").exists():
            raise UserError(
                f"Git does not read the repository in {root.name}/, as when another user owns it. "
                "`git status` there says why."
            )
        raise UserError(
            f"{root.name}/ is not in a git repository, which alone knows what was recorded at "
            f"{shown(revision)}. Use a clone, not a copy of the files."
        )
    asked = f"{revision}^{{commit}}"
    code, commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    if code or not commit:
        raise UserError(
            f"Git knows no revision {shown(revision)} here. Allowed: a tag, a branch or a commit, "
            "such as HEAD~1. A shallow clone lacks older ones: `git fetch --unshallow`."
        )
    return commit.decode().strip()


def _git(root: Path, *arguments: str) -> tuple[int, bytes]:
    """Return git's exit code and what it wrote; raises UserError without git."""
    try:
        with subprocess.Popen(
            ["git", "-C", str(root), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            assert process.stdout
            found = process.stdout.read(MOST + 1)
            if len(found) > MOST:
                process.kill()
                raise UserError(f"What was recorded exceeds {MOST // bounded_files.MB} MB.")
    except FileNotFoundError:
        raise UserError(
            "There is no git here, which alone knows other revisions. Install it."
        ) from None
    except ValueError:  # a null byte
        raise UserError(f"{shown(arguments[-1])} is not the name of a revision.") from None
    return process.returncode, found

"""Copies of the checkout as git has them: a repository with one commit of a fixed date."""

import os
import subprocess
from pathlib import Path

DATE = "2026-11-01T12:00:00+08:00"  # 04:00 in UTC, the 1st
WHO = ("-c", "user.name=A reader", "-c", "user.email=reader@example.org")


def git(root: Path, *arguments: str) -> str:
    dated = {"GIT_AUTHOR_DATE": DATE, "GIT_COMMITTER_DATE": DATE}
    done = subprocess.run(
        ["git", "-C", root, *WHO, *arguments],
        env=os.environ | dated,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commit(root: Path, *left_out: str) -> str:
    """Commit everything in a folder but what is left out; return the commit."""
    git(root, "init", "--quiet")
    (root / ".git/info/exclude").write_text("\n".join(["_build", *left_out]) + "\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "The state to be deposited")
    return git(root, "rev-parse", "HEAD").strip()

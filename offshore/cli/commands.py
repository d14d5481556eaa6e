"""The command line `offshore`: a module for each audience, a few lines for each command."""

from offshore.cli import authors, deposits, desk, readers, reviewers, tracing
from offshore.cli.group import main

__all__ = ["authors", "deposits", "desk", "main", "readers", "reviewers", "tracing"]

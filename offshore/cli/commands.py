"""The command line `offshore`: a module for each audience, a few lines for each command."""

from offshore.cli import authors, checks, deposits, desk, own_data, readers, reviewers, tracing
from offshore.cli.group import main

__all__ = [
    "authors",
    "checks",
    "deposits",
    "desk",
    "main",
    "own_data",
    "readers",
    "reviewers",
    "tracing",
]

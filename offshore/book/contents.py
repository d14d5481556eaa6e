"""The book's table of contents, `book/_toc.yml`, as read by code other than Jupyter Book."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml


def pages(file: Path) -> list[str]:
    """Return the names of the pages that a table of contents lists, in its order."""
    return list(_pages(file.read_text(encoding="utf-8")))


@cache  # by content: `offshore serve` reads it again after a change
def _pages(text: str) -> tuple[str, ...]:
    return tuple(_listed(yaml.safe_load(text)))


def _listed(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        named = (str(part[name]) for name in ("root", "file") if name in part)
        yield from (name.removesuffix(".md").removesuffix(".ipynb") for name in named)
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _listed(one)

"""Texts from Jinja templates; in pages, what comes from data is escaped where it meets HTML."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def render(
    template: Path,
    filters: Mapping[str, Callable[..., str]] | None = None,
    html: bool = True,
    **values: Any,
) -> str:
    """Return the text that a template file makes of values; a value it lacks is an error.

    Unless it is `html`, nothing is escaped: the template says with filters what is.
    """
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=html, undefined=StrictUndefined, keep_trailing_newline=True)
    made.filters.update(filters or {})
    return made.from_string(template.read_text(encoding="utf-8")).render(**values)

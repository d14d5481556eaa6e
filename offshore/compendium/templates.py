"""Pages from Jinja templates: what comes from data is escaped where it meets HTML."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def render(
    template: Path, filters: Mapping[str, Callable[..., str]] | None = None, **values: Any
) -> str:
    """Return the page that a template file makes of values; a value it lacks is an error."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    made.filters.update(filters or {})
    return made.from_string(template.read_text(encoding="utf-8")).render(**values)

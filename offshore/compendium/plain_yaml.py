"""YAML files as people write them: names, values and lists; nothing that expands or runs.

The parser's events are read one by one, so a construct is refused before anything is built from it.
Plain values are as in YAML 1.2: `2014`, `0.5`, `true`, `null`; a date, `yes` or `1:30` is text.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from offshore.compendium import bounded_files
from offshore.compendium.errors import UserError, cut, where
from offshore.compendium.scalars import scalar

MOST = 256 * bounded_files.KB
DEEPEST = 8  # levels of nested lists and mappings
QUOTE = "a text with : or { or # needs quotation marks"
NOTHING = ("", "~", "null")
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path) -> dict[str, Any]:
    """Return the mapping at the top of a YAML file, empty for an empty file.

    Raises UserError with file and line if the file is not YAML, is not a mapping, repeats a name,
    or uses anchors, aliases, merge keys or tags.
    """
    return parsed(bounded_files.read_text(path, MOST), where(path))


def parsed(text: str, label: str) -> dict[str, Any]:
    """Return the same of a text; `label` names its file in messages."""
    try:
        found = _Builder(label, text).document()
    except yaml.MarkedYAMLError as fault:
        what = f"is not YAML ({fault.problem}); {QUOTE}"
        raise _refusal(label, fault.problem_mark, what) from None
    except yaml.YAMLError as fault:  # control characters, which are not text
        raise UserError(f"{label} is not YAML ({getattr(fault, 'reason', 'no text')}).") from None
    if not isinstance(found, dict | None):
        raise UserError(f"{label} must have names with values at its top, as `name: value`.")
    return found or {}


def _refusal(label: str, mark: Any, what: str) -> UserError:
    line = f", line {mark.line + 1}," if mark else ""
    return UserError(f"{label}{line} {what}.")


class _Builder:
    """Builds plain values from the parser's events."""

    def __init__(self, label: str, text: str) -> None:
        self.label = label
        self.events: Iterator[Any] = yaml.parse(text, Loader=Loader)

    def document(self) -> Any:
        """Return the value of the only document, or None if there is none."""
        next(self.events)  # the stream's start
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            return None
        value = self.value(next(self.events), 0)
        next(self.events)  # the document's end
        if isinstance(another := next(self.events), yaml.DocumentStartEvent):
            raise self.refused(another, "starts a second document; only one is read")
        return value

    def value(self, event: Any, depth: int) -> Any:
        """Return the value that starts with an event."""
        self.check(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(depth + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(depth + 1)
        if event.style:  # quoted, or a block of text
            return event.value
        return None if event.value in NOTHING else scalar(event.value)

    def check(self, event: Any, depth: int) -> None:
        """Refuse what people do not write by hand, and what would expand."""
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.refused(event, "has an anchor or alias (& or *); write the values out")
        if event.tag:
            tag = cut(event.tag.replace("tag:yaml.org,2002:", "!!"))
            raise self.refused(event, f"has the tag {tag}; write the plain value")
        if depth > DEEPEST:
            raise self.refused(event, f"is nested more than {DEEPEST} deep")

    def sequence(self, depth: int) -> list[Any]:
        """Return the list whose start event has been read."""
        found = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.value(event, depth))
        return found

    def mapping(self, depth: int) -> dict[str, Any]:
        """Return the mapping whose start event has been read."""
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name = self.name(event, depth)
            if name in found:
                raise self.refused(event, f"has the name {cut(name)} a second time")
            found[name] = self.value(next(self.events), depth)
        return found

    def name(self, event: Any, depth: int) -> str:
        """Return the name that an event stands for."""
        self.check(event, depth)
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refused(event, "has a list or mapping where a name must be")
        if not event.style and event.value == "<<":
            raise self.refused(event, "has a merge key (<<); write the values out")
        return str(event.value)

    def refused(self, event: Any, what: str) -> UserError:
        """Return an error that says what is wrong at an event."""
        return _refusal(self.label, event.start_mark, what)

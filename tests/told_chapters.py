"""A chapter of a composed book as it is told, run in this process: its text and what it shows."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from matplotlib.figure import Figure

from offshore.compendium.root import Compendium
from offshore.display.language import languages
from offshore.display.mime import ITEM, LACKING, VERDICTS
from offshore.notebook import prose, showing

EVALUATED = re.compile(r"\{eval\}`(run[^`]*)`")


@dataclass
class Told:
    """The text of a chapter, its paragraphs in `paragraphs` by the cell; items and verdicts."""

    paragraphs: dict[str, str] = field(default_factory=dict)
    items: dict[str, Any] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All that hangs on numbers."""
        return " ".join(self.paragraphs.values())

    @property
    def lacking(self) -> list[str]:
        """The names of the items that have no data."""
        return [name for name, item in self.items.items() if item["kind"] == LACKING]

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """The rows of a table, as they are shown."""
        return [tuple(row) for row in self.items[name]["rows"]]


def told(
    made: Compendium, monkeypatch: pytest.MonkeyPatch, drawn: bool = False, **given: Any
) -> Told:
    """Return the chapter on growth run with parameters; `language` is one of them.

    Pictures are left out, as they take most of the time, unless `drawn`.
    """
    if not drawn:
        monkeypatch.setattr(Figure, "savefig", lambda *_, **__: None)
    monkeypatch.setenv("OFFSHORE_ROOT", str(made.root))
    found = Told()
    monkeypatch.setattr(showing, "display", lambda bundle, **_: _take(bundle, found))
    notebook = json.loads((made.notebooks / "growth.ipynb").read_text(encoding="utf-8"))
    namespace: dict[str, Any] = {}
    later = []
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            later.append((cell["id"], source))
            continue
        exec(source, namespace)
        if "parameters" in cell["metadata"].get("tags", []):
            namespace |= given
    run = namespace["run"]
    for name, source in later:
        if EVALUATED.search(source):
            found.paragraphs[name] = _filled(_translated(source, run), namespace)
    found.numbers = dict(run.recorded)
    return found


def _take(bundle: dict[str, Any], found: Told) -> None:
    if item := bundle.get(ITEM):
        found.items[item["id"]] = item
    found.verdicts |= bundle.get(VERDICTS, {})


def _translated(source: str, run: Any) -> str:
    known = languages(run.language.compendium)[run.language.code]
    roles = prose.translated(prose.to_roles(source), lambda text: known.prose(text, run.notebook))
    return prose.to_expressions(roles, set())


def _filled(text: str, namespace: dict[str, Any]) -> str:
    said = EVALUATED.sub(lambda found: str(eval(found[1], namespace)), text)
    return " ".join(said.split())

"""What numbers, verdicts, figures and tables of a run came from, as plain values."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from offshore.display import mime
from offshore.display.words import Words
from offshore.notebook.parameters import LANGUAGE
from offshore.results.provenance.rows import Row, Rows, Tables
from offshore.results.provenance.slicing import calls, flow
from offshore.results.provenance.slicing.flow import Slice
from offshore.runs.planning import Run

NUMBER, VERDICT, ITEM = "number", "verdict", "item"
PLACE = re.compile(r"\{(\w+)\}")  # in a text or a unit of a file of words


@dataclass(frozen=True)
class Function:
    """A function that was called: its dotted name, its file, and the hash of what that does."""

    name: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Table:
    """Rows that were read of a table whose file has a hash; `of` is how many rows it has."""

    name: str
    sha256: str
    of: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Explanation:
    """What one thing that a run recorded came from.

    `cell` recorded it; `steps` are the statements behind it by cell, in order, the last its own.
    No row that it depends on is missing from `tables`; some may be there that change nothing.
    """

    name: str
    kind: str
    value: str
    notebook: str
    cell: str
    steps: Mapping[str, Sequence[str]]
    parameters: Mapping[str, Any]
    tables: tuple[Table, ...]
    functions: tuple[Function, ...]
    run: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return it as values that JSON represents."""
        return asdict(self)


@dataclass(frozen=True)
class Recorded:
    """Something that a run recorded: in which cell, in words, and its kind: an item's own."""

    cell: str
    value: str
    kind: str


class OfRun:
    """The explanations of what one stored run recorded."""

    def __init__(self, run: Run, tables: Tables) -> None:
        self.run, self.tables = run, tables
        self.given: Mapping[str, Any] = run.recipe["parameters"]
        self._made = False

    @property
    def made(self) -> bool:
        """Whether the run has been made; once it has, it is not looked for again."""
        self._made = self._made or self.run.stored is not None
        return self._made

    @cached_property
    def _recorded(self) -> dict[tuple[str, str], Recorded]:
        """What was recorded where, by its kind and name."""
        return dict(_recorded(json.loads(self.run.read())))

    @cached_property
    def _flow(self) -> flow.Flow:
        return flow.of_notebook(self.run.contract.code, self.given)

    @cached_property
    def _words(self) -> Words:
        return Words(self.run.contract.name, self.tables.words, self.given)

    def names(self) -> list[tuple[str, str]]:
        """Return the kind and the name of everything recorded, in order."""
        return list(self._recorded)

    def expected(self) -> list[tuple[str, str]]:
        """Return the same as far as the cells name it, without the run having been made."""
        records = [one for one, _, _ in self._flow.recorded]
        return list(dict.fromkeys((one.kind, one.name) for one in records if one.name))

    def value(self, kind: str, name: str) -> str:
        """Return something recorded in words: a number, a verdict, or the caption of an item."""
        return self._recorded[kind, name].value

    def rows(self, kind: str, name: str) -> list[Rows]:
        """Return the rows behind something recorded, by table."""
        cell = self._recorded[kind, name].cell if self.made else ""
        found = self._flow.of(kind, name, cell)
        return self.tables.rows(found.reads, self.run.contract.tables)

    def explain(self, kind: str, name: str) -> Explanation:
        """Return what something recorded came from."""
        one = self._recorded[kind, name]
        found = self._flow.of(kind, name, one.cell)
        return Explanation(
            f"{self.run.contract.name}.{name}",
            one.kind,
            one.value,
            self.run.contract.name,
            one.cell,
            flow.steps_by_cell(found.steps),
            self._parameters(kind, name, found),
            tuple(self._tables(found)),
            tuple(self._functions(found)),
            self._run(),
        )

    def _parameters(self, kind: str, name: str, found: Slice) -> dict[str, Any]:
        """Return the parameters of the steps and of the words, and the language."""
        said = {LANGUAGE, *found.parameters, *self._worded_by(kind, name)}
        return {one: value for one, value in self.given.items() if one in said}

    def _worded_by(self, kind: str, name: str) -> set[str]:
        """Return the places in the words of a number or item; a parameter can fill them."""
        content = self._words.content
        units = content.get("units", {})
        texts = [units.get(name, "")] if kind == NUMBER else []
        if kind == ITEM:
            texts = [content.get("items", {}).get(name, {}), units, content.get("texts", {})]
        return set(PLACE.findall(json.dumps(texts, ensure_ascii=False)))

    def _tables(self, found: Slice) -> Iterator[Table]:
        hashes = self.run.recipe["tables"]
        for one in self.tables.rows(found.reads, self.run.contract.tables):
            rows = tuple(self.tables.row(one.table, name) for name in one.ids)
            yield Table(one.table, hashes.get(one.table, ""), one.total, rows)

    def _functions(self, found: Slice) -> Iterator[Function]:
        modules: Mapping[str, str] = self.run.recipe["modules"]
        for name in sorted(found.functions):
            module = name.rpartition(".")[0]
            if module in modules and name not in modules and not calls.is_in(name, *LEFT_OUT):
                yield Function(name, f"{module.replace('.', '/')}.py", modules[module])

    def _run(self) -> dict[str, str]:
        recipe = self.run.recipe
        return {
            "key": self.run.key,
            "notebook": recipe["notebook"][self.run.contract.name],
            "words": recipe["words"],
            "lock": recipe["environment"]["lock"],
            "python": recipe["environment"]["python"],
        }


LEFT_OUT = ("offshore.notebook",)  # what every notebook calls


def _recorded(notebook: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Recorded]]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data, place = output.get("data", {}), cell["id"]
            for kind, bundle in ((NUMBER, mime.NUMBERS), (VERDICT, mime.VERDICTS)):
                for name, said in data.get(bundle, {}).items():
                    yield (kind, name), Recorded(place, said, kind)
            if mime.ITEM in data:
                item = data[mime.ITEM]
                yield (ITEM, item["id"]), Recorded(place, item["caption"], item["kind"])

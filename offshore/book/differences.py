"""How an edition differs from the published one: its name, its parameters, its tables.

A notebook's parameters are compared with the defaults in its parameters cell, and tables with the
hashes recorded in `data/datapackage.json`. Nothing else is compared.
"""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offshore.data import borrowed, package
from offshore.data.borrowed import Borrowed
from offshore.display.language import SOURCE, Language
from offshore.notebook.parameters import LANGUAGE, Parameter
from offshore.runs.planning import Run


@dataclass(frozen=True)
class Change:
    """A parameter of a notebook whose value differs from the published edition's."""

    notebook: str
    parameter: str
    published: Any
    here: Any


@dataclass(frozen=True)
class OtherTable:
    """A table that is not the accepted one; hashes in hex, `recorded` "" if there is none."""

    name: str
    recorded: str
    actual: str


@dataclass(frozen=True)
class Differences:
    """What distinguishes an edition from the published one in its language.

    `own` is the name of a custom edition, "" for a published one. `borrowed`: the data package that
    it is made from, where that is not the published one.
    """

    own: str
    language: Language
    changes: tuple[Change, ...] = ()
    tables: tuple[OtherTable, ...] = ()
    borrowed: Borrowed | None = None

    def __bool__(self) -> bool:
        """Tell whether any of its content may differ."""
        return bool(self.changes or self.tables)

    def published(self, notebook: str) -> dict[str, Any]:
        """Return the published values of a notebook's changed parameters."""
        return {one.parameter: one.published for one in self.changes if one.notebook == notebook}

    def recorded(self, tables: Sequence[str]) -> dict[str, str]:
        """Return the recorded hashes of those of these tables that are not the accepted ones."""
        return {one.name: one.recorded for one in self.tables if one.name in tables}

    def named(self, stem: str) -> str:
        """Return the name, without its ending, of a file that a reader downloads."""
        return f"{self.own}-{stem}" if self.own else stem

    @property
    def command(self) -> str:
        """The command that makes the edition, quoted for a shell."""
        if not self.own:
            return "make book"
        language = [] if self.language.code == SOURCE else ["--language", self.language.code]
        given = [
            part
            for one in self.changes
            for part in ("-p", f"{one.notebook}.{one.parameter}={typed(one.here)}")
        ]
        data = ["--data", "FOLDER"] if self.borrowed else []
        return shlex.join(["offshore", "build", *data, "--edition", self.own, *language, *given])


def between(own: str, language: Language, chapters: Sequence[Run]) -> Differences:
    """Return how the edition made by these chapters' runs differs from the published one."""
    changes = tuple(change for run in chapters for change in _changes(run, language))
    data = language.compendium.data
    tables = tuple(
        OtherTable(
            name, _hex(package.declared_hash(name, data)), _hex(package.actual_hash(name, data))
        )
        for name in package.unaccepted(data)
    )
    return Differences(own, language, changes, tables, borrowed.read(language.compendium))


def published_values(declared: Mapping[str, Parameter], language: Language) -> dict[str, Any]:
    """Return the parameters of a notebook in the published edition in a language."""
    defaults = {name: parameter.default for name, parameter in declared.items()}
    return defaults | ({LANGUAGE: language.code} if LANGUAGE in declared else {})


def typed(value: Any) -> str:
    """Return a parameter's value as one types it on the command line."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    return str(value)


def _changes(run: Run, language: Language) -> list[Change]:
    published = published_values(run.contract.parameters, language)
    here = run.recipe["parameters"]
    return [
        Change(run.contract.name, name, value, here[name])
        for name, value in published.items()
        if here[name] != value
    ]


def _hex(digest: str) -> str:
    return digest.removeprefix(package.HASH)

"""How an edition differs from the published one: its name, its parameters, its tables.

What a notebook's parameters cell gives as defaults counts as published, what
`data/datapackage.json` records as a table's hash as accepted. Nothing else is compared.
"""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offshore.parameters import Parameter
from offshore.publish.runs import Run
from offshore.show.language import SOURCE, Language
from offshore.tables import package

LANGUAGE = "language"  # the parameter that follows the edition's language


@dataclass(frozen=True)
class Change:
    """A parameter of a notebook with another value than the published edition gives it."""

    notebook: str
    parameter: str
    published: Any
    here: Any


@dataclass(frozen=True)
class OtherTable:
    """A table that is not the accepted one; hashes in hex, `recorded` "" where none is."""

    name: str
    recorded: str
    actual: str


@dataclass(frozen=True)
class Differences:
    """What makes an edition another than the published one in its language.

    `own` is the name of a custom edition, "" for a published one.
    """

    own: str
    language: Language
    changes: tuple[Change, ...] = ()
    tables: tuple[OtherTable, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything of its content may differ."""
        return bool(self.changes or self.tables)

    def published(self, notebook: str) -> dict[str, Any]:
        """Return the published values of a notebook's changed parameters."""
        return {one.parameter: one.published for one in self.changes if one.notebook == notebook}

    def recorded(self, tables: Sequence[str]) -> dict[str, str]:
        """Return the recorded hashes of those among some tables that are not the accepted ones."""
        return {one.name: one.recorded for one in self.tables if one.name in tables}

    def named(self, stem: str) -> str:
        """Return the name of a file that a reader takes away, without its ending."""
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
        return shlex.join(["offshore", "build", "--edition", self.own, *language, *given])


def between(own: str, language: Language, chapters: Sequence[Run]) -> Differences:
    """Return how the edition that these chapters' runs make differs from the published one."""
    changes = tuple(change for run in chapters for change in _changes(run, language))
    tables = tuple(
        OtherTable(name, _hex(package.declared_hash(name)), _hex(package.actual_hash(name)))
        for name in package.unaccepted()
    )
    return Differences(own, language, changes, tables)


def published_values(declared: Mapping[str, Parameter], language: Language) -> dict[str, Any]:
    """Return what the published edition in a language gives a notebook's parameters."""
    defaults = {name: parameter.default for name, parameter in declared.items()}
    return defaults | ({LANGUAGE: language.code} if LANGUAGE in declared else {})


def typed(value: Any) -> str:
    """Return a parameter's value as the command line takes it."""
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

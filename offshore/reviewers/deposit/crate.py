"""The deposit as an RO-Crate: what its parts are, and which run made what from what.

It follows RO-Crate 1.1 and, for the runs, Process Run Crate 0.5. No identifier is made by chance:
each is a path, the hash of a run, or a name. When a run was made is left out, though it is
recommended: the same commit would not give the same bytes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from offshore.book.binding import Edition
from offshore.reviewers.deposit import citation, outputs
from offshore.reviewers.deposit.checkout import Committed
from offshore.reviewers.deposit.citation import Citation
from offshore.runs.planning import Run

FILE = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
SPDX = "https://spdx.org/licenses/"
DONE = "http://schema.org/CompletedActionStatus"
FORMATS = {  # by the ending of a file
    ".cff": "text/yaml",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".lock": "text/plain",
    ".md": "text/markdown",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Properties = Mapping[str, Any]


@dataclass
class _Crate:
    """The crate as it grows; entities are added once, whoever asks for them."""

    crate: Any
    committed: Committed
    given: Citation
    known: dict[str, Any] = field(default_factory=dict)

    def file(self, path: str, properties: Properties | None = None) -> Any:
        """Return the entity of a file of the deposit."""
        kind = FORMATS.get(f".{path.rpartition('.')[2]}", "text/plain")
        told = {"name": path, "encodingFormat": kind, **(properties or {})}
        return self._once(path, lambda: self.crate.add_file(dest_path=path, properties=told))

    def folder(self, path: str, name: str) -> Any:
        """Return the entity of a folder of the deposit, whose path ends in a stroke."""
        told = {"name": name}
        return self._once(path, lambda: self.crate.add_dataset(dest_path=path, properties=told))

    def other(self, identifier: str, kind: str, **properties: Any) -> Any:
        """Return the entity of what is no file: a person, a licence, a parameter."""
        from rocrate.model.contextentity import ContextEntity

        told = {"@type": kind, **properties}
        made = ContextEntity(self.crate, identifier, properties=told)
        return self._once(identifier, lambda: self.crate.add(made))

    def _once(self, name: str, make: Any) -> Any:
        if name not in self.known:
            self.known[name] = make()
        return self.known[name]


def described(
    files: Iterable[str], editions: Sequence[Edition], committed: Committed, given: Citation
) -> bytes:
    """Return the metadata of a deposit whose files have these paths."""
    from rocrate.rocrate import ROCrate

    made = _Crate(ROCrate(version="1.1"), committed, given)
    _root(made)
    _parts(made, sorted(files))
    actions = [_action(made, run, copies) for run, copies in _runs(editions)]
    actions += [_binding(made, edition) for edition in editions]
    made.crate.root_dataset["mentions"] = actions
    text = json.dumps(made.crate.metadata.generate(), indent=1, ensure_ascii=False)
    return (text + "\n").encode()


def _root(made: _Crate) -> None:
    """Describe the deposit as a whole."""
    root, given = made.crate.root_dataset, made.given
    authors = [
        made.other(f"#author-{number}", "Organization", name=name)
        for number, name in enumerate(given.authors, start=1)
    ]
    profile = made.other(PROFILE, "CreativeWork", name="Process Run Crate", version="0.5")
    told = {
        "name": given.title,
        "description": f"{given.abstract} {citation.PAPER}",
        "datePublished": made.committed.date.isoformat(),
        "version": given.version,
        "identifier": f"git:{made.committed.commit}",
        "keywords": list(given.keywords),
        "author": authors if len(authors) > 1 else authors[0],
        "publisher": authors[0],
        "license": [_code_licence(made), _text_licence(made)],
        "conformsTo": profile,
    }
    for name, value in told.items():
        root[name] = value


def _code_licence(made: _Crate) -> Any:
    licence = made.given.licence
    return made.other(f"{SPDX}{licence}", "CreativeWork", name=f"{licence}, for the code")


def _text_licence(made: _Crate) -> Any:
    name = "Creative Commons Attribution 4.0 International, for prose, figures and tables"
    return made.other(CC_BY, "CreativeWork", name=name)


FOLDERS = {
    "compendium/": "The sources as git has them: data, notebooks, code, pages, tests, locks",
    "book/": "The book, to be opened in a browser, in each language",
    "notebooks/": "The executed notebooks, to be read in any viewer",
    "outputs/": "Each figure and table in files of its own, and every number of the text",
    "workbook/": "The claims recomputed by formulas, to be opened in any spreadsheet",
    "provenance/": "What each run was made from, and what it recorded",
}
EACH = ("compendium/data/", "compendium/notebooks/", "notebooks/", "provenance/runs/", "workbook/")
PROGRAM = ["File", "SoftwareSourceCode"]


def _parts(made: _Crate, files: Sequence[str]) -> None:
    """Describe the folders, and by themselves the files that a reader or a run asks for."""
    for folder, name in FOLDERS.items():
        if any(path.startswith(folder) for path in files):
            made.folder(folder, name)
    for path in files:
        if path.startswith("compendium/notebooks/") and path.endswith(".ipynb"):
            told = {"license": _code_licence(made), "version": made.given.version}
            made.file(path, {"@type": PROGRAM, **told})
        elif "/" not in path or path.startswith(EACH) or path.endswith(".lock"):
            made.file(path)
    made.other(
        "#offshore",
        "SoftwareApplication",
        name="offshore, the command line of the compendium",
        version=made.given.version,
        softwareRequirements=made.file("compendium/requirements.lock"),
        license=_code_licence(made),
    )


def _runs(editions: Sequence[Edition]) -> list[tuple[Run, list[str]]]:
    """Return each run once, with the executed notebooks that are copies of it."""
    found: dict[str, tuple[Run, list[str]]] = {}
    for edition in editions:
        for run in edition.chapters:
            _, copies = found.setdefault(run.key, (run, []))
            copies.append(outputs.notebook_of(run, edition.language.code))
        for run in edition.specifications:
            found.setdefault(run.key, (run, []))
    return list(found.values())


def _action(made: _Crate, run: Run, copies: Sequence[str]) -> Any:
    """Describe one run: the notebook, with its tables and parameters, gave these files."""
    recipe, short = run.recipe, run.key[: outputs.SHORT]
    name = run.contract.name
    tables = [made.file(f"compendium/data/{table}.csv") for table in recipe["tables"]]
    given = [
        made.other(
            f"#parameter-{short}-{parameter}",
            "PropertyValue",
            name=parameter,
            value=value if isinstance(value, int | float | str) else json.dumps(value),
        )
        for parameter, value in recipe["parameters"].items()
    ]
    python = recipe["environment"]["python"]
    result = [made.file(path) for path in [*copies, outputs.record_of(run)]]
    return made.other(
        f"#run-{short}",
        "CreateAction",
        name=f"Run of the notebook {run.label}",
        description=f"Run {run.key}, with Python {python} and the packages of the lock file.",
        instrument=made.file(f"compendium/notebooks/{name}.ipynb"),
        object=[*tables, *given, made.file("compendium/requirements.lock")],
        result=result,
        actionStatus=DONE,
        agent=made.known["#author-1"],
    )


def _binding(made: _Crate, edition: Edition) -> Any:
    """Describe the binding of a book from the runs of its chapters and of the multiverse."""
    code = edition.language.code
    return made.other(
        f"#book-{edition.key[: outputs.SHORT]}",
        "CreateAction",
        name=f"Binding of the book, {code}",
        description="The results of these runs, put into pages with the text around them.",
        instrument=made.known["#offshore"],
        object=[made.file(outputs.record_of(run)) for run in _distinct(edition.runs)],
        result=made.folder(f"book/{code}/", f"The book, {code}"),
        actionStatus=DONE,
        agent=made.known["#author-1"],
    )


def _distinct(runs: Sequence[Run]) -> list[Run]:
    return list({run.key: run for run in runs}.values())

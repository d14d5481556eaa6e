"""An edition from first to last: check the data, make the runs, bind the book."""

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from offshore import contract, places
from offshore.errors import UserError, shown
from offshore.publish import (
    binding,
    differences,
    making,
    readings,
    runs,
    store,
    switching,
    translation,
)
from offshore.publish.making import HERE, Means
from offshore.publish.runs import Run, Say
from offshore.show.language import Language, languages
from offshore.tables import package

SWEEPS = "sweeps"  # where sweeps put their tables
AUDIT = "audit"  # where the audit of the command line goes
Changes = Mapping[str, Mapping[str, object]]  # values by notebook and parameter
CHECKED = "checked"  # the store's kind for data that passed their checks


@dataclass(frozen=True)
class Made:
    """What a build came to: its summary and the page to open."""

    summary: str
    front: Path


def build(name: str, code: str, changes: Changes, say: Say, means: Means = HERE) -> Made:
    """Make a custom edition: `changes` has values by notebook and parameter.

    Raises UserError for a fault of data, parameters, a run or a page; the edition that
    was in place before then stays.
    """
    _check_name(name)
    language = _language(code)
    edition = binding.Edition(name, language, plan(language, changes), readings.plan())
    return Made(_make([edition], say, means), edition.link / "index.html")


def publish(codes: Sequence[str], say: Say, means: Means = HERE) -> Made:
    """Make the published editions in these languages, all of them or none.

    Raises UserError as `build` does.
    """
    every = list(languages().values())
    chosen = [_language(code) for code in codes]
    others = readings.plan()
    editions = [binding.Edition(one.code, one, plan(one, {}), others, every) for one in chosen]
    summary = _make(editions, say, means)
    there = [one for one in every if (places.published() / one.code).is_dir()]
    titles = {one: translation.settings(one)["title"] for one in there}
    front = switching.write_front(places.published(), titles)
    return Made(summary, front if len(editions) > 1 else editions[0].link / "index.html")


def _make(editions: Sequence[binding.Edition], say: Say, means: Means) -> str:
    """Make what editions lack and return the summary of it."""
    store.sweep_aside()
    if not all(edition.folder.is_dir() for edition in editions):
        making.warm_up()  # while the data are checked
    changed = check_data()
    # A notebook without words has one run for all languages.
    planned = list({run.key: run for edition in editions for run in edition.runs}.values())
    ran = making.make(planned, say, means)
    bound = binding.bind(editions)
    names = ", ".join(edition.name for edition in editions)
    summary = f"Edition {names}: {len(planned)} notebooks, {ran} run; " + (
        "book bound." if bound else "book unchanged."
    )
    notes = [f"Note: {table} differs from its recorded hash." for table in changed]
    return "\n".join([*notes, *binding.without_neighbour(editions), summary])


def plan(language: Language, changes: Changes) -> list[Run]:
    """Return the runs of an edition, every parameter checked, nothing started."""
    for notebook in changes:
        contract.find(notebook)
    return [_planned(name, language, changes.get(name, {})) for name in contract.names()]


def _planned(notebook: str, language: Language, values: Mapping[str, object]) -> Run:
    declared = contract.read(notebook).parameters
    return runs.plan(notebook, differences.published_values(declared, language) | dict(values))


def run_one(
    notebook: str, values: Mapping[str, object], output: Path | None, say: Say, means: Means = HERE
) -> Path:
    """Make one run and return its executed notebook, copied to `output` where given."""
    name = contract.find(notebook).stem
    planned = _planned(name, languages()["en"], values)
    check_data()
    making.make([planned], say, means)
    made = store.entry(runs.KIND, planned.key) / runs.NOTEBOOK
    if output:
        shutil.copyfile(made, output)
    return output or made


def check_data() -> list[str]:
    """Check the tables, once for each state of them; return those changed since recorded.

    Raises UserError that lists the faults. A table that is sound but not the one recorded
    is no fault here: a reviewer may well change a digit to see what follows.
    """
    from offshore.publish import keys

    key = keys.of_json({str(path): keys.of_file(path) for path in binding.files(places.data())})
    if store.find(CHECKED, key) is None:
        from offshore.audit import report
        from offshore.tables import fault, validate

        faults = [one for one in validate.faults(places.data()) if one.kind != "hash"]
        if faults := faults or report.faults(places.data()):
            raise UserError("\n".join(["The tables in data/ are at fault.", *fault.told(faults)]))
        store.put(CHECKED, key, lambda _: None)
    return package.unaccepted()


def _check_name(name: str) -> None:
    kinds = (CHECKED, binding.KIND, binding.INSPECTED, runs.KIND, store.ASIDE, SWEEPS, AUDIT)
    taken = (*kinds, places.failed().name, places.published().name)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", name) or name.lower() in taken:
        raise UserError(
            f"No edition can be called {shown(name)}: it becomes a folder in _build. Use letters, "
            f"digits, dots and dashes, 60 at the most, and none of {', '.join(taken)}."
        )


def _language(code: str) -> Language:
    if code not in languages():
        raise UserError(f"No language {shown(code)}. Languages: {', '.join(languages())}.")
    return languages()[code]

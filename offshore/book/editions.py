"""An edition from start to finish: check the data, make the runs, bind the book."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from offshore.book import binding, differences, front_page, translation
from offshore.book.pages.missing import recorded
from offshore.compendium import destinations, hashes
from offshore.compendium.errors import UserError, near, shown
from offshore.compendium.progress import Say
from offshore.compendium.remembered import Remembered
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.display.language import SOURCE, Language, chosen, languages
from offshore.notebook import contract
from offshore.notebook.parameters import LANGUAGE
from offshore.results import specifications
from offshore.results.comparing import kept
from offshore.runs import executor, keys, planning, processes, store
from offshore.runs.executor import HERE, Means
from offshore.runs.failed.failure import Failure, listed, raise_for
from offshore.runs.failed.history import last_good
from offshore.runs.planning import Run

SWEEPS = "sweeps"  # where sweeps write their tables
FRONT = "index.html"  # the page to open
COPIES = "copies"  # where executed notebooks are that people read
DEPOSIT = "deposit"  # where deposits are written
COMPARISONS = "comparisons"  # where pages of comparisons are
AUDIT = "audit"  # where the audit on the command line writes
VERIFICATION = "verification"  # where reports of verifications are
RECORD = "published"  # what the recorded results are called beside editions
Changes = Mapping[str, Mapping[str, object]]  # values by notebook and parameter
COMPOSED = "composed"  # the store's kind for compendia made of a template and somebody's data
CHECKED = "checked"  # the store's kind for records of data that passed their checks


@dataclass(frozen=True)
class Made:
    """The result of a build: its summary and the page to open."""

    summary: str
    front: Path


def build(
    compendium: Compendium,
    name: str,
    code: str,
    changes: Changes,
    say: Say,
    means: Means = HERE,
    keep_going: bool = False,
) -> Made:
    """Make a custom edition: `changes` has values by notebook and parameter.

    Raises UserError for a fault of data, parameters, a run or a page; the edition that was in place
    before then stays. With `keep_going` a preview is bound first where runs failed.
    """
    _check_name(compendium, name)
    language = chosen(compendium, code)
    runs, variants = plan(language, changes), specifications.plan(compendium)
    is_compared = kept.is_other(name, compendium)
    others = [_planned(one, language, {}) for one in changes] if is_compared else []
    edition = binding.Edition(name, language, runs, variants, published=others)
    return Made(_make([edition], say, means, keep_going), edition.link / FRONT)


def publish(
    compendium: Compendium,
    codes: Sequence[str],
    say: Say,
    means: Means = HERE,
    keep_going: bool = False,
) -> Made:
    """Make the published editions in these languages, all of them or none.

    Raises UserError as `build` does.
    """
    editions = published(compendium, codes)
    summary = _make(editions, say, means, keep_going)
    there = [one for one in editions[0].siblings if (compendium.published / one.code).is_dir()]
    titles = {one: translation.settings(one)["title"] for one in there}
    front = front_page.write(compendium.published, titles)
    return Made(summary, front if len(editions) > 1 else editions[0].link / FRONT)


def published(compendium: Compendium, codes: Sequence[str] = ()) -> list[binding.Edition]:
    """Return the published editions in these languages, all of them if none is named, as planned.

    Every parameter is checked, but nothing started.
    """
    every = list(languages(compendium).values())
    wanted = [chosen(compendium, code) for code in codes] or every
    others = specifications.plan(compendium)
    return [binding.Edition(one.code, one, plan(one, {}), others, every) for one in wanted]


def _make(editions: Sequence[binding.Edition], say: Say, means: Means, keep_going: bool) -> str:
    """Make what editions lack and return a summary."""
    compendium = editions[0].compendium
    store.sweep_aside(compendium.build)
    if not all(edition.folder.is_dir() for edition in editions):
        processes.preload(binding.IMPORTED)
        executor.warm_up()  # while the data are checked
    changed = check_data(compendium)
    planned = runs_of(editions)
    ran, failures = executor.attempt(planned, say, means)
    if failures and keep_going:
        raise UserError(f"{listed(failures, ran)}\n{_preview(editions, failures, say)}")
    raise_for(failures, ran)
    bound = binding.bind(editions, say)
    names = ", ".join(edition.name for edition in editions)
    summary = f"Edition {names}: {len(planned)} runs, {ran} made now; " + (
        "book bound." if bound else "book unchanged."
    )
    notes = [f"Note: {table} differs from its recorded hash." for table in changed]
    return "\n".join([*notes, *binding.without_neighbour(editions), summary])


def _preview(editions: Sequence[binding.Edition], failures: Sequence[Failure], say: Say) -> str:
    """Bind the editions that have failed runs aside, each a preview, and say where they are."""
    results = recorded.read(editions[0].compendium)
    known = {
        one.run.key: replace(one, before=last_good(one.run) or recorded.last_good(one.run, results))
        for one in failures
    }
    failed = {
        one.name: [known[key] for key in dict.fromkeys(run.key for run in one.runs) if key in known]
        for one in editions
    }
    hit = [one for one in editions if failed[one.name]]
    beside = [one.language for one in hit] if hit[0].siblings else []
    previews = [replace(one, failures=failed[one.name], siblings=beside) for one in hit]
    try:
        binding.bind(previews, say)
    except UserError as fault:
        return f"No preview could be bound either. {fault}"
    whole = [one.name for one in editions if one not in hit]
    lines = ["Nothing was published. The preview has pages for what failed:"]
    lines += [f"  {near(one.link / FRONT)}" for one in previews]
    lines += [f"Nothing of {name} failed; --language {name} publishes it." for name in whole]
    return "\n".join(lines)


def runs_of(editions: Sequence[binding.Edition]) -> list[Run]:
    """Return the runs of editions; a notebook without words has one for all languages."""
    return list({run.key: run for edition in editions for run in edition.runs}.values())


def plan(language: Language, changes: Changes) -> list[Run]:
    """Return the runs of an edition, every parameter checked, but nothing started."""
    for notebook in changes:
        contract.find(language.compendium, notebook)
    names = contract.names(language.compendium)
    return [_planned(name, language, changes.get(name, {})) for name in names]


def _planned(
    notebook: str, language: Language, values: Mapping[str, object], numbers_only: bool = False
) -> Run:
    declared = contract.read_contract(language.compendium, notebook).parameters
    return planning.plan(
        language.compendium,
        notebook,
        differences.published_values(declared, language) | dict(values),
        numbers_only,
    )


def run_one(
    compendium: Compendium,
    notebook: str,
    values: Mapping[str, object],
    output: Path | None,
    say: Say,
    means: Means = HERE,
    numbers_only: bool = False,
) -> Path:
    """Make one run and return the file of its executed notebook: `output`, or one in _build."""
    name = contract.find(compendium, notebook).stem
    destinations.check_file(compendium, output)
    planned = _planned(name, languages(compendium)[SOURCE], values, numbers_only)
    check_data(compendium)
    executor.make([planned], say, means)
    copies = compendium.build / COPIES
    copies.mkdir(parents=True, exist_ok=True)
    copy = output or copies / f"{name}-{planned.key[:12]}{contract.SUFFIX}"
    copy.write_text(planned.copy(_language_of(planned)), encoding="utf-8")
    return copy


def _language_of(run: Run) -> Language:
    return chosen(run.compendium, run.recipe["parameters"].get(LANGUAGE, SOURCE))


def check_data(compendium: Compendium) -> list[str]:
    """Check the tables, once for each state of them; return those that differ from their hash.

    Raises UserError that lists the faults. A sound table that differs from its recorded hash is not
    a fault here: a reviewer may well change a digit to see what follows.
    """

    key = hashes.of_json(
        {str(path): hashes.of_file(path) for path in binding.files(compendium.data)}
    )
    if store.find(compendium.build, CHECKED, key) is None:
        from offshore.audit.rules import RULES
        from offshore.data import validation
        from offshore.data.faults import told

        sound = Remembered(compendium.build / keys.REMEMBERED / "tables.json")
        found = validation.faults(compendium.data, RULES, sound)
        if faults := [one for one in found if one.kind in ("content", "empty")]:
            raise UserError("\n".join(["The tables in data/ are at fault.", *told(faults)]))
        store.put(compendium.build, CHECKED, key, lambda _: None)
    return package.unaccepted(compendium.data)


def taken(compendium: Compendium) -> tuple[str, ...]:
    """Return the names of folders in _build that no edition can have."""
    kinds = (
        CHECKED,
        binding.KIND,
        binding.INSPECTED,
        planning.KIND,
        store.ASIDE,
        SWEEPS,
        COPIES,
        COMPARISONS,
        AUDIT,
        DEPOSIT,
        VERIFICATION,
        COMPOSED,
        keys.REMEMBERED,
    )
    folders = (compendium.failed, compendium.published, compendium.preview)
    return (*kinds, *(one.name for one in folders), RECORD, *languages(compendium))


def _check_name(compendium: Compendium, name: str) -> None:
    others = taken(compendium)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", name) or name.lower() in others:
        raise UserError(
            f"No edition can be called {shown(name)}: it becomes a folder in _build. Use letters, "
            f"digits, dots and dashes, at most 60, and none of {', '.join(others)}."
        )

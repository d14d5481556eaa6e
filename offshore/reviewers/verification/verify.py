"""Verifying: everything is executed afresh, compared with the record, and reported."""

import re
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from offshore.compendium.errors import UserError
from offshore.compendium.progress import Say
from offshore.compendium.root import Compendium
from offshore.display.language import chosen
from offshore.results.recorded import record, verification
from offshore.reviewers.verification import environment, fresh, judgement, listing, report
from offshore.reviewers.verification.listing import Found
from offshore.reviewers.verification.report import Report
from offshore.runs.executor import HERE, Means

KEPT = re.compile(r"\w+-[0-9a-f]{12}\.ipynb")  # how notebooks that failed are called
# What a kept verification says of where it was made.
ENVIRONMENT = ("implementation", "python", "system", "machine", "lock", "unlike_lock")
FAILED = "failed"  # where a report has notebooks that failed, as far as they got


@dataclass(frozen=True)
class Verified:
    """What a verification found, and the page that says so."""

    report: Report
    page: Path


def verify(
    compendium: Compendium, codes: Sequence[str], folder: Path, say: Say, means: Means = HERE
) -> Verified:
    """Execute the published editions afresh and compare them with the record.

    `codes`: the languages, all of them if none is named. The report is written to `folder`. Raises
    UserError if there is no record, or for what cannot be planned.
    """
    began = time.monotonic()
    report.check_folder(folder)
    asked = [chosen(compendium, code).code for code in codes]
    recorded = record.read(compendium)
    before = {code: one for code, one in recorded.items() if code in asked or not asked}
    with fresh.execute(compendium, asked, say, means) as executed:
        found = judgement.judge(before, executed)
        _keep(executed.failed, folder / FAILED)
    made = Report(
        found,
        executed,
        means.engine,
        environment.described(compendium),
        time.monotonic() - began,
    )
    return Verified(made, report.write(made, folder))


def _keep(failed: Path, kept: Path) -> None:
    """Keep the notebooks that failed, in place of those of the last verification."""
    for old in kept.glob("*.ipynb"):
        if KEPT.fullmatch(old.name):  # whatever else is there is somebody's own
            old.unlink()
    for notebook in sorted(failed.glob("*.ipynb")) if failed.name else []:
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(notebook, kept / notebook.name)


def keep(compendium: Compendium, made: Report) -> None:
    """Keep what a verification found beside the record, for the book to show.

    Raises UserError if it was of some editions only, or if a notebook failed.
    """
    if made.fresh.failures or made.fresh.refused:
        raise UserError("Not every notebook ran, so nothing was kept.")
    if set(made.fresh.results) != set(record.read(compendium)):
        raise UserError("Only a verification of all languages is kept: leave out --language.")
    found = made.plain()
    kept = {name: found[name] for name in ("verdict", "engine", "languages", "counts", "seconds")}
    inside = {name: found["environment"][name] for name in ENVIRONMENT}
    kept |= {"runs": len(found["runs"]), "environment": inside}
    verification.keep(compendium, kept)


def told(made: Report) -> list[str]:
    """Return what a verification found, in a few lines."""
    found = made.judgement
    same = sum(found.identical.values())
    explained = [f"{len(some)} {why}" for why, some in found.explained.items() if some]
    parts = [f"{same} parts identical", *explained, f"{len(found.differs)} differ"]
    ran = f"{len(made.fresh.executed)} runs with the {made.engine} engine, {made.seconds:.1f} s"
    lines = [f"{', '.join(made.fresh.results)}: {ran}. {'; '.join(parts)}."]
    shown = [(why, one) for why, some in found.explained.items() for one in some[: listing.SHOWN]]
    return [*lines, *(f"  {why}: {one}" for why, one in shown)]


def complaint(made: Report) -> str:
    """Return the message about a verification that found what nothing explains."""
    found, refused = made.judgement, made.fresh.refused
    sides = {
        "What they are made from": [one for one in found.others if one.is_given],
        "What came out otherwise": [one for one in found.others if not one.is_given],
        "Drawn otherwise, from identical data": found.drawn,
    }
    lines = ["The results differ from the record."] if found.differs else []
    for title, some in sides.items():
        if some:
            lines += [f"{title}: {listing.counted(some)}", *listing.lines(some)]
    if found.differs and (unlike := made.environment["unlike_lock"]):
        lines.append(f"Packages are not those of requirements.lock: {'; '.join(unlike)}")
    if lost := [str(one.difference.place) for one in found.others if _is_unrecorded(one)]:
        lines.append(
            f"Nothing is recorded of {', '.join(dict.fromkeys(lost))}. `git checkout results` "
            "restores a file that is gone; `offshore record` records a chapter that is new."
        )
    lines += ["Nothing was run.", refused] if refused else []
    failed = [f"{one.run.label}, cell {one.cell}: {one.error}" for one in made.fresh.failures]
    return "\n".join([*lines, *(f"Notebook {one}" for one in failed)])


def _is_unrecorded(one: Found) -> bool:
    return one.difference.kind == "chapter" and one.difference.change == "appeared"

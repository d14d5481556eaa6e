"""Assembling what Sphinx reads: hand-written pages, and pages made from runs and from data."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from offshore import places
from offshore.errors import UserError
from offshore.publish import reference
from offshore.publish.pages import Page
from offshore.publish.pages import make as make_page
from offshore.publish.runs import NOTEBOOK, Run
from offshore.show.language import Language

INPUTS = "_inputs.json"  # what `sphinx_ext` reads: worded numbers and facts


def assemble(runs: Sequence[Run], words: Language, source: Path) -> None:
    """Lay out, in a new folder, written pages, chapters, items, numbers and facts."""
    ignore = shutil.ignore_patterns("translations")
    shutil.copytree(places.book(), source, ignore=ignore)
    numbers: dict[str, str] = {}
    for run in runs:
        page = _page(run, words)
        page.write(source)
        (source / "runs").mkdir(exist_ok=True)
        shutil.copyfile(_folder(run) / NOTEBOOK, source / "runs" / f"{page.name}.ipynb")
        numbers |= {f"{page.name}.{name}": value for name, value in page.numbers.items()}
    reference.write(source, words)
    inputs = {"numbers": numbers, "facts": reference.worded_facts(words)}
    (source / INPUTS).write_text(json.dumps(inputs, ensure_ascii=False), encoding="utf-8")


def _folder(run: Run) -> Path:
    if run.stored is None:
        raise UserError(f"The run of {run.contract.name} vanished from _build; build again.")
    return run.stored


def _page(run: Run, words: Language) -> Page:
    executed = (_folder(run) / NOTEBOOK).read_text(encoding="utf-8")
    return make_page(run.contract.name, executed, run.recipe, run.key, words)

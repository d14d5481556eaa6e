"""Sources that change while notebooks run: by a run that may write to them, or by a person."""

import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from checkouts import Checkout, here

from offshore.compendium.errors import UserError
from offshore.runs import executor, planning
from offshore.runs.execution import Outcome
from offshore.runs.executor import Means
from offshore.runs.snapshot import Sources

pytestmark = pytest.mark.usefixtures("inside")
EMPTY = '{"cells": []}'
TABLE = "data/paper/amounts.csv"  # which growth and structure read
Change = Callable[[Path], object]


class Writing(Executor):
    """An executor that protects no source, and a notebook that changes some each time it runs."""

    def __init__(self, change: Change, notebook: str = "growth", exposed: bool = True) -> None:
        self.change, self.notebook, self.exposed = change, notebook, exposed
        self.ran: list[str] = []

    def submit(self, _: Callable[..., Any], /, *arguments: Any, **__: Any) -> Future[Any]:
        (request,) = arguments
        self.ran.append(request.notebook)
        if request.notebook == self.notebook:
            self.change(here().root)
        future: Future[Any] = Future()
        future.set_result(Outcome(request.notebook, request.key, EMPTY, exposed=self.exposed))
        return future


def append(root: Path) -> None:
    with (root / TABLE).open("a", encoding="utf-8") as file:
        file.write("more\n")


def rewrite(root: Path) -> None:
    content = (root / TABLE).read_bytes()
    (root / TABLE).unlink()
    (root / TABLE).write_bytes(content)


def turn_into_a_link(root: Path) -> None:
    elsewhere = root.with_name("elsewhere.csv")
    shutil.copyfile(root / TABLE, elsewhere)
    (root / TABLE).unlink()
    (root / TABLE).symlink_to(elsewhere)


def turn_into_a_folder(root: Path) -> None:
    (root / TABLE).unlink()
    (root / TABLE).mkdir()


def deep(root: Path) -> None:
    (root / "book/new/below").mkdir(parents=True, exist_ok=True)
    (root / "book/new/below/page.md").write_text("# New")


CHANGES: dict[str, tuple[Change, str]] = {
    "a declared table is appended to": (append, TABLE),
    "a table is deleted": (lambda root: (root / TABLE).unlink(missing_ok=True), TABLE),
    "another table is written": (
        lambda root: (root / "data/context/output.csv").write_text("id\n"),
        "data/context/output.csv",
    ),
    "a file is added to the data": (
        lambda root: (root / "data/new.csv").write_text("a\n"),
        "data/new.csv",
    ),
    "another notebook is written": (
        lambda root: (root / "notebooks/structure.ipynb").write_text("{}"),
        "notebooks/structure.ipynb",
    ),
    "a page is added in new folders": (deep, "book/new/below/page.md"),
    "the package is written": (
        lambda root: (root / "offshore/compendium/errors.py").write_text(""),
        "offshore/compendium/errors.py",
    ),
    "the settings are written": (lambda root: (root / "_config.yml").write_text(""), "_config.yml"),
    "the lock file is deleted": (
        lambda root: (root / "requirements.lock").unlink(missing_ok=True),
        "requirements.lock",
    ),
    "a table is turned into a link": (turn_into_a_link, TABLE),
    "a table is turned into a folder": (turn_into_a_folder, TABLE),
    "a folder is deleted": (
        lambda root: shutil.rmtree(root / "book/multiverse", ignore_errors=True),
        "book/multiverse/growth.yml, book/multiverse/markets.yml, "
        "book/multiverse/region.csv, book/multiverse/region.yml",
    ),
}


def content(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    kept = (path for path in files if "_build" not in path.parts and not path.is_symlink())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in kept}


def planned() -> list[planning.Run]:
    return [
        planning.plan(here(), "structure", {}),
        planning.plan(here(), "growth", {}),
        planning.plan(here(), "firms", {}),
    ]


def make(workers: Writing) -> int:
    return executor.make(planned(), lambda _: None, Means(lambda: workers))


def kept() -> list[str]:
    return [run.contract.name for run in planned() if run.stored]


@pytest.mark.parametrize(("change", "touched"), CHANGES.values(), ids=CHANGES)
def test_run_that_changes_sources_fails_alone_and_they_are_put_back(
    inside: Checkout, change: Change, touched: str
) -> None:
    before = content(inside.root)
    with pytest.raises(UserError) as failure:
        make(Writing(change))
    told = str(failure.value)
    assert told.startswith("1 of 3 runs failed.\nNotebook growth, cell unknown: ")
    assert f"it changed {touched};" in told
    assert "Traceback" not in told
    assert content(inside.root) == before
    assert kept() == ["structure", "firms"]


def test_what_a_source_had_become_is_kept_to_be_looked_at(
    inside: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (inside.root / TABLE).read_bytes()
    monkeypatch.chdir(inside.root)  # from where paths are told
    with pytest.raises(
        UserError, match="restored; what it had made of them is in _build/failed/touched"
    ):
        make(Writing(append))
    assert (inside.root / "_build/failed/touched" / TABLE).read_bytes() == before + b"more\n"


def test_source_put_back_is_as_private_as_it_was(inside: Checkout) -> None:
    (inside.root / TABLE).chmod(0o640)
    with pytest.raises(UserError):
        make(Writing(lambda root: (root / TABLE).unlink()))
    assert (inside.root / TABLE).stat().st_mode & 0o777 == 0o640


def test_runs_that_were_beside_it_are_made_again() -> None:
    workers = Writing(append)
    with pytest.raises(UserError):
        make(workers)
    assert workers.ran.count("firms") == 2


def test_source_that_is_written_as_it_was_is_no_fault() -> None:
    assert make(Writing(rewrite)) == 3
    assert kept() == ["structure", "growth", "firms"]


def test_what_tools_keep_beside_sources_is_no_source() -> None:
    def keep(root: Path) -> None:
        for name in ("notebooks/.ipynb_checkpoints", "offshore/__pycache__", "data/.git"):
            (root / name).mkdir(exist_ok=True)
            (root / name / "x").write_text("x")
        (root / "book/.DS_Store").write_text("x")

    assert make(Writing(keep)) == 3


# A person's edit: the runs were protected, so that no notebook can have made it.


def edit_once(root: Path) -> None:
    text = (root / TABLE).read_text(encoding="utf-8")
    (root / TABLE).write_text(text.replace(",2964,", ",2965,"), encoding="utf-8")


def test_persons_edit_stays_and_what_may_be_of_either_state_is_not_kept(inside: Checkout) -> None:
    with pytest.raises(UserError) as failure:
        make(Writing(edit_once, exposed=False))
    told = str(failure.value)
    assert f"Notebook growth, cell none: {TABLE} changed while it ran" in told
    assert "build again" in told
    assert ",2965," in (inside.root / TABLE).read_text(encoding="utf-8")
    assert not (inside.root / "_build/failed/touched").exists()
    assert not inside.runs()


def test_persons_edit_of_what_a_run_does_not_read_keeps_the_run(inside: Checkout) -> None:
    assert make(Writing(deep, exposed=False)) == 3
    assert kept() == ["structure", "growth", "firms"]
    assert (inside.root / "book/new/below/page.md").is_file()


def test_next_build_makes_the_run_of_the_edited_state() -> None:
    with pytest.raises(UserError):
        make(Writing(edit_once, exposed=False))
    assert make(Writing(lambda _: None, exposed=False)) > 0
    assert kept() == ["structure", "growth", "firms"]


def test_nothing_touched_is_nothing_told() -> None:
    sources = Sources(here())
    assert sources.touched() == []
    sources.restore([], here().failed)
    assert not here().failed.exists()

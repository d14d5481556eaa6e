"""What may go: runs that neither a published edition, nor a stored book, nor a sweep needs."""

import json
from pathlib import Path

import miniature
import pytest

from offshore.compendium.root import Compendium
from offshore.display.drawing import raster
from offshore.reviewers import pruning
from offshore.runs import planning, store
from offshore.runs.planning import HEADLINE, KIND, NOTEBOOK

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="36pt" height="18pt"/>'
EXECUTED = {"cells": [{"outputs": []}]}


@pytest.fixture
def here(tmp_path: Path) -> Compendium:
    return Compendium(miniature.make(tmp_path / "compendium").root)


def stored(here: Compendium, key: str) -> Path:
    """Store something as the run with a key; what it would give does not matter here."""

    def fill(folder: Path) -> None:
        (folder / NOTEBOOK).write_text(json.dumps(EXECUTED), encoding="utf-8")
        (folder / HEADLINE).write_text("{}", encoding="utf-8")

    return store.put(here.build, KIND, key, fill)


def names(paths: tuple[Path, ...]) -> list[str]:
    return sorted(path.name for path in paths)


def test_an_empty_store_has_nothing_to_prune(here: Compendium) -> None:
    found = pruning.spare(here)
    assert (found.runs, found.pictures, found.size, found.needed) == ((), (), 0, 0)


def test_runs_of_published_editions_are_needed_and_old_ones_are_not(here: Compendium) -> None:
    stored(here, planning.plan(here, "totals", {"language": "zh"}).key)
    stored(here, "f" * 64)
    found = pruning.spare(here)
    assert names(found.runs) == ["f" * 64]
    assert found.needed == 1
    assert found.size == sum(file.stat().st_size for file in found.runs[0].iterdir())


def test_a_run_with_numbers_only_is_another(here: Compendium) -> None:
    numbers = planning.plan(here, "totals", {}, numbers_only=True)
    stored(here, numbers.key)
    assert names(pruning.spare(here).runs) == [numbers.key]


def test_runs_of_a_sweep_are_needed_until_its_folder_is_gone(here: Compendium) -> None:
    for key in ("a", "b", "c"):
        stored(here, key)
    folder = here.build / "sweeps/totals-grid"
    folder.mkdir(parents=True)
    (folder / "runs.csv").write_text("value,key\n1,a\n", encoding="utf-8")
    line = {"key": "b", "status": "done", "seconds": 1}
    (folder / "attempts.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert names(pruning.spare(here).runs) == ["c"]
    (folder / "runs.csv").unlink()
    (folder / "attempts.jsonl").unlink()
    assert names(pruning.spare(here).runs) == ["a", "b", "c"]


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"chapters": {"totals": {"parameters": {}}}}'])
def test_a_stored_book_needs_the_runs_that_it_would_be_bound_from(
    here: Compendium, broken: str
) -> None:
    key = planning.plan(here, "totals", {}).key
    stored(here, key)
    stored(here, "old")
    book = here.build / "books/one"
    book.mkdir(parents=True)
    (book / "results.json").write_text(broken, encoding="utf-8")
    assert names(pruning.spare(here).runs) == ["old"]


def test_a_picture_that_no_needed_run_shows_goes(here: Compendium) -> None:
    raster.png(SVG, here)
    found = pruning.spare(here)
    assert len(found.pictures) == 1
    found.delete()
    assert pruning.spare(here).pictures == ()


def test_what_is_deleted_is_what_was_said_and_no_more(here: Compendium) -> None:
    kept = stored(here, planning.plan(here, "mix", {}).key)
    gone = stored(here, "old")
    pruning.spare(here).delete()
    assert kept.is_dir()
    assert not gone.exists()
    assert pruning.spare(here).size == 0

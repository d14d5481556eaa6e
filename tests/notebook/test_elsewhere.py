"""Copies where plain Markdown is all that is known, as on GitHub: however they were made."""

import subprocess
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import miniature
import papermill
import pytest
import reading
from checkouts import PROGRAMS, ROOT, Checkout, environment
from warmed import Warmed, WarmedCheckout

from offshore.compendium.root import Compendium

TOTALS = "notebooks/totals.ipynb"
# By hand from what the paper prints: 22049 / 7750.59, as from 2015 on.
SAID = {"en": "The last year is 2.84 times the first.", "zh": "最后一年是第一年的2.84倍。"}
CAPTION = {"en": "Year", "zh": "年份"}


@pytest.fixture(scope="module")
def checkout(process: Warmed, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    made = miniature.make(tmp_path_factory.mktemp("elsewhere") / "miniature")
    return WarmedCheckout(made.root, process)


def by_offshore(checkout: Checkout, code: str, file: Path) -> None:
    given = ("-p", "first_year=2015", "-p", f"language={code}", "-o", str(file))
    done = checkout.offshore("run", "totals", *given)
    assert done.returncode == 0, done.stderr


def by_papermill(checkout: Checkout, code: str, file: Path) -> None:
    with chdir(checkout.root):
        given = {"first_year": 2015, "language": code}
        papermill.execute_notebook(TOTALS, file, given, progress_bar=False)


def by_its_command(checkout: Checkout, code: str, file: Path) -> None:
    given = ("-p", "first_year", "2015", "-p", "language", code)
    command = [PROGRAMS / "papermill", TOTALS, file, *given]
    subprocess.run(
        command, cwd=checkout.root, env=environment(ROOT), capture_output=True, check=True
    )


MADE = [(by_offshore, "en"), (by_offshore, "zh"), (by_papermill, "en"), (by_its_command, "zh")]


@pytest.fixture(scope="module", params=MADE, ids=lambda made: f"{made[0].__name__}-{made[1]}")
def copy(
    request: pytest.FixtureRequest, checkout: Checkout, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, Any]]:
    """The language of a copy, and the copy."""
    make: Callable[[Checkout, str, Path], None]
    make, code = request.param
    file = tmp_path_factory.mktemp("copy") / "totals.ipynb"
    make(checkout, code, file)
    return code, reading.read(file)


def test_text_has_the_numbers_and_no_notation(
    checkout: Checkout, copy: tuple[str, dict[str, Any]]
) -> None:
    code, made = copy
    texts = reading.plain_texts(made)
    assert SAID[code] in texts["meaning"]
    stored = reading.read(checkout.root / TOTALS)
    reading.check(stored, made, texts, Compendium(checkout.root), code)


def test_figure_is_a_picture_with_its_caption_below(copy: tuple[str, dict[str, Any]]) -> None:
    code, made = copy
    assert reading.captions(made) == [CAPTION[code]]
    assert reading.drawn(made) == 1

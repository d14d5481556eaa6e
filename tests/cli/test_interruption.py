"""Ctrl-C and a request to end, at any moment: one line, nothing left running, nothing half made."""

import shutil
import signal
import subprocess
import time

import checkouts
import pytest
from checkouts import Checkout, working_in
from killing import binds
from waiting import wait_until

LINE = "Interrupted. What was made is kept: the same command resumes.\n"
OF_VERIFY = (
    "Interrupted. No report was written, and none of its runs is kept: the same command starts "
    "afresh.\n"
)
OF_OTHERS = "Interrupted. The same command starts afresh.\n"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
PATIENCE = 60  # seconds after which a test gives up; an end takes a fraction of one


def begun(_: Checkout) -> bool:
    time.sleep(0.3)
    return True


def warming(checkout: Checkout) -> bool:
    return len(working_in(checkout)) > 2


def running(checkout: Checkout) -> bool:
    return "[1/" in checkout.said


MOMENTS = {"just begun": begun, "warming up": warming, "running": running, "binding": binds}


@pytest.fixture(scope="module")
def half_built(good: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    return good.copied(tmp_path_factory.mktemp("interrupted") / "compendium")


def prepare(checkout: Checkout, moment: str) -> None:
    """Change something, so that there is something to run, or at least to bind."""
    # What the last one left, and the next build would remove, is no sign that this one binds.
    shutil.rmtree(checkout.root / "_build/aside", ignore_errors=True)
    page, table = checkout.root / "book/method.md", checkout.root / "data/paper/amounts.csv"
    digits = table.read_text(encoding="utf-8")
    if moment == "binding":
        page.write_text(page.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        table.write_text(digits.replace("7750.58", "7750.59"), encoding="utf-8")
    else:
        table.write_text(digits.replace("7750.59", "7750.58"), encoding="utf-8")


@pytest.mark.parametrize("number", CODES, ids=lambda one: one.name)
@pytest.mark.parametrize("moment", MOMENTS)
def test_build_that_is_interrupted_ends_with_one_line(
    half_built: Checkout, moment: str, number: signal.Signals
) -> None:
    prepare(half_built, moment)
    before = half_built.html().resolve()
    process = half_built.started("build")
    wait_until(lambda: MOMENTS[moment](half_built) or process.poll() is not None, moment)
    process.send_signal(number)
    assert process.wait(PATIENCE) == CODES[number], half_built.said
    said = half_built.said
    assert said.endswith(LINE)
    assert "Traceback" not in said
    assert "leaked" not in said
    wait_until(lambda: working_in(half_built) == [], "the end of every process")
    assert half_built.html().resolve() == before


def test_sweep_that_is_interrupted_resumes(quick: Checkout) -> None:
    (quick.root / "grid.yml").write_text("grid:\n  markets: {from: 46, to: 57}\n")
    process = quick.started("sweep", "markets", "--grid", "grid.yml")
    wait_until(lambda: " done after " in quick.said or process.poll() is not None, "a run")
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    stored = len(quick.runs())
    assert stored > 0
    again = quick.offshore("sweep", "markets", "--grid", "grid.yml")
    assert f"12 runs: {stored} stored, {12 - stored} to make." in again.stdout


def test_second_signal_changes_nothing(fresh: Checkout) -> None:
    process = fresh.started("build")
    wait_until(lambda: "Running" in fresh.said or process.poll() is not None, "runs")
    for _ in range(5):
        process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    assert fresh.said.count("Interrupted.") == 1
    assert "Traceback" not in fresh.said


def test_short_command_can_be_interrupted_too(fresh: Checkout) -> None:
    process = subprocess.Popen(
        [checkouts.PROGRAMS / "offshore", "validate"],
        cwd=fresh.root,
        env=checkouts.environment(fresh.root),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    said, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said, told) in ((143, "", OF_OTHERS), (0, said, ""))


def test_verification_that_is_interrupted_keeps_nothing_and_says_so(fresh: Checkout) -> None:
    process = fresh.started("verify", "--language", "en")
    wait_until(lambda: " done after " in fresh.said or process.poll() is not None, "a run")
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    assert fresh.said.endswith(OF_VERIFY)
    assert fresh.runs() == set()
    assert list((fresh.root / "_build/verification").iterdir()) == []

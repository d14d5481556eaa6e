"""Progress: each phase by its title, each run by what it is, and one live line in a terminal."""

import os
import pty
import subprocess
import sys

from checkouts import environment, here

from offshore.compendium import progress
from offshore.runs import planning

PROGRAM = """
import time
from offshore.compendium import progress
with progress.phase(progress.here(), "Running 3 runs", 3) as phase:
    for name in ("first", "second", "third"):
        phase.step(name, failed=name == "second")
        time.sleep(0.2)
"""


def test_a_log_has_a_line_for_the_phase_and_for_each_step() -> None:
    said: list[str] = []
    with progress.phase(said.append, "Running 3 runs", 3) as phase:
        for name in ("first", "second", "third"):
            phase.step(name, failed=name == "second")
    starts = [
        "Running 3 runs.",
        "  [1/3] first done",
        "  [2/3] second failed",
        "  [3/3] third done",
    ]
    assert [line.startswith(start) for line, start in zip(said, starts, strict=True)] == [True] * 4
    assert "s left" in said[1] and "1 failed" in said[2] and said[3].endswith("none left")


def test_many_steps_give_few_lines_and_every_failure() -> None:
    said: list[str] = []
    with progress.phase(said.append, "Running", 10_000) as phase:
        for number in range(10_000):
            phase.step(f"run {number}", failed=number == 5_000)
    assert len(said) < 100
    assert any("run 5000 failed" in line for line in said)
    assert said[-1].startswith("  [10000/10000] run 9999 done")


def test_a_terminal_has_one_live_line_and_keeps_only_failures() -> None:
    master, slave = pty.openpty()
    settings = environment(here().root) | {"TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=slave, stderr=slave, env=settings
    )
    os.close(slave)
    seen = b""
    try:
        while part := os.read(master, 4096):
            seen += part
    except OSError:  # the other end is closed
        pass
    os.close(master)
    assert process.wait() == 0
    shown = seen.decode()
    assert "Running 3 runs" in shown and "second failed" in shown
    assert "\x1b[2K" in shown  # the live line is written over
    assert "[1/3]" not in shown


def test_a_run_is_named_by_what_it_is() -> None:
    plain = planning.plan(here(), "growth", {})
    other = planning.plan(here(), "growth", {"language": "zh", "first_year": 2014})
    assert (plain.label, other.label) == ("growth, en", "growth, zh, first_year 2014")

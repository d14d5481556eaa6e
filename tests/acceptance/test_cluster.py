"""The same sweep on Dask's workers, which share no folder with the caller; one is killed."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from checkouts import PROGRAMS, Checkout, environment

TCP = re.compile(r"tcp://127\.0\.0\.1:\d+")


def start(folder: Path, log: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a program of Dask elsewhere, with no way to the checkout but the network."""
    with (folder / log).open("wb") as file:
        return subprocess.Popen(
            [PROGRAMS / "dask", *arguments],
            cwd=folder,
            env=environment(folder),
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_for(file: Path, pattern: re.Pattern[str], count: int = 1) -> list[str]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = pattern.findall(file.read_text(encoding="utf-8"))
        if len(found) >= count:
            return found
        time.sleep(0.1)
    raise AssertionError(f"after a minute not yet: {pattern.pattern} in {file.read_text()}")


@pytest.fixture
def away(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with two workers, each a process that can be killed."""
    folder = tmp_path / "away"
    folder.mkdir()
    local = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = start(folder, "scheduler.log", "scheduler", *local, "--port", "0")
    address = wait_for(folder / "scheduler.log", re.compile(r"Scheduler at:\s+(tcp://\S+)"))[0]
    worker = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    workers = [
        start(folder, f"worker-{n}.log", *worker, "--local-directory", str(folder / f"local-{n}"))
        for n in range(2)
    ]
    for number in range(2):
        wait_for(folder / f"worker-{number}.log", re.compile("Registered to"))
    yield address, workers
    for process in [*workers, scheduler]:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_all_runs_arrive_though_a_worker_is_killed(
    fresh: Checkout, away: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = away
    # A digit of this copy's own: what the workers compute with came over the network.
    fresh.replace("data/paper/amounts.csv", ",22049,", ",24000,")
    (fresh.root / "grid.yml").write_text("grid:\n  markets: {from: 46, to: 60}\n")
    sweep = ("sweep", "markets", "--grid", "grid.yml", "--scheduler", address)
    process = fresh.started(*sweep)
    while len(fresh.runs()) < 3 and process.poll() is None:
        time.sleep(0.05)
    assert process.poll() is None, fresh.said
    os.killpg(workers[0].pid, signal.SIGKILL)
    assert process.wait(timeout=300) == 0, fresh.said
    found = pd.read_csv(fresh.root / "_build/sweeps/markets-grid/runs.csv")
    assert list(found.status) == ["done"] * 15
    # 39 small markets of at most a million dollars each, of 240 million.
    assert found["value.small_share"][0] == pytest.approx(39 / 240)


def test_runs_of_a_cluster_are_those_of_this_machine(
    fresh: Checkout, away: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    (fresh.root / "grid.yml").write_text("grid:\n  markets: [46]\n")
    done = fresh.offshore("sweep", "markets", "--grid", "grid.yml", "--scheduler", away[0])
    assert done.returncode == 0, done.stderr
    (key,) = fresh.runs()
    made = fresh.root / f"_build/runs/{key}/notebook.ipynb"
    there = made.read_bytes()
    made.unlink()
    fresh.offshore("sweep", "markets", "--grid", "grid.yml")
    assert made.read_bytes() == there


def test_scheduler_that_does_not_answer_is_told(fresh: Checkout) -> None:
    (fresh.root / "grid.yml").write_text("grid:\n  markets: [46]\n")
    nowhere = "tcp://127.0.0.1:9"
    done = fresh.offshore("sweep", "markets", "--grid", "grid.yml", "--scheduler", nowhere)
    assert done.returncode == 1
    assert f"No Dask scheduler answers at {nowhere}" in done.stderr
    assert 'File "' not in done.stderr

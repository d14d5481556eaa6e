"""Sweeps that are killed: no run is lost, and none is made twice."""

import json
import os
import signal
import time

import pandas as pd
from checkouts import Checkout


def test_sweep_killed_at_any_moment_goes_on_without_a_run_lost_or_repeated(
    fresh: Checkout,
) -> None:
    (fresh.root / "grid.yml").write_text("grid:\n  markets: {from: 46, to: 60}\n")
    sweep = ("sweep", "markets", "--grid", "grid.yml")
    for wanted in (1, 4):
        process = fresh.started(*sweep)
        while len(fresh.runs()) < wanted and process.poll() is None:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    kept = {key: (fresh.root / f"_build/runs/{key}").stat().st_mtime_ns for key in fresh.runs()}
    assert 4 <= len(kept) < 15
    done = fresh.offshore(*sweep)
    assert done.returncode == 0, done.stderr
    assert f"15 runs: {len(kept)} stored, {15 - len(kept)} to make." in done.stdout
    assert len(fresh.runs()) == 15
    again = {key: (fresh.root / f"_build/runs/{key}").stat().st_mtime_ns for key in kept}
    assert again == kept, "a run that was stored was made again"
    ledger = (fresh.root / "_build/sweeps/markets-grid/attempts.jsonl").read_text()
    keys = [json.loads(line)["key"] for line in ledger.splitlines() if line.startswith("{")]
    assert len(keys) == len(set(keys))
    table = pd.read_csv(fresh.root / "_build/sweeps/markets-grid/runs.csv")
    assert set(table.status) == {"done"}

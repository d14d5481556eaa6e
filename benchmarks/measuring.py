"""Running a command and measuring it: seconds, and the memory of its whole tree of processes."""

import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

PAUSE = 0.3  # seconds between two looks at memory


@dataclass(frozen=True)
class Measured:
    """One way of doing something: seconds of each time it was done, and peak memory in bytes."""

    seconds: tuple[float, ...]
    memory: int

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return median(self.seconds)


def measure(
    commands: Sequence[Sequence[str | Path]],
    folder: Path,
    environment: Mapping[str, str],
    times: int,
    before: Sequence[str | Path] = (),
    own: bool = False,
) -> Measured:
    """Run commands, one after the other, several times; `before` is run each time, unmeasured.

    With `own`, the command says its seconds itself, on its last line.
    """
    seconds, memory = [], 0
    for _ in range(times):
        if before:
            subprocess.run(before, cwd=folder, env=environment, check=True)
        began = time.monotonic()
        for command in commands:
            printed, peak = _run(command, folder, environment)
            memory = max(memory, peak)
        taken = time.monotonic() - began
        seconds.append(float(printed.split()[-1]) if own else taken)
    return Measured(tuple(seconds), memory)


def _run(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]
) -> tuple[str, int]:
    """Run a command to its end; return what it printed, and the peak of its tree's memory.

    Ends the program, with what it printed, where it fails.
    """
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        peak = [0]
        watcher = threading.Thread(target=_watch, args=[process, peak], daemon=True)
        watcher.start()
        printed, _ = process.communicate()
        watcher.join()
    if process.returncode:
        raise SystemExit(f"{command} failed:\n{printed.decode()[-3000:]}")
    return printed.decode(), peak[0]


def _watch(process: subprocess.Popen[bytes], peak: list[int]) -> None:
    """Note the largest sum of proportional sizes: what forks share counts once."""
    root = psutil.Process(process.pid)
    while process.poll() is None:
        total = 0
        try:
            for member in [root, *root.children(recursive=True)]:
                total += member.memory_full_info().pss
        except psutil.Error:
            pass
        peak[0] = max(peak[0], total)
        time.sleep(PAUSE)

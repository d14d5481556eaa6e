"""What a run may take before it is stopped. No part of its key: a good result is the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Seconds for a cell, MiB of memory for each process of a run, MiB of a run's output."""

    cell_seconds: int = 600
    memory: int = 4096
    output_size: int = 20


USUAL = Limits()

"""The limits at which a run is stopped; not part of its key, as a good result is the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Seconds per cell, MiB of memory per process of a run, and MiB of output per run."""

    cell_seconds: int = 600
    memory: int = 4096
    output_size: int = 20


USUAL = Limits()

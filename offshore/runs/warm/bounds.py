"""The bounds of a notebook that is run in a forked kernel."""

from dataclasses import dataclass, field

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """The bounds of a kernel.

    `memory`: MiB for each process, None for no limit; `read_only`: the folder that it and all that
    it starts cannot change, "" for none.
    """

    memory: int | None = None
    read_only: str = ""


class OutputError(Exception):
    """A notebook's output exceeded its limit."""


@dataclass
class Bounded:
    """The bounds of a notebook; `exposed` if the sources should have been read-only but were not.

    `output` is in bytes, over all cells, None for no limit.
    """

    bounds: Bounds = field(default_factory=Bounds)
    output: int | None = None
    exposed: bool = False

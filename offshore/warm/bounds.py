"""What a notebook that is run in a forked kernel may do."""

from dataclasses import dataclass, field

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """What a kernel may do: `memory` in MiB for each process, None for no limit, and the
    folder that it and all that it starts cannot change, "" for none.
    """

    memory: int | None = None
    read_only: str = ""


class OutputError(Exception):
    """A notebook put out more than it may."""


@dataclass
class Bounded:
    """What a notebook may do; `exposed` where what was to be read-only to it was not.

    `output` is in bytes, over all cells, None for no limit.
    """

    bounds: Bounds = field(default_factory=Bounds)
    output: int | None = None
    exposed: bool = False

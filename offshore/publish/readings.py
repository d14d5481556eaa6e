"""The runs of the multiverse, which `book/multiverse/<notebook>.yml` ask for as a sweep's grid."""

from offshore import contract, grid, places
from offshore.publish import runs
from offshore.publish.runs import Run

PAGE = "multiverse"


def plan() -> list[Run]:
    """Return the runs of all grids, every set checked, nothing started."""
    files = sorted((places.book() / PAGE).glob("*.yml"))
    found = []
    for file in files:
        sets = grid.read(file, contract.read(file.stem))
        found += runs.plan_all(file.stem, sets)
    return found

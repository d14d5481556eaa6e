"""The runs of the multiverse, requested by the grids `book/multiverse/<notebook>.yml`."""

from offshore.compendium.root import Compendium
from offshore.notebook import contract, grid
from offshore.runs import planning
from offshore.runs.planning import Run

PAGE = "multiverse"


def plan(compendium: Compendium) -> list[Run]:
    """Return the runs of all grids, every set checked, nothing started."""
    files = sorted((compendium.book / PAGE).glob("*.yml"))
    found = []
    for file in files:
        sets = grid.sets_of(file, contract.read_contract(compendium, file.stem))
        found += planning.plan_all(compendium, file.stem, sets)
    return found

"""The runs of the multiverse, requested by the grids `book/multiverse/<notebook>.yml`."""

from offshore.compendium.root import Compendium
from offshore.notebook import contract, grid
from offshore.runs import planning
from offshore.runs.planning import Run

PAGE = "multiverse"


def plan(compendium: Compendium) -> list[Run]:
    """Return the runs of all grids, every set checked, nothing started.

    Nobody looks at their figures. Only a run that a chapter has, too, draws them.
    """
    files = sorted((compendium.book / PAGE).glob("*.yml"))
    found = []
    for file in files:
        promised = contract.read_contract(compendium, file.stem)
        sets = grid.sets_of(file, promised)
        runs = planning.plan_all(compendium, file.stem, sets, numbers_only=True)
        found += [
            planning.plan(compendium, file.stem, {}) if _published(run) else run for run in runs
        ]
    return found


def _published(run: Run) -> bool:
    """Tell whether a run has the parameters of the published chapter in English."""
    declared = run.contract.parameters
    return all(one == declared[name].default for name, one in run.recipe["parameters"].items())

"""papermill's default engine, except that the numbers of a notebook of ours get into its text.

So a copy that `papermill notebooks/growth.ipynb copy.ipynb` makes reads like the chapter in any
viewer. Every other notebook comes out as papermill's own engine leaves it.
"""

from typing import Any

from papermill.engines import NBClientEngine, papermill_engines
from papermill.log import logger

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.notebook import prose


class ReadableEngine(NBClientEngine):
    """papermill's default engine, and what makes an executed notebook readable."""

    NAME = "readable"

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Execute a notebook's cells; takes the options of papermill's default engine."""
        super().execute_managed_notebook(nb_man, kernel_name, **options)
        make_readable(nb_man.nb)
        for cell in nb_man.nb.cells:  # papermill then asks each for its state, added ones too
            cell.metadata.setdefault("papermill", {"status": nb_man.PENDING})


def make_readable(notebook: Any) -> None:
    """Write numbers into the text of a notebook that takes them from a run, unless it failed."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    if not any(map(prose.expressions, texts)) or notebook.metadata.papermill.get("exception"):
        return
    from offshore.notebook import copies  # imports pandas, which most runs of papermill need not

    if not copies.is_ours(notebook):  # somebody else may call something `run` too
        return
    try:
        copies.readable(notebook, copies.language_of(notebook, Compendium.here()))
    except UserError as fault:
        logger.warning(f"The text shows no numbers. {fault}")


# papermill loads the engines that packages offer after its own, so this replaces its default.
papermill_engines.register(None, ReadableEngine)

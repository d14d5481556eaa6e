"""What a notebook imports: one call to start, then tables, words, numbers and display items."""

import ast
import os
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.display.drawing import theme
from offshore.display.language import languages
from offshore.notebook import contract
from offshore.notebook.guard import guard
from offshore.notebook.parameters import resolve
from offshore.notebook.showing import Session

INJECTED = "# Parameters"  # the first line of the cell that papermill adds


def start(notebook: str, namespace: MutableMapping[str, Any], tables: Sequence[str]) -> Session:
    """Check the notebook's parameters and return its run.

    `namespace` is the notebook's `globals()`. Raises UserError for a parameter that is
    unknown, of the wrong type or outside what is allowed, and for an unknown table.
    """
    compendium = Compendium.here()
    promised = contract.read_contract(compendium, notebook)
    given = {name: namespace[name] for name in promised.parameters if name in namespace}
    given |= dict.fromkeys(_injected_names(namespace) - set(promised.parameters))
    values = resolve(promised.parameters, given, notebook)
    for name in tables:
        package.resource(name, compendium.data)
    if os.environ.get("OFFSHORE_RUN"):
        guard(compendium, {package.path(name, compendium.data).resolve() for name in tables})
    language = languages(compendium)[values.get("language", "en")]
    if os.environ.get(contract.NUMBERS_ONLY):
        from offshore.notebook.unseen import Unseen, draw_nothing  # imports what pandas asks for

        draw_nothing(namespace)
        return Unseen(notebook, tables, language, values)
    theme.apply()
    return Session(notebook, tables, language, values)


def _injected_names(namespace: Mapping[str, Any]) -> set[str]:
    """Return the names that papermill's injected cells set, from IPython's input history."""
    cells = [cell for cell in namespace.get("In", []) if cell.startswith(INJECTED)]
    assignments = [node for cell in cells for node in ast.parse(cell).body]
    return {
        target.id
        for node in assignments
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

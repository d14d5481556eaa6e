"""A notebook being run for its numbers and verdicts alone: nothing is drawn, no table is worded."""

import sys
from collections.abc import Mapping, MutableMapping
from types import ModuleType
from typing import Any, NoReturn

import numpy as np
import pandas as pd
from IPython.display import display

from offshore.compendium.errors import UserError
from offshore.display import mime
from offshore.notebook.showing import Session

DRAWING = ("seaborn", "offshore.display.drawing")  # what draws; whatever is below it, too
REFUSAL = (
    "This run has numbers only, and the notebook asks what a drawing looks like. "
    "Run it without --numbers-only."
)


class Nowhere(ModuleType):
    """Stands for whatever draws or is drawn on, and takes everything that is done to it.

    Nothing can be read from it: a number that hangs on a drawing is refused, never made up.
    """

    def __getattr__(self, name: str) -> Any:
        """Return itself; raises AttributeError for what Python's own protocols look for."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> "Nowhere":
        """Draw nothing."""
        return self

    def __getitem__(self, _: object) -> "Nowhere":
        """Return itself."""
        return self

    def __setitem__(self, _: object, __: object) -> None:
        """Set nothing."""

    def __repr__(self) -> str:
        """Return what a cell shows that ends with a drawing."""
        return "not drawn"

    def _refuse(self, *_: object) -> NoReturn:
        raise UserError(REFUSAL)

    __bool__ = __len__ = __iter__ = __float__ = __int__ = __index__ = __str__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __format__ = __array__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __neg__ = __abs__ = __round__ = __contains__ = _refuse
    __hash__ = ModuleType.__hash__


NOWHERE = Nowhere(__name__)
plot = NOWHERE  # pandas looks for this name in the module that plots for it
with pd.option_context("plotting.backend", __name__):
    pass  # it takes 0.1 s to look for it the first time


class Unseen(Session):
    """A run whose figures and tables nobody looks at; numbers and verdicts are as in any other."""

    def axes(self, rows: int = 1, columns: int = 1, *_: object, **options: Any) -> Any:
        """Return a figure that is not drawn, and as many axes as `Session.axes` would."""
        every = np.empty((rows, columns), dtype=object)
        for place in np.ndindex(every.shape):
            every[place] = NOWHERE
        if not options.get("squeeze", True):
            return NOWHERE, every
        return NOWHERE, NOWHERE if every.size == 1 else every.squeeze()

    def _record(self, bundle: Mapping[str, Any], listed: str) -> None:  # noqa: ARG002
        display({kind: one for kind, one in bundle.items() if kind != mime.OUTSIDE}, raw=True)

    def figure(self, *_: object, **__: object) -> None:
        """Show nothing."""

    def show_table(self, *_: object, **__: object) -> None:
        """Show nothing."""

    def passages(self, *_: object, **__: object) -> None:
        """Show nothing."""


def draw_nothing(namespace: MutableMapping[str, Any]) -> None:
    """Have what a notebook imports, or has imported into `namespace`, draw nothing.

    Modules that have been imported elsewhere keep what they have.
    """
    namespace.update({name: NOWHERE for name, one in namespace.items() if _draws(one)})
    pd.set_option("plotting.backend", __name__)
    for name in [name for name in sys.modules if name.startswith(DRAWING)]:
        sys.modules[name] = NOWHERE
    sys.modules |= dict.fromkeys(DRAWING, NOWHERE)


def _draws(one: object) -> bool:
    name = one.__name__ if isinstance(one, ModuleType) else getattr(one, "__module__", None)
    return isinstance(name, str) and f"{name}.".startswith(tuple(f"{each}." for each in DRAWING))

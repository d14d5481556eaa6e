"""A notebook that is open in JupyterLab: what a reader sees of it and does with it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reading import one_line
from waiting import PATIENCE

from offshore.display.mime import NUMBERS

SCRIPT = Path(__file__).with_suffix(".js")
SIZE = {"width": 1200, "height": 900}
TALLEST = 16_000  # pixels that Chromium takes a picture of


@dataclass(frozen=True)
class Notebook:
    """A notebook by the id of its tab; `opened.js` has what is asked of the page."""

    page: Any
    id: str

    @property
    def texts(self) -> dict[str, str]:
        """Each cell of text as it is rendered, by its id."""
        return {name: one_line(text) for name, text in self._ask("texts").items()}

    @property
    def outputs(self) -> list[dict[str, Any]]:
        """The outputs of all cells of code, as the format has them."""
        return [one for given in self._ask("outputs").values() for one in given]

    @property
    def numbers(self) -> dict[str, str]:
        """The numbers that the cells recorded, in words, by name."""
        bundles = [output.get("data", {}).get(NUMBERS, {}) for output in self.outputs]
        return {name: said for bundle in bundles for name, said in bundle.items()}

    @property
    def faults(self) -> list[str]:
        """What a reader is not to see: errors, warnings, expressions that failed."""
        wrong = [output for output in self.outputs if output["output_type"] != "display_data"]
        said = [one.get("evalue") or "".join(one.get("text", "?")) for one in wrong]
        return said + self._ask("refused")

    @property
    def is_trusted(self) -> bool:
        """Whether JupyterLab shows everything of it, scripts included."""
        return bool(self._ask("isTrusted"))

    def cell(self, name: str) -> Any:
        """Return where a cell is on the page."""
        return self._find(f'.jp-Cell[data-windowed-list-index="{self._ask("places")[name]}"]')

    def set_parameter(self, name: str, value: object) -> None:
        """Write another value into the parameters cell, as a reader does."""
        line = self._find(".jp-CodeCell .cm-line", has_text=re.compile(rf"^{name}: ")).first
        new = re.sub(r"= .*?  #", lambda _: f"= {value!r}  #", line.inner_text())
        line.click(position={"x": 2, "y": 5})
        self.page.keyboard.press("Home")
        self.page.keyboard.press("Shift+End")
        self.page.keyboard.insert_text(new)

    def run_all(self) -> None:
        """Choose "Run All Cells"; wait until every cell and every expression has its value."""
        self.wait_for("isReady")
        self._ask("watch")
        self.page.click('.lm-MenuBar-itemLabel:text-is("Run")')
        self.page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
        self.wait_for("isDone")
        self.wait_for("isShown")
        self._ask("painted")

    def wait_for(self, state: str) -> None:
        """Wait until what `opened.js` has under a name is true."""
        told = f"id => opened.{state}(id)"
        self.page.wait_for_function(told, arg=self.id, timeout=PATIENCE * 1000, polling=50)

    def screenshot(self, file: Path) -> None:
        """Write a picture of the whole notebook."""
        self.page.set_viewport_size({**SIZE, "height": min(self._ask("height"), TALLEST)})
        self._ask("toTop")
        self._ask("painted")
        self.page.screenshot(path=str(file))
        self.page.set_viewport_size(SIZE)

    def close(self) -> None:
        """Close it with its kernel, and do not save."""
        self._ask("close")

    def _ask(self, name: str) -> Any:
        return self.page.evaluate(f"id => opened.{name}(id)", self.id)

    def _find(self, selector: str, **options: Any) -> Any:
        return self.page.locator(f'[id="{self.id}"] {selector}', **options)

"""Tables that a reader can filter and sort, with the DataTables bundled in itables.

The script is part of the book and loads from no other host; without it the table is whole.
"""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from offshore.book.handover import FILTERED

SCRIPT, STYLE = "filtering.js", "filtering.css"
# The bundle is a module, which browsers do not load from a file: its export statement, at the
# end, becomes the start of our script.
EXPORT = re.compile(r"export\{(?P<names>[^}]*)\}")
START = """
for (const table of document.querySelectorAll("table.%s")) {
  new DataTable(table, {paging: false, order: [], autoWidth: false, language: %s});
}
"""


def write(app: Sphinx) -> None:
    """Write the script and the style sheet into the built book."""
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    bundle = files("itables") / "html"
    script = classic((bundle / "dt_bundle.js").read_text(encoding="utf-8"))
    start = START % (FILTERED, json.dumps(app.offshore_inputs["filtering"], ensure_ascii=False))
    (folder / SCRIPT).write_text(f'(() => {{"use strict";{script}{start}}})();', encoding="utf-8")
    style = (bundle / "dt_bundle.css").read_text(encoding="utf-8")
    (folder / STYLE).write_text(style, encoding="utf-8")


def classic(module: str) -> str:
    """Return a module's text as a classic script, its default export named DataTable.

    Raises ValueError if there is none, as may happen in a later itables.
    """
    found = EXPORT.search(module)
    name = re.search(r"(\w+) as default", found["names"]) if found else None
    if not found or not name:
        raise ValueError("itables' dt_bundle.js exports no default: filtering.py must follow it.")
    return module[: found.start()] + f"const DataTable={name[1]};" + module[found.end() :]


def add_to_page(app: Sphinx, _: str, __: str, ___: dict[str, Any], doctree: Any) -> None:
    """Load both on pages that have a table to filter."""
    tables = doctree.findall(nodes.table) if doctree else ()
    if any(FILTERED in table["classes"] for table in tables):
        app.add_js_file(SCRIPT, loading_method="defer")
        app.add_css_file(STYLE)

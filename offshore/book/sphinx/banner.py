"""The banner on every page of an edition that is not the published one."""

import shutil
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from offshore.book.handover import CERTIFICATE, CHANGED, COMPARISON
from offshore.display.markdown import anchor

TEMPLATES, STYLE = "_templates", "banner.css"
OWN, PUBLISHED = "own", "published"  # Sphinx's tags for text that only one kind of edition shows


def prepare(app: Sphinx) -> None:
    """Set the tag that pages test for, and write the banner's style if there is a banner."""
    app.tags.add(OWN if app.offshore_inputs["own"] else PUBLISHED)
    if app.offshore_inputs["banner"]:
        # Not a static file: Jupyter Book has every page load all of those.
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(app.srcdir) / TEMPLATES / STYLE, static / STYLE)


def _full_list(app: Sphinx, page: str) -> str:
    """Return the address of the list of changes, "" in a book without a certificate."""
    if CERTIFICATE not in app.env.found_docs:
        return ""
    return f"{app.builder.get_relative_uri(page, CERTIFICATE)}#{anchor(CHANGED)}"


def add_to_page(app: Sphinx, page: str, _: str, context: dict[str, Any], __: Any) -> None:
    """Give each page its banner, and tell search engines of an edition that is not published."""
    banner, own = app.offshore_inputs["banner"], app.offshore_inputs["own"]
    if not banner:
        return
    app.add_css_file(STYLE)
    compared = app.builder.get_relative_uri(page, COMPARISON) if banner["compared"] else ""
    context["banner"] = banner | {"list": _full_list(app, page), "comparison": compared}
    if own or app.offshore_inputs["preview"]:
        description = " ".join([banner["title"], *banner["sentences"]])
        named = {"description": description, "robots": "noindex"}
        named |= {"edition": own} if own else {}
        tags = [f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()]
        context["metatags"] = "\n".join([context.get("metatags", ""), *tags])

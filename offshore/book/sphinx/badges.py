"""The badge beside each number of the paper, linked to its claim, and the legend below a page."""

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

ANCHOR = "claim-"  # with a claim's id: the anchor of its row
CLASS = "verdict"


def link(given: dict[str, Any], page: str) -> nodes.reference:
    """Return a badge as a link; `page` is the audit's address, relative to the current page.

    Where the audit has no rows, since its run failed, there is no claim in `given`.
    Its symbol tells marks apart by shape; a screen reader reads the word instead.
    """
    row = f"#{ANCHOR}{given['claim']}" if given["claim"] else ""
    made = nodes.reference("", "", internal=True, refuri=page + row)
    made["classes"] = [CLASS, given["mark"]]
    made["reftitle"] = given["title"]
    seen = f'<span aria-hidden="true">{escape(given["sign"])}</span>'
    heard = f'<span class="visually-hidden">{escape(given["word"])}</span>'
    made += nodes.raw("", seen + heard, format="html")
    return made


def add_legend(app: Sphinx, doctree: nodes.document, _: str) -> None:
    """Explain, in one line at the end of a page, the marks that it uses; no marks, no line."""
    badges = [one for one in doctree.findall(nodes.reference) if CLASS in one["classes"]]
    used = {mark for badge in badges for mark in badge["classes"]}
    told = [one for one in app.offshore_inputs["legend"] if one["mark"] in used]
    sections = [one for one in doctree.children if isinstance(one, nodes.section)]
    if told and sections:
        sections[-1] += legend(told)


def legend(told: list[dict[str, str]]) -> nodes.raw:
    """Return the signs of a page, each with what it means."""
    shown = " ".join(
        f'<span><b class="{CLASS} {escape(one["mark"])}">{escape(one["sign"])}</b> '
        f"{escape(one['meaning'])}</span>"
        for one in told
    )
    return nodes.raw("", f'<p class="legend-of-marks">{shown}</p>', format="html")

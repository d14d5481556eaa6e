"""The badge beside each number of the paper: its verdict, linked to its row in the audit."""

from html import escape
from typing import Any

from docutils import nodes

ANCHOR = "claim-"  # with a claim's id: the anchor of its row


def link(given: dict[str, Any], page: str) -> nodes.reference:
    """Return a badge as a link; `page` is the audit's address, relative to the current page.

    Its symbol tells verdicts apart by shape; a screen reader reads the word instead.
    """
    made = nodes.reference("", "", internal=True, refuri=f"{page}#{ANCHOR}{given['claim']}")
    made["classes"] = ["verdict", given["verdict"]]
    made["reftitle"] = given["title"]
    seen = f'<span aria-hidden="true">{escape(given["sign"])}</span>'
    heard = f'<span class="visually-hidden">{escape(given["word"])}</span>'
    made += nodes.raw("", seen + heard, format="html")
    return made

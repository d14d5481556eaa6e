"""Switching languages: links between the editions on every page."""

from html import escape
from typing import Any

from sphinx.application import Sphinx

SCRIPT = "languages.js"


def add_to_page(app: Sphinx, page: str, _: str, context: dict[str, Any], __: Any) -> None:
    """Give each page's head and its switch the page's address in every language."""
    editions = [
        one | {"address": f"{context['content_root']}../{one['code']}/{page}.html"}
        for one in app.offshore_inputs["editions"]
    ]
    context["languages"] = [one for one in editions if one["tag"] != context["language"]]
    links = [
        f'<link rel="alternate" hreflang="{one["tag"]}" href="{escape(one["address"])}">'
        for one in editions
    ]
    context["metatags"] = "\n".join([context.get("metatags", ""), *links])

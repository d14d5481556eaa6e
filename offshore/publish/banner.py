"""What stands on every page of an edition that is not the published one: what it is instead."""

import shutil
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from offshore.publish.certificate import CHANGED, FILE
from offshore.publish.differences import Change, Differences, typed
from offshore.show.language import Language
from offshore.show.markdown import anchor

SHOWN = 4  # changes that a banner names
LONGEST = 40  # signs of a value or of a name
TEMPLATES, STYLE = "_templates", "banner.css"
OWN, PUBLISHED = "own", "published"  # Sphinx's tags for what only pages of one of the two say


def described(differing: Differences) -> dict[str, Any]:
    """Return the banner's title, sentences and words of its link, in plain text.

    Nothing for a published edition from the accepted tables.
    """
    words = differing.language
    if not differing and not differing.own:
        return {}
    return {
        "label": words.text("About this edition"),
        "title": _title(differing),
        "sentences": list(_sentences(differing)),
        "more": words.text("The full list"),
    }


def _title(differing: Differences) -> str:
    words = differing.language
    if differing.own:
        return words.text(
            "This is “{name}”, a custom edition, not the published one.", name=differing.own
        )
    return words.text("This edition is made from tables that are not the accepted ones.")


def _sentences(differing: Differences) -> Iterator[str]:
    words = differing.language
    if differing.changes:
        yield words.text("Changed parameters: {list}.", list=_changes(differing.changes, words))
    elif differing.own:
        yield words.text("Its parameters are the published ones.")
    if differing.tables:
        names = [_short(table.name) for table in differing.tables]
        listed = _listed(names[:SHOWN], len(names), words)
        yield words.text("Tables that differ from their recorded hash: {list}.", list=listed)
    if differing:
        yield words.text("The prose was written for the published edition and may not fit.")


def _changes(changes: Sequence[Change], words: Language) -> str:
    """Return the first changes, notebook by notebook, and how many more there are."""
    parts = []
    for notebook, group in groupby(changes[:SHOWN], key=lambda one: one.notebook):
        told = words.text(", ").join(_change(one, words) for one in group)
        parts.append(words.text("{notebook}: {changes}", notebook=_short(notebook), changes=told))
    return _listed(parts, len(changes), words)


def _change(one: Change, words: Language) -> str:
    return words.text(
        "{parameter} {value} (published: {published})",
        parameter=one.parameter,
        value=_short(typed(one.here)),
        published=_short(typed(one.published)),
    )


def _listed(parts: list[str], total: int, words: Language) -> str:
    more = [words.text("{count} more", count=total - SHOWN)] if total > SHOWN else []
    return words.text("; ").join([*parts, *more])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def prepare(app: Sphinx) -> None:
    """Set the tag that pages ask for, and write the banner's style where there is one."""
    app.tags.add(OWN if app.offshore_inputs["own"] else PUBLISHED)
    if app.offshore_inputs["banner"]:
        # Not among the static files, all of which Jupyter Book has every page load.
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(app.srcdir) / TEMPLATES / STYLE, static / STYLE)


def _full_list(app: Sphinx, page: str) -> str:
    """Return the address of the list of changes, "" in a book without a certificate."""
    certificate = FILE.removesuffix(".md")
    if certificate not in app.env.found_docs:
        return ""
    return f"{app.builder.get_relative_uri(page, certificate)}#{anchor(CHANGED)}"


def add_to_page(app: Sphinx, page: str, _: str, context: dict[str, Any], __: Any) -> None:
    """Hand each page its banner, and its head the name of a custom edition."""
    told, own = app.offshore_inputs["banner"], app.offshore_inputs["own"]
    if not told:
        return
    app.add_css_file(STYLE)
    context["banner"] = told | {"list": _full_list(app, page)}
    if own:
        description = " ".join([told["title"], *told["sentences"]])
        named = {"edition": own, "description": description, "robots": "noindex"}
        tags = [f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()]
        context["metatags"] = "\n".join([context.get("metatags", ""), *tags])

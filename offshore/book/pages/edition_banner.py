"""The text of a custom edition's banner, on every page: how it differs from the published one."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from offshore.book.differences import Change, Differences, typed
from offshore.data.borrowed import Borrowed
from offshore.display.language import RUN_ON, Language

SHOWN = 4  # changes that a banner lists
LONGEST = 40  # characters of a value or a name
DIGITS = 12  # characters of a hash
OWN_DATA = "This book is made from data of the user's own: {title}."
PACKAGE = "Data package {name}, SHA-256 {digest}…"
INVENTED = "All its figures are invented."


def described(
    differing: Differences, failed: Sequence[str] = (), compared: bool = False
) -> dict[str, Any]:
    """Return the banner's title, sentences and link texts, as plain text.

    `failed`: the pages whose runs failed, which makes it a preview. Empty for a published edition
    made from the accepted tables. `compared`: there is a page that says what differs from the
    recorded results.
    """
    words = differing.language
    if not differing and not differing.own and not failed:
        return {}
    titles = [_of_preview(failed, words)] if failed else []
    titles += [_title(differing)] if differing or differing.own else []
    return {
        "label": words.text("About this edition"),
        "title": words.listed(titles, RUN_ON),
        "sentences": list(_sentences(differing)),
        "more": words.text("The full list"),
        "compared": words.text("What moved in the results") if compared else "",
    }


def _of_preview(failed: Sequence[str], words: Language) -> str:
    """Return that it is a preview, with the names of pages, as their addresses have them."""
    text = (
        "This is a preview with {count} failed sections: {list}. It is not published."
        if len(failed) > 1
        else "This is a preview with {count} failed section: {list}. It is not published."
    )
    listed = _listed([_short(name) for name in failed[:SHOWN]], len(failed), words)
    return words.text(text, count=len(failed), list=listed)


def _title(differing: Differences) -> str:
    words = differing.language
    if differing.borrowed:
        title = differing.borrowed.title(words.code)
        return words.text(OWN_DATA, title=_short(title))
    if differing.own:
        return words.text(
            "This is “{name}”, a custom edition, not the published one.", name=differing.own
        )
    return words.text("This edition is made from tables that are not the accepted ones.")


def _sentences(differing: Differences) -> Iterator[str]:
    words = differing.language
    if differing.borrowed:
        yield from _of_package(differing.borrowed, words)
    if differing.changes:
        yield words.text("Changed parameters: {list}.", list=_changes(differing.changes, words))
    elif differing.own and not differing.borrowed:
        yield words.text("Its parameters are the published ones.")
    if differing.tables:
        names = [_short(table.name) for table in differing.tables]
        listed = _listed(names[:SHOWN], len(names), words)
        yield words.text("Tables that differ from their recorded hash: {list}.", list=listed)
    if differing and not differing.borrowed:
        yield words.text("The prose was written for the published edition and may not fit.")


def _of_package(package: Borrowed, words: Language) -> Iterator[str]:
    """Yield which data package it is, and that its figures are invented, if they are."""
    yield words.text(PACKAGE, name=_short(package.name), digest=package.digest[:DIGITS])
    if package.invented:
        yield words.text(INVENTED)


def _changes(changes: Sequence[Change], words: Language) -> str:
    """Return the first changes, notebook by notebook, and how many more there are."""
    parts = []
    for notebook, group in groupby(changes[:SHOWN], key=lambda one: one.notebook):
        listed = words.text(", ").join(_change(one, words) for one in group)
        parts.append(words.text("{notebook}: {changes}", notebook=_short(notebook), changes=listed))
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

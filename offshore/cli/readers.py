"""Commands for readers: build the book and serve it."""

import time
from pathlib import Path

import click

from offshore.cli.group import main
from offshore.cli.options import (
    FOLDER,
    PARAMETER,
    PARAMETERS,
    SCHEDULER,
    for_books,
    limited,
    means_of,
)
from offshore.compendium import progress
from offshore.compendium.errors import UserError, near


@main.command()
@click.option(
    "--edition", help="A name for an edition of your own. It becomes a folder in _build/."
)
@click.option("--language", help="The language of the edition. Default: all, or en for your own.")
@click.option("--data", type=FOLDER, help="A data package of your own to make the book from.")
@PARAMETER
@PARAMETERS
@SCHEDULER
@click.option(
    "--keep-going", is_flag=True, help="Where a run fails, bind a preview that says so; still fail."
)
@limited
def build(
    edition: str | None,
    language: str | None,
    data: Path | None,
    options: tuple[str, ...],
    parameters: Path | None,
    scheduler: str | None,
    keep_going: bool,
    **limits: int,
) -> None:
    """Build the book and say where to open it. Only runs that are missing are made.

    \b
    offshore build
    offshore build --language zh
    offshore build --edition from-2014 -p growth.first_year=2014
    offshore build --data my-city --language zh
    offshore build --edition mine --parameters mine.yml
    with, in mine.yml:
      growth.first_year: 2014
      outlook: {horizon: 8}

    To change parameters, name an edition with --edition. With --data, the book is a generic one:
    growth, facts, audit, severity and data of your own package. The published book stays as it is.
    With --keep-going, a book some of whose runs failed is bound in _build/preview, which is
    never published.
    """
    from offshore.book import editions
    from offshore.display.language import SOURCE, languages
    from offshore.notebook import given

    here = for_books("offshore build")
    began = time.monotonic()
    published = list(languages(here))
    changed = bool(options or parameters)
    if data:
        from offshore.book.own import composing

        if scheduler:
            raise UserError("--scheduler does not go with --data. Leave it out: a book is quick.")
        here = composing.compose(here, data)
        edition = edition or composing.edition_of(here, [*published, *editions.taken(here)])
    if (edition or "").lower() in published or (changed and edition is None):
        raise UserError(
            f"Editions {', '.join(published)} are published and keep languages and defaults.\n"
            "Name yours, for example --edition mine."
        )
    means = means_of(here, scheduler, **limits)
    if edition is not None:
        code = SOURCE if language is None else language
        changes = given.for_edition(here, options, parameters)
        made = editions.build(here, edition, code, changes, progress.here(), means, keep_going)
    else:
        codes = published if language is None else [language]
        made = editions.publish(here, codes, progress.here(), means, keep_going)
    if data:
        click.echo("\n".join(composing.notes(here, data)))
    click.echo(f"{made.summary} {time.monotonic() - began:.1f} s.\nOpen {near(made.front)}")


@main.command()
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port to listen on. 0 picks a free one.",
)
def serve(port: int) -> None:
    """Serve the book on this machine only; rebuild and reload when a source changes."""
    here = for_books("offshore serve")
    from offshore.book.serving.server import serve as serve_book

    raise SystemExit(serve_book(here, port, click.echo))

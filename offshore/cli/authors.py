"""Commands for authors: check the data, update the translations, retake the picture."""

import click

from offshore.cli.group import main
from offshore.cli.options import for_books, limited, means_of
from offshore.compendium import progress
from offshore.compendium.errors import UserError, near
from offshore.compendium.root import Compendium


@main.command()
@click.option(
    "--accept",
    is_flag=True,
    help="Record the tables as they are now, after you have reviewed them.",
)
def validate(accept: bool) -> None:
    """Check every table of data/ against data/datapackage.json.

    Checks schemas, types, units, keys, hashes and ranges. For each fault it names the file,
    the row, the column and the value, and says what is allowed.
    """
    from offshore.audit.rules import RULES
    from offshore.data import validation as checks
    from offshore.data.faults import told

    here = Compendium.here()
    if accept:
        here.require_checkout("offshore validate --accept")
        checks.accept(here.data, RULES)
    if faults := checks.faults(here.data, RULES):
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise UserError("\n".join([*told(faults), f"{count} in data/."]))
    click.echo("data/ is as data/datapackage.json says.")


@main.command()
@limited
def record(**limits: int) -> None:
    """Record what the published editions say, in results/, for `offshore verify` to compare with.

    Only runs that are missing are made. Says what differs from the last record. Refuses tables
    that are not accepted, and keeps the last record if a run fails. Nothing else ever records.
    """
    from offshore.reviewers.verification import recording

    here = Compendium.here()
    here.require_checkout("offshore record")
    changes = recording.make(here, progress.here(), means_of(here, None, **limits))
    click.echo("\n".join([*changes, f"Recorded in {near(here.recorded)}; commit it."]))


@main.command()
def translations() -> None:
    """Update the translation catalogues from the English text; list what is missing."""
    here = for_books("offshore translations")
    from offshore.book import catalogues

    click.echo("\n".join(catalogues.report(here, catalogues.update(here))))


@main.command()
def screenshot() -> None:
    """Retake the picture in README.md; needs Chromium."""
    here = for_books("offshore screenshot")
    from offshore.book import editions
    from offshore.book.screenshot import take

    made = editions.publish(here, ["en"], progress.here())
    click.echo(f"Took {take(here, made.front.parent).name}.")

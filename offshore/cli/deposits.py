"""Commands that hand the compendium over: the deposit."""

from pathlib import Path

import click

from offshore.cli.group import main
from offshore.cli.options import for_books
from offshore.compendium import progress
from offshore.compendium.errors import near
from offshore.compendium.system import require_extra


@main.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write. Default: in _build/deposit.",
)
def deposit(output: Path | None) -> None:
    """Write code, data, results and book as one archive for a repository.

    A ZIP with the sources of the commit, the executed notebooks and the book in each
    language, every figure and table, and the record of every run, described as an RO-Crate;
    with .zenodo.json, CITATION.cff, and a README in the form of the social science data
    editors. The same commit gives the same bytes. Nothing may be uncommitted. The files are
    dated by SOURCE_DATE_EPOCH, else as the commit is.
    """
    here = for_books("offshore deposit")
    require_extra("offshore deposit", "review")
    from offshore.reviewers.deposit import deposit as deposits

    made = deposits.make(here, output, progress.here())
    click.echo(f"{made.files} files, of commit {made.commit[:12]}.\n{near(made.file)}")

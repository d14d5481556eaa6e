"""Commands for reviewers: run a notebook, sweep its parameters, open it in JupyterLab."""

from pathlib import Path

import click

from offshore.cli.group import main
from offshore.cli.options import (
    FILE,
    NUMBERS_ONLY,
    PARAMETER,
    PARAMETERS,
    RESULTS,
    SCHEDULER,
    limited,
    means_of,
)
from offshore.compendium import destinations, progress
from offshore.compendium.errors import UserError, near
from offshore.compendium.root import Compendium


@main.command()
@click.argument("notebook")
@PARAMETER
@PARAMETERS
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the executed notebook here, to read in any viewer.",
)
@NUMBERS_ONLY
@limited
def run(
    notebook: str,
    options: tuple[str, ...],
    parameters: Path | None,
    output: Path | None,
    numbers_only: bool,
    **limits: int,
) -> None:
    """Run one notebook and say where the result is.

    \b
    offshore run growth
    offshore run growth -p first_year=2014 -p currency=CNY -o from-2014.ipynb
    offshore run growth --parameters mine.yml
    with, in mine.yml:
      first_year: 2014
      currency: CNY
    """
    from offshore.book import editions
    from offshore.notebook import given

    here = Compendium.here()
    values = given.for_notebook(here, notebook, options, parameters)
    means = means_of(here, None, **limits)
    made = editions.run_one(here, notebook, values, output, progress.here(), means, numbers_only)
    click.echo(f"Open {near(made)}")


@main.command()
@click.argument("notebook")
@click.option(
    "--grid", required=True, type=FILE, help="A YAML file that lists the sets of parameters."
)
@PARAMETER
@PARAMETERS
@RESULTS
@click.option("--retry", is_flag=True, help="Retry the runs that failed before.")
@NUMBERS_ONLY
@SCHEDULER
@limited
def sweep(
    notebook: str,
    grid: Path,
    options: tuple[str, ...],
    parameters: Path | None,
    output: Path | None,
    retry: bool,
    numbers_only: bool,
    scheduler: str | None,
    **limits: int,
) -> None:
    """Run one notebook with many sets of parameters.

    \b
    offshore sweep growth --grid grid.yml
    offshore sweep growth --grid grid.yml -p growth_basis=recomputed
    with, in grid.yml:
      grid:
        first_year: {from: 2013, to: 2016}
        currency: [USD, CNY]
      sets: cases.csv

    Every set is checked before the first run. -p and --parameters set values that all sets
    share. Runs that are stored are not repeated, so an interrupted sweep resumes where it
    stopped. Writes runs.csv, runs.parquet and index.html to _build/sweeps, or to --output. With
    --numbers-only a sweep takes about a third of the time, and a tenth of the disk.
    """
    from offshore.notebook import given
    from offshore.reviewers import sweep as sweeps

    here = Compendium.here()
    destinations.check_folder(here, output)
    fixed = given.for_notebook(here, notebook, options, parameters)
    planned = sweeps.plan(here, notebook, grid, fixed, numbers_only)
    folder = output or sweeps.folder_of(here, notebook, grid)
    made = sweeps.sweep(
        planned, folder, progress.here(), means_of(here, scheduler, **limits), retry
    )
    click.echo(f"{made.total} runs, {made.made} made now.\nOpen {near(made.page)}")
    if made.failures:
        advice = "Look at them in _build/failed, then try these again with --retry."
        head = f"{len(made.failures)} of {made.total} runs failed; the others are kept."
        raise UserError("\n".join([head, *made.failures[: sweeps.SHOWN], advice]))


@main.command()
@click.option("--delete", is_flag=True, help="Delete them. Otherwise only say how many there are.")
def prune(delete: bool) -> None:
    """Say which stored runs no edition and no sweep needs, or delete them.

    Needed are the runs of the published editions, of each book in _build, and of each sweep in
    _build/sweeps. To let go of a sweep, delete its folder first. What is deleted can be made
    again; it costs time, no more.
    """
    from offshore.reviewers import pruning

    found = pruning.spare(Compendium.here())
    told = f"{len(found.runs)} runs and {len(found.pictures)} pictures, {found.size / 1e6:.1f} MB"
    click.echo(f"{found.needed} runs are needed. Not needed: {told}.")
    if delete:
        found.delete()
        click.echo("They are deleted.")
    elif found.size:
        click.echo("Nothing is deleted yet. Delete them: offshore prune --delete")


@main.command()
@click.option("--language", default="en", help="The language of the text. Default: en.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="The port of JupyterLab. Default: a free one."
)
def lab(language: str, port: int | None) -> None:
    """Open the notebooks in JupyterLab, where the numbers in the text follow the parameters.

    In another language than English, translated copies are opened. They are in _build/lab, and
    stay as they are until you delete them.
    """
    from offshore.display.language import chosen
    from offshore.reviewers import lab as opened

    here = Compendium.here()
    raise SystemExit(opened.start(here, chosen(here, language), port))


@main.command()
@click.argument("notebook", required=False)
def parameters(notebook: str | None) -> None:
    """List the parameters of one notebook or of all: type, default, meaning, allowed values."""
    from offshore.notebook import contract

    here = Compendium.here()
    for name in [notebook] if notebook else contract.names(here):
        promised = contract.read_contract(here, name)
        click.echo(f"{promised.name}")
        for item in promised.parameters.values():
            click.echo(f"  {item.name}: {item.kind} = {item.default!r}")
            click.echo(f"      {item.help} Allowed: {item.allowed}.")

"""Commands for reviewers: run a notebook, sweep its parameters, audit the paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from offshore.cli.group import main
from offshore.cli.options import (
    FILE,
    FOLDER,
    PARAMETER,
    PARAMETERS,
    RESULTS,
    SCHEDULER,
    limited,
    means_of,
)
from offshore.compendium import progress
from offshore.compendium.errors import UserError, near
from offshore.compendium.root import Compendium

if TYPE_CHECKING:
    from offshore.audit.verdicts import Verdict


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
@limited
def run(
    notebook: str,
    options: tuple[str, ...],
    parameters: Path | None,
    output: Path | None,
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
    made = editions.run_one(
        here, notebook, values, output, progress.here(), means_of(here, None, **limits)
    )
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
@SCHEDULER
@limited
def sweep(
    notebook: str,
    grid: Path,
    options: tuple[str, ...],
    parameters: Path | None,
    output: Path | None,
    retry: bool,
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
    stopped. Writes runs.csv, runs.parquet and index.html to _build/sweeps, or to --output.
    """
    from offshore.notebook import given
    from offshore.reviewers import sweep as sweeps

    here = Compendium.here()
    fixed = given.for_notebook(here, notebook, options, parameters)
    planned = sweeps.plan(here, notebook, grid, fixed)
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


@main.command()
@click.option("--data", type=FOLDER, help="The data package to audit. Default: data/.")
@RESULTS
def audit(data: Path | None, output: Path | None) -> None:
    """Recompute every claim of the paper and say which hold.

    Writes audit.csv and audit.json to _build/audit, or to --output; beside them severity.csv and
    severity.json, with what could be misprinted unseen. What outside values should say together
    is checked as well, counted apart and written to outside.csv and outside.json. Fails if a
    verdict differs from the recorded one, in either direction.
    """
    from offshore.audit import report
    from offshore.audit.quantities import load
    from offshore.audit.severity import table

    here = Compendium.here()
    tables, folder = data or here.data, output or here.build / "audit"
    verdicts, outside = report.of_folder(tables), report.of_outside(tables)
    report.write(verdicts, folder)
    frames = load(tables)
    table.write(table.of_frames(frames), frames, folder)
    click.echo("\n".join(report.lines(verdicts)))
    if outside:
        report.write(outside, folder, report.OUTSIDE)
        click.echo("\n".join(["", "Outside values, held against each other:"]))
        click.echo("\n".join(report.lines(outside)))
        click.echo(f"{_summary(outside, 'checks of outside values')}\n")
    click.echo(f"{_summary(verdicts, 'claims')} Files in {folder}.")
    if changed := report.differences([*verdicts, *outside]):
        advice = "Look at each; then record it in its table of claims, or take the change back."
        raise UserError("\n".join(["Verdicts differ from the record:", *changed, advice]))


def _summary(verdicts: Sequence["Verdict"], what: str) -> str:
    from offshore.audit.verdicts import counts

    found = ", ".join(f"{number} {name}" for name, number in counts(verdicts).items())
    return f"{len(verdicts)} {what}: {found}."


@main.command()
@click.option(
    "--engine",
    type=click.Choice(["warm", "default"]),
    default="warm",
    show_default=True,
    help="The engine that executes: ours, or papermill's own.",
)
@click.option("--language", help="The language of the edition to verify. Default: all.")
@click.option("--keep", is_flag=True, help="Keep the report in results/, for the book to show.")
@RESULTS
@limited
def verify(
    engine: str, language: str | None, keep: bool, output: Path | None, **limits: int
) -> None:
    """Execute everything afresh and compare it with the recorded results.

    No stored run is used. Compares numbers, verdicts, sentences, tables and captions, and figures
    by their data and then by their pictures, with what results/ records. Each difference is
    explained by float arithmetic, or a picture of the same data drawn otherwise, or it is a
    difference: then the command fails and says where. Writes index.html and verification.json
    to _build/verification, or to --output.
    """
    from dataclasses import replace

    from offshore.book import editions
    from offshore.reviewers.verification import verify as verification

    here = Compendium.here()
    means = replace(means_of(here, None, **limits), engine=engine)
    folder = output or here.build / editions.VERIFICATION
    codes = [language] if language else []
    made = verification.verify(here, codes, folder, progress.here(), means)
    click.echo("\n".join([*verification.told(made.report), f"Open {near(made.page)}"]))
    if keep:
        verification.keep(here, made.report)
    if complaint := verification.complaint(made.report):
        raise UserError(complaint)


@main.command()
@click.option("--language", default="en", help="The language of the workbook. Default: en.")
@click.option("--data", type=FOLDER, help="The data package to write from. Default: data/.")
@click.option(
    "--output",
    type=FILE,
    help="Write the workbook here. Default: _build/workbook-<language>.xlsx.",
)
def workbook(language: str, data: Path | None, output: Path | None) -> None:
    """Write a workbook that recomputes every claim by formulas, to open in any spreadsheet.

    Change a printed number in it, and everything that hangs on it follows. It has a sheet for a
    city of one's own. A workbook that was changed since it was written is not overwritten.
    """
    from offshore.display.language import chosen
    from offshore.reviewers.workbook import writing

    here = Compendium.here()
    file = output or here.build / f"workbook-{language}.xlsx"
    made = writing.write(data or here.data, chosen(here, language), file)
    click.echo(f"Open {near(made)}")


@main.command()
@click.argument("paper", type=FILE)
@click.option("--data", type=FOLDER, help="The data package to compare with. Default: data/.")
@click.option("--report", type=FILE, help="Write what was found to this file, as JSON.")
def transcription(paper: Path, data: Path | None, report: Path | None) -> None:
    """Compare the tables with the paper's text, sentence by sentence and digit by digit.

    PAPER is a plain text file. It is only read: the compendium has fingerprints of the
    sentences, not the text. Fails unless it is the same text, everything stands where the
    tables say, and the tables hold every number of the text. Independent of the audit.
    """
    from offshore.audit.transcription import check, reading
    from offshore.audit.transcription import report as reports

    found = check.check(reading.read(paper), data or Compendium.here().data)
    if report:
        reports.write(found, report)
    click.echo("\n".join([*reports.lines(found), ""]))
    if not found.is_well:
        raise UserError(f"{reports.verdict(found)} What is wrong is listed above.")
    click.echo(reports.verdict(found))

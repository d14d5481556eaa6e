"""Commands that check a paper: the audit, the same as a workbook, and the transcription."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from offshore.cli.group import main
from offshore.cli.options import FILE, FOLDER, RESULTS
from offshore.compendium import destinations
from offshore.compendium.errors import UserError, near
from offshore.compendium.root import Compendium

if TYPE_CHECKING:
    from offshore.audit.verdicts import Verdict


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
    destinations.check_folder(here, output)
    tables, folder = data or here.data, output or here.build / "audit"
    verdicts, outside = report.of_folder(tables, bare=bool(data)), report.of_outside(tables)
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
    destinations.check_file(here, output, writing.SUFFIX)
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

    if report:
        destinations.check_file(Compendium.here(), report, ".json")
    found = check.check(reading.read(paper), data or Compendium.here().data)
    if report:
        reports.write(found, report)
    click.echo("\n".join([*reports.lines(found), ""]))
    if not found.is_well:
        raise UserError(f"{reports.verdict(found)} What is wrong is listed above.")
    click.echo(reports.verdict(found))

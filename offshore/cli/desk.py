"""Commands about published results: verify them, and compare editions with them."""

import sys
from pathlib import Path

import click

from offshore.cli.group import main
from offshore.cli.options import FILE, RESULTS, limited, means_of
from offshore.compendium import destinations, progress
from offshore.compendium.errors import UserError, near
from offshore.compendium.root import Compendium


@main.command()
@click.argument("editions", nargs=-1)
@click.option(
    "--at",
    "revisions",
    multiple=True,
    metavar="REVISION",
    help="Results recorded at a revision of git. Can be given twice.",
)
@click.option("--language", help="The language of recorded results. Default: that of the edition.")
@click.option("--json", "written", type=FILE, help="Write everything that differs here, as JSON.")
@click.option("-o", "--output", type=FILE, help="Write the page here. Default: in _build.")
def compare(
    editions: tuple[str, ...],
    revisions: tuple[str, ...],
    language: str | None,
    written: Path | None,
    output: Path | None,
) -> None:
    """List what differs between two editions, or an edition and the published results.

    \b
    offshore compare mine                 # the published results, and the edition mine
    offshore compare mine other           # two editions of one language
    offshore compare en                   # the published edition as it is bound here
    offshore compare mine --at v1.0       # as recorded at a revision, and the edition mine
    offshore compare --at v1.0            # as recorded then, and as recorded now
    offshore compare --at v1.0 --at v2.0

    Nothing is executed: editions were built before, published results are in results/. The page
    shows everything: numbers, verdicts, sentences, cells, code, and figures one over the other.
    """
    from rich.console import Console

    from offshore.display.language import SOURCE, chosen
    from offshore.reviewers import comparing, comparison_table, operands

    here = Compendium.here()
    for file, suffix in ((output, ".html"), (written, ".json")):
        destinations.check_file(here, file, suffix)
    before, after = operands.operands(editions, revisions)
    made = comparing.made(here, before, after, language)
    page = output or comparing.page_of(here, before, after)
    comparing.write(made, page)
    if written:
        comparing.write_plain(made, written)
    told, words = comparing.in_english(made, before, after), chosen(here, SOURCE)
    click.echo("\n".join(comparison_table.headline(told, words)))
    console = Console(file=sys.stdout, highlight=False, emoji=False)
    for one in comparison_table.tables(told, words):
        console.print("", one, sep="\n")
    click.echo(f"Open {near(page)}")


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
    by their data and then by their pictures, with what results/ records. What float arithmetic
    explains, and a PNG packed otherwise of the same drawing, is reported; for any other
    difference, a colour included, the command fails and says where. Writes index.html and
    verification.json to _build/verification, or to --output.
    """
    from dataclasses import replace

    from offshore.book import editions
    from offshore.reviewers.verification import verify as verification

    here = Compendium.here()
    means = replace(means_of(here, None, **limits), engine=engine)
    destinations.check_folder(here, output)
    folder = output or here.build / editions.VERIFICATION
    codes = [language] if language else []
    made = verification.verify(here, codes, folder, progress.here(), means)
    click.echo("\n".join([*verification.told(made.report), f"Open {near(made.page)}"]))
    if keep:
        verification.keep(here, made.report)
    if complaint := verification.complaint(made.report):
        raise UserError(complaint)
